"""Every kind of contact has a key under which its spellings meet."""

import pytest

from crmcli.errors import Invalid
from crmcli.normalize.handles import KINDS, contact


@pytest.mark.parametrize(
    ("kind", "entered", "key"),
    [
        ("phone", "138 0013 8000", "+8613800138000"),
        ("mobile", "138 0013 8000", "+8613800138000"),
        ("fax", "010-12345678", "+861012345678"),
        ("whatsapp", "+86 138 0013 8000", "+8613800138000"),
        ("email", "A@B.com", "a@b.com"),
        ("wechat", " ZhangSan_1 ", "zhangsan_1"),
        ("qq", "QQ：12345678", "12345678"),
        ("qq", "12345678@qq.com", "12345678"),
        ("qq", "12345678.0", "12345678"),
        ("weibo", "https://weibo.com/u/123?from=x", "123"),
        ("weibo", "@小明", "小明"),
        ("telegram", "https://t.me/Foo", "foo"),
        ("telegram", "@Foo", "foo"),
        ("linkedin", "https://www.linkedin.com/in/Foo/", "foo"),
        ("instagram", "instagram.com/foo/", "foo"),
        ("website", "https://www.Example.com/", "example.com"),
        ("website", "example.com", "example.com"),
        ("website", "http://example.com/Shop/", "example.com/shop"),
        ("other", " Door  BELL ", "door bell"),
        ("pager", "X1", "x1"),
    ],
)
def test_the_key_of_each_kind(kind: str, entered: str, key: str) -> None:
    assert contact(kind, entered, "CN")[1] == key


@pytest.mark.parametrize(
    ("kind", "entered"),
    [("wechat", "  "), ("qq", "abc"), ("qq", "123"), ("website", "a\0b"), ("line", "\udc80")],
)
def test_what_cannot_be_one_is_refused(kind: str, entered: str) -> None:
    with pytest.raises(Invalid) as error:
        contact(kind, entered)
    assert error.value.code == "normalize.invalid_contact"
    assert error.value.facts["kind"] == kind


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_of_a_key_is_itself(kind: str) -> None:
    key = contact(kind, {"email": "A@B.com"}.get(kind, "13800138000" if kind != "qq" else "1234567"))[1]
    assert contact(kind, key)[1] == key

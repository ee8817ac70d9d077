"""E-mail addresses: what is taken, what is refused, and why."""

import pytest

from crmcli.errors import Invalid
from crmcli.normalize.emails import email


@pytest.mark.parametrize(
    ("entered", "value", "key"),
    [
        ("Anna@Example.COM", "Anna@Example.COM", "anna@example.com"),
        (" a+b@c.co.uk ", "a+b@c.co.uk", "a+b@c.co.uk"),
        ("mailto:a@b.com", "a@b.com", "a@b.com"),
        ("<a@b.com>", "a@b.com", "a@b.com"),
        ("a＠b．com", "a@b.com", "a@b.com"),
        ("o'lunney@x.ie", "o'lunney@x.ie", "o'lunney@x.ie"),
        ("张三@例子.中国", "张三@例子.中国", "张三@例子.中国"),
        ("JOSÉ@müller.de", "JOSÉ@müller.de", "josé@müller.de"),
        ("a@xn--fsqu00a.xn--fiqs8s", "a@xn--fsqu00a.xn--fiqs8s", "a@xn--fsqu00a.xn--fiqs8s"),
        ("12345678@qq.com", "12345678@qq.com", "12345678@qq.com"),
        ("a" * 64 + "@example.com", "a" * 64 + "@example.com", "a" * 64 + "@example.com"),
    ],
)
def test_the_key_is_lower_case_and_bare(entered: str, value: str, key: str) -> None:
    assert email(entered) == (value, key)


@pytest.mark.parametrize(
    ("entered", "reason"),
    [
        ("", "empty"),
        ("anna", "no_at"),
        ("a@@b.com", "two_ats"),
        ("a@b.com;c@d.com", "several_emails"),
        ("a b@c.com", "space"),
        ("a\x01@b.com", "control"),
        ("a@b.com\0", "control"),
        ("@c.com", "local_part"),
        (".a@c.com", "local_part"),
        ("a.@c.com", "local_part"),
        ("a..b@c.com", "local_part"),
        ("a" * 65 + "@example.com", "local_part"),
        ("a@b", "domain"),
        ("x@.com", "domain"),
        ("a@b.com.", "domain"),
        ("a@b..com", "domain"),
        ("a@-b.com", "domain"),
        ("a@b_c.com", "domain"),
        ("a@b.c", "domain"),
        ("a@1.2.3.4", "domain"),
        ("a@" + "b" * 250 + ".com", "too_long_email"),
        ("a\udc80@b.com", "encoding"),
    ],
)
def test_typing_errors_are_refused_with_the_reason(entered: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        email(entered)
    assert (error.value.code, error.value.facts["reason"]) == ("invalid_email", f"normalize.reason_{reason}")

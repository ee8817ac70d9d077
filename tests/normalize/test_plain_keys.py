"""Keys found for a whole column at once are those that each text by itself gets, or are left to be looked at."""

import pytest

from crmcli.normalize import emails, names, phones

PHONES = [
    "13800138000", "138 0013 8000", "+86 139-0000-1111", "0086 13712345678",
    "", "010-12345678", "+1 415-555-2671", "13800138000 ", "138001380001", "12800138000",
    "\uff11\uff13\uff18" + "00138000", "13800138000;13900139000",
]  # fmt: skip
EMAILS = [
    "anna@example.com", "A.B@Example.ORG", "\u212a@x.com",
    "", "no address", "<x@y.cn>", "a@b.com; c@d.com", "x@b", "\u0130@x.com", f"{'a' * 60}@example.com", "é@x.com",
]  # fmt: skip
NAMES = ["张三", "", "王总", "李四先生", "欧阳 修", "John Smith", "〇々", "\uff21\uff22", "陈工", "\uf900", "张三·丰"]


def test_phones() -> None:
    found = phones.plain_keys(PHONES, "CN")
    assert [text for text, key in zip(PHONES, found, strict=True) if key] == PHONES[:4]
    assert all(phones.phone(text) == (text, key) for text, key in zip(PHONES, found, strict=True) if key)


def test_phones_of_other_countries_are_looked_at_one_by_one() -> None:
    assert phones.plain_keys(["13800138000"], "US") == [""]


def test_emails() -> None:
    found = emails.plain_keys(EMAILS)
    assert [text for text, key in zip(EMAILS, found, strict=True) if key] == EMAILS[:3]
    assert all(emails.email(text) == (text, key) for text, key in zip(EMAILS, found, strict=True) if key)


def test_names() -> None:
    found = names.plain_keys(NAMES)
    assert [text for text, key in zip(NAMES, found, strict=True) if key] == ["张三"]
    assert names.name_key("张三") == "张三"


@pytest.mark.parametrize("text", ["one\ntwo", "\n", "a\n"])
def test_a_cell_of_several_lines_leaves_all_to_be_looked_at(text: str) -> None:
    assert phones.plain_keys(["13800138000", text], "CN") == ["", ""]
    assert emails.plain_keys(["anna@example.com", text]) == ["", ""]
    assert names.plain_keys(["张三", text]) == ["", ""]


def test_every_common_chinese_character_is_its_own_key() -> None:
    texts = [f"王{chr(code)}明" for code in range(0x4E00, 0xA000)]
    assert names.plain_keys(texts) == texts
    assert list(map(names.name_key, texts)) == texts

"""A name's key is what all its spellings have in common."""

import pytest

from crmcli.errors import Invalid
from crmcli.normalize.names import clean_name, is_cjk, name_key, split_chinese, split_latin


@pytest.mark.parametrize(
    ("entered", "key"),
    [
        ("John Smith", "john smith"),
        ("  JOHN \t smith ", "john smith"),
        ("Mr. John Smith Jr.", "john smith"),
        ("Prof. Dr. Anna Müller", "anna müller"),
        ("Smith, John Ph.D.", "smith john"),
        ("Ｊｏｈｎ Ｓｍｉｔｈ", "john smith"),
        ("O’Lunney", "o'lunney"),
        ("J. R. R. Tolkien", "j r r tolkien"),
        ("Mr", "mr"),
        ("Dr. Mr", "mr"),
        ("張三", "張三"),
        ("张 三", "张三"),
        ("张　三", "张三"),
        ("张三 Tom", "张三 tom"),
        ("约翰·史密斯", "约翰史密斯"),
        ("홍 길동", "홍길동"),
        ("", ""),
        ("...", "..."),
    ],
)
def test_spelling_and_latin_titles_do_not_matter(entered: str, key: str) -> None:
    assert name_key(entered) == key


@pytest.mark.parametrize(
    ("entered", "key"),
    [
        ("张三先生", "张三"),
        ("张三 女士", "张三"),
        ("王总", "王"),
        ("王总经理", "王"),
        ("欧阳总", "欧阳"),
        ("张伟总", "张伟"),
        ("李老师", "李"),
        ("王老板", "王"),
        ("玛丽女士", "玛丽"),
        ("Tom先生", "tom"),
        ("Lisa 老师", "lisa"),
        ("王工", "王"),
        ("李建工", "李建工"),
        ("客户经理", "客户经理"),
        ("老师", "老师"),
        ("总", "总"),
        ("小姐", "小姐"),
    ],
)
def test_chinese_titles_go_where_they_clearly_are_titles(entered: str, key: str) -> None:
    assert name_key(entered) == key


def test_a_company_has_a_companys_key() -> None:
    assert name_key("Mr. Cleaning Co., Ltd.", kind="company") == "mr cleaning"


@pytest.mark.parametrize(
    ("entered", "kept"),
    [("  Anna   Bell ", "Anna Bell"), ("张　三", "张 三"), ("a\x07b", "a\x07b"), ("a\x1fb", "a\x1fb")],
)
def test_a_name_is_kept_as_entered_but_for_white_space(entered: str, kept: str) -> None:
    assert clean_name(entered) == kept


@pytest.mark.parametrize(
    ("entered", "reason"),
    [
        ("", "empty"),
        (" \t\n", "empty"),
        ("\u200b", "empty"),
        ("x" * 201, "too_long_name"),
        ("a\0b", "nul"),
        ("a\udc80", "encoding"),
    ],
)
def test_what_no_name_can_be_is_refused(entered: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        clean_name(entered)
    assert error.value.code == "invalid_name"
    assert error.value.facts["reason"] == f"normalize.reason_{reason}"
    assert str(error.value.facts["value"]).encode() is not None


def test_two_hundred_characters_are_a_name() -> None:
    assert clean_name("字" * 200) == "字" * 200


@pytest.mark.parametrize(
    ("full", "given", "family"),
    [
        ("John Smith", "John", "Smith"),
        ("Smith, John", "John", "Smith"),
        ("Mr. John Smith Jr.", "John", "Smith"),
        ("John Smith, PhD", "John", "Smith"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Anna Maria de la Cruz", "Anna Maria", "de la Cruz"),
        ("Cher", "Cher", ""),
        ("", "", ""),
    ],
)
def test_a_latin_name_is_split_before_its_last_word(full: str, given: str, family: str) -> None:
    assert split_latin(full) == (given, family)


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("张三", "张", "三"),
        ("欧阳锋", "欧阳", "锋"),
        ("欧阳", "欧阳", ""),
        ("司馬相如", "司馬", "相如"),
        ("王总", "王", ""),
        ("约翰·史密斯", "史密斯", "约翰"),
        ("亚历山大大帝", "", "亚历山大大帝"),
        ("", "", ""),
    ],
)
def test_a_chinese_name_is_split_after_its_surname(name: str, family: str, given: str) -> None:
    assert split_chinese(name) == (family, given)


@pytest.mark.parametrize(("char", "expected"), [("张", True), ("か", True), ("홍", True), ("a", False), ("，", False)])
def test_cjk_is_every_script_without_spaces(char: str, expected: bool) -> None:
    assert is_cjk(char) is expected

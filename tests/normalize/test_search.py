"""What stands in the search columns."""

import pytest

from crmcli.normalize.search import digits, pinyin_terms, split_cjk


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("北京ABC店", "北 京 abc 店"),
        ("Anna Bell", "anna bell"),
        ("Ｔｏｍ３号", "tom3 号"),
        ("ソニー", "ソ ニ ー"),
        ("张三\n李四", "张 三 李 四"),
        ("", ""),
    ],
)
def test_each_cjk_character_is_a_token(text: str, tokens: str) -> None:
    assert split_cjk(text) == tokens


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("张三丰", "zhang san feng zhangsanfeng sanfeng zsf"),
        ("王五", "wang wu wangwu ww"),
        ("曾总", "zeng zong zengzong zz"),
        ("王", "wang"),
        ("张三 Tom", "zhang san tom zhangsantom santom zst"),
        ("John Smith", "js"),
        ("José Müller", "jm"),
        ("Cher", ""),
        ("", ""),
    ],
)
def test_a_chinese_name_is_found_by_syllables_joined_ends_and_initials(name: str, terms: str) -> None:
    assert pinyin_terms(name) == terms


def test_brackets_do_not_get_between_syllables() -> None:
    assert "kejishenzhen" in pinyin_terms("腾讯科技（深圳）", kind="company")


def test_a_long_name_does_not_blow_up_its_column() -> None:
    assert len(pinyin_terms("公司" * 100)) < 200 * 40


@pytest.mark.parametrize(
    ("text", "found"),
    [("+86 138-0013", "861380013"), ("１３８", "138"), ("٤٢", "42"), ("abc", ""), ("½²", "")],
)
def test_only_digits(text: str, found: str) -> None:
    assert digits(text) == found

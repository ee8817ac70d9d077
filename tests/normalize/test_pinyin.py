"""Readings of Chinese: the table is pypinyin's, surnames and some words are read their own way."""

import pypinyin
import pytest

from crmcli.normalize import pinyin_table
from crmcli.normalize.names import initials, pinyin
from tools import pinyin_table as tool


def test_the_table_reads_every_character_as_pypinyin_does() -> None:
    said = [pinyin_table.SYLLABLES[ord(place) - pinyin_table.OFFSET] for place in pinyin_table.TABLE]
    assert [syllable.replace("-", "") for syllable in said] == tool.plain_readings()


def test_the_table_was_written_by_its_tool() -> None:
    assert tool.TARGET.read_text(encoding="utf-8") == tool.source()


@pytest.mark.parametrize(("word", "reading"), pinyin_table.PHRASES.items())
def test_a_word_is_read_with_readings_its_characters_have(word: str, reading: str) -> None:
    # Place names keep a local reading that dictionaries of single characters leave out.
    local = {"铅": "yan", "六": "lu", "涡": "guo", "蚌": "beng", "洞": "tong", "番": "pan"}
    style = pypinyin.Style.NORMAL
    for char, syllable in zip(word, reading.split(), strict=True):
        known = pypinyin.pinyin(char, style=style, heteronym=True)[0]
        assert syllable in known or local.get(char) == syllable


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("张三丰", "zhang san feng"),
        ("单雄信", "shan xiong xin"),
        ("曾国藩", "zeng guo fan"),
        ("仇英", "qiu ying"),
        ("解缙", "xie jin"),
        ("区小明", "ou xiao ming"),
        ("查良镛", "zha liang yong"),
        ("欧阳锋", "ou yang feng"),
        ("尉迟恭", "yu chi gong"),
        ("万俟卨", "mo qi xie"),
        ("长孙无忌", "zhang sun wu ji"),
        ("单于", "chan yu"),
        ("李曾", "li ceng"),
    ],
)
def test_a_surname_is_read_as_one(name: str, reading: str) -> None:
    assert pinyin(name) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("重庆", "chong qing"),
        ("长沙银行", "chang sha yin hang"),
        ("厦门", "xia men"),
        ("李长安", "li chang an"),
        ("朝阳", "chao yang"),
        ("查理", "cha li"),
        ("〇〇七", "ling ling qi"),
    ],
)
def test_words_are_read_as_words(text: str, reading: str) -> None:
    assert pinyin(text) == reading


def test_a_company_has_no_surname() -> None:
    assert pinyin("曾经贸易", kind="company") == "ceng jing mao yi"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("John  SMITH", "john smith"),
        ("José Müller", "jose muller"),
        ("Łukasz Weiß", "lukasz weiss"),
        ("张三 Tom", "zhang san tom"),
        ("Ｔｏｍ", "tom"),
        ("홍길동", "홍길동"),
        ("Иван", "иван"),
        ("", ""),
    ],
)
def test_other_letters_lose_case_and_accents(text: str, folded: str) -> None:
    assert pinyin(text) == folded


def test_initials() -> None:
    assert initials("zhang san feng") == "zsf"

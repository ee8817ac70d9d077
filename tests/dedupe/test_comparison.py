"""Each field's levels, one fact each."""

import numpy as np
import pytest

from crmcli.dedupe.comparison import PERSON, compare, level_matrix
from tests.dedupe.people import level, records


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Zhang San", "ZHANG SAN", "same.same"),
        ("张三", "Zhang San", "same.same"),
        ("张三", "San Zhang", "same.same"),
        ("张三丰", "Zhang Sanfeng", "same.same"),
        ("张三丰", "Zhang San Feng", "same.same"),
        ("Smith, John", "John Smith", "same.same"),
        ("Ｊｏｈｎ Ｓｍｉｔｈ", "John Smith", "same.same"),
        ("Mr. John Smith", "John Smith", "same.same"),
        ("张三先生", "张三", "same.same"),
        ("曾志伟", "Zeng Zhiwei", "same.same"),
        ("Bob Smith", "Robert Smith", "close.same"),
        ("Jonathon Smith", "Jonathan Smith", "close.same"),
        ("张伟", "张玮", "close.same"),
        ("J. Smith", "John Smith", "part.same"),
        ("J. Smith", "Smith, John", "part.same"),
        ("李海波", "李德波", "part.same"),
        ("Mary Smith", "Mary Jones", "same.differ"),
        ("Mary Smith", "Peter Smith", "differ.same"),
        ("王总", "王芳", "missing.same"),
        ("王姐", "王芳", "missing.same"),
        ("小刘", "刘洋", "missing.same"),
        ("王芳姐", "王芳", "same.same"),
        ("María Isabel Vega", "María Teresa Vega", "near.same"),
        ("María Isabel Vega", "María I. Vega", "same.same"),
        ("María Isabel Vega", "María Vega", "same.same"),
        ("王芳", "李强", "differ.differ"),
        ("Account 1", "Account 2", "differ.differ"),
        ("客户12", "客户 13", "differ.missing"),
    ],
)
def test_names_of_persons(one: str, other: str, expected: str) -> None:
    assert level("name", {"name": one}, {"name": other}) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ACME Co., Ltd.", "Acme", "same"),
        ("深圳华为技术有限公司", "华为技术", "same"),
        ("华为技术（深圳）有限公司", "华为技术有限公司", "same"),
        ("Bel-Air Hotel", "Hotel Bel-Air", "close"),
        ("Norton Media", "Norton Medai", "close"),
        ("Norton Media", "Norton Media and Books", "part"),
        ("Norton", "Grand Norton Palace Imperial", "part"),
        ("Norton Media", "Galstone Labs", "differ"),
    ],
)
def test_names_of_companies(one: str, other: str, expected: str) -> None:
    assert level("company_name", {"kind": "company", "name": one}, {"kind": "company", "name": other}) == expected


@pytest.mark.parametrize(
    ("field", "one", "other", "expected"),
    [
        ("phone", "138 0013 8000", "+86-13800138000", "own"),
        ("phone", "13800138000", "13800138005", "close"),
        ("phone", "13800138000", "13800138001", "differ"),
        ("phone", "13800138000", "13912345678", "differ"),
        ("email", "Ada@Example.com", "ada@example.com", "own"),
        ("email", "ada+crm@example.com", "ada@example.com", "close"),
        ("email", "gus.fring@gmail.com", "gusfring+x@googlemail.com", "close"),
        ("email", "gus.fring@example.com", "gusfring+x@example.com", "near"),
        ("email", "ada.l1815@example.com", "ada.l1815@exmaple.com", "close"),
        ("email", "lace1815@example.com", "lace1815@other.net", "close"),
        ("email", "ada77@example.com", "ada78@example.com", "differ"),
        ("email", "info@one.example", "info@other.net", "differ"),
        ("birthday", "1990-03-04", "1990-03-04", "same"),
        ("birthday", "1990-03-04", "1990-04-03", "close"),
        ("birthday", "1990-03-14", "1990-03-15", "close"),
        ("birthday", "1990-03-14", "--03-14", "day"),
        ("birthday", "1960-01-01", "1990-01-01", "close"),
        ("birthday", "1960-01-01", "1992-01-01", "day"),
        ("birthday", "1990-03-14", "1990-03-29", "near"),
        ("birthday", "1990-03-14", "1990-11-29", "year"),
        ("birthday", "1990-03-14", "1962-11-29", "differ"),
        ("id_number", "11010119900307451X", "11010119900307451x", "same"),
        ("id_number", "110101199003074514", "110101199003074574", "close"),
        ("address", "12 Main Street", "12 main st.", "same"),
        ("address", "12 Mian Street", "12 Main St", "close"),
        ("address", "12 Main Street", "14 Main Street", "street"),
        ("city", "北京市", "北京", "same"),
        ("postcode", "tq13 8df", "tq13 8hu", "area"),
        ("handle", "lilei_1990", "lilei_1990", "own"),
        ("handle", "lilei_1990", "lilei_1991", "differ"),
        ("gender", "female", "male", "differ"),
        ("company", "深圳华为技术有限公司", "华为技术", "same"),
        ("external", "shop:17", "shop:17", "same"),
        ("phone", "021-59368273转879", "021-59368273", "shared"),
        ("phone", "021-59368273转879", "021-59368273转880", "shared"),
    ],
)
def test_other_fields(field: str, one: str, other: str, expected: str) -> None:
    assert level(field, {"name": "A B", field: one}, {"name": "C D", field: other}) == expected


def test_what_one_of_them_lacks_says_nothing() -> None:
    assert level("phone", {"name": "A B", "phone": "13800138000"}, {"name": "A B", "phone": ""}) == "missing"


def test_the_best_of_several_phones_counts() -> None:
    one = {"name": "A B", "phone": "13800138000", "mobile": "13912345678"}
    other = {"name": "A B", "phone": "13912345678", "mobile": ""}
    known = records([one, other], {"name": "name", "phone": "phone", "mobile": "phone"})
    ends = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    assert PERSON[1].levels[level_matrix(PERSON, compare(known, PERSON, *ends))[0, 1]] == "own"


def test_a_phone_that_people_of_three_names_have_is_shared() -> None:
    rows = [{"name": name, "phone": "021-55556666"} for name in ("Ada Lovelace", "Alan Turing", "Emmy Noether")]
    assert level("phone", *rows) == "shared"


def test_a_phone_under_two_names_is_not_shared_yet() -> None:
    rows = [{"name": name, "phone": "021-55556666"} for name in ("Ada Lovelace", "Ada Byron")]
    assert level("phone", *rows) == "own"

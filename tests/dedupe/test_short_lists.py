"""Short lists: few rows lean on what is usual, and what all of them have in common says nothing."""

import pytest

from crmcli.dedupe.engine import find
from tests.dedupe.people import Row, records

GIVEN, HAN_GIVEN = ("Anna", "Ben", "Carla", "David"), ("芳", "伟", "秀英", "建国")
FAMILIES = (
    "Smith", "Johnson", "Brown", "Taylor", "Miller", "Wilson", "Moore", "Anderson", "Thomas", "Jackson", "White",
    "Harris", "Martin", "Garcia", "Clark", "Lopez", "Walker", "Young", "Schmidt", "Novak", "Rossi", "Dubois",
    "Jensen", "Kowalski", "Silva", "Murphy", "Ivanov", "Haddad", "Cohen", "Fischer", "Weber", "Lefebvre", "Moreau",
    "Fernandez", "Gonzalez", "Santos", "Costa", "Larsen", "Nilsson", "Johansson", "Virtanen", "Horvath", "Nagy",
    "Popescu", "Dimitrov", "Petrov", "Hughes", "Hill", "Baker", "Turner",
)  # fmt: skip
HAN_FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
OFFICE = {"city": "Berlin", "company": "Acme Ltd"}
HAN_OFFICE = {"city": "上海", "company": "上海华信科技有限公司"}


def groups(rows: list[Row]) -> list[tuple[int, ...]]:
    return [one.rows for one in find(records(rows)).clusters()]


def colleagues(count: int, kind: str, names: int = 3) -> list[Row]:
    """Everybody in one town and company; given names repeat."""
    first = [GIVEN[at * 7 % 5 % names] for at in range(count)]
    han = [HAN_GIVEN[at * 7 % 5 % names] for at in range(count)]
    return {
        "full": [{"name": f"{one} {FAMILIES[at]}", **OFFICE} for at, one in enumerate(first)],
        "first name": [{"name": one, **OFFICE} for one in first],
        "two columns": [{"given_name": one, "family_name": "", **OFFICE} for one in first],
        "switchboard": [
            {"name": f"{one} {FAMILIES[at]}", "phone": "+4930123456", "email": "info@acme.example", **OFFICE}
            for at, one in enumerate(first)
        ],
        "own phones": [{"name": one, "phone": f"+49301{at * 7919:07}", **OFFICE} for at, one in enumerate(first)],
        "han": [{"name": f"{HAN_FAMILIES[at]}{one}", **HAN_OFFICE} for at, one in enumerate(han)],
        "han first name": [{"given_name": one, **HAN_OFFICE} for one in han],
    }[kind]


@pytest.mark.parametrize("count", [5, 12, 33, 50])
@pytest.mark.parametrize(
    "kind", ["full", "first name", "two columns", "switchboard", "own phones", "han", "han first name"]
)
def test_a_first_name_a_town_and_a_company_make_nobody_a_duplicate(kind: str, count: int) -> None:
    assert [groups(colleagues(count, kind, names)) for names in (1, 3)] == [[], []]


@pytest.mark.parametrize("count", [5, 33])
@pytest.mark.parametrize("field", [{"phone": "+493055512345"}, {"email": "b1957@example.com"}])
def test_who_is_there_twice_with_a_phone_or_a_mailbox_is_found(count: int, field: Row) -> None:
    rows = [{"phone": "", "email": "", **row} for row in colleagues(count, "full")]
    rows[0] |= field
    assert groups([*rows, dict(rows[0])]) == [(0, count)]


def test_a_first_word_and_a_shared_phone_teach_nothing() -> None:
    """By two fields, any guess confirms itself: else each department would soon be one person."""
    departments = [
        {"name": f"{chr(65 + at)}{FAMILIES[at].lower()} {FAMILIES[at * 7 % 43 + post]}", "phone": f"138000{at:05}"}
        for at in range(25)
        for post in range(6)
    ]
    assert groups(departments) == []

"""Companies whose names look alike: offices, shops, the same trade, the other script."""

import pytest

from tests.dedupe.people import Row, level

ELSEWHERE: list[Row] = [
    {"name": name, "city": city, "kind": "company"} for name, city in (("Globex", "Hamburg"), ("Initech", "Berlin"))
]


def name_level(one: str, other: str) -> str:
    return level("company_name", {"name": one, "kind": "company"}, {"name": other, "kind": "company"}, *ELSEWHERE)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("上海云杉科技有限公司", "云杉科技（上海）有限公司", "same"),
        ("深圳云杉科技有限公司", "云杉科技有限公司", "same"),
        ("深圳云杉科技有限公司", "上海云杉科技有限公司", "differ"),
        ("云杉科技有限公司上海分公司", "云杉科技有限公司北京分公司", "differ"),
        ("云杉科技有限公司", "云杉科技有限公司北京分公司", "differ"),
        ("上海第一中学", "上海第二中学", "differ"),
        ("Acme Berlin", "Acme Hamburg", "differ"),
        ("Acme Berlin", "Acme", "part"),
        ("Shop 12", "Shop 14", "differ"),
    ],
)
def test_towns_numbers_and_offices_tell_namesakes_apart(one: str, other: str, expected: str) -> None:
    assert name_level(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("昆明通润化工有限公司", "昆明和美化工有限公司", "differ"),
        ("嘉正奶茶（朝阳北路店）", "嘉正奶茶（学院路店）", "differ"),
        ("云杉网络科技有限公司", "云山网络科技有限公司", "near"),
        ("云杉科技发展有限公司", "云杉科技有限公司", "close"),
    ],
)
def test_what_two_companies_make_is_no_likeness(one: str, other: str, expected: str) -> None:
    assert name_level(one, other) == expected


@pytest.mark.parametrize(
    ("letters", "expected"), [("Yunshan Technology", "part"), ("Spruce Technology", "missing"), ("Yun", "missing")]
)
def test_a_name_in_letters_may_be_read_like_one_in_characters_or_a_translation(letters: str, expected: str) -> None:
    assert name_level(letters, "云杉科技有限公司") == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [("云杉科技", "same"), ("Yunshan Tech", "close"), ("Spruce Ltd", "missing"), ("金石科技", "differ")],
)
def test_an_employer_is_compared_alike_with_fewer_steps(one: str, expected: str) -> None:
    rows = [{"name": "Ada King", "company": company} for company in (one, "云杉科技有限公司", "Globex", "Initech")]
    assert level("company", *rows) == expected

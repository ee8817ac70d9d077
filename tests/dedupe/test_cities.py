"""Towns: spellings of one meet, in one script and in two."""

import pytest

from crmcli.dedupe.cities import city_key, one_script
from crmcli.dedupe.columns import column
from tests.dedupe.people import level, strangers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("北京市", "北京"), ("Köln", "Koeln"), ("Cologne", "Köln"), ("München", "Muenchen"), ("Hong Kong", "香港"),
        ("臺北市", "Taipei"), ("浦东新区", "浦东"), ("New York City", "new  york"), ("Saint-Denis", "saint denis"),
    ],
)  # fmt: skip
def test_spellings_of_one_town_have_one_key(one: str, other: str) -> None:
    assert city_key(one) == city_key(other)


def test_a_town_in_characters_is_the_one_in_letters_of_the_same_list() -> None:
    one, other = {"name": "王芳", "city": "上海市"}, {"name": "王芳", "city": "Shanghai"}
    assert level("city", one, other, *strangers()) == "same"


def test_two_towns_of_one_reading_stay_two() -> None:
    towns = ["苏州", "宿州", "suzhou", "西安", "xian", "岳阳", "yueyang"]
    found = one_script(column(towns))
    assert [found.values[code] for code in found.codes.tolist()] == [*towns[:3], "xian", "xian", "yueyang", "yueyang"]


def test_a_list_in_one_script_stays_as_it_is() -> None:
    towns = column(["上海", "北京"])
    assert one_script(towns) is towns

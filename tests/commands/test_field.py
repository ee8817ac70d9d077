"""field add, list, rm."""

import pytest

from tests.conftest import Crm


def own(crm: Crm) -> list[str]:
    return [row["name"] for row in crm.ok("field", "list", "--own", "-f", "json").json]


def test_a_field_is_made_and_used(crm: Crm) -> None:
    ran = crm.ok("field", "add", "鞋码", "--type", "number", "--label", "鞋子尺码", "-f", "json")
    assert ran.json == {"id": 1, "name": "鞋码", "label": "鞋子尺码", "type": "number", "choices": []}
    crm.ok("add", "张三", "鞋码=42")
    assert crm.ok("show", "1", "-f", "json").json["custom"] == {"鞋码": 42}


def test_choices_make_a_choice(crm: Crm) -> None:
    crm.ok("field", "add", "colour", "--choices", "red,green、蓝")
    assert crm.ok("field", "list", "--own", "-f", "json").json == [
        {
            "name": "colour", "zh": "colour", "type": "choice", "editable": True, "own": True,
            "choices": ["red", "green", "蓝"],
        }
    ]  # fmt: skip
    assert crm("add", "Ada", "colour=pink").status == 2
    crm.ok("add", "Ada", "colour=RED")
    assert crm.ok("show", "1", "-f", "json").json["custom"] == {"colour": "red"}


@pytest.mark.parametrize(
    ("argv", "status", "code"),
    [
        (["name"], 2, "field.built_in"),
        (["姓名"], 2, "field.built_in"),
        (["1st"], 2, "field.bad_name"),
        (['a"b'], 2, "field.bad_name"),
        (["custom"], 2, "field.bad_name"),
        (["x", "--type", "choice"], 2, "field.choices_missing"),
        (["x", "--type", "date", "--choices", "a"], 2, "field.choices_for_choice_only"),
        (["x", "--type", "blob"], 2, "not_a_choice"),
        (["SIZE"], 4, "field.exists"),
    ],
)
def test_what_cannot_be_is_refused(crm: Crm, argv: list[str], status: int, code: str) -> None:
    crm.ok("field", "add", "size")
    ran = crm("field", "add", *argv, "-f", "json")
    assert (ran.status, ran.error["code"]) == (status, code)
    assert own(crm) == ["size"]


def test_the_list_has_built_in_fields_in_both_languages(crm: Crm) -> None:
    crm.ok("field", "add", "size")
    rows = {row["name"]: row for row in crm.ok("field", "list", "-f", "json").json}
    assert rows["city"] == {
        "name": "city", "zh": "城市", "type": "text", "editable": True, "own": False, "choices": [],
    }  # fmt: skip
    assert rows["spent"]["editable"] is False
    assert rows["size"]["own"] is True


def test_rm_of_an_empty_field(crm: Crm) -> None:
    crm.ok("field", "add", "size")
    crm.ok("field", "rm", "Size")
    assert own(crm) == []
    assert crm("field", "rm", "size").status == 3
    assert crm("field", "rm", "city").status == 3


def test_rm_of_a_filled_field_asks_and_undo_brings_all_back(crm: Crm) -> None:
    crm.ok("field", "add", "size")
    crm.ok("field", "add", "colour")
    crm.ok("add", "Ada", "size=M", "colour=red")
    crm.ok("add", "Bob", "size=L")
    refused = crm("field", "rm", "size")
    assert (refused.status, own(crm)) == (7, ["size", "colour"])
    crm.ok("field", "rm", "size", "--yes")
    assert [crm.ok("show", n, "-f", "json").json["custom"] for n in "12"] == [{"colour": "red"}, {}]
    crm.ok("undo")
    assert own(crm) == ["size", "colour"]
    assert crm.ok("show", "2", "-f", "json").json["custom"] == {"size": "L"}

"""From rows to clusters: what is found, what is not, and that nothing else has a say."""

import random

import numpy as np
import pytest

from crmcli.dedupe.certain import certain
from crmcli.dedupe.engine import CERTAIN, find, find_new, load_model
from crmcli.dedupe.explain import explain
from tests.dedupe.people import Row, records, strangers


def clusters(rows: list[Row]) -> list[set[str]]:
    """The clusters by the ``id`` of their rows, in no order."""
    known = records([{name: value for name, value in row.items() if name != "id"} for row in rows])
    return [{rows[at].get("id", rows[at]["name"]) for at in one.rows} for one in find(known).clusters()]


def test_strangers_are_left_alone() -> None:
    assert clusters(strangers()) == []


def test_no_rows_and_one_row() -> None:
    assert find(records([])).clusters() == []
    assert find(records([{"name": "Ada"}])).clusters() == []


def test_rows_that_nothing_is_known_of_are_left_alone() -> None:
    known = records([{"name": "", "phone": ""}] * 3)
    assert find(known).clusters() == []


def test_one_person_in_three_scripts() -> None:
    born, phone = "1988-08-08", "13700001111"
    same = [
        {"name": "张三", "phone": phone, "birthday": born},
        {"name": "Zhang San", "phone": phone, "city": "北京"},
        {"name": "ZHANG SAN", "birthday": born, "city": "北京", "phone": phone},
    ]
    assert clusters(strangers() + same) == [{"张三", "Zhang San", "ZHANG SAN"}]


def test_a_company_with_and_without_its_legal_form() -> None:
    firms = [
        {"kind": "company", "name": f"{one}{two}贸易有限公司", "city": f"城{one}"}
        for one in "甲乙丙丁"
        for two in "东西南北中"
    ]
    same = [
        {"kind": "company", "name": "深圳市华为技术有限公司", "city": "深圳", "phone": "0755-28780808"},
        {"kind": "company", "name": "华为技术", "city": "深圳", "phone": "0755-28780808"},
    ]
    assert clusters(firms + same) == [{"深圳市华为技术有限公司", "华为技术"}]


def test_a_switchboard_makes_nobody_a_duplicate() -> None:
    colleagues = [row | {"phone": "021-55556666", "company": "Galstone Labs"} for row in strangers()]
    assert clusters(colleagues) == []


def test_a_person_is_never_a_company() -> None:
    both = [{"kind": kind, "name": "Ada Lovelace", "phone": "13700001111"} for kind in ("person", "company")]
    assert clusters([row | {"kind": "person"} for row in strangers()[1:]] + both) == []


def test_namesakes_born_on_different_days_stay_apart_though_a_third_fits_both() -> None:
    rows = [
        {"id": "a", "name": "Max Planck", "birthday": "1958-04-23", "phone": "13700001111"},
        {"id": "b", "name": "Max Planck", "birthday": "", "phone": "13700001111"},
        {"id": "c", "name": "Max Planck", "birthday": "1979-11-02", "phone": ""},
    ]
    assert clusters(strangers() + rows) == [{"a", "b"}]


def test_rejected_pairs_are_never_proposed() -> None:
    rows = [
        *strangers(),
        {"name": "Max Planck", "phone": "13700001111"},
        {"name": "Max Planck", "phone": "13700001111"},
    ]
    known = records(rows)
    assert len(find(known).clusters()) == 1
    known = records(rows)
    known.rejected = np.array([[len(rows) - 1, len(rows) - 2]])
    assert find(known).clusters() == []


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_rows_has_no_say(seed: int) -> None:
    rows = mixed()
    mixed_up = rows.copy()
    random.Random(seed).shuffle(mixed_up)
    assert sorted(map(sorted, clusters(mixed_up))) == sorted(map(sorted, clusters(rows)))


def mixed() -> list[Row]:
    rows = [row | {"id": str(at)} for at, row in enumerate(strangers())]
    again = [
        rows[at] | {"id": f"{at} again", "city": "", "phone": rows[at + 1]["phone"] if at % 4 else rows[at]["phone"]}
        for at in range(0, 30, 3)
    ]
    return rows + again


def test_the_same_seed_gives_the_same() -> None:
    from bench.people import make

    rows = [{name: value for name, value in row.items() if name not in ("truth", "wechat")} for row in make(2500, 5)]
    first, second = find(records(rows), seed=3), find(records(rows), seed=3)
    assert first.clusters() == second.clusters()
    assert np.array_equal(first.log_odds, second.log_odds)


def test_a_stored_model_finds_new_rows_only() -> None:
    rows = strangers()
    found = find(records([*rows, rows[0] | {"phone": ""}, rows[1] | {"city": ""}]))
    models = {kind: load_model(kind, model.to_json()) for kind, model in found.models.items()}
    later = records([*rows, rows[0] | {"phone": ""}, rows[5] | {"city": ""}])
    later.partial = True
    new = np.array([len(rows) + 1])
    assert [one.rows for one in find_new(later, new, models).clusters()] == [(5, len(rows) + 1)]


def test_an_explanation_adds_up() -> None:
    rows = strangers()
    known = records([*rows, rows[0] | {"phone": ""}])
    found = find(known)
    told = explain(known, found.models, 0, len(rows))
    assert [(step.field, step.level) for step in told.steps if step.field != "related"] == [
        ("prior", ""), ("name", "same.same"), ("email", "own"), ("birthday", "same"), ("city", "same"), ("result", ""),
    ]  # fmt: skip
    assert sum(step.weight for step in told.steps[:-1]) == pytest.approx(told.steps[-1].weight)
    assert told.probability == pytest.approx(float(found.probability[0]))


def test_certain_is_only_who_shares_what_nobody_else_has() -> None:
    rows = strangers()
    again = rows[0] | {"city": ""}
    known = records([*rows, again])
    assert certain(known, find(known)).tolist()[:1] == [True]
    shared = [row | {"phone": "021-55556666", "email": "office@galstone.example"} for row in [*rows, again]]
    known = records(shared)
    assert not certain(known, find(known)).any()


def sure(one: Row, other: Row) -> bool:
    """Whether two among strangers would be merged without a look."""
    known = records([{"handle": "", "company": "", "address": "", **row} for row in [*strangers(), one, other]])
    return bool(certain(known, find(known)).any())


JOHN = {"name": "John Doe", "phone": "13700001111", "email": "j1957@example.com", "city": "town1"}


@pytest.mark.parametrize(
    "more", [{"birthday": "1957-04-23"}, {"handle": "wechat:jdoe57"}, {"company": "Galstone Labs"}]
)
def test_certain_who_has_something_in_common_that_a_household_does_not_share(more: Row) -> None:
    assert sure(JOHN | more, JOHN | more)


def test_a_household_of_namesakes_must_be_surer() -> None:
    john = {"name": "John Doe", "phone": "13700001111", "city": "town1"}
    known = records([*strangers(), john, john])
    found = find(known)
    assert certain(known, found).tolist() == [True]
    found.log_odds[:] = 8.0
    assert found.probability[0] > CERTAIN
    assert certain(known, found).tolist() == [False]


@pytest.mark.parametrize(("email", "expected"), [("john.doe@example.com", False), ("john.doe57@example.com", True)])
def test_a_mailbox_named_like_any_namesakes_identifies_nobody(email: str, expected: bool) -> None:
    john = {"name": "John Doe", "email": email, "birthday": "1957-04-23"}
    assert sure(john, john) == expected


def test_a_model_keeps_its_share_of_duplicates_as_the_file_grows() -> None:
    (model,) = find(records(strangers())).models.values()
    grown = model.among(60)
    assert grown.rows == 60
    assert grown.prior == pytest.approx(model.prior / 2)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"email": "dad57@example.com"}, False),
        ({"email": "other@elsewhere.example", "birthday": "1957-04-23"}, True),
        ({"email": "jdoe2@galstone.example", "birthday": "1957-04-23"}, False),
    ],
)
def test_two_mailboxes_tell_father_and_son_and_two_of_a_firm_apart(more: Row, expected: bool) -> None:
    john = {"name": "John Doe", "phone": "13700001111", "address": "5 Hill Road", "email": "j1957@galstone.example"}
    john |= {"birthday": more.get("birthday", "")}
    assert sure(john, john | more) == expected


def test_an_office_of_a_company_is_never_certainly_the_company() -> None:
    firm = {"kind": "company", "name": "云杉科技有限公司", "id_number": "91310115MA1K3X7Q2T", "phone": "02155556666"}
    offices = [{**firm, "name": f"云杉科技有限公司{town}分公司"} for town in ("上海", "北京")]
    others = [{"kind": "company", "name": f"{row['name']} Ltd", "phone": row["phone"]} for row in strangers()[:20]]
    known = records([{"id_number": "", **row} for row in (*others, firm, *offices)])
    assert not certain(known, find(known)).any()


@pytest.mark.parametrize("name", ["", "()", "(北京)", "sen.", "---", "1", "小", "老师"])
def test_any_name_can_be_looked_at(name: str) -> None:
    known = records([{"name": name, "phone": "13800138000"}, {"name": name, "phone": ""}, *strangers()])
    assert len(find(known).labels) == len(known)

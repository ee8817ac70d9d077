"""A deal from lead to won or lost: pure rules."""

from dataclasses import replace
from datetime import datetime

import pytest

from crmcli.domain import deals
from crmcli.domain.deals import OPEN, PROBABILITY, STAGES, Deal, Note, Outcome
from crmcli.errors import Conflict, Invalid

NOW = datetime(2026, 3, 1, 9)
LATER = datetime(2026, 3, 5, 10)


def deal(**values: object) -> Deal:
    return replace(deals.begin(1, "Ten chairs", {}, at=NOW, now=NOW), id=7, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "percent"), [("0", 0), ("60", 60), (" 60 % ", 60), ("100％", 100), ("５０％", 50)])
def test_a_probability_is_a_percentage(text: str, percent: int) -> None:
    assert deals.percent(text) == percent


@pytest.mark.parametrize("text", ["", "101", "-1", "0.5", "half", "½", "5²"])
def test_another_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"deal\.bad_probability"):
        deals.percent(text)


def test_a_deal_is_as_likely_as_is_usual_in_its_stage() -> None:
    for stage in OPEN:
        assert deals.begin(1, "x", {"stage": stage}, at=NOW, now=NOW).probability == PROBABILITY[stage]
    assert deals.begin(1, "x", {"stage": "lead", "probability": 80}, at=NOW, now=NOW).probability == 80


def test_it_moves_forward_and_back_and_takes_the_probability_of_the_stage() -> None:
    there, notes = deals.move(deal(probability=33), "negotiation", at=LATER)
    assert (there.stage, there.probability, there.moved_at, notes) == (
        "negotiation", 75, "2026-03-05T10:00:00", [Note("moved", "lead → negotiation")],
    )  # fmt: skip
    back, _ = deals.move(there, "qualified", at=LATER, probability=30)
    assert (back.stage, back.probability) == ("qualified", 30)


def test_a_closed_deal_leaves_no_doubt_and_is_only_opened_again() -> None:
    won, _ = deals.win(deal(), at=LATER, currency="USD", sale=(3, 4200))
    lost, notes = deals.lose(deal(), " too dear ", at=LATER)
    assert (won.probability, won.amount, won.sale_id, won.closed_at) == (100, 4200, 3, "2026-03-05T10:00:00")
    assert (lost.probability, lost.reason, notes) == (0, "too dear", [Note("lost", "too dear")])
    with pytest.raises(Conflict, match=r"deal\.closed"):
        deals.lose(won, "no", at=LATER)
    with pytest.raises(Conflict, match=r"deal\.already_so"):
        deals.win(won, at=LATER, currency="USD")
    again, notes = deals.move(won, "proposal", at=LATER)
    assert (again.stage, again.closed_at, again.sale_id, notes[0].kind) == ("proposal", None, None, "reopened")


def test_the_table_of_stages_is_complete() -> None:
    assert set(deals.NEXT) == set(STAGES) == set(PROBABILITY)
    assert all(stage not in after for stage, after in deals.NEXT.items())


@pytest.mark.parametrize(
    ("amount", "sale", "content", "outcome"),
    [
        (120000, None, "amount: 1200.00 USD", Outcome("1200.00", "USD")),
        (None, (3, 4200), "amount: 42.00 USD, sale: 3", Outcome("42.00", "USD", 3)),
        (None, None, "amount: - USD", Outcome(None, "USD")),
    ],
)
def test_the_log_keeps_what_a_deal_brought(
    amount: int | None, sale: tuple[int, int] | None, content: str, outcome: Outcome
) -> None:
    _, notes = deals.win(deal(amount=amount), at=LATER, currency="USD", sale=sale)
    assert notes == [Note("won", content)]
    assert deals.outcome(content) == outcome


@pytest.mark.parametrize("content", [None, "", "amount: ", "too dear", "amount: 5", "amount: 5 USD, sale: x"])
def test_another_text_tells_no_outcome(content: str | None) -> None:
    assert deals.outcome(content) is None


def test_a_change_tells_both_values() -> None:
    changed, notes = deals.revise(
        deal(), {"amount": 120000, "expected_day": 20600, "note": "new", "owner": None}, at=LATER, currency="USD"
    )
    assert changed.amount == 120000
    assert [note.content for note in notes] == ["amount: - → 1200.00", "expected: - → 2026-05-27", "note"]
    assert deals.revise(changed, {"amount": 120000}, at=LATER, currency="USD") == (changed, [])


def test_the_probability_of_a_closed_deal_is_not_changed() -> None:
    won, _ = deals.win(deal(), at=LATER, currency="USD")
    with pytest.raises(Invalid, match=r"deal\.no_doubt"):
        deals.revise(won, {"probability": 50}, at=LATER, currency="USD")

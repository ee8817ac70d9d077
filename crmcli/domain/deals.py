"""A deal and its log: what may be sold, how likely, by when; lead → … → won or lost. Values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from crmcli.domain.interactions import SHORT_LIMIT, TEXT_LIMIT
from crmcli.domain.texts import checked
from crmcli.errors import Conflict, Invalid
from crmcli.normalize.days import from_day
from crmcli.normalize.money import format_money
from crmcli.normalize.text import decimals, squeeze


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """``amount`` is minor units of the base currency; ``probability`` percent; ``reason`` why it was lost."""

    TABLE: ClassVar[str] = "deals"
    id: int | None = None
    customer_id: int
    title: str
    stage: str = "lead"
    amount: int | None = None
    probability: int
    expected_day: int | None = None
    source: str | None = None
    owner: str | None = None
    note: str | None = None
    reason: str | None = None
    sale_id: int | None = None
    opened_at: str
    moved_at: str
    closed_at: str | None = None
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the log."""

    TABLE: ClassVar[str] = "deal_events"
    id: int | None = None
    deal_id: int
    at: str
    kind: str
    content: str | None = None


class Note(NamedTuple):
    """An event that is not stored yet: its kind and text."""

    kind: str
    content: str | None = None


class Outcome(NamedTuple):
    """What a deal brought when it was won; the log keeps it, whatever becomes of the deal."""

    amount: str | None
    """Decimal."""
    currency: str
    sale_id: int | None = None


OPEN = ("lead", "qualified", "proposal", "negotiation")
STAGES = (*OPEN, "won", "lost")
STAGE_WORDS = {
    "线索": "lead", "初步接洽": "lead", "需求确认": "qualified", "方案报价": "proposal", "报价": "proposal",
    "商务谈判": "negotiation", "谈判": "negotiation", "赢单": "won", "成交": "won", "输单": "lost", "丢单": "lost",
}  # fmt: skip
PROBABILITY = {"lead": 10, "qualified": 25, "proposal": 50, "negotiation": 75, "won": 100, "lost": 0}
"""Stage → how likely a deal is that has come so far, in percent, where nobody said otherwise."""
NEXT: dict[str, frozenset[str]] = {
    **{stage: frozenset(STAGES) - {stage} for stage in OPEN},
    "won": frozenset(OPEN),
    "lost": frozenset(OPEN),
}
"""Where a deal may go from each stage: a closed one has to be opened again first."""
_FIGURES = frozenset(("title", "amount", "probability", "expected_day", "source", "owner"))
"""What the log tells with both values; of a note only that it changed."""


def title(text: str) -> str:
    """A title in one line."""
    found = checked("title", squeeze(text), SHORT_LIMIT)
    if not found:
        raise Invalid("deal.no_title")
    return found


def percent(text: str) -> int:
    """``60`` or ``60%``."""
    bare = decimals(text).strip().removesuffix("%").removesuffix("％").strip()
    if not bare.isdecimal() or int(bare[:9]) > 100:
        raise Invalid("deal.bad_probability", value=text)
    return int(bare)


def begin(customer_id: int, words: str, values: Mapping[str, Any], *, at: datetime, now: datetime) -> Deal:
    """A deal that began at ``at`` (not in the future), in the open stage of ``values``."""
    if at > now:
        raise Invalid("deal.in_future", at=f"{at:%Y-%m-%d %H:%M}")
    stamp, noted = at.isoformat(timespec="seconds"), now.isoformat(timespec="seconds")
    stage = values.get("stage", "lead")
    return Deal(
        customer_id=customer_id,
        title=title(words),
        **{**values, "stage": stage, "probability": _likely(stage, values.get("probability"))},
        opened_at=stamp,
        moved_at=stamp,
        created_at=noted,
        updated_at=noted,
    )


def revise(deal: Deal, values: Mapping[str, Any], *, at: datetime, currency: str) -> tuple[Deal, list[Note]]:
    """The deal with other values, and a note for each that differs."""
    if "probability" in values:
        _likely(deal.stage, values["probability"])
    notes = [
        Note("changed", _changed(deal, name, value, currency))
        for name, value in values.items()
        if value != getattr(deal, name)
    ]
    changed = replace(deal, **values, updated_at=at.isoformat(timespec="seconds")) if notes else deal
    return changed, notes


def move(deal: Deal, stage: str, *, at: datetime, probability: int | None = None) -> tuple[Deal, list[Note]]:
    """The deal in another open stage, with the probability of that stage unless said; a closed one is open again."""
    _check(deal, stage)
    kind = "moved" if deal.stage in OPEN else "reopened"
    stamp = at.isoformat(timespec="seconds")
    moved = replace(
        deal, stage=stage, probability=_likely(stage, probability), reason=None, sale_id=None, moved_at=stamp,
        closed_at=None, updated_at=stamp,
    )  # fmt: skip
    return moved, [Note(kind, f"{deal.stage} → {stage}")]


def win(deal: Deal, *, at: datetime, currency: str, sale: tuple[int, int] | None = None) -> tuple[Deal, list[Note]]:
    """``sale``: what came of it, its id and value, which is the deal's where that has none yet."""
    _check(deal, "won")
    number, value = sale or (None, None)
    won = _closed(deal, "won", at, sale_id=number, amount=value if deal.amount is None else deal.amount)
    brought = None if won.amount is None else format_money(won.amount, currency)
    return won, [Note("won", written(Outcome(brought, currency, number)))]


def written(outcome: Outcome) -> str:
    """``amount: 1200.00 USD, sale: 5`` as the log keeps it; ``-`` for no amount."""
    amount = "-" if outcome.amount is None else outcome.amount
    return f"amount: {amount} {outcome.currency}" + (f", sale: {outcome.sale_id}" if outcome.sale_id else "")


def outcome(content: str | None) -> Outcome | None:
    """What ``written`` wrote; None for a text that says something else."""
    first, _, last = (content or "").partition(", sale: ")
    amount, _, currency = first.removeprefix("amount: ").partition(" ")
    if not first.startswith("amount: ") or not currency or not (last.isdecimal() or not last):
        return None
    return Outcome(None if amount == "-" else amount, currency, int(last) if last else None)


def lose(deal: Deal, why: str, *, at: datetime) -> tuple[Deal, list[Note]]:
    _check(deal, "lost")
    reason = checked("reason", why, TEXT_LIMIT)
    if not reason:
        raise Invalid("deal.no_reason", id=deal.id)
    return _closed(deal, "lost", at, reason=reason), [Note("lost", reason)]


def _check(deal: Deal, stage: str) -> None:
    if stage in NEXT[deal.stage]:
        return
    code = "deal.already_so" if stage == deal.stage else "deal.closed"
    raise Conflict(code, id=deal.id, stage=f"deal.stage_{deal.stage}")


def _closed(deal: Deal, stage: str, at: datetime, **values: Any) -> Deal:
    stamp = at.isoformat(timespec="seconds")
    return replace(
        deal, stage=stage, probability=PROBABILITY[stage], moved_at=stamp, closed_at=stamp, updated_at=stamp, **values
    )


def _likely(stage: str, said: int | None) -> int:
    """The probability of a deal in this stage; what is closed leaves no doubt."""
    usual = PROBABILITY[stage]
    if stage not in OPEN and said not in (None, usual):
        raise Invalid("deal.no_doubt", stage=f"deal.stage_{stage}", n=usual)
    return usual if said is None else said


def _changed(deal: Deal, name: str, value: Any, currency: str) -> str:
    if name not in _FIGURES:
        return name
    old, new = (_figure(name, each, currency) for each in (getattr(deal, name), value))
    return f"{name.removesuffix('_day')}: {old} → {new}"


def _figure(name: str, value: Any, currency: str) -> str:
    if value is None:
        return "-"
    if name == "amount":
        return format_money(value, currency)
    return from_day(value).isoformat() if name == "expected_day" else str(value)

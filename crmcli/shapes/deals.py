"""Deals: what may be sold, and how far each has come."""

from typing import Annotated, Literal

from pydantic import Field

from crmcli.shapes.base import Currency, Day, Direction, Id, Moment, Money, Shape


class Deal(Shape):
    """An opportunity."""

    id: Id
    customer_id: Id
    customer: str
    title: str
    stage: Literal["lead", "qualified", "proposal", "negotiation", "won", "lost"]
    amount: Money | None
    currency: Currency
    probability: Annotated[int, Field(ge=0, le=100)]
    """Percent."""
    weighted: Money | None
    """Amount × probability."""
    expected: Day | None
    """When it should be decided."""
    open: bool
    overdue: bool
    days_in_stage: int | None
    """Of an open one."""
    source: str | None
    owner: str | None
    note: str | None
    reason: str | None
    """Why it was lost."""
    sale_id: Id | None
    """What came of it."""
    opened_at: Moment
    moved_at: Moment
    """Since when it is in its stage."""
    closed_at: Moment | None


class DealEvent(Shape):
    at: Moment
    kind: Literal["opened", "changed", "moved", "won", "lost", "reopened"]
    content: str | None


class DealContact(Shape):
    id: Id
    at: Moment
    channel: str | None
    direction: Direction | None
    subject: str | None
    content: str | None
    outcome: str | None


class DealRecord(Deal):
    """A deal with its log and the contacts that were about it."""

    events: list[DealEvent]
    contacts: list[DealContact]
    """The latest first."""

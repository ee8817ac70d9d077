"""Customers, and everything about one of them."""

from typing import Annotated, Any, Literal

from pydantic import Field

from crmcli.shapes.base import (
    Birthday,
    Count,
    Currency,
    CustomerKind,
    Day,
    Direction,
    Id,
    Moment,
    Money,
    Shape,
    Stage,
    When,
)
from crmcli.shapes.contact import OpenTask
from crmcli.shapes.deals import Deal
from crmcli.shapes.service import ComplaintBrief, FeedbackBrief, PreferenceBrief


class Customer(Shape):
    """A customer as list, find and export give it."""

    id: Id
    uid: str
    """Stays the same in every copy of the file; never all digits."""
    kind: CustomerKind
    name: str
    company: str | None
    phone: str | None
    """The primary phone, as entered."""
    email: str | None
    """The primary e-mail address, as entered."""
    phones: list[str]
    """All phones, the primary one first."""
    emails: list[str]
    city: str | None
    tags: list[str]
    stage: Stage
    """From the sales and the stage settings, unless set by hand."""
    spent: Money
    currency: Currency
    orders: Count
    last_sale: Day | None
    last_contact: Moment | None


class CustomerRecord(Customer):
    """A customer as add and edit give it: with every editable field."""

    birthday: Birthday | None
    gender: Literal["female", "male", "other"] | None
    note: str | None
    custom: dict[str, Any]
    """Values of fields of your own, by name."""


class ContactPoint(Shape):
    kind: str
    value: str
    """As entered."""
    label: str | None
    is_primary: bool
    opted_out_at: Moment | None
    verified_at: Moment | None
    bounced_at: Moment | None


class Stats(Shape):
    orders: Count
    spent: Money
    avg_order: Money | None
    first_sale: Day | None
    last_sale: Day | None
    balance: Money
    """What the customer owes."""
    contacts: Count
    last_contact: Moment | None
    open_tasks: Count
    next_task: Day | None
    open_deals: Count
    complaints: Count
    open_complaints: Count
    nps: Annotated[int, Field(ge=0, le=10)] | None
    """The latest NPS score they gave."""
    csat: Annotated[int, Field(ge=1, le=5)] | None


class TimelineEntry(Shape):
    """One thing that happened with a customer."""

    at: When
    kind: Literal["contact", "note", "social", "sale", "return", "payment", "complaint", "feedback", "task", "deal"]
    id: Id
    """Of the row of that kind."""
    what: str
    amount: Money | None
    currency: Currency | None
    channel: str | None
    direction: Direction | None
    status: str | None
    """Of feedback: what was asked (nps …)."""
    score: int | None


class Show(CustomerRecord):
    """Everything about one customer."""

    contact_points: list[ContactPoint]
    stats: Stats
    timeline: list[TimelineEntry]
    """The latest 20 entries, latest first."""
    tasks: list[OpenTask]
    complaints: list[ComplaintBrief]
    deals: list[Deal]
    """The open ones first."""
    preferences: list[PreferenceBrief]
    feedback: list[FeedbackBrief]
    """The latest five."""

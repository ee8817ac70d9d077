"""Complaints, preferences and feedback."""

from typing import Annotated, Literal

from pydantic import Field

from crmcli.shapes.base import Count, Id, Moment, Shape


class ComplaintBrief(Shape):
    id: Id
    content: str
    status: Literal["open", "in_progress", "resolved", "closed"]
    priority: Literal["low", "normal", "high", "urgent"]
    opened_at: Moment
    due_at: Moment | None
    open: bool
    overdue: bool


class ComplaintEvent(Shape):
    at: Moment
    kind: Literal["opened", "comment", "changed", "resolved", "reopened", "closed"]
    content: str | None


class Complaint(Shape):
    """A complaint with its process log."""

    id: Id
    number: str | None
    customer_id: Id
    customer: str
    content: str
    category: str | None
    priority: Literal["low", "normal", "high", "urgent"]
    status: Literal["open", "in_progress", "resolved", "closed"]
    channel: str | None
    owner: str | None
    opened_at: Moment
    due_at: Moment | None
    overdue: bool
    resolved_at: Moment | None
    resolution: str | None
    satisfaction: Annotated[int, Field(ge=1, le=5)] | None
    reopened: Count
    """How often it was opened again."""
    events: list[ComplaintEvent]


class PreferenceBrief(Shape):
    id: Id
    kind: Literal["like", "dislike", "need", "avoid"]
    text: str
    source: Literal["said", "observed", "inferred"]
    note: str | None
    at: Moment
    """When it was learned."""


class Preference(PreferenceBrief):
    """What a customer likes, dislikes, needs or must avoid."""

    customer_id: Id
    customer: str


class FeedbackBrief(Shape):
    id: Id
    kind: Literal["nps", "csat", "ces", "review"]
    score: Annotated[int, Field(ge=0, le=10)]
    """nps 0 to 10, csat 1 to 5, ces 1 to 7, review 1 to 5; more is better."""
    comment: str | None
    channel: str | None
    sale_id: Id | None
    complaint_id: Id | None
    at: Moment


class Feedback(FeedbackBrief):
    """A score that a customer gave, and what they said with it."""

    customer_id: Id
    customer: str

"""The contact log and tasks."""

from typing import Annotated, Literal

from pydantic import Field

from crmcli.shapes.base import Count, Direction, Id, Moment, Shape, When


class Interaction(Shape):
    """One entry of the contact log."""

    id: Id
    customer_id: Id
    customer: str
    kind: Literal["contact", "note", "social"]
    at: Moment
    channel: str | None
    direction: Direction | None
    subject: str | None
    content: str | None
    outcome: str | None
    duration: Count | None
    """Minutes."""
    satisfaction: Annotated[int, Field(ge=1, le=5)] | None
    deal_id: Id | None
    """The deal that it was about."""
    created_at: Moment


class Task(Shape):
    id: Id
    customer_id: Id | None
    customer: str | None
    title: str
    due: When | None
    priority: Literal["low", "normal", "high"]
    status: Literal["open", "overdue", "done"]
    recurrence: str | None
    origin: str
    note: str | None
    done_at: Moment | None
    created_at: Moment


class OpenTask(Shape):
    id: Id
    title: str
    due: When | None
    overdue: bool
    priority: Literal["low", "normal", "high"]
    recurrence: str | None
    note: str | None

"""What was done, and how a command fails."""

from typing import Any

from crmcli.shapes.base import Count, Id, Moment, Shape


class ChangedRow(Shape):
    table: str
    id: Id
    before: dict[str, Any] | None
    """None where the row was not there."""
    after: dict[str, Any] | None


class Operation(Shape):
    """One command that wrote something."""

    operation: Id
    at: Moment
    user: str
    command: str
    summary: str
    changes: Count
    undone_by: Id | None
    undoes: Id | None
    rows: list[ChangedRow]


class Undo(Shape):
    operation: Id
    """The undo itself, which can be undone."""
    undone: Id
    command: str
    """The command that was undone."""
    changes: Count


class ErrorBody(Shape):
    code: str
    """Stable."""
    message: str
    hint: str
    details: list[dict[str, Any]]


class Error(Shape):
    """What stands on stderr when a command with -f json fails."""

    error: ErrorBody

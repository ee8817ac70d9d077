"""What to do today, and reports."""

from typing import Annotated, Any, Literal

from pydantic import Field

from crmcli.shapes.base import Count, Currency, Day, Id, Shape, When


class AgendaEntry(Shape):
    """One thing to do today."""

    kind: Literal["task", "birthday", "complaint", "deal"]
    customer_id: Id | None
    customer: str | None
    due: When | None
    score: Count
    """How much it matters; they come in this order."""
    reason: str
    action: str
    command: str
    """The command line that does it."""


class Report(Shape):
    report: str
    where: str | None
    """The query of those it is about; None for everybody."""
    since: Day | None
    until: Day | None
    headline: str
    """What it says, in one sentence of the language of the user."""
    rows: list[dict[str, Any]]
    currency: Currency


Share = Annotated[float, Field(ge=0, le=1)]


class FieldQuality(Shape):
    """How many values a field lacks, or has that are of little use; None where that cannot be."""

    field: str
    total: Count
    """Values: of a phone all phones of all customers."""
    customers: Count
    """Customers who have one."""
    missing: Count | None
    invalid: Count | None
    unverified: Count | None
    stale: Count | None
    """Verified, but more than a year ago."""
    bounced: Count | None
    missing_share: Share | None
    """Of the customers who could have one."""
    unverified_share: Share | None
    """Of the values: those unverified, stale or bounced."""
    share: Share
    """``missing_share``, or where nobody must have one ``unverified_share``."""


class PoorRecord(Shape):
    """A customer about whom something is missing or doubtful."""

    id: Id
    name: str
    score: Count
    problems: dict[str, Count]
    problem: str
    """The worst of them."""
    action: str
    command: str


class QualityReport(Report):
    """``rows`` are one a field."""

    rows: list[FieldQuality]  # type: ignore[assignment]
    total: Count
    """Customers looked at."""
    customers: list[PoorRecord]
    """The worst first."""
    stale_before: Day

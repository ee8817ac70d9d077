"""Feedback, the latest first."""

from collections.abc import Sequence

from crmcli.domain.periods import Span
from crmcli.reports import record_list
from crmcli.reports.listing import Shown
from crmcli.reports.record_list import RecordList, Where

FEEDBACK = RecordList(
    "feedback",
    (
        "id", "customer_id", "customer", "kind", "score", "comment", "channel", "sale_id", "complaint_id", "at",
        "created_at",
    ),
    known=(
        Shown("id", "id", "x.id"), Shown("at", "moment", "x.at"), Shown("customer"),
        Shown("customer_id", "id", "x.customer_id"), Shown("kind", "choice", "x.kind"),
        Shown("score", "int", "x.score"), Shown("comment", sql="x.comment"), Shown("channel", "choice", "x.channel"),
        Shown("sale_id", "id", "x.sale_id"), Shown("complaint_id", "id", "x.complaint_id"),
        Shown("created_at", "moment", "x.created_at"),
    ),
    usual=("id", "at", "customer", "kind", "score", "comment", "channel"),
    optional=("channel",),
    order="x.at DESC, x.id DESC",
)  # fmt: skip


def where(customers: Sequence[int] | None, kind: str | None, span: Span) -> Where:
    """The same in the span of days."""
    found = record_list.where(customers, kind)
    first, last = span.bounds
    return Where(f"{found.text} AND x.day BETWEEN :first AND :last", {**found.params, "first": first, "last": last})

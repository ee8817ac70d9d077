"""What customers like, dislike, need and must avoid."""

from crmcli.reports.listing import Shown
from crmcli.reports.record_list import RecordList

_RANK = "instr('like need dislike avoid', x.kind)"

PREFERENCES = RecordList(
    "preferences",
    ("id", "customer_id", "customer", "kind", "text", "source", "note", "at", "created_at"),
    known=(
        Shown("id", "id", "x.id"), Shown("customer"), Shown("customer_id", "id", "x.customer_id"),
        Shown("kind", "choice", _RANK), Shown("text", sql="x.text"), Shown("source", "choice", "x.source"),
        Shown("note", sql="x.note"), Shown("at", "moment", "x.at"), Shown("created_at", "moment", "x.created_at"),
    ),
    usual=("id", "customer", "kind", "text", "source", "note"),
    optional=("note",),
    order=f"x.customer_id, {_RANK}, x.text, x.id",
)  # fmt: skip

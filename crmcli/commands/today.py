"""today: whom to contact, and why."""

from typing import Annotated

from crmcli.context import Context
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.result import Block, Column, Document, Lines, Title
from crmcli.services import agenda
from crmcli.signature import Opt

_COLUMNS = (
    Column("customer_id", "id"), Column("customer"), Column("kind"), Column("due", "date"),
    Column("score", "int"), Column("reason"), Column("action"), Column("command", "command"),
)  # fmt: skip


def today(
    ctx: Context,
    days: Annotated[int | None, Opt("--days", help="today.opt_days", metavar="N")] = None,
    limit: Annotated[int | None, Opt("--limit", "-n", help="common.opt_limit", metavar="N")] = None,
) -> Document:
    """Due tasks, birthdays and open complaints, the most pressing first."""
    if days is not None and days < 0:
        raise Invalid("negative", field="--days", value=days)
    if limit is not None and limit < 0:
        raise Invalid("negative", field="--limit", value=limit)
    found = agenda.entries(ctx, days)
    shown = found[:limit] if limit else found
    rows = [entry.row() for entry in shown]
    blocks: list[Block] = [Title(agenda.heading(ctx, found)), Lines(agenda.lines(shown))]
    if len(shown) < len(found):
        ctx.remark(t("common.shown", n=len(shown), total=len(found)))
    return Document(rows, blocks, _COLUMNS, rows)

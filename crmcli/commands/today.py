"""today: whom to contact, and why."""

from typing import Annotated

from crmcli.context import Context
from crmcli.errors import Invalid
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
) -> Document:
    """Due tasks, birthdays and open complaints, the most pressing first."""
    if days is not None and days < 0:
        raise Invalid("negative", field="--days", value=days)
    found = agenda.entries(ctx, days)
    rows = [entry.row() for entry in found]
    blocks: list[Block] = [Title(agenda.heading(ctx, found)), Lines(agenda.lines(found))]
    return Document(rows, blocks, _COLUMNS, rows)

"""undo, redo, history: the journal for people."""

from typing import Annotated

from crmcli import segment
from crmcli.context import Context
from crmcli.db import Operation
from crmcli.i18n import t
from crmcli.options import Listing
from crmcli.reports import history as report
from crmcli.reports import listing as lists
from crmcli.result import Done, Rows
from crmcli.safety import undo as journal
from crmcli.signature import Arg

_USUALLY = 20
"""Operations that history shows unless --limit says otherwise."""


def undo(ctx: Context, operation: Annotated[int | None, Arg("undo.arg_operation", "N")] = None) -> Done:
    """Reverse the last operation, or operation N."""
    with ctx.operation() as under_way:
        target = journal.last(ctx.repo, under_way.number) if operation is None else operation
        return _reverse(ctx, under_way, target, "undo.undone")


def redo(ctx: Context) -> Done:
    """Take back the last undo."""
    with ctx.operation() as under_way:
        return _reverse(ctx, under_way, journal.last_undo(ctx.repo), "undo.redone")


def _reverse(ctx: Context, under_way: Operation, target: int, sentence: str) -> Done:
    number = under_way.number
    done = journal.reverse(ctx.repo, target, number)
    under_way.summary = f"{done.operation}: {done.command}"
    data = {"operation": number, "undone": done.operation, "command": done.command, "changes": done.changes}
    message = t(sentence, id=done.operation, command=done.command, n=done.changes)
    return Done(message, data, [number])


def history(
    ctx: Context,
    listing: Listing,
    who: Annotated[list[str] | None, Arg("undo.arg_who", "WHO")] = None,
) -> Rows:
    """Operations, the latest first: when, who, the command, what changed."""
    limit = lists.limit(listing, _USUALLY)
    order = lists.order(listing, report.KNOWN, report.ORDER)
    columns = lists.columns(listing, report.KNOWN, report.USUAL, ("user", "undone_by"))
    customer = None
    if who:
        text = " ".join(who)
        found = segment.resolve(ctx.repo, text, region=ctx.region) or [
            segment.one(ctx.repo, text, region=ctx.region, trashed=True)
        ]
        customer = segment.one(ctx.repo, text, region=ctx.region) if len(found) > 1 else found[0]
    with_changes = ctx.flags.get("format") in ("json", "ndjson")
    rows = report.operations(ctx.repo, customer=customer, limit=limit, with_changes=with_changes, order=order)
    return Rows(columns, rows)

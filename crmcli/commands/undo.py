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
        done = _reverse(ctx, under_way, target)
        return _told(done, under_way, t("undo.undone", id=done.operation, command=done.command, n=done.changes))


def redo(ctx: Context) -> Done:
    """Take back the last undo."""
    with ctx.operation() as under_way:
        done = _reverse(ctx, under_way, journal.last_undo(ctx.repo))
        return _told(done, under_way, t("undo.redone", id=done.redone, command=done.redone_command, n=done.changes))


def _reverse(ctx: Context, under_way: Operation, target: int) -> journal.Undone:
    done = journal.reverse(ctx.repo, target, under_way.number)
    under_way.summary = f"{done.operation}: {done.command}"
    return done


def _told(done: journal.Undone, under_way: Operation, message: str) -> Done:
    data = {"operation": under_way.number, "undone": done.operation, "command": done.command, "changes": done.changes}
    return Done(message, data, [under_way.number])


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

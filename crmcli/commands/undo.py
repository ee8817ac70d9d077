"""undo, redo, history: the journal for people."""

from collections.abc import Callable
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
from crmcli.safety.sparing import PARTS
from crmcli.signature import Arg, Opt

_NAMED = 20
"""So many rows of each kind are named that an undo left as they are."""
_USUALLY = 20
"""Operations that history shows unless --limit says otherwise."""


def undo(
    ctx: Context,
    operation: Annotated[int | None, Arg("undo.arg_operation", "N")] = None,
    force_unchanged: Annotated[bool, Opt("--force-unchanged", help="undo.opt_force_unchanged")] = False,
) -> Done:
    """Reverse the last operation, or operation N; with --force-unchanged what of it nothing later changed."""
    with ctx.operation() as under_way:
        target = journal.last(ctx.repo, under_way.number) if operation is None else operation
        reverse = journal.reverse_unchanged if force_unchanged else journal.reverse
        done = _reverse(ctx, under_way, target, reverse)
        if done.left:
            return _told_what_is_left(ctx, done, under_way)
        return _told(done, under_way, t("undo.undone", id=done.operation, command=done.command, n=done.changes))


def redo(ctx: Context) -> Done:
    """Take back the last undo."""
    with ctx.operation() as under_way:
        done = _reverse(ctx, under_way, journal.last_undo(ctx.repo))
        return _told(done, under_way, t("undo.redone", id=done.redone, command=done.redone_command, n=done.changes))


def _told_what_is_left(ctx: Context, done: journal.Undone, under_way: Operation) -> Done:
    comma = t("common.comma")
    whole = {table: rows for table, rows in done.left.items() if table not in PARTS} or done.left
    parts = [f"{table} {comma.join(map(str, rows[:_NAMED]))}{'…' if len(rows) > _NAMED else ''}"
             for table, rows in whole.items()]  # fmt: skip
    number = sum(map(len, whole.values()))
    said = t("undo.undone", id=done.operation, command=done.command, n=done.changes)
    told = _told(done, under_way, said)
    ctx.remark(t("undo.left", n=number, rows="; ".join(parts)))
    left = [{"table": table, "id": row} for table, rows in done.left.items() for row in rows]
    return told._replace(data={**told.data, "left": left})


def _reverse(
    ctx: Context, under_way: Operation, target: int, reverse: Callable[..., journal.Undone] = journal.reverse
) -> journal.Undone:
    done = reverse(ctx.repo, target, under_way.number)
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

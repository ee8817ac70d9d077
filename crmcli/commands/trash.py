"""rm, restore, trash …: the trash, and the only real delete."""

from datetime import date
from typing import Annotated

from crmcli import segment
from crmcli.context import Context
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.i18n import t
from crmcli.options import Listing
from crmcli.reports import listing as report
from crmcli.reports.listing import Shown
from crmcli.result import Done, Rows
from crmcli.services import whom
from crmcli.signature import Arg, Opt
from crmcli.store import trash as store

_SHOWN = (
    Shown("id", "id"),
    Shown("name"),
    Shown("company"),
    Shown("phone", "contact"),
    Shown("deleted_at", "moment"),
)


def rm(ctx: Context, who: Annotated[str, Arg("common.arg_who", "WHO")]) -> Done:
    """Put every customer that WHO means in the trash."""
    with ctx.operation() as operation:
        ids = segment.several(ctx.repo, who, region=ctx.region)
        if store.mistaken(ctx.repo, who, ids):
            raise NotFound("no_such_customer", who=who)
        ctx.confirm(len(ids), t("trash.confirm_rm", n=len(ids), who=whom.among(ctx, ids)))
        names = store.names(ctx.repo, ids)
        store.throw(ctx.repo, ids, ctx.now.isoformat(timespec="seconds"))
        operation.summary = f"- {_short(ids, names)}"
    return _done("trash.thrown", ids, names)


def restore(ctx: Context, who: Annotated[str, Arg("common.arg_who", "WHO")]) -> Done:
    """Bring back every customer in the trash that WHO means."""
    with ctx.operation() as operation:
        ids = segment.resolve(ctx.repo, who, region=ctx.region, trashed=True)
        if not ids:
            _say_why_not(ctx, who)
        ctx.confirm(len(ids), t("trash.confirm_restore", n=len(ids), who=whom.among(ctx, ids)))
        names = store.names(ctx.repo, ids)
        store.bring_back(ctx.repo, ids)
        operation.summary = f"+ {_short(ids, names)}"
    return _done("trash.restored", ids, names)


def list_(ctx: Context, listing: Listing) -> Rows:
    """What is in the trash, the latest first."""
    columns = report.columns(listing, _SHOWN, [shown.name for shown in _SHOWN])
    order = report.order(listing, _SHOWN, "deleted_at DESC, id DESC")
    return Rows(columns, store.contents(ctx.repo, order, report.limit(listing)))


def empty(
    ctx: Context,
    older_than: Annotated[str | None, Opt("--older-than", help="trash.opt_older_than", metavar="AGE")] = None,
    forget: Annotated[bool, Opt("--forget", help="trash.opt_forget")] = False,
) -> Done:
    """Delete for good, with everything that is theirs. --forget leaves nothing for undo, nor in the file."""
    from crmcli.safety import forget as safety
    from crmcli.safety import purge

    day = _before(older_than, ctx.today)
    with ctx.operation() as operation:
        ids = store.thrown_before(ctx.repo, day)
        gone = safety.deleted(ctx.repo) if forget else []
        if ids or forget:
            question = "trash.confirm_forget" if forget else "trash.confirm_empty"
            ctx.confirm(len(ids), t(question, n=len(ids) + len(gone)), always=True)
        doomed = purge.closure(ctx.repo, ids)
        purge.delete(ctx.repo, doomed)
        operation.summary = f"- {len(ids)}"
    if forget:
        gone = sorted({*gone, *doomed.get("customers", ())})
        safety.forget(ctx.repo, gone, but=operation.number)
    rows = sum(map(len, doomed.values()))
    data = {"deleted": len(ids), "rows": rows, "ids": ids, "forgotten": len(gone)}
    sentence = t("trash.emptied", n=len(ids), rows=rows) + (t("trash.forgotten", n=len(gone)) if forget else "")
    return Done(sentence, data, ids)


def _before(age: str | None, today: date) -> str | None:
    """``30d`` → the day 30 days ago (ISO), a date is possible too; None (all) for ``0d``."""
    if age is None:
        return None
    from crmcli.normalize.dates import parse_date

    text = age.strip()
    relative = text[:1].isdigit() and text[-1:].isalpha() and text.isascii()
    day = parse_date(f"-{text}" if relative else text, today)
    if day > today:
        raise Invalid("trash.age_in_future", value=age)
    return day.isoformat() if day < today else None


def _say_why_not(ctx: Context, who: str) -> None:
    survivor = store.merged_into(ctx.repo, who)
    if survivor is not None:
        raise Conflict("trash.merged", who=who, survivor=survivor)
    if segment.resolve(ctx.repo, who, region=ctx.region):
        raise Conflict("trash.not_in_trash", who=who)
    raise NotFound("trash.nobody", who=who)


def _short(ids: list[int], names: list[str]) -> str:
    shown = ", ".join(f"{number} {name}" for number, name in zip(ids[:3], names, strict=False))
    return shown if len(ids) <= 3 else f"{shown} … ({len(ids)})"


def _done(sentence: str, ids: list[int], names: list[str]) -> Done:
    data = {"changed": len(ids), "ids": ids, "names": names}
    return Done(t(sentence, n=len(ids), who=_short(ids, names)), data, ids)

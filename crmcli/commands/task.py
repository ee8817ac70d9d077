"""task add, task list, task done: things to do."""

from collections.abc import Iterator
from typing import Annotated, Any

from crmcli import segment
from crmcli.context import Context
from crmcli.domain.due import due_text, is_overdue
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.normalize.days import to_day
from crmcli.options import Listing
from crmcli.result import Column, Done, Record, Rows
from crmcli.signature import Arg, Opt
from crmcli.store import tasks as store

_ON_A_TERMINAL = 50
_COLUMNS = {
    c.name: c
    for c in (
        Column("id", "id"), Column("due", "moment"), Column("status", "choice"), Column("priority", "choice"),
        Column("title"), Column("customer"), Column("customer_id", "id"), Column("recurrence", "choice"),
        Column("note"), Column("origin"), Column("done_at", "moment"), Column("created_at", "moment"),
    )
}  # fmt: skip
_SHOWN = ("id", "due", "status", "priority", "title", "customer", "recurrence")


def add(
    ctx: Context,
    title: Annotated[list[str], Arg("task.arg_title", "TITLE")],
    who: Annotated[str | None, Opt("--for", "--who", help="task.opt_for", metavar="WHO")] = None,
    due: Annotated[str | None, Opt("--due", "-d", help="task.opt_due", metavar="DATE")] = None,
    priority: Annotated[
        str, Opt("--priority", "-p", help="task.opt_priority", choices=("low", "normal", "high"))
    ] = "normal",
    repeat: Annotated[str | None, Opt("--repeat", help="task.opt_repeat", metavar="EVERY")] = None,
    note: Annotated[str | None, Opt("--note", help="task.opt_note", metavar="TEXT")] = None,
) -> Record:
    """Something to do, on a day or not, for a customer or not."""
    from crmcli.domain import tasks

    moment = None
    if due:
        from crmcli.normalize.moments import parse_moment

        moment = parse_moment(due, ctx.now)
    with ctx.operation() as operation:
        number = segment.one(ctx.repo, who, region=ctx.region) if who is not None else None
        made = tasks.create(
            " ".join(title), now=ctx.now, due=moment, customer_id=number, priority=priority, repeat=repeat,
            note=note,
        )  # fmt: skip
        stored = ctx.repo.save(made)
        assert stored.id is not None
        operation.summary = f"+ {stored.id} {stored.title}"
    data = _data(ctx, store.one(ctx.repo, stored.id))
    message = t("task.added", id=stored.id, title=stored.title)
    return Record(data, message + (t("task.added_due", due=_readable(data["due"])) if data["due"] else ""))


def list_(
    ctx: Context,
    listing: Listing,
    who: Annotated[list[str] | None, Arg("task.arg_who", "WHO")] = None,
    everything: Annotated[bool, Opt("--all", "-a", help="task.opt_all")] = False,
    overdue: Annotated[bool, Opt("--overdue", help="task.opt_overdue")] = False,
    due_before: Annotated[str | None, Opt("--due-before", help="task.opt_due_before", metavar="DATE")] = None,
) -> Rows:
    """Open tasks by due date, or with --all the finished ones too."""
    before = None
    if due_before:
        from crmcli.normalize.dates import parse_date

        before = to_day(parse_date(due_before, ctx.today))
    ids = segment.several(ctx.repo, " ".join(who), region=ctx.region) if who else None
    shown = _columns(listing.columns)
    limit = _limit(ctx, listing.limit)
    found = store.listed(ctx.repo, customers=ids, finished=everything and not overdue, before=before)
    rows = list(_wanted(ctx, found, overdue))
    if listing.sort:
        rows = _sorted(rows, listing.sort)
    note = t("common.shown", n=limit, total=len(rows)) if limit and len(rows) > limit else ""
    return Rows([_COLUMNS[name] for name in shown], rows[:limit] if limit else rows, note)


def done(
    ctx: Context,
    numbers: Annotated[list[int], Arg("task.arg_ids", "ID")],
) -> Done:
    """Tick off tasks; a recurring one makes its next instance."""
    from crmcli.domain import tasks
    from crmcli.domain.tasks import Task

    finished, following = [], []
    with ctx.operation() as operation:
        for number in dict.fromkeys(numbers):
            task = _get(ctx, number)
            finished.append(ctx.repo.save(tasks.done(task, at=ctx.now)))
            successor: Task | None = tasks.following(task, now=ctx.now)
            if successor:
                following.append(ctx.repo.save(successor))
        operation.summary = "✓ " + ", ".join(task.title for task in finished[:3])
    message = t("task.done", n=len(finished), id=finished[0].id, title=finished[0].title)
    for task in following:
        due = _readable(due_text(task.due_day, task.due_time))
        message += t("task.next", id=task.id, due=due)
    ids = [task.id for task in finished if task.id]
    data = {
        "done": ids,
        "tasks": [_data(ctx, store.one(ctx.repo, number)) for number in ids],
        "next": [_data(ctx, store.one(ctx.repo, task.id)) for task in following if task.id],
    }
    return Done(message, data, ids)


def _get(ctx: Context, number: int) -> Any:
    from crmcli.domain.tasks import Task
    from crmcli.errors import NotFound

    found = ctx.repo.first(Task, id=number)
    if found is None:
        raise NotFound("task.no_such_task", id=number)
    return found


def _data(ctx: Context, row: dict[str, Any]) -> dict[str, Any]:
    """A task as scripts get it: ISO ``due``, ``status`` open, overdue or done."""
    day, time = row.pop("due_day"), row.pop("due_time")
    late = is_overdue(day, time, ctx.now)
    status = "done" if row["done_at"] else "overdue" if late else "open"
    return {"id": row["id"], "due": due_text(day, time), "status": status, **row}


def _readable(due: str | None) -> str:
    return (due or "").replace("T", " ")


def _wanted(ctx: Context, rows: Iterator[dict[str, Any]], overdue: bool) -> Iterator[dict[str, Any]]:
    for row in rows:
        data = _data(ctx, row)
        if not overdue or data["status"] == "overdue":
            yield data


# -- columns, order, length ------------------------------------------------------------------------


def _columns(given: str | None) -> list[str]:
    return [_known(word) for word in given.split(",") if word.strip()] if given else list(_SHOWN)


def _known(word: str) -> str:
    name = word.strip().casefold().replace("-", "_")
    if name not in _COLUMNS:
        raise Invalid("task.unknown_column", field=word.strip(), columns=", ".join(_COLUMNS))
    return name


def _limit(ctx: Context, given: int | None) -> int | None:
    """A screenful on a terminal, everything elsewhere; 0 is everything too."""
    if given is not None and given < 0:
        raise Invalid("negative", field="--limit", value=given)
    if given is None and ctx.stdout.isatty() and not ctx.flags.get("format") and not ctx.flags.get("output"):
        return _ON_A_TERMINAL
    return given or None


def _sorted(rows: list[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    """By the columns of ``-due,title``; empty values last either way, priority by its weight."""
    for word in reversed([w.strip() for w in order.split(",") if w.strip()]):
        name = _known(word.lstrip("+-"))
        given = [row for row in rows if row[name] is not None]
        empty = [row for row in rows if row[name] is None]
        rows = sorted(given, key=lambda row: _weight(row, name), reverse=word.startswith("-")) + empty
    return rows


def _weight(row: dict[str, Any], name: str) -> Any:
    return ("low", "normal", "high").index(row[name]) if name == "priority" else row[name]

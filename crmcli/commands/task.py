"""task add, task list, task done, task snooze, task rm: things to do."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from crmcli import segment
from crmcli.context import Context
from crmcli.domain.due import due_text
from crmcli.domain.tasks import PRIORITIES, PRIORITY_WORDS
from crmcli.i18n import t
from crmcli.normalize.days import to_day
from crmcli.options import Listing
from crmcli.reports import listing as lists
from crmcli.reports import task_list as report
from crmcli.result import Done, Record, Rows
from crmcli.services import whom
from crmcli.signature import Arg, Opt

if TYPE_CHECKING:
    from crmcli.domain.tasks import Task


def add(
    ctx: Context,
    title: Annotated[list[str], Arg("task.arg_title", "TITLE")],
    who: Annotated[str | None, Opt("--for", "--who", help="task.opt_for", metavar="WHO")] = None,
    due: Annotated[str | None, Opt("--due", "-d", help="task.opt_due", metavar="DATE")] = None,
    priority: Annotated[
        str, Opt("--priority", "-p", help="task.opt_priority", choices=PRIORITIES, words=PRIORITY_WORDS)
    ] = "normal",
    repeat: Annotated[str | None, Opt("--repeat", help="task.opt_repeat", metavar="EVERY")] = None,
    note: Annotated[str | None, Opt("--note", help="task.opt_note", metavar="TEXT")] = None,
) -> Record | Done:
    """Something to do, on a day or not, for a customer or not; for each of many where WHO is a query."""
    from crmcli.domain import tasks

    moment = None
    if due:
        from crmcli.normalize.moments import parse_moment

        moment = parse_moment(due, ctx.now)
    with ctx.operation() as operation:
        ids = whom.meant(ctx, who) if who is not None else []
        made = tasks.create(
            " ".join(title), now=ctx.now, due=moment, customer_id=ids[0] if ids else None, priority=priority,
            repeat=repeat, note=note,
        )  # fmt: skip
        ctx.confirm(len(ids), t("task.confirm_add", n=len(ids)))
        if len(ids) > 1:
            operation.summary = f"+ {made.title} ({len(ids)})"
            return _added(ctx, made, ids)
        stored = ctx.repo.save(made)
        assert stored.id is not None
        operation.summary = f"+ {stored.id} {stored.title}"
    data = report.one(ctx.repo, stored.id, ctx.now)
    return Record(data, t("task.added", id=stored.id, title=stored.title) + _due_too(data["due"]))


def _added(ctx: Context, made: "Task", ids: list[int]) -> Done:
    """The same task for each of many."""
    from crmcli.store import records

    numbers = records.add(ctx.repo, [replace(made, customer_id=number) for number in ids])
    message = t("task.added_many", n=len(ids), title=made.title) + _due_too(due_text(made.due_day, made.due_time))
    return Done(message, {"count": len(ids), "ids": numbers, "customers": ids}, numbers)


def _due_too(due: str | None) -> str:
    return t("task.added_due", due=_readable(due)) if due else ""


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
    columns = lists.columns(listing, report.KNOWN, report.USUAL)
    order = lists.order(listing, report.KNOWN, report.ORDER)
    limit = lists.limit(listing, lists.screenful(ctx.stdout.isatty(), ctx.flags))
    found = report.tasks(
        ctx.repo, customers=ids, finished=everything, overdue=overdue, before=before, order=order, now=ctx.now
    )
    rows = list(found)
    return Rows(columns, rows[:limit], lists.shown(limit, lambda: len(rows)))


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
        "tasks": [report.one(ctx.repo, number, ctx.now) for number in ids],
        "next": [report.one(ctx.repo, task.id, ctx.now) for task in following if task.id],
    }
    return Done(message, data, ids)


def snooze(
    ctx: Context,
    numbers: Annotated[list[int], Arg("task.arg_ids", "ID")],
    date: Annotated[str, Arg("task.arg_date", "DATE")],
) -> Done:
    """Put tasks off to another day; a time of day stays unless DATE says another."""
    from crmcli.domain import tasks
    from crmcli.normalize.moments import parse_moment

    moment = parse_moment(date, ctx.now)
    with ctx.operation() as operation:
        put_off = [
            ctx.repo.save(tasks.snoozed(_get(ctx, number), moment, now=ctx.now)) for number in dict.fromkeys(numbers)
        ]
        operation.summary = f"→ {moment:%Y-%m-%d} " + ", ".join(task.title for task in put_off[:3])
    ids = [task.id for task in put_off if task.id]
    found = [report.one(ctx.repo, number, ctx.now) for number in ids]
    message = t("task.snoozed", n=len(ids), id=ids[0], title=found[0]["title"], due=_readable(found[0]["due"]))
    return Done(message, {"snoozed": ids, "tasks": found}, ids)


def rm(
    ctx: Context,
    numbers: Annotated[list[int], Arg("task.arg_ids", "ID")],
) -> Done:
    """Remove tasks, finished or not."""
    with ctx.operation() as operation:
        ids = list(dict.fromkeys(numbers))
        titles = [_get(ctx, number).title for number in ids]
        ctx.confirm(len(ids), t("task.confirm_rm", n=len(ids)))
        found = [report.one(ctx.repo, number, ctx.now) for number in ids]
        for number in ids:
            ctx.repo.delete("tasks", number)
        operation.summary = "- " + ", ".join(titles[:3])
    return Done(t("task.removed", n=len(ids), id=ids[0], title=titles[0]), {"removed": ids, "tasks": found}, ids)


def _get(ctx: Context, number: int) -> "Task":
    from crmcli.domain.tasks import Task
    from crmcli.errors import NotFound

    found = ctx.repo.first(Task, id=number)
    if found is None:
        raise NotFound("task.no_such_task", id=number)
    return found


def _readable(due: str | None) -> str:
    return (due or "").replace("T", " ")

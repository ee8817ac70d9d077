"""log, note: the contact log."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import interactions
from crmcli.domain.interactions import Interaction
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.i18n import t
from crmcli.result import Done, Record
from crmcli.services import whom
from crmcli.signature import Arg, Opt
from crmcli.text import shorten

if TYPE_CHECKING:
    from crmcli.domain.tasks import Task

_SHORT = 60
_SHOWN = (
    "kind", "at", "channel", "direction", "subject", "content", "outcome", "place", "participants",
    "duration", "satisfaction", "deal_id", "created_at",
)  # fmt: skip


class _Details(NamedTuple):
    subject: str | None = None
    outcome: str | None = None
    place: str | None = None
    participants: str | None = None
    duration: int | None = None
    satisfaction: int | None = None


class Details(_Details):
    """What else can be said of a contact."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "subject": Opt("--subject", help="interaction.opt_subject", metavar="TEXT"),
        "outcome": Opt("--outcome", help="interaction.opt_outcome", metavar="TEXT"),
        "place": Opt("--place", help="interaction.opt_place", metavar="TEXT"),
        "participants": Opt("--participants", help="interaction.opt_participants", metavar="TEXT"),
        "duration": Opt("--duration", help="interaction.opt_duration", metavar="MIN"),
        "satisfaction": Opt("--satisfaction", help="interaction.opt_satisfaction", metavar="1-5"),
    }
    __annotations__ = _Details.__annotations__


def log(
    ctx: Context,
    details: Details,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    text: Annotated[list[str], Arg("interaction.arg_text", "TEXT")],
    channel: Annotated[str | None, Opt("--channel", "-c", help="interaction.opt_channel", metavar="CHANNEL")] = None,
    incoming: Annotated[bool, Opt("--in", help="interaction.opt_in")] = False,
    outgoing: Annotated[bool, Opt("--out", help="interaction.opt_out")] = False,
    at: Annotated[str | None, Opt("--at", help="interaction.opt_at", metavar="MOMENT")] = None,
    deal: Annotated[int | None, Opt("--deal", help="interaction.opt_deal", metavar="ID")] = None,
    next_: Annotated[str | None, Opt("--next", help="interaction.opt_next", metavar="DATE")] = None,
    next_title: Annotated[str | None, Opt("--next-title", help="interaction.opt_next_title", metavar="TEXT")] = None,
) -> Record | Done:
    """A contact that took place, with everybody whom WHO means; with --next also the tasks that follow from it."""
    if incoming and outgoing:
        raise Invalid("interaction.both_ways")
    if next_title and not next_:
        raise Invalid("interaction.title_without_next")
    moment = _moment(ctx, at)
    due = _next(ctx, next_, moment)
    said = _text(ctx, text)
    with ctx.operation() as operation:
        ids = whom.meant(ctx, who)
        made = interactions.contact(
            ids[0], said, at=moment, now=ctx.now, channel=channel, incoming=incoming,
            **details._asdict(),
        )  # fmt: skip
        if deal is not None:
            made = replace(made, deal_id=_deal_of(ctx, deal, ids))
        ctx.confirm(len(ids), t("interaction.confirm_log", n=len(ids)))
        operation.summary = f"+ {whom.short(ctx, ids)}"
        if len(ids) > 1:
            return _logged(ctx, made, ids, due, next_title)
        stored = ctx.repo.save(made)
        name = _name(ctx, ids[0])
        task = _follow_up(ctx, stored, due, next_title) if due else None
    message = t("interaction.logged", name=name, customer=ids[0])
    if task:
        message += t("interaction.next", id=task["id"], due=task["due"], title=task["title"])
    return Record({**_data(stored, name), "task": task}, message)


def _logged(ctx: Context, contact: Interaction, ids: list[int], due: datetime | None, title: str | None) -> Done:
    """The same contact with many, and a task for each of them."""
    from crmcli.domain.due import due_text
    from crmcli.store import records

    numbers = _each(ctx, contact, ids)
    message = t("interaction.logged_many", n=len(ids))
    data: dict[str, Any] = {"count": len(ids), "ids": numbers, "customers": ids, "tasks": []}
    if due is not None:
        task = _task(ctx, contact, due, title)
        pairs = zip(ids, numbers, strict=True)
        data["tasks"] = records.add(ctx.repo, [replace(task, customer_id=i, origin=f"log {n}") for i, n in pairs])
        day = due_text(task.due_day, task.due_time)
        message += t("interaction.next_many", n=len(ids), due=day, title=task.title)
    return Done(message, data, numbers)


def note(
    ctx: Context,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    text: Annotated[list[str], Arg("interaction.arg_text", "TEXT")],
) -> Record | Done:
    """A remark that is found by searching, and is no contact; about everybody whom WHO means."""
    said = _text(ctx, text)
    with ctx.operation() as operation:
        ids = whom.meant(ctx, who)
        made = interactions.note(ids[0], said, now=ctx.now)
        ctx.confirm(len(ids), t("interaction.confirm_note", n=len(ids)))
        operation.summary = f"+ {whom.short(ctx, ids)}"
        if len(ids) > 1:
            numbers = _each(ctx, made, ids)
            data = {"count": len(ids), "ids": numbers, "customers": ids}
            return Done(t("interaction.noted_many", n=len(ids)), data, numbers)
        stored = ctx.repo.save(made)
        name = _name(ctx, ids[0])
    return Record(_data(stored, name), t("interaction.noted", name=name, customer=ids[0]))


def _each(ctx: Context, made: Interaction, ids: list[int]) -> list[int]:
    from crmcli.store import records

    return records.add(ctx.repo, [replace(made, customer_id=number) for number in ids])


def _moment(ctx: Context, text: str | None) -> datetime:
    if not text:
        return ctx.now
    from crmcli.normalize.moments import parse_moment

    return parse_moment(text, ctx.now)


def _next(ctx: Context, text: str | None, contact: datetime) -> datetime | None:
    """When to follow up: not before the contact that it follows."""
    if not text:
        return None
    due = _moment(ctx, text)
    if due.date() < contact.date():
        raise Invalid("interaction.next_before", value=text)
    return due


def _deal_of(ctx: Context, number: int, ids: list[int]) -> int:
    """The deal of the one customer that the contact was with."""
    from crmcli.domain.deals import Deal

    if len(ids) > 1:
        raise Invalid("deal.of_one", n=len(ids))
    found = ctx.repo.first(Deal, id=number)
    if found is None:
        raise NotFound("deal.none_such", id=number)
    if found.customer_id != ids[0]:
        raise Conflict("deal.foreign_deal", id=number)
    return number


def _text(ctx: Context, words: list[str]) -> str:
    return ctx.typed if words == ["-"] else " ".join(words)


def _name(ctx: Context, number: int) -> str:
    return str(segment.candidates(ctx.repo, [number])[0]["name"])


def _follow_up(ctx: Context, contact: Interaction, due: datetime, title: str | None) -> dict[str, Any]:
    from crmcli.domain.due import due_text

    stored = ctx.repo.save(replace(_task(ctx, contact, due, title), origin=f"log {contact.id}"))
    return {"id": stored.id, "title": stored.title, "due": due_text(stored.due_day, stored.due_time)}


def _task(ctx: Context, contact: Interaction, due: datetime, title: str | None) -> "Task":
    from crmcli.domain import tasks

    about = shorten(" ".join((contact.subject or contact.content or "").split()), _SHORT)
    return tasks.create(
        title or t("interaction.follow_up", text=about), now=ctx.now, due=due, customer_id=contact.customer_id
    )


def _data(stored: Interaction, name: str) -> dict[str, Any]:
    """The record as scripts get it."""
    values = {field: getattr(stored, field) for field in _SHOWN}
    return {"id": stored.id, "customer_id": stored.customer_id, "customer": name, **values}

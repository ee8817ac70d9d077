"""log, note: the contact log."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, NamedTuple

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import interactions
from crmcli.domain.interactions import Interaction
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.result import Record
from crmcli.signature import Arg, Opt
from crmcli.text import shorten

_SHORT = 60
_SHOWN = (
    "kind", "at", "channel", "direction", "subject", "content", "outcome", "place", "participants",
    "duration", "satisfaction", "created_at",
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
    next_: Annotated[str | None, Opt("--next", help="interaction.opt_next", metavar="DATE")] = None,
    next_title: Annotated[str | None, Opt("--next-title", help="interaction.opt_next_title", metavar="TEXT")] = None,
) -> Record:
    """A contact that took place; with --next also the task that follows from it."""
    if incoming and outgoing:
        raise Invalid("interaction.both_ways")
    if next_title and not next_:
        raise Invalid("interaction.title_without_next")
    moment = _moment(ctx, at)
    due = _next(ctx, next_, moment)
    said = _text(ctx, text)
    with ctx.operation() as operation:
        number = segment.one(ctx.repo, who, region=ctx.region)
        made = interactions.contact(
            number, said, at=moment, now=ctx.now, channel=channel, incoming=incoming,
            **details._asdict(),
        )  # fmt: skip
        stored = ctx.repo.save(made)
        name = _name(ctx, number)
        task = _follow_up(ctx, stored, due, next_title) if due else None
        operation.summary = f"+ {name}"
    message = t("interaction.logged", name=name, customer=number)
    if task:
        message += t("interaction.next", id=task["id"], due=task["due"], title=task["title"])
    return Record({**_data(stored, name), "task": task}, message)


def note(
    ctx: Context,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    text: Annotated[list[str], Arg("interaction.arg_text", "TEXT")],
) -> Record:
    """A remark that is found by searching, and is no contact."""
    said = _text(ctx, text)
    with ctx.operation() as operation:
        number = segment.one(ctx.repo, who, region=ctx.region)
        stored = ctx.repo.save(interactions.note(number, said, now=ctx.now))
        name = _name(ctx, number)
        operation.summary = f"+ {name}"
    return Record(_data(stored, name), t("interaction.noted", name=name, customer=number))


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


def _text(ctx: Context, words: list[str]) -> str:
    return ctx.stdin.read() if words == ["-"] else " ".join(words)


def _name(ctx: Context, number: int) -> str:
    return str(segment.candidates(ctx.repo, [number])[0]["name"])


def _follow_up(ctx: Context, contact: Interaction, due: datetime, title: str | None) -> dict[str, Any]:
    from crmcli.domain import tasks
    from crmcli.domain.due import due_text

    about = shorten(" ".join((contact.subject or contact.content or "").split()), _SHORT)
    made = tasks.create(
        title or t("interaction.follow_up", text=about),
        now=ctx.now, due=due, customer_id=contact.customer_id, origin=f"log {contact.id}",
    )  # fmt: skip
    stored = ctx.repo.save(made)
    return {"id": stored.id, "title": stored.title, "due": due_text(stored.due_day, stored.due_time)}


def _data(stored: Interaction, name: str) -> dict[str, Any]:
    """The record as scripts get it."""
    values = {field: getattr(stored, field) for field in _SHOWN}
    return {"id": stored.id, "customer_id": stored.customer_id, "customer": name, **values}

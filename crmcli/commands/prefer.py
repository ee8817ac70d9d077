"""prefer add, list, rm: what customers like, dislike, need and must avoid."""

from dataclasses import replace
from typing import Annotated, Any

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import preferences as domain
from crmcli.domain.preferences import KIND_WORDS, KINDS, SOURCE_WORDS, SOURCES, Preference
from crmcli.errors import NotFound
from crmcli.i18n import t, word
from crmcli.options import Listing
from crmcli.reports.preference_list import PREFERENCES
from crmcli.reports.record_list import where
from crmcli.result import Done, Record, Rows
from crmcli.services import record_lists, whom
from crmcli.signature import Arg, Opt
from crmcli.store import preferences as store


def add(
    ctx: Context,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    text: Annotated[list[str], Arg("prefer.arg_text", "TEXT")],
    kind: Annotated[str, Opt("--kind", "-k", help="prefer.opt_kind", choices=KINDS, words=KIND_WORDS)] = "like",
    source: Annotated[str, Opt("--source", help="prefer.opt_source", choices=SOURCES, words=SOURCE_WORDS)] = "said",
    note: Annotated[str | None, Opt("--note", help="prefer.opt_note", metavar="TEXT")] = None,
    at: Annotated[str | None, Opt("--at", help="prefer.opt_at", metavar="MOMENT")] = None,
) -> Record | Done:
    """A preference of everybody whom WHO means; what is known already stays as it is."""
    from crmcli.normalize.moments import parse_moment

    moment = parse_moment(at, ctx.now) if at else ctx.now
    with ctx.operation() as operation:
        ids = whom.meant(ctx, who)
        made = domain.learn(ids[0], " ".join(text), kind=kind, source=source, note=note, at=moment, now=ctx.now)
        ctx.confirm(len(ids), t("prefer.confirm_add", n=len(ids), text=made.text))
        known = store.known(ctx.repo, ids, made.kind, made.text)
        numbers = _put(ctx, made, [number for number in ids if number not in known])
        operation.summary = f"+ {whom.short(ctx, ids)}: {kind} {made.text}"[:200]
    if len(ids) > 1:
        return _many(made, ids, numbers)
    data = PREFERENCES.one(ctx.repo, numbers[0] if numbers else known[ids[0]])
    sentence = "prefer.added" if numbers else "prefer.known"
    return Record(data, t(sentence, id=data["id"], name=data["customer"], kind=word(kind), text=data["text"]))


def _put(ctx: Context, made: Preference, ids: list[int]) -> list[int]:
    from crmcli.store import records

    return records.add(ctx.repo, [replace(made, customer_id=number) for number in ids])


def _many(made: Preference, ids: list[int], numbers: list[int]) -> Done:
    known = len(ids) - len(numbers)
    message = t("prefer.added_many", n=len(numbers), kind=word(made.kind), text=made.text)
    message += t("prefer.known_too", n=known) if known else ""
    return Done(message, {"count": len(numbers), "unchanged": known, "ids": numbers, "customers": ids}, numbers)


def list_(
    ctx: Context,
    listing: Listing,
    who: Annotated[list[str] | None, Arg("prefer.arg_whose", "WHO")] = None,
    kind: Annotated[
        str | None, Opt("--kind", "-k", help="prefer.opt_only_kind", choices=KINDS, words=KIND_WORDS)
    ] = None,
) -> Rows:
    """Preferences by customer: of all of them, or of some."""
    ids = segment.several(ctx.repo, " ".join(who), region=ctx.region) if who else None
    return record_lists.rows(ctx, listing, PREFERENCES, where(ids, kind))


def rm(ctx: Context, numbers: Annotated[list[int], Arg("prefer.arg_ids", "ID")]) -> Done:
    """Remove preferences."""
    with ctx.operation() as operation:
        ids = list(dict.fromkeys(numbers))
        found = [_record(ctx, number) for number in ids]
        ctx.confirm(len(ids), t("prefer.confirm_rm", n=len(ids)))
        for number in ids:
            ctx.repo.delete("preferences", number)
        operation.summary = "- " + ", ".join(f"{row['customer']}: {row['text']}" for row in found[:3])
    message = t("prefer.removed", n=len(ids), id=ids[0], text=found[0]["text"])
    return Done(message, {"removed": ids, "preferences": found}, ids)


def _record(ctx: Context, number: int) -> dict[str, Any]:
    if ctx.repo.first(Preference, id=number) is None:
        raise NotFound("prefer.none_such", id=number)
    return PREFERENCES.one(ctx.repo, number)

"""tag, untag, tags …: words that sellers put on customers."""

from difflib import get_close_matches
from typing import Annotated, Any

from crmcli import segment
from crmcli.context import Context
from crmcli.domain.customers import split_tags, tag_name
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import t
from crmcli.options import Listing
from crmcli.reports import listing as report
from crmcli.reports.listing import Shown
from crmcli.result import Done, Rows
from crmcli.services import customers, whom
from crmcli.signature import Arg, Opt
from crmcli.store import tags as store
from crmcli.store.references import redirect

_SHOWN = (Shown("id", "id"), Shown("name"), Shown("dimension"), Shown("customers", "int"))


def tag(
    ctx: Context,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    tags: Annotated[list[str], Arg("tag.arg_tags", "TAG")],
) -> Done:
    """Give tags to every customer that WHO means."""
    names = _names(tags)
    with ctx.operation() as operation:
        ids = segment.several(ctx.repo, who, region=ctx.region)
        ctx.confirm(len(ids), t("tag.confirm_tag", n=len(ids), who=whom.among(ctx, ids)))
        numbers = [customers.tag_id(ctx, name) for name in names]
        changed = store.lacking(ctx.repo, ids, numbers)
        store.put(ctx.repo, changed, numbers)
        operation.summary = f"{_signed('+', names)} ({len(changed)})"
    return _done("tag.tagged", names, ids, changed)


def untag(
    ctx: Context,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    tags: Annotated[list[str], Arg("tag.arg_tags", "TAG")],
) -> Done:
    """Take tags off every customer that WHO means; NotFound for a tag that nobody has."""
    with ctx.operation() as operation:
        found = [_worn(ctx, name) for name in _names(tags)]
        names, numbers = [row["name"] for row in found], [row["id"] for row in found]
        ids = segment.several(ctx.repo, who, region=ctx.region)
        ctx.confirm(len(ids), t("tag.confirm_untag", n=len(ids), who=whom.among(ctx, ids)))
        changed = store.having(ctx.repo, ids, numbers)
        store.take(ctx.repo, changed, numbers)
        operation.summary = f"{_signed('-', names)} ({len(changed)})"
    return _done("tag.untagged", names, ids, changed)


def list_(
    ctx: Context,
    listing: Listing,
    dimension: Annotated[str | None, Opt("--dimension", help="tag.opt_dimension", metavar="NAME")] = None,
) -> Rows:
    """Tags and how many customers have each."""
    only = None if dimension is None else dimension.strip().rstrip(":")
    columns = report.columns(listing, _SHOWN, ("name", "dimension", "customers"))
    rows = store.counted(ctx.repo, only, report.order(listing, _SHOWN, "name"), report.limit(listing))
    return Rows(columns, ({shown.name: row[shown.name] for shown in _SHOWN} for row in rows))


def rename(
    ctx: Context,
    old: Annotated[str, Arg("tag.arg_old", "OLD")],
    new: Annotated[str, Arg("tag.arg_new", "NEW")],
) -> Done:
    """Another name for a tag; where that name is taken, the two become one (after asking)."""
    wanted = tag_name(new)
    with ctx.operation() as operation:
        source = _known(ctx, tag_name(old))
        target = store.find(ctx.repo, wanted)
        if target is not None and target["id"] != source["id"]:
            question = t("tag.confirm_join", old=source["name"], new=target["name"], n=source["customers"])
            ctx.confirm(source["customers"], question, always=True)
            redirect(ctx.repo, "tags", source["id"], target["id"])
            ctx.repo.delete("tags", source["id"])
        else:
            ctx.repo.update("tags", source["id"], {"name": wanted})
            target = None
        operation.summary = f"{source['name']} → {wanted}"
    sentence = "tag.joined" if target else "tag.renamed"
    number = target["id"] if target else source["id"]
    data = {"id": number, "old": source["name"], "new": wanted, "joined": bool(target)}
    return Done(t(sentence, old=source["name"], new=wanted, n=source["customers"]), data, [number])


def rm(ctx: Context, tags: Annotated[list[str], Arg("tag.arg_tags", "TAG")]) -> Done:
    """Do away with tags; asks when many customers have them."""
    with ctx.operation() as operation:
        found = [_known(ctx, name) for name in _names(tags)]
        count = sum(row["customers"] for row in found)
        names = [row["name"] for row in found]
        ctx.confirm(count, t("tag.confirm_rm", tags=", ".join(names), n=count))
        for row in found:
            store.remove(ctx.repo, row["id"])
        operation.summary = _signed("-", names)
    numbers = [row["id"] for row in found]
    data = {"tags": names, "customers": count}
    return Done(t("tag.removed", tags=", ".join(names), n=count), data, numbers)


def _names(words: list[str]) -> list[str]:
    names = [name for word in words for name in split_tags(word)]
    if not names:
        raise Invalid("invalid_tag", value=" ".join(words))
    return list(dict.fromkeys(names))


def _known(ctx: Context, name: str) -> dict[str, Any]:
    row = store.find(ctx.repo, name)
    if row is None:
        like = next(iter(get_close_matches(name, store.names(ctx.repo), 1)), "")
        raise NotFound("tag.no_such_tag", tag=name, like=like)
    return row


def _worn(ctx: Context, name: str) -> dict[str, Any]:
    row = _known(ctx, name)
    if not row["rows"]:
        raise NotFound("tag.nobody_has", tag=row["name"])
    return row


def _signed(sign: str, names: list[str]) -> str:
    return " ".join(sign + name for name in names)


def _done(sentence: str, names: list[str], ids: list[int], changed: list[int]) -> Done:
    data = {"tags": names, "changed": len(changed), "unchanged": len(ids) - len(changed), "ids": changed}
    message = t(sentence, n=len(changed), tags=", ".join(names))
    if len(changed) < len(ids):
        message += t("tag.unchanged", n=len(ids) - len(changed))
    return Done(message, data, changed)

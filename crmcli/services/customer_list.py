"""Customers as a list: columns, order and length as asked for."""

from crmcli import segment
from crmcli.context import Context
from crmcli.fields import JSON_COLUMNS, LIST_COLUMNS, expression, lookup
from crmcli.i18n import language, t
from crmcli.options import Listing
from crmcli.query.clauses import TRUE
from crmcli.reports import listing as lists
from crmcli.result import Column, Rows
from crmcli.services import customers
from crmcli.store import customers as store

_COUNTED = 20_000
"""Among so many customers all are looked for that a query selects, if only to say how many there are."""

_OPTIONAL = ("tags", "company", "last_contact")
"""Columns that a narrow terminal may leave out, unless they were asked for."""


def of(ctx: Context, listing: Listing, who: str) -> Rows:
    """The customers that WHO means."""
    cut = _cut(ctx, listing)
    if cut is None or segment.count(ctx.repo) <= _COUNTED:
        return rows(ctx, listing, segment.resolve(ctx.repo, who, region=ctx.region))
    if not listing.sort:
        return _first(ctx, listing, segment.resolve(ctx.repo, who, region=ctx.region, limit=cut + 1), cut)
    if not segment.is_plain(who):
        own = store.custom_fields(ctx.repo)
        ids = segment.best(ctx.repo, segment.condition(ctx.repo, who), listing.sort, cut + 1, own)
        return _first(ctx, listing._replace(sort=None), ids, cut)
    return rows(ctx, listing, segment.resolve(ctx.repo, who, region=ctx.region))


def having(ctx: Context, listing: Listing, words: str) -> Rows:
    """The customers that words are found in."""
    cut = _cut(ctx, listing)
    if cut is None or listing.sort or segment.count(ctx.repo) <= _COUNTED:
        return rows(ctx, listing, segment.found(ctx.repo, words))
    return _first(ctx, listing, segment.found(ctx.repo, words, limit=cut + 1), cut)


def _cut(ctx: Context, listing: Listing) -> int | None:
    return lists.limit(listing, lists.screenful(ctx.stdout.isatty(), ctx.flags))


def _first(ctx: Context, listing: Listing, ids: list[int], cut: int) -> Rows:
    """The first of very many, who were not all looked for."""
    note = t("common.shown_first", n=cut) if len(ids) > cut else ""
    return rows(ctx, listing, ids[:cut])._replace(note=note)


def rows(ctx: Context, listing: Listing, ids: list[int] | None) -> Rows:
    """The list of these customers (of all, for None) with the columns, order and length asked for."""
    own = store.custom_fields(ctx.repo)
    asked = (listing.columns or "").split(",")
    named = list(dict.fromkeys(lookup(word, own) for word in asked if word.strip()))
    shown = named or list(LIST_COLUMNS)
    needed = named or list(dict.fromkeys((*JSON_COLUMNS, *LIST_COLUMNS)))
    cut = _cut(ctx, listing)
    everyone = segment.count(ctx.repo) if ids is None else len(ids)
    sort = listing.sort
    facts = customers.facts(ctx)
    if ids is None and sort and cut is not None:
        ids, sort = segment.best(ctx.repo, TRUE, sort, cut, own), None
    if ids is not None and not sort and cut is not None:
        ids = ids[:cut]
    found = segment.select(
        ctx.repo, _read_columns(ctx, needed, shown), facts, ids=ids, sort=sort, limit=cut, custom=own
    )
    optional = () if named else _OPTIONAL
    types = segment.custom_types(ctx.repo) if any(name.startswith("custom.") for name in shown) else {}
    columns = [_column(name, types, optional=name in optional) for name in shown]
    note = t("common.shown", n=cut, total=everyone) if cut is not None and everyone > cut else ""
    return Rows(columns, customers.values(found, ctx.currency), note)


def _read_columns(ctx: Context, needed: list[str], shown: list[str]) -> list[str]:
    """Only JSON carries more than the columns shown."""
    if ctx.flags.get("format") in ("json", "ndjson") or ctx.flags.get("output"):
        return needed
    return list(dict.fromkeys(("id", *shown)))


def _column(name: str, types: dict[str, str], *, optional: bool) -> Column:
    """A field as a column, a date of one's own as a date; in Chinese under the name that queries know it by."""
    field = expression(name)
    label = field.zh if language() == "zh" else ""
    own = name.removeprefix("custom.")
    return Column(own, "date" if field.type == "custom" and types.get(own) == "date" else field.type, label, optional)

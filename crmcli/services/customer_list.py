"""Customers as a list: columns, order and length as asked for."""

from crmcli import segment
from crmcli.context import Context
from crmcli.fields import JSON_COLUMNS, LIST_COLUMNS, expression, lookup
from crmcli.i18n import language, t
from crmcli.options import Listing
from crmcli.reports import listing as lists
from crmcli.result import Column, Rows
from crmcli.services import customers
from crmcli.store import customers as store

_OPTIONAL = ("tags", "company", "last_contact")
"""Columns that a narrow terminal may leave out, unless they were asked for."""


def rows(ctx: Context, listing: Listing, ids: list[int] | None) -> Rows:
    """The list of customers with the columns, order and length asked for."""
    own = store.custom_fields(ctx.repo)
    named = [lookup(w, own) for w in listing.columns.split(",") if w.strip()] if listing.columns else []
    shown = named or list(LIST_COLUMNS)
    needed = named or list(dict.fromkeys((*JSON_COLUMNS, *LIST_COLUMNS)))
    cut = lists.limit(listing, lists.screenful(ctx.stdout.isatty(), ctx.flags))
    everyone = segment.count(ctx.repo) if ids is None else len(ids)
    if ids is not None and not listing.sort and cut is not None:
        ids = ids[:cut]
    found = segment.select(
        ctx.repo,
        _read_columns(ctx, needed, shown),
        customers.facts(ctx),
        ids=ids,
        sort=listing.sort,
        limit=cut,
        custom=own,
    )
    optional = () if named else _OPTIONAL
    columns = [_column(name, optional=name in optional) for name in shown]
    note = t("common.shown", n=cut, total=everyone) if cut is not None and everyone > cut else ""
    return Rows(columns, customers.values(found, ctx.currency), note)


def _read_columns(ctx: Context, needed: list[str], shown: list[str]) -> list[str]:
    """Only JSON carries more than the columns shown."""
    if ctx.flags.get("format") in ("json", "ndjson") or ctx.flags.get("output"):
        return needed
    return list(dict.fromkeys(("id", *shown)))


def _column(name: str, *, optional: bool) -> Column:
    """A field as a column; in Chinese under the name that queries know it by."""
    field = expression(name)
    label = field.zh if language() == "zh" else ""
    return Column(name.removeprefix("custom."), field.type, label, optional)

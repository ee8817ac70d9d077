"""Customers summed up as a table: groups under each other, or the values of one field side by side."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from crmcli import segment
from crmcli.context import Context
from crmcli.errors import Invalid
from crmcli.fields import Field
from crmcli.i18n import language, t
from crmcli.options import Grouping, Listing
from crmcli.reports import grouping as report
from crmcli.reports import listing as lists
from crmcli.reports.grouping import Order, Row, Scope
from crmcli.reports.grouping_fields import (
    HOW,
    Catalogue,
    Dimension,
    dimensions,
    measures,
    refuse_twice,
    words,
)
from crmcli.result import Rows
from crmcli.services import grouping_values as values


class Asked(NamedTuple):
    """What the options ask for, looked up."""

    by: Sequence[Dimension]
    pivot: Dimension | None
    scope: Scope
    counted: bool


def rows(ctx: Context, options: Grouping, listing: Listing, ids: list[int] | None) -> Rows:
    """The table that the options ask for, of these customers (None: of all)."""
    if listing.columns is not None:
        raise Invalid("grouping.no_columns")
    if ctx.flags.get("format") == "ids":
        raise Invalid("grouping.no_ids")
    asked = _read(ctx, options, ids)
    cut = lists.limit(listing, lists.screenful(ctx.stdout.isatty(), ctx.flags))
    order = [Order("count", descending=True)]
    if listing.sort:
        order = _order(listing.sort, asked)
    down = report.groups(ctx.repo, asked.scope, asked.by, order, cut)
    note = t("common.shown", n=cut, total=down[0]["groups"]) if cut and down and down[0]["groups"] > cut else ""
    if asked.pivot:
        from crmcli.services.grouping_pivot import table

        return table(ctx, asked.by, asked.pivot, asked.scope, down)._replace(note=note)
    return _table(ctx, asked, down)._replace(note=note)


def _read(ctx: Context, options: Grouping, ids: list[int] | None) -> Asked:
    fields = Catalogue(segment.custom_types(ctx.repo), ctx.currency)
    by = dimensions(fields, "--group-by", options.group_by) if options.group_by is not None else []
    across = dimensions(fields, "--pivot", options.pivot, len(by)) if options.pivot is not None else []
    if len(across) > 1:
        raise Invalid("grouping.one_pivot", n=len(across))
    known = refuse_twice([*by, *across])
    texts = zip(HOW, (options.sums, options.averages, options.least, options.most), strict=True)
    found = {one.key: one for how, text in texts if text is not None for one in measures(fields, how, text)}
    counted = options.counted or not found
    if across and len(found) + counted > 1:
        raise Invalid("grouping.one_figure", n=len(found) + counted)
    scope = Scope(ids, list(found.values()))
    return Asked(known[: len(by)], known[-1] if across else None, scope, counted)


# -- order -----------------------------------------------------------------------------------------


def _order(text: str, asked: Asked) -> list[Order]:
    """``--sort -sum_spent,city``: what groups are by, what is summed up of them, or the count."""
    known = _sortable(asked)
    found = []
    for word, _ in words(text, "--sort"):
        name = word.lstrip("-+").strip().casefold().replace("-", "_")
        if name not in known:
            raise Invalid("grouping.no_such_order", word=word.lstrip("-+"), choices=", ".join(_usual(asked)))
        found.append(Order(known[name], word.startswith("-")))
    return found


def _sortable(asked: Asked) -> Mapping[str, str]:
    """Every name of a column in either language → what it is in the report."""
    found = {"count": "count", "客户数": "count", "数量": "count"}
    for i, dimension in enumerate(asked.by):
        found.update((name.casefold(), f"d{i}") for name in (dimension.key, *_names(dimension.field)))
    for i, measure in enumerate(asked.scope.measures):
        found[measure.key.casefold()] = f"m{i}"
        for name in _names(measure.field):
            found.setdefault(f"{measure.how}_{name}".casefold(), f"m{i}")
            found.setdefault(name.casefold(), f"m{i}")
        found.setdefault(values.heading(measure, "zh").casefold(), f"m{i}")
    if asked.pivot:
        total = "m0" if asked.scope.measures else "count"
        found.update({"total": total, "合计": total})
    return found


def _usual(asked: Asked) -> list[str]:
    """What groups can be ordered by, in the user's words."""
    if language() == "zh":
        found = [*(one.field.zh for one in asked.by), "客户数"]
        return [
            *found,
            *(values.heading(one, "zh") for one in asked.scope.measures),
            *(["合计"] if asked.pivot else []),
        ]
    found = [*(one.key for one in asked.by), "count", *(one.key for one in asked.scope.measures)]
    return [*found, "total"] if asked.pivot else found


def _names(field: Field) -> tuple[str, ...]:
    return field.name, field.zh, *field.aliases


# -- groups under each other -----------------------------------------------------------------------


def _table(ctx: Context, asked: Asked, down: list[Row]) -> Rows:
    tongue = values.headings(ctx)
    columns = [values.column(one, tongue) for one in asked.by]
    if asked.counted:
        columns.append(values.count_column(tongue))
    columns += [values.figure_column(one, tongue) for one in asked.scope.measures]
    data = [_data(asked, row, ctx.currency) for row in down]
    return Rows(columns, data, shown=_shown(ctx, asked, down))


def _data(asked: Asked, row: Row, currency: str) -> Row:
    """A group as scripts get it."""
    found: Row = {one.key: values.data(one, row[f"d{i}"], currency) for i, one in enumerate(asked.by)}
    if asked.counted:
        found["count"] = row["count"]
    for i, one in enumerate(asked.scope.measures):
        found[one.key] = values.amount(one, report.figure(one, row, i), currency)
    if values.has_money(asked.by, asked.scope.measures):
        found["currency"] = currency
    return found


def _shown(ctx: Context, asked: Asked, down: list[Row]) -> Iterator[Row]:
    """The groups in the user's words, and the line of totals below several of them."""
    for row in down:
        yield _words(asked, row, ctx.currency)
    if asked.by and len(down) > 1:
        whole = report.groups(ctx.repo, asked.scope, [])[0]
        yield {**_words(asked._replace(by=[]), whole, ctx.currency), asked.by[0].key: t("report.total")}


def _words(asked: Asked, row: Row, currency: str) -> dict[str, Any]:
    found: Row = {one.key: values.said(one, row[f"d{i}"], currency) for i, one in enumerate(asked.by)}
    found["count"] = row["count"]
    for i, one in enumerate(asked.scope.measures):
        found[one.key] = values.amount(one, report.figure(one, row, i), currency, plain=False)
    return found

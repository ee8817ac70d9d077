"""--pivot: the values of one field side by side, with totals below and at the end."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from crmcli.context import Context
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.render import flat
from crmcli.reports import grouping as report
from crmcli.reports.grouping import Order, Row, Scope
from crmcli.reports.grouping_fields import Dimension
from crmcli.result import Column, Rows
from crmcli.services import grouping_values as values
from crmcli.text import safe

MOST_COLUMNS = 50
NOTHING = "(none)"
"""The key of the column of those who have no value."""


class _Pivot(NamedTuple):
    by: Sequence[Dimension]
    scope: Scope
    across: dict[Any, str]
    """Value of the pivot field → key of its column."""
    currency: str

    def cell(self, row: Row | None, *, plain: bool) -> Any:
        """The one thing asked for; of no customers the count and the sum are 0."""
        if not self.scope.measures:
            return row["count"] if row else 0
        measure = self.scope.measures[0]
        value = report.figure(measure, row, 0) if row else 0 if measure.how == "sum" else None
        return values.amount(measure, value, self.currency, plain=plain)

    def line(self, cells: dict[Any, Row], total: Row, *, plain: bool) -> Row:
        found = {key: self.cell(cells.get(value), plain=plain) for value, key in self.across.items()}
        return {**found, "total": self.cell(total, plain=plain)}


def table(ctx: Context, by: Sequence[Dimension], pivot: Dimension, scope: Scope, down: list[Row]) -> Rows:
    """A row for each group of ``down``, a column for each value of ``pivot``; totals count everybody once."""
    heads = report.groups(ctx.repo, scope, [pivot], [Order("d0")], MOST_COLUMNS + 1)
    if len(heads) > MOST_COLUMNS:
        raise Invalid("grouping.too_many_columns", field=pivot.key, n=heads[0]["groups"], limit=MOST_COLUMNS)
    across = _keys(ctx, by, pivot, heads)
    made = _Pivot(by, scope, across, ctx.currency)
    cells: dict[tuple[Any, ...], dict[Any, Row]] = {}
    for row in report.groups(ctx.repo, scope, [*by, pivot]):
        place = tuple(row[f"d{i}"] for i in range(len(by)))
        cells.setdefault(place, {})[row[f"d{len(by)}"]] = row
    of = [(row, cells.get(tuple(row[f"d{i}"] for i in range(len(by))), {})) for row in down]
    data = [_data(made, row, mine) for row, mine in of]
    return Rows(_columns(ctx, made, pivot, heads), data, shown=_shown(ctx, made, of, heads))


def _keys(ctx: Context, by: Sequence[Dimension], pivot: Dimension, heads: list[Row]) -> dict[Any, str]:
    """A key for each value, none twice nor one that a row has already."""
    taken = {*(one.key for one in by), "total", "currency"}
    found: dict[Any, str] = {}
    for head in heads:
        value = head["d0"]
        key = NOTHING if value is None else safe(flat(values.data(pivot, value, ctx.currency)))
        while key in taken:
            key += "_"
        taken.add(key)
        found[value] = key
    return found


def _columns(ctx: Context, made: _Pivot, pivot: Dimension, heads: list[Row]) -> list[Column]:
    language = values.headings(ctx)
    kind = values.figure_column(made.scope.measures[0], language).type if made.scope.measures else "int"
    labels = [safe(flat(values.said(pivot, head["d0"], ctx.currency))) for head in heads]
    return [
        *(values.column(one, language) for one in made.by),
        *(Column(key, kind, label) for key, label in zip(made.across.values(), labels, strict=True)),
        Column("total", kind, t("report.total")),
    ]


def _data(made: _Pivot, row: Row, cells: dict[Any, Row]) -> Row:
    found: Row = {one.key: values.data(one, row[f"d{i}"], made.currency) for i, one in enumerate(made.by)}
    found.update(made.line(cells, row, plain=True))
    if values.has_money(made.by, made.scope.measures):
        found["currency"] = made.currency
    return found


def _shown(ctx: Context, made: _Pivot, of: list[tuple[Row, dict[Any, Row]]], heads: list[Row]) -> Iterator[Row]:
    """The rows in the user's words, and the totals below them."""
    for row, cells in of:
        said = {one.key: values.said(one, row[f"d{i}"], made.currency) for i, one in enumerate(made.by)}
        yield {**said, **made.line(cells, row, plain=False)}
    if made.by and of:
        whole = report.groups(ctx.repo, made.scope, [])[0]
        totals = made.line({head["d0"]: head for head in heads}, whole, plain=False)
        yield {made.by[0].key: t("report.total"), **totals}

"""The pages of ``report rfm`` and ``report lifecycle``."""

from typing import Any

from crmcli.context import Context
from crmcli.domain import rfm
from crmcli.domain.periods import Span
from crmcli.fields import STAGES
from crmcli.i18n import t
from crmcli.normalize.days import from_day, to_day
from crmcli.normalize.money import format_money
from crmcli.reports import lifecycle
from crmcli.reports import rfm as scores
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.services import pages
from crmcli.store.scores import cut_points

_SHADES = " ░▒▓█"


def rfm_page(ctx: Context) -> Document:
    """The eleven segments, and how many customers each pair of R and F scores has."""
    repo, base = ctx.repo, ctx.currency
    cuts = cut_points(repo)
    cells = scores.cells(repo, cuts)
    rows: list[Row] = [
        {**row, "spent": format_money(row["spent"], base), "currency": base} for row in scores.segments(cells)
    ]
    grid = scores.grid(cells)
    total = sum(row["customers"] for row in rows)
    headline = t("report.headline_rfm", n=total)
    data = {
        "report": "rfm", "since": None, "until": ctx.today.isoformat(), "rows": rows, "headline": headline,
        "currency": base, "grid": grid, "cuts": _cuts(cuts, base),
    }  # fmt: skip
    columns = [
        Column("name"), Column("customers", "int", t("report.column_customers")),
        Column("share", "number", t("report.column_share")), Column("spent", "money", t("report.column_sales")),
        Column("days", "int", t("report.column_days")), Column("orders", "number", t("report.column_orders_each")),
    ]  # fmt: skip
    shown = [{**row, "name": t(f"report.rfm_{row['name']}"), "share": f"{row['share']:.1%}"} for row in rows]
    names = [columns[0]._replace(label=t("report.rfm_name")), *columns[1:]]
    blocks: list[Block] = [Title(t("report.title_rfm")), Lines([headline]), Grid(names, shown), *_heat(grid)]
    blocks.append(Lines([t("report.rfm_explain"), *_map(), t("report.rfm_cuts", **_cuts(cuts, base))]))
    return Document(data, blocks, columns, rows)


def _cuts(cuts: dict[str, int], currency: str) -> dict[str, str]:
    """The cut points as people read them."""
    day = [from_day(cuts[f"r{k}"]).isoformat() for k in (1, 2, 3, 4)]
    spent = [format_money(cuts[f"m{k}"], currency) for k in (1, 2, 3, 4)]
    return {"r": " / ".join(day), "f": " / ".join(str(cuts[f"f{k}"]) for k in (1, 2, 3, 4)), "m": " / ".join(spent)}


def _map() -> list[str]:
    return [
        t("report.rfm_rule", name=t(f"report.rfm_{n.name}"), r=_range(*n.r), fm=_range(*n.fm), word=n.name)
        for n in rfm.NAMES
    ]


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _heat(grid: list[list[int]]) -> list[Block]:
    """Customers by R and F, shaded, with the numbers beside the shades."""
    most = max(max(row) for row in grid)
    if not most:
        return []
    columns = [Column("r", "text", "R \\ F"), *(Column(f"f{k}", "text", str(k)) for k in range(1, 6))]
    rows = [
        {"r": str(5 - i), **{f"f{k + 1}": f"{_shade(count, most)} {count}" for k, count in enumerate(row)}}
        for i, row in enumerate(grid)
    ]
    return [Grid(columns, rows, t("report.rfm_grid"))]


def _shade(count: int, most: int) -> str:
    return _SHADES[0 if not count else 1 + min(3, count * 4 // (most + 1))] * 2


_MOVES = (Column("from", "choice"), Column("to", "choice"), Column("customers", "int"))


def lifecycle_page(ctx: Context, span: Span) -> Document:
    """Customers by stage with what to do, and the movements of the period (30 days unless said)."""
    repo = ctx.repo
    last = span.last if span.last is not None else to_day(ctx.today)
    first = span.first if span.first is not None else last - 29
    since, until = from_day(first).isoformat(), from_day(last).isoformat()
    start = lifecycle.stages(repo, first - 1, from_day(first - 1).isoformat())
    end = lifecycle.stages(repo, last, until)
    before, after = lifecycle.counts(start), lifecycle.counts(end)
    rows: list[Row] = [
        {"stage": stage, "customers": after[stage], "before": before[stage], "change": after[stage] - before[stage],
         "action": t(f"report.action_{stage}")}
        for stage in STAGES
    ]  # fmt: skip
    moves = lifecycle.movements(start, end)
    headline = t("report.headline_lifecycle", n=sum(after.values()), since=since, until=until)
    data: dict[str, Any] = {
        "report": "lifecycle", "since": since, "until": until, "rows": rows, "headline": headline,
        "currency": ctx.currency, "movements": moves,
    }  # fmt: skip
    columns = [
        Column("stage", "choice"), Column("customers", "int", t("report.column_customers")),
        Column("before", "int", t("report.before")), Column("change", "int", t("report.change")),
        Column("action", label=t("report.column_action")),
    ]  # fmt: skip
    shown = [{**m, "from": pages.word(m["from"]) if m["from"] else t("report.newcomer"), "to": pages.word(m["to"])}
             for m in moves]  # fmt: skip
    labels = [_MOVES[0]._replace(label=t("report.moved_from")), _MOVES[1]._replace(label=t("report.moved_to")),
              _MOVES[2]._replace(label=t("report.column_customers"))]  # fmt: skip
    blocks: list[Block] = [Title(t("report.title_lifecycle")), Lines([headline]), Grid(columns, rows)]
    if moves:
        blocks.append(Grid(labels, shown, t("report.movements", since=since, until=until)))
    return Document(data, blocks, columns, rows)

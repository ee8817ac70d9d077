"""The page of ``report deals``: the pipeline by stage, and how many of the closed deals were won."""

from typing import Any

from crmcli.context import Context
from crmcli.i18n import t
from crmcli.normalize.money import format_money
from crmcli.reports import deals
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.services import deal_page
from crmcli.services.reports import Asked, ends, only

_SUMS = ("amount", "weighted")
_DAYS = ("age", "days_in_stage")


def page(ctx: Context, asked: Asked) -> Document:
    """Open deals are those of now; the period is about when deals were closed."""
    span = ends(*asked.span)
    open_ = deals.stages(ctx.repo, ctx.today.isoformat(), asked.ids)
    total = {name: sum(row[name] for row in open_) for name in ("deals", *_SUMS)}
    closed = deals.closed(ctx.repo, span["since"], span["until"], asked.ids)
    rows = [_readable(row, ctx.currency) for row in open_]
    sums = _readable(total, ctx.currency)
    headline = t("deal.headline", n=sums["deals"], currency=ctx.currency, **{name: sums[name] for name in _SUMS})
    data: dict[str, Any] = {
        "report": "deals", "where": asked.where, **span, "rows": rows, "headline": headline, "currency": ctx.currency,
        "total": sums, **{stage: _readable(row, ctx.currency) for stage, row in closed.items()},
        "win_rate": _rate(closed),
    }  # fmt: skip
    columns = [
        Column("stage"), Column("deals", "int", t("deal.column_deals")), *(Column(name, "money") for name in _SUMS),
        *(Column(name, "number", t(f"deal.column_{name}")) for name in _DAYS),
    ]  # fmt: skip
    shown = [*deal_page.worded(rows), {"stage": t("deal.total"), **sums}]
    blocks: list[Block] = [Title(t("deal.title_report", currency=ctx.currency)), Lines([headline]), *only(asked)]
    return Document(data, [*blocks, Grid(columns, shown), Lines(_closed(data))], columns, rows)


def _readable(row: Row, currency: str) -> Row:
    """Decimal money, whole days."""
    money = {name: format_money(row[name], currency) for name in _SUMS if name in row}
    days = {name: None if row[name] is None else round(row[name]) for name in _DAYS if name in row}
    return {**row, **money, **days}


def _rate(closed: dict[str, Row]) -> float | None:
    ended = sum(row["deals"] for row in closed.values())
    return round(closed["won"]["deals"] / ended, 3) if ended else None


def _closed(data: Row) -> list[str]:
    if data["win_rate"] is None:
        return [t("deal.none_closed")]
    facts = {"amount": data["won"]["amount"], "currency": data["currency"], "rate": f"{data['win_rate'] * 100:.0f}%"}
    told = [t("deal.closed_deals", won=data["won"]["deals"], lost=data["lost"]["deals"], **facts)]
    days = data["won"]["age"]
    return told if days is None else [*told, t("deal.took", n=days)]

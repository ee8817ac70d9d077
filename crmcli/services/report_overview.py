"""The page of ``report overview``."""

from typing import Any

from crmcli.context import Context
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.normalize.days import from_day, to_day
from crmcli.normalize.money import format_money
from crmcli.reports import overview
from crmcli.result import Column, Document, Grid, Lines, Pairs, Row, Title
from crmcli.services.report_sales import columns_by
from crmcli.services.reports import Asked, ends, in_money, only


def page(ctx: Context, asked: Asked) -> Document:
    last = asked.span.last if asked.span.last is not None else to_day(ctx.today)
    first = asked.span.first if asked.span.first is not None else last - 29
    if first > last:
        raise Invalid("report.since_after_until", since=from_day(first), until=from_day(last))
    base = ctx.currency
    measures = overview.measures(ctx.repo, first, last, asked.ids)
    owed, debtors = overview.owed(ctx.repo, asked.ids)
    rows = [_measured(row, base, overview.MONEY) for row in measures]
    top = [in_money(row, base) for row in overview.top_customers(ctx.repo, first, last, asked.ids)]
    data: dict[str, Any] = {
        "report": "overview",
        "where": asked.where,
        **ends(first, last),
        "rows": rows,
        "stages": overview.stages(ctx.repo, asked.ids),
        "owed": format_money(owed, base),
        "debtors": debtors,
        "open_complaints": overview.open_complaints(ctx.repo, asked.ids),
        "top_customers": top,
        "headline": _verdict(measures, base, last - first + 1),
        "currency": base,
    }
    return Document(data, _blocks(data, asked), _MEASURES, rows)


_MEASURES = (
    Column("measure"),
    Column("value", "number"),
    Column("before", "number"),
    Column("change", "number"),
)


def _measured(row: Row, currency: str, money: frozenset[str]) -> Row:
    if row["measure"] not in money:
        return row
    values = {n: None if row[n] is None else format_money(row[n], currency) for n in ("value", "before")}
    return {**row, **values}


def _blocks(data: Row, asked: Asked) -> list[Any]:
    facts = {"since": data["since"], "until": data["until"], "currency": data["currency"]}
    shown = [
        {**row, "measure": t(f"report.{row['measure']}"), "change": _percent(row["change"])} for row in data["rows"]
    ]
    grid = [Column("measure", label=t("report.measure")), Column("value", "number", t("report.value")),
            Column("before", "number", t("report.before")),
            Column("change", "number", t("report.change"))]  # fmt: skip
    now = [
        (
            t("report.owed"),
            t("report.owed_by", n=data["debtors"], owed=data["owed"], currency=data["currency"]),
        ),
        (t("report.open_complaints"), str(data["open_complaints"])),
        *((t(f"report.stage_{stage}"), str(n)) for stage, n in data["stages"].items()),
    ]
    blocks: list[Any] = [
        Title(t("report.title_overview", **facts)),
        Lines([data["headline"]]),
        *only(asked),
        Grid(grid, shown),
    ]
    blocks += [Title(t("report.at_present")), Pairs(now)]
    if data["top_customers"]:
        columns = [Column("customer_id", "id", "ID"), *columns_by("customer")]
        kept = [column for column in columns if column.name != "customers"]
        blocks.append(Grid(kept, data["top_customers"], t("report.top_customers")))
    return blocks


def _percent(change: float | None) -> str:
    return "" if change is None else f"{change:+.1f}".removesuffix(".0") + "%"


def _verdict(measures: list[Row], currency: str, days: int) -> str:
    """The headline: what was sold, and how that compares."""
    by_name = {row["measure"]: row for row in measures}
    sold, orders = by_name["sales"], by_name["orders"]
    if not orders["value"] and not sold["value"]:
        return t("report.verdict_nothing", n=days)
    facts = {"sales": format_money(sold["value"], currency), "currency": currency, "n": orders["value"]}
    change = sold["change"]
    if change is None:
        compared = t("report.verdict_first", n=days) if not sold["before"] else ""
    else:
        way = "same" if change == 0 else "more" if change > 0 else "less"
        compared = t(f"report.verdict_{way}", n=days, change=_percent(abs(change)).strip("+%"))
    return t("report.verdict", **facts) + compared + t("report.full_stop")

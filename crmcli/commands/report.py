"""report: what there is to know about the business."""

from typing import Annotated, Any, NamedTuple

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import periods
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.normalize.days import from_day, to_day
from crmcli.normalize.money import format_money
from crmcli.options import Period
from crmcli.reports import sales as turnover
from crmcli.result import Block, Column, Document, Grid, Lines, Pairs, Row, Rows, Title
from crmcli.services import customer_reports, customers, pages
from crmcli.signature import Arg, Opt

REPORTS = ("overview", "sales", "lifecycle", "rfm")
_WORDS = {"概况": "overview", "经营概况": "overview", "销售": "sales", "销售统计": "sales", "生命周期": "lifecycle"}


class Asked(NamedTuple):
    """The options of a report; each takes those it knows."""

    span: periods.Span
    by: str | None
    who: str | None
    limit: int | None


def report(
    ctx: Context,
    period: Period,
    name: Annotated[str | None, Arg("report.arg_name", "NAME")] = None,
    by: Annotated[
        str | None, Opt("--by", help="report.opt_by", metavar="WHAT", choices=turnover.BY, words=turnover.BY_WORDS)
    ] = None,
    where: Annotated[str | None, Opt("--where", help="report.opt_where", metavar="WHO")] = None,
    limit: Annotated[int | None, Opt("--limit", "-n", help="report.opt_limit", metavar="N")] = None,
) -> Document | Rows:
    """A report, or without NAME the list of them."""
    if name is None:
        rows = [{"report": n, "about": t(f"report.about_{n}")} for n in REPORTS]
        return Rows([Column("report"), Column("about")], rows)
    name = _WORDS.get(name, name)
    if name not in REPORTS:
        from difflib import get_close_matches

        like = next(iter(get_close_matches(name, REPORTS, 1)), "")
        raise Invalid("report.unknown", name=name, like=like)
    if limit is not None and limit < 0:
        raise Invalid("negative", field="--limit", value=limit)
    asked = Asked(periods.read(period.since, period.until, ctx.today), by, where, limit or None)
    if name == "sales":
        return _sales(ctx, asked)
    for option, value in (("--by", asked.by), ("--where", asked.who), ("--limit", asked.limit)):
        if value is not None:
            raise Invalid("report.not_for_overview", option=option)
    if name == "overview":
        return _overview(ctx, asked)
    return customer_reports.rfm_page(ctx) if name == "rfm" else customer_reports.lifecycle_page(ctx, asked.span)


# -- sales -----------------------------------------------------------------------------------------


def _sales(ctx: Context, asked: Asked) -> Document:
    by, base = asked.by or "month", ctx.currency
    ids = segment.several(ctx.repo, asked.who, region=ctx.region) if asked.who else None
    table = turnover.table(ctx.repo, by, turnover.Scope(asked.span, ids), asked.limit)
    columns = _columns(by)
    rows = [_in_money(row, base) for row in table.rows]
    total = _in_money(table.total, base)
    data = {
        "report": "sales",
        "by": by,
        **_ends(table.first, table.last),
        "rows": rows,
        "total": total,
        "headline": _headline(total, table, base),
        "currency": base,
    }
    shown = [{**row, columns[0].name: _name(row.get(columns[0].name), by)} for row in rows]
    sum_line = {**total, columns[0].name: t("report.total")}
    heading = t("report.title_sales", by=t(f"report.by_{by}"), currency=base)
    blocks: list[Block] = [Title(heading), Lines([str(data["headline"])])]
    if rows:
        return Document(data, [*blocks, Grid(columns, [*shown, sum_line])], _data_columns(by, columns), rows)
    return Document(data, blocks, _data_columns(by, columns), rows)


def _columns(by: str) -> list[Column]:
    first = "period" if by in periods.UNITS else "name"
    kinds = {"orders": "int", "customers": "int", "quantity": "number"}
    names = ["orders", "customers", "returns", "sales", "average"]
    if by in ("product", "category"):
        names.insert(2, "quantity")
    rest = [Column(name, kinds.get(name, "money"), t(f"report.column_{name}")) for name in names]
    return [Column(first, label=t(f"report.by_{by}")), *rest]


def _data_columns(by: str, columns: list[Column]) -> list[Column]:
    """Columns of csv and tsv: with the key of what the row is about."""
    keys = {"product": [Column("product_id", "id"), Column("sku")], "customer": [Column("customer_id", "id")]}
    return [*keys.get(by, []), *columns]


def _in_money(row: Row, currency: str) -> Row:
    return {
        name: format_money(value, currency) if name in ("returns", "sales", "average") and value is not None else value
        for name, value in row.items()
    }


def _ends(first: int | None, last: int | None) -> Row:
    return {
        "since": None if first is None else from_day(first).isoformat(),
        "until": None if last is None else from_day(last).isoformat(),
    }


_SPECIAL = {"(others)": "others", "(shipping & discount)": "adjustment", "(without items)": "unitemised"}


def _name(value: str | None, by: str) -> str:
    """The first cell of a row in the user's language."""
    if by == "status":
        return pages.word(value)
    if value in _SPECIAL:
        return t(f"report.{_SPECIAL[value]}")
    return value if value is not None else t("common.none")


def _headline(total: Row, table: turnover.Table, currency: str) -> str:
    ends = _ends(table.first, table.last)
    if not table.total["orders"] and not table.total["sales"]:
        return t("report.no_sales_between", **ends) if ends["since"] and ends["until"] else t("report.no_sales")
    facts = {
        **ends,
        "sales": total["sales"],
        "currency": currency,
        "n": total["orders"],
        "average": total["average"],
    }
    sentence = t("report.headline_sales", **facts)
    if table.total["returns"]:
        sentence += t("report.after_returns", returns=total["returns"].removeprefix("-"), currency=currency)
    return sentence + t("report.full_stop")


# -- overview --------------------------------------------------------------------------------------


def _overview(ctx: Context, asked: Asked) -> Document:
    from crmcli.reports import overview

    last = asked.span.last if asked.span.last is not None else to_day(ctx.today)
    first = asked.span.first if asked.span.first is not None else last - 29
    if first > last:
        raise Invalid("report.since_after_until", since=from_day(first), until=from_day(last))
    base = ctx.currency
    measures = overview.measures(ctx.repo, first, last)
    owed, debtors = overview.owed(ctx.repo)
    rows = [_measured(row, base, overview.MONEY) for row in measures]
    top = [_in_money(row, base) for row in overview.top_customers(ctx.repo, first, last)]
    data: dict[str, Any] = {
        "report": "overview",
        **_ends(first, last),
        "rows": rows,
        "stages": overview.stages(ctx.repo, customers.facts(ctx)),
        "owed": format_money(owed, base),
        "debtors": debtors,
        "open_complaints": overview.open_complaints(ctx.repo),
        "top_customers": top,
        "headline": _verdict(measures, base, last - first + 1),
        "currency": base,
    }
    return Document(data, _overview_blocks(data), _MEASURES, rows)


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


def _overview_blocks(data: Row) -> list[Any]:
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
        Grid(grid, shown),
    ]
    blocks += [Title(t("report.at_present")), Pairs(now)]
    if data["top_customers"]:
        columns = [Column("customer_id", "id", "ID"), *_columns("customer")]
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

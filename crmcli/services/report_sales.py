"""The page of ``report sales``."""

from crmcli.context import Context
from crmcli.domain import periods
from crmcli.i18n import t
from crmcli.reports import sales as turnover
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.services import pages
from crmcli.services.reports import Asked, ends, in_money, only


def page(ctx: Context, asked: Asked) -> Document:
    by, base = asked.by or "month", ctx.currency
    table = turnover.table(ctx.repo, by, turnover.Scope(asked.span, asked.ids), asked.limit)
    columns = columns_by(by)
    rows = [in_money(row, base) for row in table.rows]
    total = in_money(table.total, base)
    data = {
        "report": "sales",
        "by": by,
        "where": asked.where,
        **ends(table.first, table.last),
        "rows": rows,
        "total": total,
        "headline": _headline(total, table, base),
        "currency": base,
    }
    shown = [{**row, columns[0].name: _name(row.get(columns[0].name), by)} for row in rows]
    sum_line = {**total, columns[0].name: t("report.total")}
    heading = t("report.title_sales", by=t(f"report.by_{by}"), currency=base)
    blocks: list[Block] = [Title(heading), Lines([str(data["headline"])]), *only(asked)]
    if rows:
        return Document(data, [*blocks, Grid(columns, [*shown, sum_line])], _data_columns(by, columns), rows)
    return Document(data, blocks, _data_columns(by, columns), rows)


def columns_by(by: str) -> list[Column]:
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


_SPECIAL = {"(others)": "others", "(shipping & discount)": "adjustment", "(without items)": "unitemised"}


def _name(value: str | None, by: str) -> str:
    """The first cell of a row in the user's language."""
    if by == "status":
        return pages.word(value)
    if value in _SPECIAL:
        return t(f"report.{_SPECIAL[value]}")
    return value if value is not None else t("common.none")


def _headline(total: Row, table: turnover.Table, currency: str) -> str:
    days = ends(table.first, table.last)
    if not table.total["orders"] and not table.total["sales"]:
        return t("report.no_sales_between", **days) if days["since"] and days["until"] else t("report.no_sales")
    facts = {
        **days,
        "sales": total["sales"],
        "currency": currency,
        "n": total["orders"],
        "average": total["average"],
    }
    sentence = t("report.headline_sales", **facts)
    if table.total["returns"]:
        sentence += t("report.after_returns", returns=total["returns"].removeprefix("-"), currency=currency)
    return sentence + t("report.full_stop")

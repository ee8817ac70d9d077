"""The page of ``report value``: what is expected of customers, by which rules, and whether such a forecast held."""

from typing import Any

from crmcli.context import Context
from crmcli.domain.value import WEEK, Model
from crmcli.i18n import t
from crmcli.normalize.days import from_day
from crmcli.normalize.money import format_money
from crmcli.reports import value
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.services.reports import Asked, only
from crmcli.store.value import model

_AFTER = (30, 90, 365)
"""Days without a second purchase, as examples."""
_MONEY = frozenset(("clv", "at_least", "spent", "spent_expected"))
_CENTIMES = frozenset(("share", "churn", "stayed_away"))


def page(ctx: Context, asked: Asked) -> Document:
    repo, base = ctx.repo, ctx.currency
    found = model(repo)
    tenths = value.tenths(repo, asked.ids)
    rows = [{**_money(row, base), "currency": base} for row in tenths]
    top = [{**_money(row, base), "last_sale": from_day(row["last_sale"]).isoformat(), "currency": base}
           for row in value.top(repo, asked.ids)]  # fmt: skip
    checked = _checked(value.check(repo, asked.ids), base)
    customers, again = (sum(row[name] for row in tenths) for name in ("customers", "again"))
    data: Row = {
        "report": "value", "where": asked.where, "since": None, "until": ctx.today.isoformat(), "rows": rows,
        "headline": _headline(tenths, base), "currency": base, "customers": customers, "again": again,
        "clv": format_money(sum(row["clv"] for row in tenths), base), "model": _model(found, base), "top": top,
        "check": checked,
    }  # fmt: skip
    blocks: list[Block] = [Title(t("value.title")), Lines([data["headline"]]), *only(asked, "value.only")]
    if rows:
        blocks += [_grid(_TENTHS, rows), _grid(_BEST, top, t("value.top")), Title(t("value.how"))]
        blocks += [Lines(_rules(found, data)), *_check_blocks(checked)]
        blocks.append(Lines([t("value.more")]))
    return Document(data, blocks, _columns(_TENTHS), rows)


_TENTHS = {"tenth": "int", "customers": "int", "clv": "money", "share": "number", "at_least": "money",
           "churn": "number", "again": "int", "spent": "money"}  # fmt: skip
_BEST = {"customer_id": "id", "name": "text", "orders": "int", "spent": "money", "last_sale": "date", "clv": "money",
         "churn": "number"}  # fmt: skip
_CHECK = {"purchases": "text", "customers": "int", "orders_expected": "number", "orders": "int",
          "spent_expected": "money", "spent": "money", "churn": "number", "stayed_away": "number"}  # fmt: skip


def _columns(kinds: dict[str, str]) -> list[Column]:
    return [Column(name, kind, t(f"value.column_{name}")) for name, kind in kinds.items()]


def _grid(kinds: dict[str, str], rows: list[Row], title: str = "") -> Grid:
    """Shares as percents."""
    shown = [{n: f"{v:.1%}" if n in _CENTIMES and v is not None else v for n, v in row.items()} for row in rows]
    return Grid(_columns(kinds), shown, title)


def _money(row: Row, currency: str) -> Row:
    return {name: format_money(v, currency) if name in _MONEY else v for name, v in row.items()}


def _headline(tenths: list[Row], currency: str) -> str:
    customers = sum(row["customers"] for row in tenths)
    if not customers:
        return t("value.nobody")
    said = t("value.headline", n=customers, clv=format_money(sum(row["clv"] for row in tenths), currency),
             currency=currency)  # fmt: skip
    best = t("value.best_tenth", share=f"{tenths[0]['share']:.0%}") if len(tenths) == 10 else ""
    return said + best + t("report.full_stop")


# -- the model -------------------------------------------------------------------------------------


def _model(found: Model, currency: str) -> Row:
    bg_nbd, spending, habits = found.purchases, found.spending, found.habits
    worth = spending.usual if spending else None
    return {
        "rule": "bg_nbd" if bg_nbd else "simple", "sample": found.buyers, "again": found.again,
        "bg_nbd": bg_nbd and _rounded(bg_nbd._asdict()),
        "gamma_gamma": spending and _rounded({**spending._asdict(), "v": format_money(round(spending.v), currency)}),
        "days_between": round(WEEK * bg_nbd.alpha / bg_nbd.r, 1) if bg_nbd else round(habits.gap, 1),
        "stop": round(bg_nbd.a / (bg_nbd.a + bg_nbd.b), 3) if bg_nbd else None,
        "purchase": format_money(round(worth if worth is not None else habits.amount), currency),
        "once": [{"days": days, "churn": round(found.churn(1, found.today - days, found.today - days), 3)}
                 for days in _AFTER] if bg_nbd else None,
    }  # fmt: skip


def _rounded(parameters: dict[str, Any]) -> Row:
    return {name: float(f"{v:.4g}") if isinstance(v, float) else v for name, v in parameters.items()}


def _rules(found: Model, data: Row) -> list[str]:
    """Which rule is for whom, with what it goes by."""
    facts = {**data["model"], "currency": data["currency"], "n": data["model"]["sample"]}
    if facts["rule"] == "simple":
        return [t("value.simple", **facts), t("value.simple_churn", **facts), t("value.simple_value", **facts)]
    once = [f"{row['churn']:.0%}" for row in facts["once"]]
    return [
        t("value.fitted", **facts),
        t("value.pace", **{**facts, "stop": f"{facts['stop']:.1%}"}),
        t("value.worth" if found.spending else "value.simple_worth", **facts),
        t("value.rule_again", n=data["again"]),
        t("value.rule_once", n=data["customers"] - data["again"]),
        t("value.rule_churn", a=once[0], b=once[1], c=once[2]),
    ]


# -- the check -------------------------------------------------------------------------------------


def _checked(found: value.Check | None, currency: str) -> Row | None:
    if found is None or not found.total["customers"]:
        return None
    total = {name: v for name, v in _money(found.total, currency).items() if name != "purchases"}
    return {
        "since": from_day(found.cut + 1).isoformat(), "until": from_day(found.end).isoformat(), **total,
        "groups": [_money(row, currency) for row in found.groups],
    }  # fmt: skip


def _check_blocks(found: Row | None) -> list[Block]:
    if found is None:
        return [Lines([t("value.unchecked")])]
    total = {**found, "purchases": t("report.total")}
    said = t("value.checked", since=found["since"], until=found["until"], n=found["customers"],
             expected=f"{found['orders_expected']:.0f}", orders=found["orders"])  # fmt: skip
    return [Title(t("value.check")), Lines([said]), _grid(_CHECK, [*found["groups"], total])]

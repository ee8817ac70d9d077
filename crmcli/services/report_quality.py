"""The page of ``report quality``: what is missing, wrong or out of date, and where to begin."""

import json
from collections import Counter
from datetime import timedelta
from typing import Any

from crmcli.context import Context
from crmcli.domain.contact_points import STALE_DAYS
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.reports import quality
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.services import naming
from crmcli.services.reports import Asked, only

_USUALLY = 10
_OLDEST_YEARS = 120
_COUNTS = ("missing", "invalid", "unverified", "stale", "bounced")
_PROBLEMS = ("unreachable", "invalid", "bounced", "impossible", "stale", "unverified")
"""The worst first; what to do is said about the first that a customer has."""


def page(ctx: Context, asked: Asked) -> Document:
    days = _days(ctx)
    total = quality.customers(ctx.repo, asked.ids)
    broken = _broken(ctx, asked)
    rows = _fields(ctx, asked, days, total, Counter(kind for _, kind in broken))
    per_customer = json.dumps(Counter(customer for customer, _ in broken))
    worst = quality.worst(ctx.repo, days, asked.ids, per_customer, asked.limit or _USUALLY)
    people = [_customer(ctx, row) for row in worst]
    headline = t("quality.headline", n=total, problems=sum(row[name] or 0 for row in rows for name in _COUNTS[1:]))
    data: dict[str, Any] = {
        "report": "quality", "where": asked.where, "since": None, "until": days.today, "rows": rows,
        "headline": headline, "currency": ctx.currency, "total": total, "customers": people,
        "stale_before": days.stale,
    }  # fmt: skip
    columns = [Column("field"), *(_counted(name) for name in ("total", *_COUNTS)), _counted("share", "number")]
    shown = [{**row, "field": naming.field(row["field"]), "share": f"{row['share'] * 100:.0f}%"} for row in rows]
    blocks: list[Block] = [
        Title(t("quality.title")), Lines([headline]), *only(asked), Grid(columns, shown),
        Lines([t("quality.explained", days=STALE_DAYS)]),
    ]  # fmt: skip
    if people:
        blocks.append(Grid(_worst_columns(), [_told(person) for person in people], t("quality.worst")))
    return Document(data, blocks, columns, rows)


def _counted(name: str, kind: str = "int") -> Column:
    return Column(name, kind, t(f"quality.column_{name}"))


def _worst_columns() -> list[Column]:
    return [
        Column("id", "id"), Column("name"), Column("problems", label=t("quality.column_problems")),
        Column("action", label=t("quality.column_action")), Column("command", label=t("quality.column_command")),
    ]  # fmt: skip


def _days(ctx: Context) -> quality.Days:
    today = ctx.today
    return quality.Days(
        today.isoformat(),
        f"{today.year - _OLDEST_YEARS}{today.isoformat()[4:]}",
        (today - timedelta(days=STALE_DAYS)).isoformat(),
    )


def _broken(ctx: Context, asked: Asked) -> list[tuple[int, str]]:
    """Customer and kind of the contact points that could not be entered today."""
    from crmcli.normalize.handles import contact

    found = []
    for customer, kind, value in quality.to_read_again(ctx.repo, asked.ids):
        try:
            contact(kind, value, ctx.region)
        except Invalid:
            found.append((customer, kind))
    return found


def _fields(ctx: Context, asked: Asked, days: quality.Days, total: int, broken: Counter[str]) -> list[Row]:
    contacts = quality.contacts(ctx.repo, days, asked.ids)
    rows = []
    for kind in dict.fromkeys((*quality.KINDS, *contacts)):
        found = contacts.get(kind, {})
        missing = total - found.get("customers", 0) if kind in quality.KINDS else None
        counts = {name: found.get(name, 0) for name in ("unverified", "stale", "bounced")}
        rows.append(_row(kind, found.get("filled", 0), {"missing": missing, "invalid": broken[kind], **counts}, total))
    for name, gaps in quality.columns(ctx.repo, days, asked.ids).items():
        rows.append(_row(name, total - gaps["missing"], gaps, total))
    return rows


def _row(field: str, filled: int, counts: Row, total: int) -> Row:
    """``share`` is of customers without a value, or for kinds that nobody must have, of those not verified."""
    row = {"field": field, "total": filled, **{name: counts.get(name) for name in _COUNTS}}
    if counts["missing"] is None:
        share = (counts["unverified"] + counts["stale"] + counts["bounced"]) / filled if filled else 0.0
    else:
        share = counts["missing"] / total if total else 0.0
    return {**row, "share": round(share, 4)}


def _customer(ctx: Context, row: Row) -> Row:
    problems = {name: row[name] for name in _PROBLEMS if row[name]}
    first = next(iter(problems))
    command = {
        "unreachable": f"crm edit {row['id']} phone=…",
        "impossible": f"crm edit {row['id']} birthday=…",
    }.get(first, f"crm show {row['id']}")
    return {
        "id": row["id"], "name": row["name"], "score": row["score"], "problems": problems, "problem": first,
        "action": t(f"quality.action_{first}"), "command": command,
    }  # fmt: skip


def _told(person: Row) -> Row:
    said = (t(f"quality.problem_{name}", n=n) for name, n in person["problems"].items())
    return {**person, "problems": t("common.comma").join(said)}

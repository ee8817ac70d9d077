"""The page of ``report quality``: what is missing, wrong or out of date, and where to begin."""

import json
import shlex
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from crmcli.context import Context
from crmcli.domain.contact_points import STALE_DAYS
from crmcli.domain.customers import ContactPoint
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.reports import quality
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.services import naming
from crmcli.services.reports import Asked, only

_USUALLY = 10
_OLDEST_YEARS = 120
_COUNTS = ("missing", "invalid", "unverified", "stale", "bounced")
_IN_USE = ("unverified", "stale", "bounced")
"""What may be wrong with a contact point that can be read."""
_PROBLEMS = ("unreachable", "invalid", "bounced", "impossible", "stale", "unverified")
"""The worst first; what to do is said about the first that a customer has."""


def page(ctx: Context, asked: Asked) -> Document:
    days = _days(ctx)
    total = quality.customers(ctx.repo, asked.ids)
    broken = _broken(ctx, asked)
    rows = _fields(ctx, asked, days, total, Counter(kind for _, kind in broken))
    per_customer = json.dumps(Counter(customer for customer, _ in broken))
    worst = quality.worst(ctx.repo, days, asked.ids, per_customer, asked.limit or _USUALLY)
    people = [_customer(ctx, row, days, dict(broken)) for row in worst]
    headline = t("quality.headline", n=total, problems=sum(row[name] or 0 for row in rows for name in _COUNTS[1:]))
    data: dict[str, Any] = {
        "report": "quality", "where": asked.where, "since": None, "until": days.today, "rows": rows,
        "headline": headline, "currency": ctx.currency, "total": total, "customers": people,
        "stale_before": days.stale,
    }  # fmt: skip
    columns = [Column("field"), *(_counted(name) for name in ("total", *_COUNTS, *_SHARES))]
    blocks: list[Block] = [Title(t("quality.title")), Lines([headline]), *only(asked), _gaps(rows)]
    if any(row["unverified"] is not None and row["total"] for row in rows):
        blocks += [_doubts(rows), Lines([t("quality.explained", days=STALE_DAYS)])]
    if people:
        blocks.append(Grid(_worst_columns(), [_told(person) for person in people], t("quality.worst")))
    return Document(data, blocks, columns, rows)


_SHARES = ("missing_share", "unverified_share", "share")


def _counted(name: str) -> Column:
    return Column(name, "number" if name in _SHARES else "int", t(f"quality.column_{name}"))


def _gaps(rows: list[Row]) -> Grid:
    """Who has a value at all: counted in customers."""
    columns = [Column("field"), *map(_counted, ("customers", "missing", "missing_share", "invalid"))]
    asked = (row for row in rows if row["missing"] is not None)
    of_customers = [row if row["unverified"] is None else {**row, "invalid": None} for row in asked]
    return Grid(columns, [_shown(row) for row in of_customers], t("quality.gaps"))


def _doubts(rows: list[Row]) -> Grid:
    """Whether the ways to reach them work: counted in phones, e-mails and the like."""
    columns = [
        Column("field", label=t("quality.column_kind")),
        *map(_counted, ("total", "invalid", *_IN_USE, "unverified_share")),
    ]
    points = [_shown(row) for row in rows if row["unverified"] is not None and row["total"]]
    return Grid(columns, points, t("quality.doubts"))


def _shown(row: Row) -> Row:
    shares = {name: f"{row[name] * 100:.0f}%" for name in _SHARES if row[name] is not None}
    return {**row, **shares, "field": naming.field(row["field"])}


def _worst_columns() -> list[Column]:
    return [
        Column("id", "id"), Column("name"), Column("problems", label=t("quality.column_problems")),
        Column("action", label=t("quality.column_action")), Column("command", "command", t("quality.column_command")),
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
        filled, having = found.get("filled", 0), found.get("customers", 0)
        missing = total - having if kind in quality.KINDS else None
        counts = {name: found.get(name, 0) for name in _IN_USE}
        doubtful = _share(sum(counts.values()), filled)
        rows.append(_row(kind, filled, having, {"missing": missing, "invalid": broken[kind], **counts}, doubtful))
    for name, counts in quality.columns(ctx.repo, days, asked.ids).items():
        rows.append(_row(name, counts["filled"], counts["filled"], counts, None))
    return rows


def _row(field: str, filled: int, having: int, counts: Row, doubtful: float | None) -> Row:
    """``missing_share`` is of customers, ``doubtful`` of contact points; ``share`` is the first of the two there is."""
    missing = counts["missing"]
    gaps = None if missing is None else _share(missing, having + missing)
    return {
        "field": field, "total": filled, "customers": having, **{name: counts.get(name) for name in _COUNTS},
        "missing_share": gaps, "unverified_share": doubtful, "share": doubtful if gaps is None else gaps,
    }  # fmt: skip


def _share(part: int, of: int) -> float:
    return round(part / of, 4) if of else 0.0


def _customer(ctx: Context, row: Row, days: quality.Days, broken: Mapping[int, str]) -> Row:
    problems = {name: row[name] for name in _PROBLEMS if row[name]}
    first = next(iter(problems))
    return {
        "id": row["id"], "name": row["name"], "score": row["score"], "problems": problems, "problem": first,
        "action": t(f"quality.action_{first}"), "command": _command(ctx, row["id"], first, days, broken),
    }  # fmt: skip


def _command(ctx: Context, number: int, problem: str, days: quality.Days, broken: Mapping[int, str]) -> str:
    """What mends it, as far as the program can know."""
    if problem in _IN_USE:
        points = list(ctx.repo.find(ContactPoint, order="-is_primary", customer_id=number))
        point = next(point for point in points if _state(point, days) == problem)
        if problem == "bounced":
            return f"crm edit {number} {point.kind}=…"
        several = sum(other.kind == point.kind for other in points) > 1
        return f"crm verify {number} {point.kind}" + (f" {shlex.quote(point.value)}" if several else "")
    return f"crm edit {number} {broken.get(number, 'phone') if problem == 'invalid' else _FIELD[problem]}=…"


_FIELD = {"unreachable": "phone", "impossible": "birthday"}


def _state(point: ContactPoint, days: quality.Days) -> str:
    if point.bounced_at:
        return "bounced"
    if not point.verified_at:
        return "unverified"
    return "stale" if point.verified_at < days.stale else ""


def _told(person: Row) -> Row:
    said = (t(f"quality.problem_{name}", n=n) for name, n in person["problems"].items())
    return {**person, "problems": t("common.comma").join(said)}

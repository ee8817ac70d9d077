"""What is known about one customer, for the page that ``show`` makes of it."""

import json
from typing import Any

from crmcli import segment
from crmcli.db import Repository
from crmcli.domain.due import due_text, has_passed, is_overdue
from crmcli.fields import CONTACT_KINDS, CUSTOMER, EDITABLE, JSON_COLUMNS
from crmcli.normalize.days import from_day
from crmcli.normalize.money import format_money

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

Row = dict[str, Any]

STATS = (
    "orders", "spent", "avg_order", "first_sale", "last_sale", "balance", "contacts", "last_contact",
    "open_tasks", "next_task", "open_deals", "complaints", "open_complaints", "nps", "csat",
)  # fmt: skip
_PERSON = tuple(
    dict.fromkeys((*JSON_COLUMNS, *(n for n in EDITABLE if n not in CONTACT_KINDS), "age", "created_at", "updated_at"))
)
_CONTACTS_SHOWN = 5
_SALES_SHOWN = 5
_FEEDBACK_SHOWN = 5


def person(repo: Repository, number: int, facts: Row, currency: str) -> Row:
    """All columns of the customer as scripts get them, ``stats``, ``custom`` and ``contact_points``."""
    chosen = tuple(dict.fromkeys((*_PERSON, *STATS)))
    found = next(segment.select(repo, chosen, facts, ids=[number]))
    values = {name: _value(CUSTOMER[name].type, value, currency) for name, value in found.items()}
    points = contact_points(repo, number)
    own = repo.value("SELECT custom FROM customers WHERE id = ?", (number,))
    return {
        **{name: values[name] for name in _PERSON},
        **{kind: _first(points, kind) for kind in CONTACT_KINDS},
        "currency": currency,
        "contact_points": points,
        "custom": json.loads(own) if own else {},
        "stats": {name: values[name] for name in STATS},
    }


def _value(kind: str, value: Any, currency: str) -> Any:
    if value is None:
        return None
    if kind == "date":
        return from_day(value).isoformat()
    if kind == "money":
        return format_money(value, currency)
    return json.loads(value) if kind == "list" else value


def contact_points(repo: Repository, number: int) -> list[Row]:
    """Phones first, and of each kind the primary one first."""
    sql = (
        "SELECT kind, value, label, is_primary, opted_out_at, verified_at, bounced_at FROM contact_points "
        "WHERE customer_id = ? ORDER BY id"
    )
    points = list(repo.rows(sql, (number,)))
    for point in points:
        point["is_primary"] = bool(point["is_primary"])
    ranks = {kind: rank for rank, kind in enumerate(CONTACT_KINDS)}
    return sorted(points, key=lambda p: (ranks.get(p["kind"], len(ranks)), not p["is_primary"]))


def _first(points: list[Row], kind: str) -> str | None:
    return next((p["value"] for p in points if p["kind"] == kind), None)


def contacts(repo: Repository, number: int) -> list[Row]:
    """The last contacts and notes."""
    sql = (
        "SELECT at, kind, channel, direction, subject, content, outcome FROM interactions "
        "WHERE customer_id = ? ORDER BY day DESC, at DESC, id DESC LIMIT ?"
    )
    return list(repo.rows(sql, (number, _CONTACTS_SHOWN)))


def open_tasks(repo: Repository, number: int, now: "datetime") -> list[Row]:
    """Open tasks by due date, those without one last."""
    sql = (
        "SELECT id, title, due_day, due_time, priority, recurrence, note FROM tasks "
        "WHERE customer_id = ? AND done_at IS NULL ORDER BY due_day IS NULL, due_day, due_time, id"
    )
    rows = []
    for row in repo.rows(sql, (number,)):
        day, time = row.pop("due_day"), row.pop("due_time")
        rows.append({**row, "due": due_text(day, time), "overdue": is_overdue(day, time, now)})
    return rows


def complaints(repo: Repository, number: int, now: "datetime") -> list[Row]:
    """All complaints, the open ones first."""
    sql = (
        "SELECT id, number, sale_id, category, priority, status, content, resolution, opened_at, due_at, "
        "resolved_at FROM complaints WHERE customer_id = ? "
        "ORDER BY status NOT IN ('open', 'in_progress'), due_at IS NULL, due_at, id"
    )
    rows = []
    for row in repo.rows(sql, (number,)):
        row["open"] = row["status"] in ("open", "in_progress")
        row["overdue"] = bool(row["open"] and row["due_at"] and has_passed(row["due_at"], now))
        rows.append(row)
    return rows


def preferences(repo: Repository, number: int) -> list[Row]:
    """What they like, then what they need, dislike and must avoid."""
    sql = (
        "SELECT id, kind, text, source, note, at FROM preferences WHERE customer_id = ? "
        "ORDER BY instr('like need dislike avoid', kind), text"
    )
    return list(repo.rows(sql, (number,)))


def feedback(repo: Repository, number: int) -> list[Row]:
    """The last scores they gave."""
    sql = (
        "SELECT id, kind, score, comment, channel, sale_id, complaint_id, at FROM feedback "
        "WHERE customer_id = ? ORDER BY at DESC, id DESC LIMIT ?"
    )
    return list(repo.rows(sql, (number, _FEEDBACK_SHOWN)))


def sales(repo: Repository, number: int) -> list[Row]:
    """The last sales and returns."""
    sql = (
        "SELECT s.id, s.number, s.at, s.kind, s.status, s.total, s.currency, "
        "(SELECT json_group_array(l.item) FROM sale_lines l WHERE l.sale_id = s.id AND l.quantity <> 0) AS items "
        "FROM sales s WHERE s.customer_id = ? "
        "ORDER BY s.day DESC, s.at DESC, s.id DESC LIMIT ?"
    )
    return [
        {**row, "total": format_money(row["total"], row["currency"]), "items": json.loads(row["items"])}
        for row in repo.rows(sql, (number, _SALES_SHOWN))
    ]

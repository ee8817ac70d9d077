"""``customer_stats``: what each of its columns means, and the triggers that keep it current.

A sale counts when it is neither a draft nor cancelled nor returned as a whole; a return counts with its
negative total but is no order. ``balance`` is what the customer owes: unsettled counting sales less all
payments (an advance, or a payment for a sale cancelled since, makes it negative: we owe them).
"""

from typing import NamedTuple

from crmcli.fields import COUNTS as COUNTS

_ORDERS = f"kind = 'sale' AND {COUNTS}"
_LATEST = (
    "(SELECT score FROM feedback WHERE customer_id = {{who}} AND kind = '{kind}' ORDER BY at DESC, id DESC LIMIT 1)"
)

_COLUMNS: dict[str, dict[str, str]] = {
    "sales": {
        "orders": f"(SELECT count(*) FROM sales WHERE customer_id = {{who}} AND {_ORDERS})",
        "spent": f"(SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = {{who}} AND {COUNTS})",
        "first_sale_day": f"(SELECT min(day) FROM sales WHERE customer_id = {{who}} AND {_ORDERS})",
        "last_sale_day": f"(SELECT max(day) FROM sales WHERE customer_id = {{who}} AND {_ORDERS})",
        "balance": "((SELECT coalesce(sum(base_total), 0) FROM sales "
        f"WHERE customer_id = {{who}} AND {COUNTS} AND NOT settled) "
        "- (SELECT coalesce(sum(p.base_amount), 0) FROM payments p LEFT JOIN sales s ON s.id = p.sale_id "
        "WHERE p.customer_id = {who} AND NOT coalesce(s.settled, 0)))",
    },
    "interactions": {
        "contacts": "(SELECT count(*) FROM interactions WHERE customer_id = {who} AND kind = 'contact')",
        "last_contact_at": "(SELECT max(at) FROM interactions WHERE customer_id = {who} AND kind = 'contact')",
        "last_contact_day": "(SELECT max(day) FROM interactions WHERE customer_id = {who} AND kind = 'contact')",
        "last_reply_day": "(SELECT max(day) FROM interactions WHERE customer_id = {who} AND direction = 'in')",
    },
    "tasks": {
        "open_tasks": "(SELECT count(*) FROM tasks WHERE customer_id = {who} AND done_at IS NULL)",
        "next_task_day": "(SELECT min(due_day) FROM tasks WHERE customer_id = {who} AND done_at IS NULL)",
    },
    "complaints": {
        "complaints": "(SELECT count(*) FROM complaints WHERE customer_id = {who})",
        "open_complaints": "(SELECT count(*) FROM complaints "
        "WHERE customer_id = {who} AND status IN ('open', 'in_progress'))",
    },
    "deals": {"open_deals": "(SELECT count(*) FROM deals WHERE customer_id = {who} AND closed_at IS NULL)"},
    "feedback": {"last_nps": _LATEST.format(kind="nps"), "last_csat": _LATEST.format(kind="csat")},
}
GROUPS = {
    "sales": "sales",
    "payments": "sales",
    "interactions": "interactions",
    "tasks": "tasks",
    "complaints": "complaints",
    "deals": "deals",
    "feedback": "feedback",
}
"""Table → the table that its columns are named by: payments and sales make the same ones."""
SOURCES = tuple(GROUPS)
"""The tables that statistics are made from."""


class Index(NamedTuple):
    """An index that lists can be read along. ``within`` is the condition for being in it."""

    name: str
    within: str
    nullable: bool = True
    """Whom it leaves out come last either way; else they have 0, and come last only where the highest come first."""


_DAYS = ("first_sale_day", "last_sale_day", "last_contact_at", "last_reply_day", "next_task_day")
STATISTICS = {
    **{f"s.{name}": Index(f"stats_by_{name}", f"s.{name} <> 0", nullable=False) for name in (
        "orders", "spent", "balance", "contacts", "open_tasks", "complaints", "open_complaints",
        "open_deals")},
    **{f"s.{name}": Index(f"stats_by_{name.rpartition('_')[0]}", f"s.{name} IS NOT NULL") for name in _DAYS},
    **{f"s.{name}": Index(f"stats_by_{name}", f"s.{name} IS NOT NULL") for name in ("last_nps", "last_csat")},
}  # fmt: skip
INDEXED = {
    **STATISTICS,
    "c.created_at": Index("customers_by_created", "c.created_at IS NOT NULL"),
    "c.updated_at": Index("customers_by_updated", "c.updated_at IS NOT NULL"),
}
"""Column → its index (made by steps 3, 4 and 6)."""

COLUMNS = tuple(name for group in _COLUMNS.values() for name in group)


def assignments(table: str | None, who: str) -> str:
    """The SET list that computes the columns depending on ``table`` (all, for None)."""
    groups = _COLUMNS.values() if table is None else [_COLUMNS[GROUPS[table]]]
    return ", ".join(f"{name} = {sql.format(who=who)}" for group in groups for name, sql in group.items())


def selection(who: str) -> str:
    """All columns computed from scratch, as a select list."""
    return ", ".join(f"{sql.format(who=who)} AS {n}" for group in _COLUMNS.values() for n, sql in group.items())


def statistics_triggers(numbers: dict[str, int]) -> list[str]:
    out = [
        "CREATE TRIGGER stats_customers_insert AFTER INSERT ON customers "
        f"WHEN new.id <= (SELECT mark FROM journalled WHERE id = {numbers['customers']}) "
        "BEGIN INSERT OR IGNORE INTO customer_stats (customer_id) VALUES (new.id); END"
    ]
    for table in filter(numbers.__contains__, SOURCES):  # an earlier schema lacks some
        mark = f"(SELECT mark FROM journalled WHERE id = {numbers[table]})"
        for event, rows in (("INSERT", ("new",)), ("DELETE", ("old",)), ("UPDATE", ("new",))):
            body = " ".join(_recompute(table, row) for row in rows)
            out.append(
                f"CREATE TRIGGER stats_{table}_{event.lower()} AFTER {event} ON {table} "
                f"WHEN {rows[0]}.id <= {mark} BEGIN {body} END"
            )
        out.append(
            f"CREATE TRIGGER stats_{table}_moved AFTER UPDATE OF customer_id ON {table} "
            f"WHEN old.customer_id IS NOT new.customer_id BEGIN {_recompute(table, 'old')} END"
        )
    return out


def _recompute(table: str, row: str) -> str:
    who = f"{row}.customer_id"
    return f"UPDATE customer_stats SET {assignments(table, who)} WHERE customer_id = {who};"

"""Everything that happened with one customer, as one stream, the latest first."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from crmcli.db import Repository
from crmcli.normalize.money import format_money

KINDS = ("contact", "note", "social", "sale", "return", "payment", "complaint", "feedback", "deal", "task")
KIND_WORDS = {
    "联系": "contact", "备注": "note", "社交": "social", "销售": "sale", "订单": "sale", "退货": "return",
    "回款": "payment", "投诉": "complaint", "反馈": "feedback", "评价": "feedback", "商机": "deal", "任务": "task",
    "待办": "task",
}  # fmt: skip

# Each part: at, kind, id, text, amount (minor units), currency, channel, direction, status (of feedback: what
# was asked), score; ``turn`` orders what has the same moment.
_ITEMS = (
    "(SELECT group_concat(l.item || CASE WHEN l.quantity = 1 THEN '' "
    "ELSE ' ×' || printf('%g', l.quantity) END, ', ') FROM sale_lines l WHERE l.sale_id = s.id AND l.quantity <> 0)"
)
_INTERACTIONS = """
SELECT i.at, i.kind, i.id, coalesce(i.subject || ': ' || i.content, i.subject, i.content, i.outcome) AS text,
  NULL AS amount, NULL AS currency, i.channel, i.direction, NULL AS status, NULL AS score, i.id AS turn
FROM interactions i WHERE i.customer_id = :customer
"""
_SALES = f"""
SELECT s.at, s.kind, s.id, coalesce({_ITEMS}, s.note), s.total, s.currency, s.channel, NULL, s.status, NULL, s.id
FROM sales s WHERE s.customer_id = :customer
"""
# A payment has a day only; that of the day it was entered on has the time of entry too.
_PAYMENTS = """
SELECT CASE WHEN substr(p.created_at, 1, 10) = date(p.day * 86400, 'unixepoch') THEN p.created_at
    ELSE date(p.day * 86400, 'unixepoch') END,
  'payment', p.id, p.note, p.amount, p.currency, p.method, NULL, NULL, NULL, p.id
FROM payments p WHERE p.customer_id = :customer
"""
_COMPLAINTS = """
SELECT e.at, 'complaint', k.id, coalesce(e.content, k.content), NULL, NULL, k.channel, NULL, e.kind, NULL, e.id
FROM complaints k JOIN complaint_events e ON e.complaint_id = k.id WHERE k.customer_id = :customer
"""
_FEEDBACK = """
SELECT f.at, 'feedback', f.id, f.comment, NULL, NULL, f.channel, NULL, f.kind, f.score, f.id
FROM feedback f WHERE f.customer_id = :customer
"""
# The text is the title, then what happened in a line of its own: of a won deal what it brought then. What it is
# worth today stands in for that where the log is from before it kept the amount.
_DEALS = """
SELECT e.at, 'deal', d.id, d.title || coalesce(char(10) || e.content, ''), CASE WHEN e.kind = 'won' THEN d.amount END,
  CASE WHEN e.kind = 'won' THEN (SELECT value FROM settings WHERE key = 'currency') END, NULL, NULL, e.kind, NULL, e.id
FROM deals d JOIN deal_events e ON e.deal_id = d.id WHERE d.customer_id = :customer
"""
_TASKS = """
SELECT t.done_at, 'task', t.id, t.title, NULL, NULL, NULL, NULL, 'done', NULL, t.id
FROM tasks t WHERE t.customer_id = :customer AND t.done_at IS NOT NULL
"""
_STREAM = " UNION ALL ".join((_INTERACTIONS, _SALES, _PAYMENTS, _COMPLAINTS, _FEEDBACK, _DEALS, _TASKS))
_WHERE = (
    "(:since IS NULL OR at >= :since) AND (:until IS NULL OR substr(at, 1, 10) <= :until) "
    "AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))"
)


def entries(
    repo: Repository,
    customer: int,
    *,
    since: str | None = None,
    until: str | None = None,
    kinds: Sequence[str] = (),
    limit: int | None = None,
) -> Iterator[dict[str, Any]]:
    """at, kind, id, text, amount (decimal), currency, channel, direction, status, score; ``since`` and
    ``until`` are ISO days, ``limit`` None is all."""
    params = {**_bound(customer, since, until, kinds), "limit": -1 if limit is None else limit}
    sql = f"SELECT * FROM ({_STREAM}) WHERE {_WHERE} ORDER BY at DESC, kind, turn DESC LIMIT :limit"
    for row in repo.rows(sql, params):
        if row["amount"] is not None:
            row["amount"] = format_money(row["amount"], row["currency"])
        yield _as_won(row) if row["status"] == "won" else row


def _as_won(row: dict[str, Any]) -> dict[str, Any]:
    from crmcli.domain.deals import outcome

    brought = outcome(row["text"].partition("\n")[2])
    return {**row, "amount": brought.amount, "currency": brought.currency} if brought else row


def count(repo: Repository, customer: int, *, since: str | None, until: str | None, kinds: Sequence[str]) -> int:
    sql = f"SELECT count(*) FROM ({_STREAM}) WHERE {_WHERE}"
    return int(repo.value(sql, _bound(customer, since, until, kinds)))


def _bound(customer: int, since: str | None, until: str | None, kinds: Sequence[str]) -> dict[str, Any]:
    chosen = json.dumps(list(kinds)) if kinds else None
    return {"customer": customer, "since": since, "until": until, "kinds": chosen}

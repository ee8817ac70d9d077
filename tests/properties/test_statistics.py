"""The statistics of customers, held against sums in plain Python; and search, against the names themselves."""

import sqlite3
import tempfile
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli import segment
from crmcli.db import Repository
from crmcli.normalize.text import is_cjk
from tests.conftest import Crm
from tests.properties.seller import commands_and_undos, seller

Row = dict[str, Any]
COUNTING = ("confirmed", "shipped", "delivered", "completed")


def rows(db: Path) -> dict[str, list[Row]]:
    with closing(sqlite3.connect(db)) as connection:
        connection.row_factory = sqlite3.Row
        tables = ("customers", "sales", "payments", "interactions", "tasks", "complaints", "deals", "feedback",
                  "customer_stats")  # fmt: skip
        return {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in tables}


def expected(data: dict[str, list[Row]]) -> dict[int, Row]:
    """What ``customer_stats`` should hold, from the rows of the other tables."""
    mine: dict[str, dict[int, list[Row]]] = {name: defaultdict(list) for name in data}
    for name, found in data.items():
        for row in found:
            if row.get("customer_id") is not None:
                mine[name][row["customer_id"]].append(row)
    settled = {sale["id"] for sale in data["sales"] if sale["settled"]}
    out = {}
    for customer in (row["id"] for row in data["customers"]):
        sales = [row for row in mine["sales"][customer] if row["status"] in COUNTING]
        orders = [row for row in sales if row["kind"] == "sale"]
        contacts = [row for row in mine["interactions"][customer] if row["kind"] == "contact"]
        replies = [row for row in mine["interactions"][customer] if row["direction"] == "in"]
        tasks = [row for row in mine["tasks"][customer] if row["done_at"] is None]
        complaints = mine["complaints"][customer]
        scores = {
            row["kind"]: row["score"] for row in sorted(mine["feedback"][customer], key=lambda r: (r["at"], r["id"]))
        }
        owed = sum(row["base_total"] for row in sales if not row["settled"])
        paid = sum(row["base_amount"] for row in mine["payments"][customer] if row["sale_id"] not in settled)
        out[customer] = {
            "customer_id": customer,
            "orders": len(orders),
            "spent": sum(row["base_total"] for row in sales),
            "first_sale_day": min((row["day"] for row in orders), default=None),
            "last_sale_day": max((row["day"] for row in orders), default=None),
            "balance": owed - paid,
            "contacts": len(contacts),
            "last_contact_at": max((row["at"] for row in contacts), default=None),
            "last_contact_day": max((row["day"] for row in contacts), default=None),
            "last_reply_day": max((row["day"] for row in replies), default=None),
            "open_tasks": len(tasks),
            "next_task_day": min((row["due_day"] for row in tasks if row["due_day"] is not None), default=None),
            "complaints": len(complaints),
            "open_complaints": sum(row["status"] in ("open", "in_progress") for row in complaints),
            "open_deals": sum(row["closed_at"] is None for row in mine["deals"][customer]),
            "last_nps": scores.get("nps"),
            "last_csat": scores.get("csat"),
        }
    return out


@given(st.lists(commands_and_undos, max_size=10))
@settings(deadline=None, max_examples=25)
def test_statistics_are_what_the_records_add_up_to(lines: list[tuple[str, ...]]) -> None:
    with seller() as one:
        for line in lines:
            one.do(line)
        data = rows(one.db)
        assert {row["customer_id"]: row for row in data["customer_stats"]} == expected(data)


LATIN = "abcdefgxyzABCÉéüØßñčłŠİıΩЖя"
HAN = "张三李四王五赵钱欧阳上官晓明华女士乐重曾㐀龘"
OTHER = "あアー김철０９7 .-'·&()"
names = st.one_of(
    st.text(HAN, min_size=1, max_size=5),
    st.text(LATIN + " -'", min_size=1, max_size=12),
    st.text(HAN + LATIN + OTHER, min_size=1, max_size=12),
)


def parts(name: str) -> set[str]:
    """What people type to find a name: Chinese characters side by side, the beginnings of words, pairs of them."""
    found: set[str] = set()
    for word in name.split():
        for start, char in enumerate(word):
            if is_cjk(char):
                found.update(
                    word[start:end] for end in range(start + 1, len(word) + 1) if all(map(is_cjk, word[start:end]))
                )
        if not any(map(is_cjk, word)):
            found.update(word[:end] for end in range(1, len(word) + 1))
    return {part for part in found if any(map(str.isalnum, part))}


@given(st.lists(names, min_size=1, max_size=6))
@settings(deadline=None, max_examples=25)
def test_search_finds_every_customer_by_any_part_of_the_name(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        crm = Crm(Path(folder))
        lines = "".join(f'"{name}"\n' for name in wanted)
        if crm(
            "import", "customers", "-", "--rejects", str(crm.folder / "bad.csv"), stdin=f"name\n{lines}"
        ).status not in (0, 5):
            return
        with Repository(str(crm.db), write=False) as repo:
            for row in list(repo.rows("SELECT id, name FROM customers")):
                for part in parts(row["name"]):
                    assert row["id"] in segment.search(repo, part), (row["name"], part)

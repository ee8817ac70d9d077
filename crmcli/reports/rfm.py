"""RFM: how many customers have which scores, and which of the eleven names."""

from typing import Any

from crmcli.db import Repository
from crmcli.domain import rfm
from crmcli.fields import CUSTOMER
from crmcli.store.scores import BOUGHT


def cells(repo: Repository, cuts: dict[str, int]) -> list[dict[str, Any]]:
    """How many customers have each r, f and m, with what they bought; in one pass."""
    sql = f"""
    SELECT {CUSTOMER["r"].sql} AS r, {CUSTOMER["f"].sql} AS f, {CUSTOMER["m"].sql} AS m, count(*) AS customers,
      sum(s.spent) AS spent, sum(s.orders) AS orders, sum(:today - s.last_sale_day) AS days
    FROM {BOUGHT} GROUP BY 1, 2, 3
    """
    return list(repo.rows(sql, {**repo.params, **cuts}))


def segments(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The eleven names in their order: customers, share, spent, average days since the last sale and orders."""
    total = sum(cell["customers"] for cell in found)
    rows = []
    for known in rfm.NAMES:
        mine = [cell for cell in found if rfm.name_of(cell["r"], cell["f"], cell["m"]) == known.name]
        customers = sum(cell["customers"] for cell in mine)
        rows.append(
            {
                "name": known.name,
                "customers": customers,
                "share": round(customers / total, 4) if total else 0.0,
                "spent": sum(cell["spent"] for cell in mine),
                "days": round(sum(cell["days"] for cell in mine) / customers) if customers else None,
                "orders": round(sum(cell["orders"] for cell in mine) / customers, 1) if customers else None,
            }
        )
    return rows


def grid(found: list[dict[str, Any]]) -> list[list[int]]:
    """Customers by R (rows, 5 down to 1) and F (columns, 1 to 5)."""
    counts = [[0] * 5 for _ in range(5)]
    for cell in found:
        counts[5 - cell["r"]][cell["f"] - 1] += cell["customers"]
    return counts

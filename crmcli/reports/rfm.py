"""RFM: how many customers have which scores, and which of the eleven names."""

from typing import Any

from crmcli.db import Repository
from crmcli.domain import rfm
from crmcli.fields import CUSTOMER
from crmcli.reports import chosen
from crmcli.reports.chosen import Ids
from crmcli.store.scores import BOUGHT, TRASHED

Cell = dict[str, int]


def cells(repo: Repository, cuts: dict[str, int], ids: Ids = None) -> list[Cell]:
    """How many customers have each r, f and m, with what they bought; in one pass."""
    found = _cells(repo, cuts, chosen.only(ids, "s.customer_id"), chosen.params(ids))
    if ids is None:
        for code, trashed in _cells(repo, cuts, TRASHED, {}).items():
            found[code] = {name: value - trashed[name] for name, value in found[code].items()}
    return [
        {**cell, "r": code // 100, "f": code // 10 % 10, "m": code % 10}
        for code, cell in found.items()
        if cell["customers"]
    ]


def _cells(repo: Repository, cuts: dict[str, int], also: str, params: dict[str, Any]) -> dict[int, Cell]:
    sql = f"""
    SELECT {CUSTOMER["rfm"].sql} AS code, count(*) AS customers,
      sum(s.spent) AS spent, sum(s.orders) AS orders, sum(:today - s.last_sale_day) AS days
    FROM {BOUGHT}{also} GROUP BY 1
    """
    return {row.pop("code"): row for row in repo.rows(sql, {**repo.params, **cuts, **params})}


def segments(found: list[Cell]) -> list[dict[str, Any]]:
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


def grid(found: list[Cell]) -> list[list[int]]:
    """Customers by R (rows, 5 down to 1) and F (columns, 1 to 5)."""
    counts = [[0] * 5 for _ in range(5)]
    for cell in found:
        counts[5 - cell["r"]][cell["f"] - 1] += cell["customers"]
    return counts

"""The cut points of the RFM scores as they are now (see ``domain.rfm``)."""

from crmcli.db import Repository
from crmcli.domain import rfm

BOUGHT = "customer_stats s JOIN customers c ON c.id = s.customer_id WHERE s.orders > 0 AND c.deleted_at IS NULL"
METRICS = {"r": "last_sale_day", "f": "orders", "m": "spent"}


def cut_points(repo: Repository) -> dict[str, int]:
    """:r1 … :m4. Nobody bought anything: any numbers will do."""
    count = int(repo.value(f"SELECT count(*) FROM {BOUGHT}"))
    found: dict[str, int] = {}
    for letter, column in METRICS.items():
        sql = f"SELECT s.{column} FROM {BOUGHT} ORDER BY s.{column} LIMIT 1 OFFSET ?"
        for k in (1, 2, 3, 4):
            found[f"{letter}{k}"] = int(repo.value(sql, (rfm.place(count, k),))) if count else 0
    return found

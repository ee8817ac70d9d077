"""SQL about what customers prefer."""

import json
from collections.abc import Sequence

from crmcli.db import Repository


def known(repo: Repository, ids: Sequence[int], kind: str, text: str) -> dict[int, int]:
    """Customers among ``ids`` of whom this is known already → the id of their preference."""
    sql = (
        "SELECT customer_id, id FROM preferences WHERE kind = ? AND text = ? "
        "AND customer_id IN (SELECT value FROM json_each(?))"
    )
    return {row["customer_id"]: row["id"] for row in repo.rows(sql, (kind, text, json.dumps(list(ids))))}

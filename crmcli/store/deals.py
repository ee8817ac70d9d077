"""SQL about deals."""

import json
from collections.abc import Sequence

from crmcli.db import Repository


def remove(repo: Repository, ids: Sequence[int]) -> None:
    """Delete deals with their logs; contacts that were about them stay."""
    listed = (json.dumps(list(ids)),)
    some = "deal_id IN (SELECT value FROM json_each(?))"
    repo.execute(f"UPDATE interactions SET deal_id = NULL WHERE {some}", listed)
    for table in ("deal_events", "external_ids"):
        repo.execute(f"DELETE FROM {table} WHERE {some}", listed)
    repo.execute("DELETE FROM deals WHERE id IN (SELECT value FROM json_each(?))", listed)

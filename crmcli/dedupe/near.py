"""Whom one customer is likely to be, among a few others."""

from collections.abc import Sequence

import numpy as np

from crmcli.db import Repository
from crmcli.dedupe.engine import LIKELY, Models, find_new
from crmcli.dedupe.listing import MOST
from crmcli.dedupe.records import from_database


def likely(repo: Repository, number: int, others: Sequence[int], models: Models) -> list[tuple[int, str, float]]:
    """(id, name, probability), the likeliest first."""
    records = from_database(repo, others)
    row = np.flatnonzero(records.ids == number).astype(np.int32)
    found = find_new(records, row, models)
    pairs = zip(found.i.tolist(), found.j.tolist(), found.probability.tolist(), strict=True)
    near = [(int(records.ids[j if i == row[0] else i]), chance) for i, j, chance in pairs if chance >= LIKELY]
    name = "SELECT name FROM customers WHERE id = ?"
    return [(other, str(repo.value(name, (other,))), min(MOST, round(chance, 4))) for other, chance in near]

"""Whom one customer is likely to be, among a few others."""

from collections.abc import Sequence

import numpy as np

from crmcli.db import Repository
from crmcli.dedupe.engine import LIKELY, Findings, Models, find_new
from crmcli.dedupe.listing import MOST
from crmcli.dedupe.records import Records, from_database


def likely(repo: Repository, number: int, others: Sequence[int], models: Models) -> list[tuple[int, str, float]]:
    """(id, name, probability), the likeliest first."""
    records = from_database(repo, others)
    row = np.flatnonzero(records.ids == number).astype(np.int32)
    found = find_new(records, row, models)
    near = [(other, chance) for other, chance in partners(records, found, number) if chance >= LIKELY]
    name = "SELECT name FROM customers WHERE id = ?"
    return [(other, str(repo.value(name, (other,))), min(MOST, round(chance, 4))) for other, chance in near]


def partners(records: Records, found: Findings, number: int) -> list[tuple[int, float]]:
    """(id, probability) of those who are at all like a customer, the likeliest first."""
    i, j = records.ids[found.i], records.ids[found.j]
    mine = (i == number) | (j == number)
    others = np.where(i == number, j, i)[mine]
    return list(zip(others.tolist(), found.probability[mine].tolist(), strict=True))

"""Values that many of a list have: one town, one company, one switchboard, on short lists also one given name.

A model leans on what files usually show as long as there are few rows. But where a tenth of all rows have the same
value, that is the list's, and says nothing about who is who: chance is at least what the rows show beyond doubt.
"""

import numpy as np

from crmcli.dedupe.columns import Column, Floats, Longs
from crmcli.dedupe.company_levels import cores
from crmcli.dedupe.comparison import Field
from crmcli.dedupe.model import IDENTIFIERS, SHARED
from crmcli.dedupe.person_levels import FAMILY
from crmcli.dedupe.records import Records
from crmcli.dedupe.sharing import SEVERAL, holders

SHARE = 0.1
"""Of the rows, how many make a crowd."""
FEWEST = 3
"""One customer may well be there three times."""


def crowded(counts: Longs, of: int) -> Floats:
    """For each value the chance that another row has it too, if it is that of a crowd; else 0."""
    others = np.maximum(counts - 1, 0)
    found: Floats = np.where((others >= FEWEST) & (others >= SHARE * of), _beyond_doubt(others, of - 1), 0.0)
    return found


def _beyond_doubt(found: Longs, of: int) -> Floats:
    """Wilson's lower bound of 95 % for the share that so many of so many show."""
    share, doubt = np.minimum(found / max(of, 1), 1.0), 4.0 / max(of, 1)
    bound: Floats = (share + doubt / 2 - np.sqrt(doubt * (share * (1 - share) + doubt / 4))) / (1 + doubt)
    return bound


class Crowds:
    """How often at least two strangers of this list agree."""

    def __init__(self, records: Records, fields: tuple[Field, ...], rows: int) -> None:
        self.fields = fields
        self.least = [self._of(records, field, rows) for field in fields]

    def _of(self, records: Records, field: Field, rows: int) -> list[float]:
        if field.name == "name":
            return [_agree(weighted_column(records, name).counts(), rows) for name in ("given", "family")]
        if field.name in IDENTIFIERS:
            return [_agree(counts_of_shared(records, field.name), rows)]
        return [_agree(weighted_column(records, field.column).counts(), rows)] if field.column else []

    def raised(self, chances: list[Floats]) -> list[Floats]:
        """Chances of strangers, those of agreeing as large as the crowds make them."""
        if not any(map(any, self.least)):
            return chances
        return [
            _raised_names(one, *least) if field.name == "name" else _raised(field, one, least)
            for field, one, least in zip(self.fields, chances, self.least, strict=True)
        ]


def counts_of_shared(records: Records, name: str) -> Longs:
    """How many have each value of an identifier; 0 for those that may be one customer's."""
    found: Longs = np.where(holders(records, name) >= SEVERAL, records.several[name].counts(), 0)
    return found


def _agree(counts: Longs, rows: int) -> float:
    return float((counts * crowded(counts, rows)).sum() / max(counts.sum(), 1))


def _raised(field: Field, chances: Floats, least: list[float]) -> Floats:
    at = SHARED if field.name in IDENTIFIERS else 1
    if not any(least) or chances[at] >= least[0]:
        return chances
    out: Floats = chances * (1 - least[0]) / (1 - chances[at])
    out[at], out[0] = least[0], 1.0
    return out


def _raised_names(chances: Floats, given: float, family: float) -> Floats:
    """Where one of the two is missing, and where both are there."""
    table = chances.reshape(-1, len(FAMILY)).copy()
    for least, part in (
        (given, table[1:, :1]),
        (given, table[1:, 1:]),
        (family, table[:1, 1:].T),
        (family, table[1:, 1:].T),
    ):
        same = float(part[0].sum())
        if same < least:
            part[0] *= least / max(same, 1e-12)
            part[1:] *= (1 - least) / (1 - same)
    found: Floats = table.reshape(-1)
    return found


def weighted_column(records: Records, name: str) -> Column:
    """The column whose frequent values weigh less."""
    if name in ("given", "family"):
        found: Column = getattr(records.names, name)
        return found
    if name in ("core", "company"):
        return cores(records, "name" if name == "core" else "company")
    return records.columns[name]

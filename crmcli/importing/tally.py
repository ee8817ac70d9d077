"""Every row is counted once: read = created + updated + unchanged + skipped + rejected."""

from collections import Counter

OUTCOMES = ("created", "updated", "unchanged", "skipped", "rejected")


class Tally:
    """Counts of one import."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.skips: Counter[str] = Counter()
        """Why rows were skipped that the file's own nature rules out."""
        self.made: Counter[str] = Counter()
        """Records made beside the rows' own: customers, products, orders."""
        self.warned = 0
        """Cells that were left out of rows that were taken."""
        self.merged = 0
        """Rows, counted as unchanged, that went into another row of the file."""

    @property
    def read(self) -> int:
        return sum(self.rows.values())

    def add(self, outcome: str, rows: int = 1) -> None:
        assert outcome in OUTCOMES
        self.rows[outcome] += rows

    def counts(self) -> dict[str, int]:
        return {"read": self.read, **{name: self.rows[name] for name in OUTCOMES}}


def take_back(counted: Counter[str], again: Counter[str]) -> None:
    """Have ``counted`` as it was before what was now counted ``again``."""
    for name, n in again.items():
        counted[name] -= n
        if not counted[name]:
            del counted[name]

"""Every row is counted once: read = created + updated + unchanged + skipped + rejected."""

from collections import Counter

OUTCOMES = ("created", "updated", "unchanged", "skipped", "rejected")


class Tally:
    """Counts of one import. ``left_out`` counts cells (by field) that were not taken from accepted rows."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.skips: Counter[str] = Counter()
        """Why rows were skipped that the file's own nature rules out."""
        self.made: Counter[str] = Counter()
        """Records made beside the rows' own: customers, products, orders."""
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

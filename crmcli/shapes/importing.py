"""What an import did, or would do."""

from typing import Literal

from crmcli.shapes.base import Count, Id, Shape


class ImportedRow(Shape):
    """What a dry run would do with one row."""

    line: Id
    """Line of the file that the row starts on."""
    outcome: Literal["created", "updated", "unchanged", "skipped", "rejected"]
    reason: str


class United(Shape):
    """A row that says more of what another row of the file is about."""

    line: Id
    into: Id
    """Line of the row that is counted for both."""
    by: str
    """What is the same in both: external, uid, phone, email, name, sku, number …"""


class Import(Shape):
    """One import: read = created + updated + unchanged + skipped + rejected."""

    import_id: Id | None
    """None after a dry run."""
    kind: Literal[
        "customers", "sales", "products", "payments", "contacts", "complaints", "tasks", "tags", "feedback", "deals",
        "campaigns",
    ]  # fmt: skip
    source: str
    preset: str | None
    """The system whose export it was taken for."""
    rules_file: str | None
    """The FILE.rules.toml that was used."""
    encoding: str | None
    """None, like the delimiter, where the format of the file leaves no choice."""
    delimiter: str | None
    read: Count
    created: Count
    updated: Count
    unchanged: Count
    skipped: Count
    rejected: Count
    merged: Count
    """Those of the unchanged rows that were taken together with another row of the file."""
    united: list[United]
    """The first 1000 of them."""
    skip_reasons: dict[str, Count]
    """Why rows were skipped that are none of the seller's business: code → how many."""
    rejects_file: str | None
    """Where the rejected rows are, each with its line and the reason."""
    warnings: Count
    """Cells that were left out of rows that were taken: a second phone that can be none, say."""
    unmapped: list[str]
    """Headings of the columns that were left out."""


class DryImport(Import):
    rows: list[ImportedRow]

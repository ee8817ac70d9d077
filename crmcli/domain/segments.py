"""A segment: a query with a name, or (frozen) a list of customers with one. Values in, values out."""

from dataclasses import dataclass
from typing import ClassVar

from crmcli.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    TABLE: ClassVar[str] = "segments"
    id: int | None = None
    name: str
    query: str
    frozen: int = 0
    watched_at: str | None = None
    note: str | None = None
    created_at: str
    updated_at: str


def segment_name(text: str) -> str:
    """A name that stands in a query as it is: no spaces, quotes, commas or brackets."""
    name = text.strip()
    if not name or len(name) > 60 or any(char.isspace() or char in '"“”,()（）:：' for char in name):
        raise Invalid("segment.bad_name", value=text)
    return name

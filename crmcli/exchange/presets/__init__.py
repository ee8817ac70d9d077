"""Known exports of other systems: the headings that give each away, and its conventions.

A preset is data. Its headings are written as ``headings.normal`` leaves them. What it does not say, the
general recognition of headings decides.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from crmcli.errors import Invalid
from crmcli.exchange import headings
from crmcli.exchange.headings import normal

EMPTY: Mapping[str, str] = {}


class Skip(NamedTuple):
    """Rows that are none of the seller's business: where the cell of ``heading`` is, or is not, one of ``words``."""

    heading: str
    words: frozenset[str]
    reason: str
    """Key of the sentence."""
    unless: bool = False
    """Skip the rows whose cell is none of the words."""
    part: bool = False
    """A word anywhere in the cell counts."""

    def applies(self, cell: str) -> bool:
        found = any(word in cell for word in self.words) if self.part else cell in self.words
        return found is not self.unless


class Refunds(NamedTuple):
    """Where a bill says how much of an amount went back: in its state (``已退款(￥30.00)``), or in a column."""

    said: str
    state: str
    done: str
    """The state of a row of which something remained."""
    whole: str
    """Of one of which nothing did."""


class Preset(NamedTuple):
    name: str
    kind: str
    needs: tuple[frozenset[str], ...]
    """Each group needs one of its headings in the file."""
    fields: Mapping[str, str] = EMPTY
    """Heading → field; "" leaves the column out."""
    source: str = ""
    """What the ids belong to; "" for the file's own name."""
    nulls: frozenset[str] = frozenset()
    words: Mapping[str, Mapping[str, str]] = {}
    """Field → the system's word → ours."""
    skip: tuple[Skip, ...] = ()
    const: Mapping[str, str] = EMPTY
    """Values that every row has, where the file does not say otherwise."""
    dates: str | None = None
    """The order of day, month and year, where the file leaves it open."""
    footer: bool = False
    """The file ends with lines of remarks, of one filled cell each."""
    refunds: Refunds | None = None
    """Amounts count with what remained of them."""

    def fits(self, known: Collection[str]) -> bool:
        return all(not group.isdisjoint(known) for group in self.needs)


def needs(*groups: str) -> tuple[frozenset[str], ...]:
    """``"id", "firstname givenname"`` → one of each."""
    return tuple(frozenset(group.split()) for group in groups)


def presets() -> tuple[Preset, ...]:
    """All of them; where several fit, the one that needs most is meant."""
    from crmcli.exchange.presets import address_books, bills, crm, deals, shops

    return (*crm.PRESETS, *deals.PRESETS, *address_books.PRESETS, *shops.PRESETS, *bills.PRESETS)


def names() -> list[str]:
    return [preset.name for preset in presets()]


def named(name: str) -> Preset:
    """Raises Invalid with the names there are."""
    for preset in presets():
        if preset.name == name.strip().casefold():
            return preset
    known = [{"preset": preset.name, "kind": preset.kind} for preset in presets()]
    raise Invalid("import.unknown_preset", value=name, details=known)


def detect(columns: Iterable[str], kind: str | None) -> Preset | None:
    """The system that writes these headings; ``kind`` where the user said what the rows are."""
    known = {normal(column) for column in columns}
    fitting = [p for p in presets() if (kind is None or p.kind == kind) and p.fits(known)]
    return max(fitting, key=lambda preset: len(preset.needs), default=None)


def mapped(mapping: headings.Mapping, preset: Preset) -> headings.Mapping:
    """The mapping with what the preset knows of the columns; other columns of a field it gives step back."""
    texts = [normal(heading) for heading in mapping.headings]
    given = {i: preset.fields[text] for i, text in enumerate(texts) if text in preset.fields}
    settled = {field for field in given.values() if field and field not in headings.MANY}
    fields = [
        given[i] or None if i in given else None if field in settled else field
        for i, field in enumerate(mapping.fields)
    ]
    said = preset.refunds.said if preset.refunds else ""
    read = {i for i, text in enumerate(texts) if text == said and fields[i] is None}
    return mapping._replace(fields=tuple(fields), ignored=mapping.ignored | read)

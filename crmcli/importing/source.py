"""The file of an import: opened, its columns understood, its dates and amounts told from a sample."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import chain, islice
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, NamedTuple, cast

from crmcli.errors import Invalid
from crmcli.exchange import headings
from crmcli.exchange.careful import Row
from crmcli.exchange.presets import Preset
from crmcli.exchange.presets.bills import FLOW
from crmcli.exchange.readers import Rows, open_rows
from crmcli.exchange.source import SPOOL_BYTES, UNREADABLE, unreadable
from crmcli.importing import dates, mapping, rates
from crmcli.importing.shaping import Shaper, Shaping, guess_decimal

_SAMPLE = 2_000
_ENDING = re.compile(r"(\.(csv|tsv|txt|json|ndjson|jsonl|xlsx|xls|vcf|sqlite3?|db|gz|rejects)|\s*\(\d+\)|[-_ ]copy)$")


class Source(NamedTuple):
    table: Rows
    mapping: headings.Mapping
    """Of the columns of the file, then of those that constants add."""
    rows: Iterator[Row]
    readers: dict[int, Callable[[str], date]]
    """Column → how to read its dates."""
    guessed: dict[str, str]
    """Heading of a date column → its format, where the sample leaves it open."""
    scattered: dict[str, int]
    """Orders whose lines do not stand together → how many lines they have."""
    preset: Preset | None
    decimal: str | None
    """Which mark the amounts have before their decimals, where it was said or is plain."""
    is_rate: bool
    """The discounts are rates, not amounts."""
    examples: dict[str, str]
    """Heading of a column that nobody knows → something that stands in it."""
    new_fields: dict[str, str]
    """Custom fields that are to be made → the headings of their columns."""


def open_source(
    file: str | BinaryIO, rules: Mapping[str, Any], *, region: str, own: Mapping[str, str], extra: str | None = None
) -> Source:
    """``rules``: see ``rules.with_options``; ``own``: lower-case names and labels of custom fields → names.

    Raises Invalid where the file is no table, or its kind cannot be told or is not importable yet.
    """
    table = _open(file if isinstance(file, str) else _seekable(file), rules)
    try:
        return _understood(table, rules, region, own, extra)
    except BaseException:
        table.close()
        raise


def _open(file: str | BinaryIO, rules: Mapping[str, Any]) -> Rows:
    sheet = rules["sheet"]
    return open_rows(
        file, encoding=rules["encoding"], delimiter=rules["delimiter"], skip=rules["skip"],
        sheet=None if sheet is None else str(sheet), table=rules["table"], form=rules["format"],
    )  # fmt: skip


def _understood(
    table: Rows, rules: Mapping[str, Any], region: str, own: Mapping[str, str], extra: str | None
) -> Source:
    preset = mapping.preset_for(table.headings, rules["kind"], rules["preset"])
    kind = rules["kind"] or (preset.kind if preset else _guessed_kind(table))
    if kind is None:
        raise Invalid("import.unknown_kind", path=table.path, columns=_some(table.headings))
    known = mapping.mapping_of(table.headings, kind, preset, own, rules)
    constants = mapping.constants(known, rules["const"], preset, own.values())
    width = len(known.headings)
    shaping = Shaping(
        frozenset(rules["null"]) | (preset.nulls if preset else frozenset()), constants,
        preset.words if preset else {}, preset.skip if preset else FLOW if kind == "sales" else (), rules["decimal"],
        preset.footer if preset else False, preset.refunds if preset else None,
    )  # fmt: skip
    known = mapping.with_constants(known, constants)
    scattered: dict[str, int] = {}
    if kind == "sales" and (columns := known.columns("own_id") or known.columns("number")):
        scattered = _scattered(Shaper(known, shaping, width).rows(table), columns[0])
        table = table.again()
    rows = iter(table)
    raw = list(islice(rows, _SAMPLE))
    new_fields: dict[str, str] = {}
    if extra == "keep":
        if kind != "customers":
            raise Invalid("import.customers_only", option="--extra keep")
        known, new_fields = mapping.kept(known, _filled(raw, width), own)
    decimal = rules["decimal"] or guess_decimal(known, raw)
    shaper = Shaper(known, shaping._replace(decimal=decimal), width)
    sample = list(shaper.rows(raw))
    readers, guessed = dates.readers(known, sample, rules["date_format"], region, preset.dates if preset else None)
    is_rate = kind == "sales" and rates.is_rate(known, sample)
    return Source(
        table, known, chain(sample, shaper.rows(rows)), readers, guessed, scattered, preset, decimal, is_rate,
        _examples(known, raw), new_fields,
    )  # fmt: skip


def _some(columns: list[str]) -> str:
    return ", ".join([*(column[:30] for column in columns[:6]), *(["…"] if len(columns) > 6 else [])])


def _guessed_kind(table: Rows) -> str | None:
    return "customers" if table.form == "vcard" else headings.guess_kind(table.headings)


def _filled(sample: list[Row], width: int) -> set[int]:
    """Columns that have anything in them, as far as the sample shows; all of them in a longer file."""
    if len(sample) == _SAMPLE:
        return set(range(width))
    return {i for i in range(width) if any(row.cells[i].strip() for row in sample if not row.error)}


def _examples(known: headings.Mapping, sample: list[Row]) -> dict[str, str]:
    """What stands in the columns that nobody knows, a cell of each."""
    found = {}
    for i in known.unmapped():
        cells = (row.cells[i].strip() for row in sample if not row.error and not row.skip_reason)
        found[known.headings[i]] = " ".join(next(filter(None, cells), "").split())[:60]
    return found


class _Spool(SpooledTemporaryFile[bytes]):
    name = "-"


def _seekable(file: BinaryIO) -> BinaryIO:
    """Standard input that can be read twice."""
    if file.seekable():
        return file
    spool = cast(BinaryIO, _Spool(max_size=SPOOL_BYTES))
    try:
        copyfileobj(file, spool, 1 << 20)
    except UNREADABLE as error:
        raise unreadable("-", error) from error
    spool.seek(0)
    return spool


def _scattered(rows: Iterator[Row], column: int) -> dict[str, int]:
    """The orders whose lines do not stand together, and how many lines they have."""
    from crmcli.importing.sale_rows import number_of

    lines: dict[str, int] = {}
    apart: set[str] = set()
    last = ""
    for row in rows:
        number = number_of(row.cells[column]) if not row.skip_reason else ""
        if number and number != last:
            if number in lines:
                apart.add(number)
            last = number
        if number:
            lines[number] = lines.get(number, 0) + 1
    return {number: lines[number] for number in apart}


def source_name(path: str) -> str:
    """The name of a file's ids when nobody named them: its own, less copy counters (``customers (1).csv``)."""
    stem = os.path.basename(path).lower()
    while True:
        bare = _ENDING.sub("", stem)
        if bare == stem or not bare:
            return stem or "-"
        stem = bare


def rejects_path(path: str) -> str:
    if path == "-":
        return "stdin.rejects.csv"
    base = re.sub(r"\.(csv|tsv|txt)(\.gz)?$", "", path, flags=re.IGNORECASE)
    return f"{base.removesuffix('.rejects')}.rejects.csv"


def in_force(plan: Mapping[str, Any], found: Source, source: str) -> dict[str, Any]:
    """What an import went by, as rules for the next time.

    A source that is only the file's name is left out: writing it down would mean that its ids are trusted.
    """
    table, known_as, preset = found.table, found.mapping, found.preset
    known = {*headings.HEADINGS[known_as.kind], "id"}
    named = zip(known_as.headings, known_as.fields, strict=True)
    said = {h: f for h, f in named if f and not h.startswith("=") and (f in known or _is_own(f, found))}
    ours = headings.is_own_export(list(known_as.headings), known_as.kind)
    orders = set(found.guessed.values())
    return {
        **plan,
        "kind": known_as.kind,
        "preset": preset.name if preset else plan["preset"],
        "source": plan["source"] or (source if preset and preset.source else None),
        "encoding": table.encoding.name if table.encoding else None,
        "delimiter": table.delimiter,
        "date_format": plan["date_format"] or (orders.pop() if len(orders) == 1 else None),
        "decimal": found.decimal,
        "map": {**({} if ours else said), **plan["map"]},
    }


def _is_own(field: str, found: Source) -> bool:
    """A custom field that was there before; those made of this file are known by their labels from now on."""
    return field.startswith("custom.") and field.removeprefix("custom.") not in found.new_fields

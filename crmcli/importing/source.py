"""The file of an import: opened, its columns understood, its dates' format told from a sample."""

import os
import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import chain, islice
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, NamedTuple, cast

from crmcli.errors import Invalid
from crmcli.exchange import headings
from crmcli.exchange.careful import Row
from crmcli.exchange.headings import Mapping
from crmcli.exchange.source import SPOOL_BYTES, UNREADABLE, unreadable
from crmcli.exchange.table import Table, open_table
from crmcli.normalize.date_formats import date_reader, fits, guess_date_format

KINDS = ("customers", "sales", "contacts", "complaints", "products")
_SAMPLE = 2_000
_DATES = ("date", "birthday", "created_at", "resolved_at", "due")
_ALWAYS = ("date", "resolved_at", "due")
FORMATS = ("iso", "ymd", "dmy", "mdy")


class Source(NamedTuple):
    table: Table
    mapping: Mapping
    rows: Iterator[Row]
    readers: dict[int, Callable[[str], date]]
    """Column → how to read its dates."""
    guessed: dict[str, str]
    """Heading of a date column → its format, where the sample leaves it open."""
    scattered: dict[str, int]
    """Orders whose lines do not stand together → how many lines they have."""


def open_source(
    file: str | BinaryIO, kind: str | None, *, encoding: str | None, delimiter: str | None,
    renamed: list[str], date_format: str | None, region: str, own_fields: Collection[str] = (),
) -> Source:  # fmt: skip
    """Raises Invalid where the file is no table, or its kind cannot be told or is not importable yet."""
    file = file if isinstance(file, str) else _seekable(file)
    start = 0 if isinstance(file, str) else file.tell()
    table = open_table(file, encoding=encoding, delimiter=delimiter)
    kind = kind or headings.guess_kind(table.headings)
    if kind not in KINDS:
        table.close()
        raise Invalid(
            "import.unknown_kind" if kind is None else "import.kind_not_yet", kind=kind or "", path=table.path
        )
    mapping = headings.recognise(table.headings, kind)
    if kind == "customers":
        mapping = _with_own_fields(mapping, own_fields)
    mapping = _renamed(mapping, renamed, own_fields)
    scattered: dict[str, int] = {}
    if kind == "sales" and (columns := mapping.columns("own_id") or mapping.columns("number")):
        with table:
            scattered = _scattered(table, columns[0])
        if not isinstance(file, str):
            file.seek(start)
        table = open_table(file, encoding=encoding, delimiter=delimiter)
    rows = iter(table)
    sample = list(islice(rows, _SAMPLE))
    readers, guessed = _dates(mapping, sample, date_format, region)
    return Source(table, mapping, chain(sample, rows), readers, guessed, scattered)


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


def _scattered(table: Table, column: int) -> dict[str, int]:
    """The orders whose lines do not stand together, and how many lines they have."""
    from crmcli.importing.sale_rows import number_of

    lines: dict[str, int] = {}
    apart: set[str] = set()
    last = ""
    for row in table:
        number = number_of(row.cells[column]) if not row.skip_reason else ""
        if number and number != last:
            if number in lines:
                apart.add(number)
            last = number
        if number:
            lines[number] = lines.get(number, 0) + 1
    return {number: lines[number] for number in apart}


def _with_own_fields(mapping: Mapping, own: Collection[str]) -> Mapping:
    """Columns called like a custom field are it, unless they are called like one of ours."""
    names = {name.casefold(): name for name in own}
    fields = list(mapping.fields)
    for i, heading in enumerate(mapping.headings):
        name = names.get(heading.strip().casefold().removeprefix("custom."))
        if name and heading.strip() not in headings.HEADINGS[mapping.kind]:
            fields[i] = f"custom.{name}"
    return mapping._replace(fields=tuple(fields))


def _renamed(mapping: Mapping, pairs: list[str], own: Collection[str]) -> Mapping:
    """``Heading=field`` overrules what was recognised; an empty field leaves the column out."""
    fields = list(mapping.fields)
    known = {*headings.HEADINGS[mapping.kind], "id"}
    if mapping.kind == "customers":
        known |= {f"custom.{name}" for name in own}
    for pair in pairs:
        heading, equals, field = pair.partition("=")
        field = f"custom.{field}" if f"custom.{field}" in known else field
        if not equals or heading not in mapping.headings:
            raise Invalid("import.no_such_column", column=heading, columns=", ".join(mapping.headings))
        if field and field not in known:
            raise Invalid("import.no_such_field", field=field, fields=", ".join(sorted(known)))
        fields[mapping.headings.index(heading)] = field or None
    return mapping._replace(fields=tuple(fields))


def _dates(
    mapping: Mapping, sample: list[Row], asked: str | None, region: str
) -> tuple[dict[int, Callable[[str], date]], dict[str, str]]:
    """A reader for each column of dates: by its sample, else as the region writes them (and said so)."""
    readers: dict[int, Callable[[str], date]] = {}
    guessed: dict[str, str] = {}
    for i, field in enumerate(mapping.fields):
        if field not in _DATES:
            continue
        texts = [row.cells[i].strip() for row in sample if row.error is None]
        plain = [text for text in texts if re.match(r"\d", text)]
        found = asked or guess_date_format(plain) or _without_years_first(plain)
        if found is None and any(re.match(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", text) for text in plain):
            found = guessed[mapping.headings[i]] = "mdy" if region in ("US", "") else "dmy"
        if found or field in _ALWAYS:
            readers[i] = date_reader(found or "ymd")
    return readers, guessed


def _without_years_first(texts: list[str]) -> str | None:
    """13/01/19 is a day before it is a year: dmy or mdy, if just one of them fits all samples."""
    fitting = [order for order in ("dmy", "mdy") if texts and all(fits(text, order) for text in texts)]
    return fitting[0] if len(fitting) == 1 else None


def source_name(path: str) -> str:
    """The name of a file's ids when nobody named them: its own, less copy counters (``customers (1).csv``)."""
    stem = os.path.basename(path).lower()
    while True:
        bare = re.sub(r"(\.(csv|tsv|txt|gz|rejects)|\s*\(\d+\)|[-_ ]copy)$", "", stem)
        if bare == stem or not bare:
            return stem or "-"
        stem = bare


def rejects_path(path: str) -> str:
    if path == "-":
        return "stdin.rejects.csv"
    base = re.sub(r"\.(csv|tsv|txt)(\.gz)?$", "", path, flags=re.IGNORECASE)
    return f"{base.removesuffix('.rejects')}.rejects.csv"

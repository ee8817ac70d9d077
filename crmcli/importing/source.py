"""The file of an import: opened, its columns understood, its dates' format told from a sample."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from crmcli.errors import Invalid
from crmcli.exchange import headings
from crmcli.exchange.careful import Row
from crmcli.exchange.headings import Mapping
from crmcli.exchange.table import Table, open_table
from crmcli.normalize.date_formats import date_reader, guess_date_format

KINDS = ("customers", "sales", "contacts", "complaints", "products")
_SAMPLE = 2_000
_DATES = ("date", "birthday", "created_at", "resolved_at")
FORMATS = ("iso", "ymd", "dmy", "mdy")


class Source(NamedTuple):
    table: Table
    mapping: Mapping
    rows: Iterator[Row]
    readers: dict[int, Callable[[str], date]]
    """Column → how to read its dates."""
    guessed: dict[str, str]
    """Heading of a date column → its format, where the sample leaves it open."""


def open_source(
    file: str | BinaryIO, kind: str | None, *, encoding: str | None, delimiter: str | None,
    renamed: list[str], date_format: str | None, region: str,
) -> Source:  # fmt: skip
    """Raises Invalid where the file is no table, or its kind cannot be told or is not importable yet."""
    table = open_table(file, encoding=encoding, delimiter=delimiter)
    kind = kind or headings.guess_kind(table.headings)
    if kind not in KINDS:
        table.close()
        raise Invalid(
            "import.unknown_kind" if kind is None else "import.kind_not_yet", kind=kind or "", path=table.path
        )
    mapping = _renamed(headings.recognise(table.headings, kind), renamed)
    rows = iter(table)
    sample = list(islice(rows, _SAMPLE))
    readers, guessed = _dates(mapping, sample, date_format, region)
    return Source(table, mapping, chain(sample, rows), readers, guessed)


def _renamed(mapping: Mapping, pairs: list[str]) -> Mapping:
    """``Heading=field`` overrules what was recognised; an empty field leaves the column out."""
    fields = list(mapping.fields)
    known = {*headings.HEADINGS[mapping.kind], "id"}
    for pair in pairs:
        heading, equals, field = pair.partition("=")
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
        found = asked or guess_date_format(plain)
        if found is None and any(re.match(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", text) for text in plain):
            found = guessed[mapping.headings[i]] = "mdy" if region in ("US", "") else "dmy"
        if found or field == "date":
            readers[i] = date_reader(found or "ymd")
    return readers, guessed


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

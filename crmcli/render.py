"""The one renderer: what a command returned → table, json, ndjson, csv, tsv, md, ids or plain text."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TextIO

from crmcli import i18n
from crmcli.result import (
    Block,
    Cells,
    Column,
    Document,
    Done,
    File,
    Grid,
    Lines,
    Pairs,
    Record,
    Result,
    Row,
    Rows,
    Title,
)
from crmcli.tables import Table
from crmcli.text import pad, safe, safe_json, width

if TYPE_CHECKING:
    from datetime import datetime


class Target(NamedTuple):
    """Where and how to show: the format asked for ("" for the default), and what the stream is."""

    out: TextIO
    format: str = ""
    terminal: bool = False
    colour: bool = False
    columns: int = 80
    quiet: bool = False
    headings: str = "en"
    """Language of csv, tsv and JSON keys."""
    line_end: str = "\n"
    """Of csv and tsv."""

    @property
    def asked(self) -> str:
        """The format that was asked for; --quiet alone asks for ids, beside a format it only silences remarks."""
        return self.format or ("ids" if self.quiet else "")


def show(result: Result, target: Target) -> str:
    """Write ``result``; returns the sentence for stderr, if it has one."""
    if isinstance(result, Rows):
        return _noted(result.note, _rows(result, target))
    if isinstance(result, Cells):
        _cells(result, target)
        return result.note
    if isinstance(result, Record):
        _record(result, target)
        return result.message
    if isinstance(result, Done):
        _done(result, target)
        return result.message
    _document(result, target)
    return ""


# -- each kind of result ---------------------------------------------------------------------------


def _noted(note: str, left_out: list[str] | None) -> str:
    """The remark on a list, with the columns that it has no room for."""
    if not left_out:
        return note
    left = i18n.t("common.left_out", columns=i18n.t("common.comma").join(left_out))
    return i18n.t("common.left_out_too", note=note, left=left) if note else left


def _rows(result: Rows, target: Target) -> list[str] | None:
    form = target.asked or result.form or ("table" if target.terminal else "tsv")
    rows = result.shown if result.shown is not None and form in ("table", "md") else result.rows
    return WRITERS[form](result.columns, rows, target)


def _cells(result: Cells, target: Target) -> None:
    """Its TSV is a dialect of CSV, quotes and all, so that nothing is lost; that of ``Rows`` is for eyes and awk."""
    form = target.asked or result.form or ("table" if target.terminal else "tsv")
    if form in ("csv", "tsv"):
        _csv_rows(result.columns, result.rows, target, "\t" if form == "tsv" else ",")
        return
    names = [column.name for column in result.columns]
    WRITERS[form](result.columns, (dict(zip(names, row, strict=True)) for row in result.rows), target)


def _record(result: Record, target: Target) -> None:
    form = target.asked
    if form in ("json", "ndjson"):
        target.out.write(dump(result.data, indent=form == "json") + "\n")
    elif form in ("csv", "tsv", "md", "table"):
        columns = result.columns or [Column(name) for name in result.data]
        WRITERS[form](columns, [result.data], target)
    else:
        target.out.write(f"{result.data['id']}\n")


def _done(result: Done, target: Target) -> None:
    form = target.asked
    if form == "ids":
        target.out.writelines(f"{number}\n" for number in result.ids)
    elif form in ("json", "ndjson"):
        target.out.write(dump(result.data, indent=form == "json") + "\n")
    elif form in ("csv", "tsv", "md", "table"):
        WRITERS[form]([Column(name) for name in result.data], [result.data], target)


def _document(result: Document, target: Target) -> None:
    form = target.asked
    if form == "json":
        target.out.write(dump(result.data, indent=True) + "\n")
    elif form == "md":
        target.out.writelines(f"{line}\n" for line in _markdown(result.blocks, target))
    elif form in ("", "table"):
        target.out.writelines(f"{line}\n" for line in _page(result.blocks, target))
    else:
        WRITERS[form](result.columns, result.rows, target)


# -- tables in each format -------------------------------------------------------------------------


def _table(columns: Sequence[Column], rows: Iterable[Row], target: Target) -> list[str]:
    """The labels of the columns that a narrow terminal has no room for."""
    limit = target.columns if target.terminal else None
    table = Table(columns, list(rows), limit=limit, labels=label, style=_style(target))
    target.out.writelines(f"{line}\n" for line in table.lines())
    return table.left_out


def _json(columns: Sequence[Column], rows: Iterable[Row], target: Target) -> None:
    """A JSON array, written as the rows come."""
    stream = iter(rows)
    first = list(islice(stream, 1))
    if not first:
        target.out.write("[]\n")
        return
    target.out.write("[\n")
    for i, row in enumerate(chain(first, stream)):
        target.out.write((",\n " if i else " ") + dump(_renamed(columns, row, target)))
    target.out.write("\n]\n")


def _ndjson(columns: Sequence[Column], rows: Iterable[Row], target: Target) -> None:
    for row in rows:
        target.out.write(dump(_renamed(columns, row, target)) + "\n")


def _renamed(columns: Sequence[Column], row: Row, target: Target) -> Row:
    if target.headings == "en":
        return row
    known = {column.name: column for column in columns}
    return {heading(known.get(name) or Column(name), target.headings): value for name, value in row.items()}


def _csv(columns: Sequence[Column], rows: Iterable[Row], target: Target) -> None:
    names = [column.name for column in columns]
    _csv_rows(columns, ([flat(row.get(name)) for name in names] for row in rows), target)


def _csv_rows(columns: Sequence[Column], rows: Iterable[Sequence[Any]], target: Target, delimiter: str = ",") -> None:
    from crmcli.exchange.guard import guard
    from crmcli.exchange.writer import write_csv

    headings = [guard(heading(column, target.headings)) for column in columns]
    clean = safe if target.terminal else None
    write_csv(target.out, headings, rows, delimiter=delimiter, line_end=target.line_end, clean=clean)


def _tsv(columns: Sequence[Column], rows: Iterable[Row], target: Target) -> None:
    target.out.write("\t".join(heading(column, target.headings) for column in columns) + "\n")
    names = [column.name for column in columns]
    for row in rows:
        target.out.write("\t".join(safe(flat(row.get(name))) for name in names) + "\n")


def _md(columns: Sequence[Column], rows: Iterable[Row], target: Target) -> None:
    target.out.writelines(f"{line}\n" for line in _md_lines(columns, rows))


def _md_lines(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[str]:
    right = ("int", "number", "money", "id")
    yield "| " + " | ".join(_cell_md(label(column)) for column in columns) + " |"
    yield "|" + "|".join(" ---: " if column.type in right else " --- " for column in columns) + "|"
    for row in rows:
        yield "| " + " | ".join(_cell_md(flat(row.get(column.name))) for column in columns) + " |"


def _cell_md(text: str) -> str:
    return safe(text).replace("\\", "\\\\").replace("|", "\\|")


def _ids(columns: Sequence[Column], rows: Iterable[Row], target: Target) -> None:
    name = next((c.name for c in columns if c.type == "id"), "id")
    for row in rows:
        number = row.get(name, row.get("id"))
        members = row.get("customers")
        for one in members if isinstance(members, list) else [number]:  # a group is its customers
            if one is not None:
                target.out.write(f"{one}\n")


WRITERS: dict[str, Callable[[Sequence[Column], Iterable[Row], Target], list[str] | None]] = {
    "table": _table,
    "json": _json,
    "ndjson": _ndjson,
    "csv": _csv,
    "tsv": _tsv,
    "md": _md,
    "ids": _ids,
}


def workbook(result: Result, headings: str, made: "datetime") -> File:
    """A result as an Excel workbook: its rows, or the one row that it is."""
    columns, rows, note = _as_rows(result)
    texts = [heading(column, headings) for column in columns]

    def write(stream: BinaryIO) -> str:
        from crmcli.exchange.xlsx_writing import write

        write(stream, "crm", texts, [column.type for column in columns], rows, made)
        return note

    return File(write)


def _as_rows(result: Result) -> tuple[Sequence[Column], Iterable[Sequence[Any]], str]:
    if isinstance(result, Cells):
        return result.columns, result.rows, result.note
    if isinstance(result, Record | Done):
        own = result.columns if isinstance(result, Record) else ()
        columns: Sequence[Column] = own or [Column(name) for name in result.data]
        rows: Iterable[Row] = [result.data]
        return columns, ([row[column.name] for column in columns] for row in rows), result.message
    note = result.note if isinstance(result, Rows) else ""
    columns, rows = result.columns, result.rows
    return columns, ([row.get(column.name) for column in columns] for row in rows), note


# -- pages -----------------------------------------------------------------------------------------


def _page(blocks: Sequence[Block], target: Target) -> Iterator[str]:
    """Blocks as plain text, a blank line between them; wrapped at the width of a terminal only."""
    style = _style(target)
    limit = target.columns if target.terminal else None
    for i, block in enumerate(block for block in blocks if not _empty(block)):
        if i:
            yield ""
        if isinstance(block, Title):
            yield style("title", safe(block.text))
        elif isinstance(block, Pairs):
            yield from _pairs(block, limit, style)
        elif isinstance(block, Lines):
            yield from _lines(block, limit)
        else:
            if block.title:
                yield style("title", safe(block.title))
            table = Table(block.columns, block.rows, limit=limit, labels=label, style=style, whole=True)
            yield from table.lines()


def _empty(block: Block) -> bool:
    if isinstance(block, Pairs):
        return not any(value for _, value in block.pairs)
    return isinstance(block, Lines) and not block.lines


def _pairs(block: Pairs, limit: int | None, style: Callable[[str, str], str]) -> Iterator[str]:
    from crmcli.text import wrap

    pairs = [(safe(name), safe(value)) for name, value in block.pairs if value]
    widest = max(width(name) for name, _ in pairs)
    for name, value in pairs:
        parts = wrap(value, max(20, limit - widest - 2)) if limit else [value]
        yield style("label", pad(name, widest)) + "  " + parts[0]
        for part in parts[1:]:
            yield " " * (widest + 2) + part


def _lines(block: Lines, limit: int | None) -> Iterator[str]:
    """Lines; what does not fit goes on under the text of a ``1. `` or an indented line."""
    from crmcli.text import wrap

    for line in map(safe, block.lines):
        # A command stays on its line, however long, so that it can be copied.
        if limit is None or width(line) <= limit or line.lstrip().startswith("crm "):
            yield line
            continue
        text = line.lstrip(" 0123456789.")
        hang = len(line) - len(text) if line.startswith(" ") or ". " in line[:5] else 0
        first, *rest = wrap(line[hang:], max(20, limit - hang))
        yield line[:hang] + first
        yield from (" " * hang + part for part in rest)


def _markdown(blocks: Sequence[Block], target: Target) -> Iterator[str]:
    for i, block in enumerate(block for block in blocks if not _empty(block)):
        if i:
            yield ""
        if isinstance(block, Title):
            yield f"# {safe(block.text)}"
        elif isinstance(block, Pairs):
            yield from (f"- **{_cell_md(name)}**: {_cell_md(value)}" for name, value in block.pairs if value)
        elif isinstance(block, Lines):
            yield from (safe(line) for line in block.lines)
        else:
            if block.title:
                yield f"## {safe(block.title)}"
                yield ""
            yield from _md_lines(block.columns, block.rows)


# -- cells -----------------------------------------------------------------------------------------


def flat(value: Any) -> str:
    """A value as one cell: nothing for None, lists joined by ``;``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(flat(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def dump(value: Any, *, indent: bool = False) -> str:
    return safe_json(json.dumps(value, ensure_ascii=False, indent=2 if indent else None))


def label(column: Column, language: str = "") -> str:
    """What people read above a column."""
    if column.label:
        return column.label
    page = i18n.page("labels", language or None)
    text = page.get(column.name)
    return text if isinstance(text, str) else column.name.replace("_", " ")


def heading(column: Column, language: str) -> str:
    """What stands above a column in a file."""
    return column.name if language == "en" else label(column, language)


_CODES = {"title": "1", "label": "2", "heading": "1;4"}


def _style(target: Target) -> Callable[[str, str], str]:
    if not target.colour:
        return lambda _, text: text
    return lambda role, text: f"\x1b[{_CODES[role]}m{text}\x1b[0m" if role in _CODES else text


__all__ = ["Grid", "Target", "dump", "flat", "heading", "label", "show", "workbook"]

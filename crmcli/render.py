"""The one renderer: what a command returned → table, json, ndjson, csv, tsv, md, ids or plain text."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple, TextIO

from crmcli import i18n
from crmcli.result import Block, Column, Document, Done, Grid, Lines, Pairs, Record, Result, Row, Rows, Title
from crmcli.tables import grid_lines
from crmcli.text import pad, safe, safe_json, width


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


def show(result: Result, target: Target) -> str:
    """Write ``result``; returns the sentence for stderr, if it has one."""
    if isinstance(result, Rows):
        _rows(result, target)
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


def _rows(result: Rows, target: Target) -> None:
    form = "ids" if target.quiet else target.format or result.form or ("table" if target.terminal else "tsv")
    WRITERS[form](result.columns, result.rows, target)


def _record(result: Record, target: Target) -> None:
    form = "ids" if target.quiet else target.format
    if form in ("json", "ndjson"):
        target.out.write(dump(result.data, indent=form == "json") + "\n")
    elif form in ("csv", "tsv", "md", "table"):
        columns = [Column(name) for name in result.data]
        WRITERS[form](columns, [result.data], target)
    else:
        target.out.write(f"{result.data['id']}\n")


def _done(result: Done, target: Target) -> None:
    form = "ids" if target.quiet else target.format
    if form == "ids":
        target.out.writelines(f"{number}\n" for number in result.ids)
    elif form in ("json", "ndjson"):
        target.out.write(dump(result.data, indent=form == "json") + "\n")
    elif form in ("csv", "tsv", "md", "table"):
        WRITERS[form]([Column(name) for name in result.data], [result.data], target)


def _document(result: Document, target: Target) -> None:
    form = "ids" if target.quiet else target.format
    if form == "json":
        target.out.write(dump(result.data, indent=True) + "\n")
    elif form == "md":
        target.out.writelines(f"{line}\n" for line in _markdown(result.blocks, target))
    elif form in ("", "table"):
        target.out.writelines(f"{line}\n" for line in _page(result.blocks, target))
    else:
        WRITERS[form](result.columns, result.rows, target)


# -- tables in each format -------------------------------------------------------------------------


def _table(columns: Sequence[Column], rows: Iterable[Row], target: Target) -> None:
    limit = target.columns if target.terminal else None
    lines = grid_lines(columns, list(rows), limit=limit, labels=label, style=_style(target))
    target.out.writelines(f"{line}\n" for line in lines)


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
    return {label(Column(name), target.headings): value for name, value in row.items()}


def _csv(columns: Sequence[Column], rows: Iterable[Row], target: Target) -> None:
    import csv

    from crmcli.exchange.guard import guard

    clean: Callable[[str], str] = (lambda cell: safe(guard(cell))) if target.terminal else guard
    writer = csv.writer(target.out, lineterminator="\n")
    writer.writerow([_heading(column, target) for column in columns])
    names = [column.name for column in columns]
    writer.writerows([clean(flat(row.get(name))) for name in names] for row in rows)


def _tsv(columns: Sequence[Column], rows: Iterable[Row], target: Target) -> None:
    target.out.write("\t".join(_heading(column, target) for column in columns) + "\n")
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
        if number is not None:
            target.out.write(f"{number}\n")


WRITERS: dict[str, Callable[[Sequence[Column], Iterable[Row], Target], None]] = {
    "table": _table,
    "json": _json,
    "ndjson": _ndjson,
    "csv": _csv,
    "tsv": _tsv,
    "md": _md,
    "ids": _ids,
}


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
            yield from grid_lines(block.columns, block.rows, limit=limit, labels=label, style=style)


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


def _heading(column: Column, target: Target) -> str:
    return column.name if target.headings == "en" else label(column, target.headings)


_CODES = {"title": "1", "label": "2", "heading": "1;4"}


def _style(target: Target) -> Callable[[str, str], str]:
    if not target.colour:
        return lambda _, text: text
    return lambda role, text: f"\x1b[{_CODES[role]}m{text}\x1b[0m" if role in _CODES else text


__all__ = ["Grid", "Target", "dump", "flat", "label", "show"]

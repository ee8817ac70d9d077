"""JSON and NDJSON → rows: each object one, nested ones under keys like ``address.city``."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from crmcli.domain.customers import joined_tags
from crmcli.errors import Invalid
from crmcli.exchange.careful import fault
from crmcli.exchange.headings import is_tags
from crmcli.exchange.json_text import DECODER, BrokenJson, JsonText, Twice, spelled
from crmcli.exchange.lines import Lines
from crmcli.exchange.rows import Grid, Keyed, keyed_rows
from crmcli.exchange.source import UNREADABLE, Source, unreadable
from crmcli.exchange.table import encoding_of

_WHOLE = ""
"""The part of a file whose outermost value is the list."""

_LOOK = 1_000
"""So many records show whether several stand on a line."""


def open_json(source: Source, form: str, given: str | None, part: str | None) -> Grid:
    """``part`` names the list, where an object holds several."""
    encoding = encoding_of(source, given)
    start = source.stream.tell()

    def text() -> JsonText:
        source.stream.seek(start)
        return JsonText(source.stream, encoding.name)

    def lines() -> Iterator[Keyed]:
        source.stream.seek(start)
        return _lines(source, encoding.name)

    if form == "ndjson":
        return keyed_rows(source.path, form, lines, close=source.close, encoding=encoding)
    parts = dict(_careful(source, _parts(text())))
    chosen = _chosen(list(parts), part, source.path)
    is_crowded = parts.get(chosen or _WHOLE, False)

    def listed() -> Iterator[Keyed]:
        for number, record in enumerate(_careful(source, _listed(text(), chosen)), 1):
            yield record._replace(line=number) if is_crowded else record

    others = tuple(name for name in parts if name not in (chosen, _WHOLE))
    return keyed_rows(
        source.path, form, listed, close=source.close, encoding=encoding, part=chosen or None, others=others
    )


def _lines(source: Source, encoding: str) -> Iterator[Keyed]:
    """Each line on its own: a broken one costs itself."""
    lines = Lines(source.stream, encoding, source.path)
    while (text := lines.one()) is not None:
        if not text.strip():
            yield Keyed(lines.number, {})
            continue
        try:
            error = fault([text])
            value = None if error else DECODER.decode(text)
        except (ValueError, RecursionError):
            error, value = "exchange.broken_json", None
        yield Keyed(lines.number, {}, error, text.strip()) if error else _keyed(lines.number, value)


def _careful(source: Source, found: Iterator[Any]) -> Iterator[Any]:
    try:
        yield from found
    except BrokenJson as error:
        raise Invalid("exchange.broken_json_file", path=source.path, line=error.line) from error
    except UNREADABLE as error:
        raise unreadable(source.path, error) from error


def _parts(text: JsonText) -> Iterator[tuple[str, bool]]:
    """The names of the lists of objects in the file, _WHOLE for a file that is one; and whether several of
    them stand on a line, so that rows are better numbered themselves."""
    if text.peek() != "{":
        lines = [line for line, _ in islice(text.elements(), _LOOK)]
        yield _WHOLE, len(set(lines)) < len(lines)
        return
    for key in text.keys():  # noqa: SIM118 - no dict
        if text.peek() != "[":
            text.value()
            continue
        lines = [line for line, value in text.elements() if isinstance(value, dict)]
        if lines:
            yield key, len(set(lines)) < len(lines)
    if text.peek():
        raise BrokenJson(text.line)


def _chosen(parts: list[str], asked: str | None, path: str) -> str | None:
    """None for a file that is a single record."""
    if asked is not None:
        if not any(parts):
            raise Invalid("exchange.no_tables", path=path, form="json")
        if asked not in parts:
            raise Invalid("exchange.no_such_table", path=path, name=asked, names=", ".join(parts))
        return asked
    if len(parts) > 1:
        raise Invalid("exchange.several_tables", path=path, names=", ".join(parts))
    return parts[0] if parts else None


def _listed(text: JsonText, chosen: str | None) -> Iterator[Keyed]:
    if chosen is None:
        yield _keyed(1, text.value())
    elif chosen == _WHOLE:
        for line, value in text.elements():
            yield _keyed(line, value)
        if text.peek():
            raise BrokenJson(text.line)
    else:
        yield from _under(text, chosen)


def _under(text: JsonText, chosen: str) -> Iterator[Keyed]:
    for key in text.keys():  # noqa: SIM118 - no dict
        if key == chosen and text.peek() == "[":
            for line, value in text.elements():
                yield _keyed(line, value)
        else:
            text.value()


def _keyed(line: int, value: Any) -> Keyed:
    if not isinstance(value, dict):
        return Keyed(line, {}, "exchange.no_object", json.dumps(value, ensure_ascii=False))
    found: dict[str, str] = {}
    try:
        sound = _flatten(value, "", found)
    except RecursionError:
        return Keyed(line, {}, "exchange.broken_json")
    return Keyed(line, found) if sound else Keyed(line, found, "exchange.key_twice", spelled(value))


def _flatten(value: dict[str, Any], prefix: str, into: dict[str, str]) -> bool:
    """False where something is said twice."""
    sound = not isinstance(value, Twice)
    for key, part in value.items():
        name = prefix + key
        if type(part) is str and name not in into:
            into[name] = part
        elif isinstance(part, dict) and part:
            sound = _flatten(part, f"{name}.", into) and sound
        else:
            sound = sound and name not in into
            into[name] = _tags(part) if isinstance(part, list) and is_tags(name) else _text(part)
    return sound


def _tags(tags: list[Any]) -> str:
    return (
        _text(tags)
        if any(isinstance(tag, dict | list) for tag in tags)
        else joined_tags(filter(None, map(_text, tags)))
    )


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if not any(isinstance(item, dict | list) for item in value):
            return ";".join(_text(item) for item in value if item is not None)
        return json.dumps(value, ensure_ascii=False)
    return ""

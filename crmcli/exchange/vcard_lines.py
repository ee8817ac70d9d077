"""The text of a vCard file → cards → properties, for versions 2.1, 3.0 and 4.0 and what telephones make of them.

Reads what the standards fold and encode in several ways: lines that go on after a space, quoted-printable
lines that go on after ``=``, photos that go on up to a blank line.
"""

import quopri
import re
from collections.abc import Iterator
from typing import NamedTuple

from crmcli.exchange.lines import Lines

_PROPERTY = re.compile(r'(?:([\w-]+)\.)?([A-Za-z][\w-]*)((?:;(?:"[^"]*"|[^":;])*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';((?:"[^"]*"|[^":;])*)')
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
MOST_LINES = 100_000
"""Of one card; a longer one was never closed."""


class Property(NamedTuple):
    name: str
    """Upper case, without its group."""
    group: str
    types: frozenset[str]
    """Lower case: the values of TYPE, and parameters without a name."""
    parameters: dict[str, str]
    value: str
    """Decoded, its escapes as they stood."""


class Card(NamedTuple):
    line: int
    properties: list[Property]
    error: str | None
    text: str


def cards(lines: Lines, encoding: str) -> Iterator[Card]:
    """Every card of the file, and every stretch of text outside of cards as one that is broken."""
    taken: list[str] = []
    begun = depth = 0
    while (line := lines.one()) is not None:
        bare = line.rstrip().upper()
        if bare == _BEGIN and taken and not (depth and _opens_nested(taken)):
            yield from _unfinished(begun, taken, depth)
            taken, depth = [], 0
        if not taken:
            begun = lines.number
        if taken or bare:
            taken.append(line)
        depth += bare == _BEGIN
        if bare == _END and depth:
            depth -= 1
            if not depth:
                yield _card(begun, taken, encoding)
                taken = []
        elif len(taken) > MOST_LINES:
            yield from _unfinished(begun, taken[:100], depth)
            taken, depth = [], 0
    yield from _unfinished(begun, taken, depth)


def _opens_nested(taken: list[str]) -> bool:
    """AGENT:, with the card of somebody's agent on the next line."""
    before = taken[-1].strip().upper()
    return before.startswith("AGENT") and before.endswith(":")


def _unfinished(line: int, taken: list[str], depth: int) -> Iterator[Card]:
    """A card without its end, or text that stands outside of cards."""
    if any(text.strip() for text in taken):
        yield Card(line, [], "exchange.card_unclosed" if depth else "exchange.outside_cards", "".join(taken))


def _card(begun: int, taken: list[str], encoding: str) -> Card:
    text = "".join(taken)
    old = bool(re.search(r"(?im)^VERSION:\s*2", text))
    properties = []
    for logical in _unfolded(_without_nested(taken[1:-1]), old=old):
        found = _property(logical, encoding)
        if found is None:
            return Card(begun, [], "exchange.card_line", text)
        properties.append(found)
    return Card(begun, properties, None, text)


def _without_nested(lines: list[str]) -> Iterator[str]:
    depth = 0
    for line in lines:
        bare = line.rstrip().upper()
        depth += bare == _BEGIN
        if not depth:
            yield line
        depth -= bare == _END and depth > 0


def _unfolded(lines: Iterator[str], *, old: bool) -> Iterator[str]:
    """Logical lines. A 2.1 card keeps the space that a folded line begins with."""
    current = ""
    for raw in lines:
        line = raw.rstrip("\r\n")
        if current and _is_quoted_printable(current) and current.endswith("="):
            current = current[:-1] + line
        elif current and line[:1] in (" ", "\t"):
            current += line if old and not _is_base64(current) else line[1:]
        elif not line.strip() or line.startswith("#"):
            continue
        elif current and _is_base64(current) and _BASE64.fullmatch(line):
            current += line
        elif current.endswith("\\") and not _PROPERTY.match(line):
            current += "n" + line  # a line end that was meant to be escaped
        else:
            if current:
                yield current
            current = line
    if current:
        yield current


def _is_quoted_printable(line: str) -> bool:
    return "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _is_base64(line: str) -> bool:
    return bool(re.search(r"ENCODING=\"?B|;BASE64", line.partition(":")[0].upper()))


def _property(line: str, encoding: str) -> Property | None:
    found = _PROPERTY.fullmatch(line)
    if found is None:
        return None
    group, name, rest, value = found.groups()
    types: set[str] = set()
    parameters: dict[str, str] = {}
    for text in _PARAMETER.findall(rest):
        key, equals, said = text.partition("=")
        said = said.strip().strip('"')
        if not equals:
            types.add(key.strip().lower())
        elif key.strip().upper() == "TYPE":
            types.update(part.strip().lower() for part in said.split(","))
        else:
            parameters[key.strip().upper()] = said
    if parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE" or "quoted-printable" in types:
        data = quopri.decodestring(value.encode(encoding, "surrogateescape"))
        value = _decoded(data, parameters.get("CHARSET"), encoding)
    elif "CHARSET" in parameters and not value.isascii():
        value = _decoded(value.encode(encoding, "surrogateescape"), parameters["CHARSET"], encoding)
    return Property(name.upper(), group or "", frozenset(types), parameters, value)


def _decoded(data: bytes, charset: str | None, encoding: str) -> str:
    """As the property says it is encoded, else as the file is; bytes that are neither become surrogates."""
    for name in (charset, "utf-8", encoding):
        try:
            return data.decode(name or "utf-8")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("utf-8", "surrogateescape")


def split(value: str, mark: str) -> list[str]:
    """At every mark that is not escaped; the escapes stay."""
    if "\\" not in value:
        return value.split(mark)
    parts = [""]
    for token in re.findall(r"\\.|[^\\]|\\", value, re.DOTALL):
        if token == mark:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def plain(value: str) -> str:
    """Without escapes: ``\\n`` is a line end, ``\\,`` a comma."""
    if "\\" not in value:
        return value.strip()
    return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1] if m[1] in ",;:\\" else m[0], value).strip()

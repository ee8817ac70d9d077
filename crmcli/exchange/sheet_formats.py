"""Cells of an xlsx sheet that show more digits than their number has: postcodes and ids formatted ``00000``.

The library reads values alone; which cells wear such a format stands in the workbook's own parts.
"""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from itertools import islice
from posixpath import join, normpath
from typing import BinaryIO, NamedTuple

_PIECE = 1 << 20
_MOST_BYTES = 1 << 25
"""Of a part that is read whole."""
_LONGEST_TAG = 1_000
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]{0,99}?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]{0,99}?\ss=["'](\d+)["']""")
_UNSEEN = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_ZEROS = re.compile(r"[-() ]*0[-()0 ]*0[-() ]*")


class Padding(NamedTuple):
    """The part of the workbook that a sheet is, and the number of each style that pads → its format."""

    stream: BinaryIO
    part: str
    styles: dict[bytes, str]

    def rows(self) -> Iterator[tuple[int, list[tuple[int, str]]]]:
        """Each row with such cells, from 1, as the sheet has them: column, from 0, and format."""
        line, found = 0, list[tuple[int, str]]()
        for row, column, code in self._cells():
            if row != line:
                if found:
                    yield line, found
                line, found = row, []
            found.append((column, code))
        if found:
            yield line, found

    def _cells(self) -> Iterator[tuple[int, int, str]]:
        with zipfile.ZipFile(self.stream) as archive, archive.open(self.part) as sheet:
            rest = b""
            while block := sheet.read(_PIECE):
                text = rest + block
                cut = text.rfind(b">") + 1
                rest = text[cut:][-_LONGEST_TAG:]
                for letters, row, style in _CELL.findall(text[:cut]):
                    if code := self.styles.get(style):
                        yield int(row), column_number(letters) - 1, code


def padding(stream: BinaryIO, name: str) -> Padding | None:
    """Of the sheet called ``name``; None where no cell can wear such a format."""
    start = stream.tell()
    try:
        with zipfile.ZipFile(stream) as archive:
            styles = _styles(_read(archive, "xl/styles.xml"))
            part = _part(archive, name) if styles else None
    except (KeyError, ValueError, zipfile.BadZipFile):
        return None
    finally:
        stream.seek(start)
    return Padding(stream, part, styles) if part else None


def shown(value: object, code: str) -> str | None:
    """A number as the format shows it; None for what it was not made for."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if value < 0 or value >= 1e15 or int(value) != value:
        return None
    digits = str(int(value)).zfill(code.count("0"))
    surplus, rest = len(digits) - code.count("0"), iter(digits)
    text = ""
    for mark in code:
        text += "".join(islice(rest, 1 + surplus)) if mark == "0" else mark
        surplus = 0 if mark == "0" else surplus
    return text


def column_number(letters: bytes) -> int:
    """From 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MOST_BYTES:
        raise ValueError(name)
    return archive.read(name)


def _attributes(text: bytes) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text.decode("utf-8", "replace"))
    return {key: unescape(double or single) for key, double, single in found}


def _styles(text: bytes) -> dict[bytes, str]:
    formats = {found.get("numFmtId"): _plain(found.get("formatCode", "")) for found in _all(_FORMAT, text)}
    styles = _STYLES.search(text) if any(formats.values()) else None
    worn = [formats.get(style.get("numFmtId")) for style in _all(_STYLE, styles[0])] if styles else []
    return {str(n).encode(): code for n, code in enumerate(worn) if code}


def _all(pattern: re.Pattern[bytes], text: bytes) -> list[dict[str, str]]:
    return list(map(_attributes, pattern.findall(text)))


def _plain(code: str) -> str:
    """``[$-804]000\\-0000;@`` → ``000-0000``; empty for a format that is not zeros with marks between them."""
    plain = _LITERAL.sub(lambda found: found[1] or found[2] or "", _UNSEEN.sub("", code.split(";")[0]))
    return plain if _ZEROS.fullmatch(plain) else ""


def _part(archive: zipfile.ZipFile, name: str) -> str | None:
    sheets = _all(_SHEET, _read(archive, "xl/workbook.xml"))
    wanted = next((ident for sheet in sheets if sheet.get("name") == name
                   for key, ident in sheet.items() if key.endswith(":id")), None)  # fmt: skip
    relations = _all(_RELATION, _read(archive, "xl/_rels/workbook.xml.rels"))
    target = next((found["Target"] for found in relations if found.get("Id") == wanted and "Target" in found), None)
    if target is None:
        return None
    part = normpath(join("xl", target)).lstrip("/")
    return part if part in archive.namelist() else None

"""Which format a file is in: told by how it begins, and by its name where that leaves it open."""

import re
from itertools import islice
from typing import BinaryIO

from crmcli.errors import Invalid
from crmcli.exchange.encoding import HEAD, of_head
from crmcli.exchange.source import Source

FORMS = ("csv", "tsv", "json", "ndjson", "xlsx", "xls", "vcard", "sqlite")
_SUFFIXES = {
    "json": "json", "ndjson": "ndjson", "jsonl": "ndjson", "vcf": "vcard", "vcard": "vcard", "tsv": "tsv", "tab": "tsv",
}  # fmt: skip
_JSON = re.compile(r"\[\s*[{\]]|\{\s*[\"}]")
_LONGEST_LINE = 1 << 20
_LOOK = 10
_AROUND = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
"""What may stand around an object, in UTF-8 and in UTF-16."""


def form_of(source: Source) -> str:
    """One of FORMS. Text that begins like nothing else is CSV, which has no beginning of its own."""
    start = source.stream.tell()
    head = source.stream.read(HEAD)
    source.stream.seek(start)
    if head.startswith(b"SQLite format 3\0"):
        return "sqlite"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(source.stream, start, head, source.path)
    if head.startswith(b"PAR1"):
        raise Invalid("exchange.parquet", path=source.path)
    text = _decoded(head).lstrip("\ufeff\r\n\t ")
    if text[:11].upper() == "BEGIN:VCARD":
        return "vcard"
    if text[:15].upper() == "BEGIN:VCALENDAR":
        raise Invalid("exchange.calendar", path=source.path)
    named = _SUFFIXES.get(source.path.lower().removesuffix(".gz").rpartition(".")[2], "csv")
    if _JSON.match(text):
        lines = text.startswith("{") and (named == "ndjson" or _are_lines(source.stream, start))
        return "ndjson" if lines else "json"
    return named


def _decoded(head: bytes) -> str:
    found = of_head(head)
    return head.decode(found.name if found else "utf-8", "replace")


def _are_lines(stream: BinaryIO, start: int) -> bool:
    """Does an object end with its line, and another begin on the next?"""
    lines = (stream.readline(_LONGEST_LINE).strip(_AROUND) for _ in range(_LOOK))
    first, then = [*islice(filter(None, lines), 2), b"", b""][:2]
    stream.seek(start)
    return first.endswith(b"}") and then.startswith(b"{")


def _zipped(stream: BinaryIO, start: int, head: bytes, path: str) -> str:
    """A workbook; any other archive is refused. A broken one is left to the reader, who says so."""
    import zipfile

    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        names = ["xl/" if b"xl/" in head or b"[Content_Types].xml" in head else ""]
    finally:
        stream.seek(start)
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    kind = "OpenDocument" if "content.xml" in names else "zip"
    raise Invalid("file_not_csv", path=path, looks_like=kind)

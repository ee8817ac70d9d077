"""A path or a stream → a seekable stream of plain bytes, or a refusal that says why."""

import gzip
import os
import re
import zlib
from collections.abc import Callable
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, NamedTuple, cast

from crmcli.errors import Invalid, NotFound

SPOOL_BYTES = 1 << 24
MOST_BYTES = 4 << 30
"""What a packed file may come to; more is a bomb or no list of customers."""
UNREADABLE = (OSError, EOFError, zlib.error)

_SIGNATURES = (
    (b"SQLite format 3\0", "sqlite"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|table|\?xml)\b", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Source(NamedTuple):
    """``close`` closes what was opened here, never a stream that the caller handed in."""

    stream: BinaryIO
    path: str
    close: Callable[[], None]


def open_source(source: str | BinaryIO) -> Source:
    if isinstance(source, str):
        raw = _open_path(source)
        return _unpacked(Source(raw, source, raw.close))
    path = str(getattr(source, "name", "-"))
    try:
        if source.seekable():
            return _unpacked(Source(source, path, lambda: None))
        spooled = cast(BinaryIO, SpooledTemporaryFile(max_size=SPOOL_BYTES))  # noqa: SIM115
        copyfileobj(source, spooled, 1 << 20)
        spooled.seek(0)
    except UNREADABLE as error:
        raise unreadable(path, error) from error
    return _unpacked(Source(spooled, path, spooled.close))


def on_disk(source: Source) -> bool:
    """Does the path lead to the very bytes of the stream? Not where they came through a pipe or packed."""
    name = getattr(source.stream, "name", None)
    return isinstance(name, str) and name == source.path and os.path.isfile(name)


def unreadable(path: str, error: BaseException) -> Invalid:
    return Invalid("file_unreadable", path=path, reason=str(error))


def refuse_binary(head: bytes, path: str) -> None:
    """``head`` is the beginning of the file, after unpacking and known not to be UTF-16."""
    if looks_like := _looks_like(head):
        raise Invalid("file_not_csv", path=path, looks_like=looks_like)


def refuse_wide(text: str, path: str) -> None:
    """UTF-16 without a comma, a tab or an end of line is a byte order mark by chance."""
    if len(text) > 4 and not any(map(str.isascii, text)):
        raise Invalid("file_not_csv", path=path, looks_like="binary")


def _open_path(path: str) -> BinaryIO:
    try:
        if os.path.isdir(path):
            raise Invalid("file_is_directory", path=path)
        return open(path, "rb")
    except FileNotFoundError as error:
        raise NotFound("file_missing", path=path) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise unreadable(path, error) from error


def _unpacked(source: Source) -> Source:
    """The same source, unpacked into a spool where it begins like gzip."""
    try:
        start = source.stream.tell()
        magic = source.stream.read(2)
        source.stream.seek(start)
        if magic != b"\x1f\x8b":
            return source
        spool = _gunzipped(source)
    except UNREADABLE as error:
        source.close()
        raise unreadable(source.path, error) from error
    except Invalid:
        source.close()
        raise
    source.close()
    return source._replace(stream=spool, close=spool.close)


def _gunzipped(source: Source) -> BinaryIO:
    spool = cast(BinaryIO, SpooledTemporaryFile(max_size=SPOOL_BYTES))  # noqa: SIM115
    try:
        with gzip.GzipFile(fileobj=source.stream, mode="rb") as packed:
            size = 0
            while block := packed.read(1 << 20):
                size += len(block)
                if size > MOST_BYTES:
                    raise Invalid("file_too_big", path=source.path, limit=f"{MOST_BYTES >> 30} GB")
                spool.write(block)
        spool.seek(0)
    except BaseException:
        spool.close()
        raise
    return spool


def _looks_like(head: bytes) -> str | None:
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if _MARKUP.match(head):
        return "html" if b"<html" in head.lower() or b"<table" in head.lower() else "xml"
    if head.startswith(b"PK\x03\x04"):
        return "xlsx" if b"xl/" in head or b"[Content_Types].xml" in head else "zip"
    controls = len(_CONTROL.findall(head))
    return "binary" if controls >= 8 and controls * 16 > len(head) else None

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


def unreadable(path: str, error: BaseException) -> Invalid:
    return Invalid("file_unreadable", path=path, reason=str(error))


def refuse_binary(head: bytes, path: str) -> None:
    """``head`` is the beginning of the file, after unpacking and known not to be UTF-16."""
    looks_like = _looks_like(head)
    if looks_like:
        raise Invalid("file_not_csv", path=path, looks_like=looks_like)


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
    """The same source, read through gzip where it begins like gzip."""
    try:
        start = source.stream.tell()
        magic = source.stream.read(2)
        source.stream.seek(start)
    except UNREADABLE as error:
        source.close()
        raise unreadable(source.path, error) from error
    if magic != b"\x1f\x8b":
        return source
    return source._replace(stream=cast(BinaryIO, gzip.GzipFile(fileobj=source.stream)))


def _looks_like(head: bytes) -> str | None:
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head.startswith(b"PK\x03\x04"):
        return "xlsx" if b"xl/" in head or b"[Content_Types].xml" in head else "zip"
    controls = len(_CONTROL.findall(head))
    return "binary" if controls >= 16 and controls * 10 > len(head) else None

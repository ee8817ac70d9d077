"""Where results go: stdout, -o FILE or a folder; whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from typing import IO, Any, BinaryIO, TextIO, cast

from crmcli import argv as words
from crmcli.context import Context
from crmcli.errors import Invalid, Refused
from crmcli.render import Target, show, workbook
from crmcli.result import File, Folder
from crmcli.text import safe

_SUFFIXES = {"": "", "txt": "table", "jsonl": "ndjson", "tab": "tsv", "markdown": "md"} | {f: f for f in words.FORMATS}
"""Suffix of a file → format; under any other name text would mislead."""


def check(path: str | None, *, folder: bool = False, suffix: bool = False) -> None:
    """Refuse -o where nothing can be written, before the command does anything; ``suffix`` for one of no format."""
    if path is None or path == "-":
        return
    parent = os.path.dirname(os.path.realpath(path)) or "."
    if not os.path.isdir(parent):
        raise Refused("cannot_write", path=path, reason=os.strerror(2))
    if (os.path.isdir(path) and not folder) or not os.access(parent, os.W_OK):
        raise Refused("cannot_write", path=path, reason=os.strerror(13))
    if suffix and _suffix(path) != "xlsx":
        _form(path)


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].removeprefix(".").lower()


def _form(path: str) -> str:
    """The format that the suffix means, "" for none; Invalid ``unknown_suffix`` where it means something else."""
    suffix = _suffix(path)
    if suffix not in _SUFFIXES:
        raise Invalid("unknown_suffix", suffix=suffix, formats=", ".join((*words.FORMATS, "xlsx")))
    return _SUFFIXES[suffix]


def put(ctx: Context, result: Any, target: Target) -> str:
    """Write the result to -o FILE or FOLDER, else to ``target``; the sentence for stderr, if it has one."""
    path = ctx.flags.get("output")
    if isinstance(result, Folder):
        return _folder(path, result)
    if path and path != "-":
        return _file(ctx, path, result, target)
    return _stream(result, target.out) if isinstance(result, File) else show(result, target)


def _file(ctx: Context, path: str, result: Any, target: Target) -> str:
    """In the format of its suffix."""
    form: str = ctx.flags.get("format") or ""
    if not form and not isinstance(result, File):
        if _suffix(path) == "xlsx":
            result = workbook(result, target.headings, ctx.clock)
        else:
            form = _form(path)
    try:
        with _whole(path) as file:
            if isinstance(result, File):
                return result.write(file)
            with _as_text(file) as text:
                plain = target._replace(out=text, format=form, terminal=False, colour=False, columns=80, quiet=False)
                return show(result, plain)
    except OSError as error:
        raise Refused("cannot_write", path=path, reason=error.strerror or str(error)) from error


@contextmanager
def _as_text(file: BinaryIO) -> Iterator[TextIO]:
    """The binary file as UTF-8; it stays open."""
    text = TextIOWrapper(cast(IO[bytes], file), encoding="utf-8", newline="")
    yield text
    text.flush()
    text.detach()


@contextmanager
def _whole(path: str) -> Iterator[BinaryIO]:
    """A file that takes its place when it is complete, with the mode and behind the link of the one before it.

    What is no regular file (a pipe, a device) is written as it is.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as file:
            yield file
        return
    part = f"{target}.{os.getpid()}.part"
    try:
        with open(part, "wb") as file:
            if os.path.exists(target):
                os.chmod(part, os.stat(target).st_mode & 0o777)
            yield file
        os.replace(part, target)
    finally:
        if os.path.exists(part):
            os.unlink(part)


def _folder(path: str | None, result: Folder) -> str:
    """A new folder (or in place of an empty one) that is there when all its files are."""
    if not path or path == "-":
        raise Invalid("export.folder_needed")
    target = os.path.realpath(path)
    if os.path.exists(target) and (not os.path.isdir(target) or os.listdir(target)):
        raise Refused("export.folder_not_empty", path=path)
    part = f"{target}.{os.getpid()}.part"
    try:
        os.mkdir(part, 0o700)
        message = result.write(part)
        os.rename(part, target)  # over an empty folder, too
    except OSError as error:
        raise Refused("cannot_write", path=path, reason=error.strerror or str(error)) from error
    finally:
        if os.path.exists(part):
            from shutil import rmtree

            rmtree(part, ignore_errors=True)
    return message


def _stream(file: File, out: TextIO) -> str:
    """Bytes to stdout; to a terminal only what is text, with nothing in it that could steer the terminal."""
    terminal = out.isatty()
    if file.binary and terminal:
        raise Refused("export.file_needed")
    out.flush()
    raw = getattr(out, "buffer", None)
    if raw is not None and not terminal:
        message = file.write(raw)
        raw.flush()
        return message
    held = BytesIO()
    message = file.write(held)
    text = held.getvalue().decode("utf-8", "replace")
    out.write("".join(f"{safe(line)}\n" for line in text.splitlines()) if terminal else text)
    return message

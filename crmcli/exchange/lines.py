"""Decoded text in blocks of whole physical lines, or line by line, with a way to put text back.

Whatever ends a line in the file, inside a cell too, a line feed ends it here.
"""

import codecs
import io
from collections import deque
from typing import BinaryIO

from crmcli.errors import Invalid
from crmcli.exchange.source import UNREADABLE, unreadable

BLOCK_BYTES = 1 << 15
LIMIT = 1 << 20  # characters; the rest of a longer line is dropped, so that memory stays bounded


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Undecodable bytes become lone surrogates, also those below 128 that UTF-16 can leave behind."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in bad), error.end


codecs.register_error("crmcli.mark", _mark)


def physical_lines(text: str) -> list[str]:
    """Lines and their ends."""
    return list(io.StringIO(text))


def count_lines(text: str) -> int:
    return text.count("\n") + (text[-1:] not in ("\n", ""))


class Lines:
    """``number`` is how many physical lines have been handed out and not put back."""

    def __init__(self, stream: BinaryIO, encoding: str, path: str) -> None:
        self._stream = stream
        decoder = codecs.getincrementaldecoder(encoding)("crmcli.mark")
        self._decoder = io.IncrementalNewlineDecoder(decoder, translate=True)
        self._path = path
        self._rest = ""  # decoded, not handed out
        self._ready: deque[str] = deque()  # the lines before it
        self._ended = False
        self._started = False
        self.number = 0

    def block(self) -> str:
        """Whole lines, some 32 KiB of them; an empty text at the end of the file."""
        text = "".join(self._ready) or self._whole_lines()
        self._ready.clear()
        self.number += count_lines(text)
        return text

    def one(self) -> str | None:
        if not self._ready:
            self._ready.extend(physical_lines(self._whole_lines()))
        if not self._ready:
            return None
        self.number += 1
        return self._ready.popleft()

    def put_back(self, text: str) -> None:
        """``text`` consists of whole lines, the last ones handed out."""
        lines = physical_lines(text)
        self.number -= len(lines)
        self._ready.extendleft(reversed(lines))

    def more(self, text: str) -> str:
        """Put the text back and take it again with the next block behind it."""
        self.put_back(text)
        self._ready.extend(physical_lines(self._whole_lines()))
        return self.block()

    def _whole_lines(self) -> str:
        text = self._rest
        while True:
            if cut := text.rfind("\n") + 1:
                self._rest = text[cut:]
                return text[:cut]
            if self._ended:
                self._rest = ""
                return text
            if len(text) >= LIMIT:
                self._rest = self._after_line_end()
                return text[:LIMIT] + "\n"
            text += self._read()

    def _after_line_end(self) -> str:
        """Drop text up to the next line end; what follows it."""
        while text := self._read():
            if end := text.find("\n") + 1:
                return text[end:]
        return ""

    def _read(self) -> str:
        """The next text, a byte order mark left out; empty only at the end."""
        text = ""
        while not text and not self._ended:
            text = self._decode()
            if text and not self._started:
                self._started = True
                text = text.removeprefix("\ufeff")
        return text

    def _decode(self) -> str:
        try:
            data = self._stream.read(BLOCK_BYTES)
            self._ended = not data
            return self._decoder.decode(data, final=self._ended)
        except UNREADABLE as error:
            raise unreadable(self._path, error) from error
        except UnicodeError as error:
            raise Invalid("file_undecodable", path=self._path) from error

"""JSON read a value at a time, so that a list may be longer than memory. Numbers stay as they are written."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

BLOCK = 1 << 16
LONGEST = 1 << 26
"""Characters of one value; a longer one is taken for a quote that was never closed."""

_SPACE = " \t\r\n"


class Twice(dict[str, Any]):
    """An object that says two things under one key; ``pairs`` has both."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


class BrokenJson(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs) or all(found[key] == value for key, value in pairs):
        return found
    return Twice(pairs)


def spelled(value: Any) -> str:
    """The value as JSON again, with all that an object says twice."""
    if isinstance(value, dict):
        pairs = value.pairs if isinstance(value, Twice) else value.items()
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {spelled(part)}" for key, part in pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(spelled, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _nothing(_: str) -> None:
    """NaN and the infinities, which are no JSON: how a data frame writes an empty cell."""


DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_nothing, object_pairs_hook=_object)


class JsonText:
    """``line`` is the physical line of the character next to be read, from 1."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("crmcli.mark")
        self._text = ""
        self._at = 0
        self._ended = False
        self._begun = False
        self.line = 1

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._text) and (mark := self._text[self._at]) in _SPACE:
                self.line += mark == "\n"
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, mark: str) -> None:
        if self.peek() != mark:
            raise BrokenJson(self.line)
        self._at += 1

    def takes(self, mark: str) -> bool:
        """Take the character if it is the next one."""
        found = self.peek() == mark
        self._at += found
        return found

    def value(self) -> Any:
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError):
                if not self._more():
                    raise BrokenJson(self.line) from None
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on
            self.line += self._text.count("\n", self._at, end)
            self._at = end
            return value

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Line and value of each element of the list that begins here; to be read to its end."""
        self.take("[")
        if self.takes("]"):
            return
        while True:
            self.peek()
            line = self.line
            yield line, self.value()
            if not self.takes(","):
                break
        self.take("]")

    def keys(self) -> Iterator[str]:
        """Each key of the object that begins here; its value is to be read before the next one."""
        self.take("{")
        if self.takes("}"):
            return
        while True:
            if self.peek() != '"':
                raise BrokenJson(self.line)
            key = self.value()
            self.take(":")
            yield key
            if not self.takes(","):
                break
        self.take("}")

    def _more(self) -> bool:
        """Read on, the more the longer the value under way; False at the end."""
        pending = len(self._text) - self._at
        if self._ended or pending > LONGEST:
            return False
        wanted = max(BLOCK, pending)
        data = self._stream.read(wanted)
        self._ended = not data
        text = self._decoder.decode(data, self._ended)
        if not self._begun and text:
            self._begun = True
            text = text.removeprefix("\ufeff")
        self._text = self._text[self._at :] + text
        self._at = 0
        return bool(text) or not self._ended

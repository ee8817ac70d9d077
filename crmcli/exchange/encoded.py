"""Text in an encoding that does not hold every character, written to a stream of bytes."""

import codecs
from typing import BinaryIO

from crmcli.errors import Invalid, Refused


def codec(name: str) -> str:
    """The name as Python knows it; Invalid for what encodes no text."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        raise Invalid("encoding_unknown", encoding=name) from None
    if not getattr(found, "_is_text_encoding", True) or found.name in ("idna", "punycode", "undefined"):
        raise Invalid("encoding_unknown", encoding=name)
    return found.name


class Encoded:
    """What writers of text need of a stream. A character that does not fit is refused, or written as ``?``."""

    def __init__(self, stream: BinaryIO, encoding: str, *, replace: bool) -> None:
        self._stream = stream
        self._encoding = encoding
        self._encoder = codecs.getincrementalencoder(encoding)()
        self._replace = replace
        self.replaced = 0

    def write(self, text: str) -> int:
        try:
            self._stream.write(self._encoder.encode(text))
        except UnicodeEncodeError as error:
            if not self._replace:
                char = error.object[error.start]
                raise Refused("export.does_not_fit", char=char, encoding=self._encoding) from None
            self._stream.write(self._encoder.encode("".join(map(self._fitting, text))))
        return len(text)

    def _fitting(self, char: str) -> str:
        try:
            char.encode(self._encoding)
        except UnicodeEncodeError:
            self.replaced += 1
            return "?"
        return char

"""The lines that address cards (RFC 6350, 2426) and calendars (RFC 5545) are made of."""

WHOLE_NAME = "X-CRM-WHOLE-NAME"
"""In a card of ours: the customer has no parts of a name, those in N are a guess for telephones."""

_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})


def escape(text: str) -> str:
    """One text value, as both formats write it; control characters but the tab have no place in either."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPES)
    return text if text.isprintable() else "".join(c for c in text if c == "\t" or (c >= " " and c != "\x7f"))


def line(name: str, value: str, /, **parameters: str) -> bytes:
    """A folded line; ``value`` is escaped already, as far as its type wants it."""
    head = name + "".join(f";{key.replace('_', '-').upper()}={text}" for key, text in parameters.items() if text)
    return fold(f"{head}:{value}".encode())


def fold(text: bytes) -> bytes:
    """Lines of at most 75 octets, no character torn apart; the rest stands on lines that begin with a space."""
    parts, start, room = [], 0, _OCTETS
    while len(text) - start > room:
        end = start + room
        while text[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(text[start:end])
        start, room = end, _OCTETS - 1
    return b"\r\n ".join([*parts, text[start:]]) + b"\r\n"

"""Text → tokens. Full-width punctuation is read as its plain twin; quotes keep anything together."""

import re
from typing import NamedTuple

from crmcli.errors import Invalid

_WIDE = str.maketrans("：＝＞＜（）！～，“”　", ':=><()!~,"" ')
_FIELD = re.compile(r"([^\W\d]\w*(?:[-.]\w+)*)(!=|>=|<=|[:=><~≥≤≠])")
_OPERATORS = {"≥": ">=", "≤": "<=", "≠": "!="}
_AND = frozenset(("and", "&", "&&", "且", "并且"))
_OR = frozenset(("or", "|", "||", "或", "或者"))
_NOT = frozenset(("not", "非"))


class Token(NamedTuple):
    """``kind``: ( ) and or not, ``term`` (field, op and raw values), ``word``, ``end``."""

    kind: str
    at: int
    text: str = ""
    field: str = ""
    op: str = ""
    parts: tuple[tuple[str, bool], ...] = ()
    """The pieces of a term's value list, each with whether it was quoted."""


def tokens(text: str) -> list[Token]:
    """Raises Invalid ``query.open_quote`` with the column of a quote that is not closed."""
    plain = text.translate(_WIDE)
    found: list[Token] = []
    i = 0
    while i < len(plain):
        if plain[i].isspace():
            i += 1
            continue
        token, i = _token(plain, i)
        found.append(token)
    found.append(Token("end", len(plain) + 1))
    return found


def _token(text: str, i: int) -> tuple[Token, int]:
    char = text[i]
    if char in "()":
        return Token(char, i + 1, char), i + 1
    if char == "!" or (char == "-" and i + 1 < len(text) and not text[i + 1].isspace()):
        return Token("not", i + 1, char), i + 1
    if char == '"':
        phrase, end = _quoted(text, i)
        return Token("word", i + 1, phrase), end
    match = _FIELD.match(text, i)
    if match and not text.startswith("//", match.end()):
        return _term(text, i, match)
    word, end = _bare(text, i, stops="()")
    return Token(_keyword(word), i + 1, word), end


def _keyword(word: str) -> str:
    lower = word.lower()
    if lower in _AND:
        return "and"
    if lower in _OR:
        return "or"
    return "not" if lower in _NOT else "word"


def _term(text: str, start: int, match: re.Match[str]) -> tuple[Token, int]:
    """``field op value,value``; a value may be quoted, a quoted one never is a range."""
    i = match.end()
    parts: list[tuple[str, bool]] = []
    while True:
        if i < len(text) and text[i] == '"':
            value, i = _quoted(text, i)
            parts.append((value, True))
        elif match[2] == "~":
            value, i = _pattern(text, i)
            parts.append((value, False))
        else:
            value, i = _bare(text, i, stops="(),")
            parts.append((value, False))
        if i >= len(text) or text[i] != "," or match[2] == "~":
            break
        i += 1
    if all(not value and not quoted for value, quoted in parts):
        raise Invalid("query.no_value", field=match[1], at=match.end() + 1)
    raw = text[start:i]
    return Token("term", start + 1, raw, match[1], _OPERATORS.get(match[2], match[2]), tuple(parts)), i


def _quoted(text: str, i: int) -> tuple[str, int]:
    """The text between quotes (``\\"`` and ``\\\\`` are escapes) and where it ends."""
    out = []
    j = i + 1
    while j < len(text):
        if text[j] == "\\" and j + 1 < len(text) and text[j + 1] in '"\\':
            out.append(text[j + 1])
            j += 2
        elif text[j] == '"':
            return "".join(out), j + 1
        else:
            out.append(text[j])
            j += 1
    raise Invalid("query.open_quote", at=i + 1)


def _bare(text: str, i: int, *, stops: str) -> tuple[str, int]:
    j = i
    while j < len(text) and not text[j].isspace() and text[j] not in stops:
        j += 1
    return text[i:j], j


def _pattern(text: str, i: int) -> tuple[str, int]:
    """A regular expression: up to white space, or to a bracket that it did not open itself."""
    depth, j = 0, i
    while j < len(text) and not text[j].isspace():
        if text[j] == "\\":
            j += 1
        elif text[j] == "(":
            depth += 1
        elif text[j] == ")":
            if not depth:
                break
            depth -= 1
        j += 1
    return text[i : min(j, len(text))], min(j, len(text))

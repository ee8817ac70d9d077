"""Text → tokens. Full-width punctuation is read as its plain twin; quotes keep anything together, as it is."""

import re
from typing import NamedTuple

from crmcli.errors import Invalid
from crmcli.query import slips

_WIDE = str.maketrans("：＝＞＜（）！～，“”　", ':=><()!~,"" ')
_OPERATORS = {"≥": ">=", "≤": "<=", "≠": "!="}
_AND = frozenset(("and", "&", "&&", "且", "并且"))
_OR = frozenset(("or", "|", "||", "或", "或者"))
_NOT = frozenset(("not", "非"))
_NOT_BEFORE = frozenset(("不", "不是"))
"""These are NOT only before a condition; elsewhere they are words."""
_PAIRS = {"「": "」", "『": "』", "'": "'", "‘": "’"}
_SEPARATORS = ",、"
_ENDS = f"(){_SEPARATORS}"


class Token(NamedTuple):
    """``kind``: ( ) and or not, ``term`` (field, op and raw values), ``word``, ``phrase`` (quoted), ``end``."""

    kind: str
    at: int
    text: str = ""
    field: str = ""
    op: str = ""
    parts: tuple[tuple[str, bool], ...] = ()
    """The pieces of a term's value list, each with whether it was quoted."""


def tokens(text: str) -> list[Token]:
    """Raises Invalid with the column of a quote that is not closed, and of what is likely to be a slip."""
    return _Lexer(text).tokens()


class _Lexer:
    def __init__(self, text: str) -> None:
        self.raw = text
        self.text = text.translate(_WIDE)
        self.i = 0
        self.found: list[Token] = []

    def tokens(self) -> list[Token]:
        while self.i < len(self.text):
            if self.text[self.i].isspace():
                self.i += 1
                continue
            self.found.append(self._token())
        self.found.append(Token("end", len(self.text) + 1))
        return [_meant(token, after) for token, after in zip(self.found, [*self.found[1:], None], strict=True)]

    def _token(self) -> Token:
        text, i = self.text, self.i
        char, at = text[i], i + 1
        if char in "()":
            return self._take(1, Token(char, at, char))
        if alone := slips.OPERATOR.match(text, i):
            raise self._alone(alone[0])
        if char == "!" or (char == "-" and i + 1 < len(text) and not text[i + 1].isspace()):
            return self._take(1, Token("not", at, char))
        if (phrase := self._quoted()) is not None:
            return Token("phrase", at, phrase)
        match = slips.FIELD.match(text, i)
        if match and not text.startswith("//", match.end()):
            before = slips.not_before(match[1])
            return self._take(len(before), Token("not", at, before)) if before else self._term(match)
        word = self._bare("()")
        return Token(_keyword(word), at, word)

    def _take(self, count: int, token: Token) -> Token:
        self.i += count
        return token

    def _alone(self, op: str) -> Invalid:
        """An operator that no field stands before."""
        at, before = self.i + 1, self.found[-1] if self.found else None
        self.i += len(op)
        while self.i < len(self.text) and self.text[self.i].isspace():
            self.i += 1
        value = self._bare("()")
        said = f"{before.text}{op}{value}" if before is not None and before.kind == "word" and value else "age>35"
        return Invalid("query.spaces", op=op, at=at, example=said)

    def _term(self, match: re.Match[str]) -> Token:
        """``field op value,value``; a value may be quoted, a quoted one never is a range."""
        start, self.i = self.i, match.end()
        op = _OPERATORS.get(match[2], match[2])
        parts: list[tuple[str, bool]] = []
        while True:
            at = self.i + 1
            value, quoted = self._value(op)
            more = op != "~" and self.text[self.i : self.i + 1] in tuple(_SEPARATORS)
            if not value:
                raise slips.nothing(match[1], at, listed=bool(parts) or more)
            if not quoted and op != "~":
                slips.check(match[1], match[2], value, at, first=not parts, before=self.text[self.i : self.i + 1])
            parts.append((value, quoted))
            if not more:
                break
            self.i += 1
        return Token("term", start + 1, self.text[start : self.i], match[1], op, tuple(parts))

    def _value(self, op: str) -> tuple[str, bool]:
        if (quoted := self._quoted()) is not None:
            return quoted, True
        return (self._pattern() if op == "~" else self._bare(_ENDS)), False

    def _quoted(self) -> str | None:
        """The text between quotes that begin here, as it was written; None where there are none.

        Others than the double ones are quotes only where their twin ends a word: O'Neil has none.
        """
        if self.i >= len(self.text):
            return None
        if self.text[self.i] == '"':
            return self._double()
        twin = _PAIRS.get(self.raw[self.i])
        end = self.raw.find(twin, self.i + 1) if twin else -1
        while end > 0 and not self._ends_word(end + 1):
            end = self.raw.find(twin or "", end + 1)
        if end < 0:
            return None
        inside, self.i = self.raw[self.i + 1 : end], end + 1
        return inside

    def _ends_word(self, i: int) -> bool:
        return i >= len(self.text) or self.text[i].isspace() or self.text[i] in _ENDS

    def _double(self) -> str:
        """``\\"`` and ``\\\\`` are escapes; a straight quote is closed by a straight one if there is one."""
        out, j = [], self.i + 1
        same = self.raw[self.i] == '"' and '"' in self.raw[j:]
        while j < len(self.text):
            if self.raw[j] == "\\" and self.text[j + 1 : j + 2] in ('"', "\\"):
                out.append(self.raw[j + 1])
                j += 2
            elif (self.raw if same else self.text)[j] == '"':
                self.i = j + 1
                return "".join(out)
            else:
                out.append(self.raw[j])
                j += 1
        raise Invalid("query.open_quote", at=self.i + 1)

    def _bare(self, stops: str) -> str:
        start = self.i
        while self.i < len(self.text) and not self.text[self.i].isspace() and self.text[self.i] not in stops:
            self.i += 1
        return self.text[start : self.i]

    def _pattern(self) -> str:
        """A regular expression: up to white space, or to a bracket that it did not open itself."""
        text, depth, j = self.text, 0, self.i
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
        start, self.i = self.i, min(j, len(text))
        return text[start : self.i]


def _keyword(word: str) -> str:
    lower = word.lower()
    if lower in _AND:
        return "and"
    if lower in _OR:
        return "or"
    return "not" if lower in _NOT else "word"


def _meant(token: Token, after: Token | None) -> Token:
    if token.kind == "word" and token.text in _NOT_BEFORE and after is not None and after.kind in ("term", "("):
        return token._replace(kind="not")
    return token

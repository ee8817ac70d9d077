"""Bare words as the full-text indexes read them: ``search`` (names, pinyin, the rest) and ``search_digits``."""

from string import ascii_letters, digits

from crmcli.normalize.search import split_cjk
from crmcli.normalize.text import is_cjk, is_han
from crmcli.query.clauses import Clause, any_of

EVERYWHERE = "name pinyin other"
"""The columns of the search index."""
_SURE = frozenset(f"{ascii_letters}{digits} -_.,()&")
"""What the index and a comparison take for the same, besides Chinese characters."""


def found_by(text: str) -> Clause:
    """The condition that words find a customer; words without letters or digits find nobody."""
    return any_of([Clause(f"c.id IN ({select.sql})", select.params) for select in selects(text)])


def selects(text: str) -> list[Clause]:
    """SELECTs of the ids of those whom words find, to be taken together."""
    parts = []
    if matched := match(text, EVERYWHERE):
        parts.append(Clause("SELECT rowid FROM search WHERE search MATCH ?", (matched,)))
    if wanted := digits_match(text):
        parts.append(Clause("SELECT rowid FROM search_digits WHERE search_digits MATCH ?", (wanted,)))
    return parts


def match(text: str, columns: str) -> str:
    """All the words in any of the columns, as FTS5 reads it; "" where there is nothing to look for, as in ``&``."""
    terms = [term for term in map(_term, text.split()) if term]
    return f"{{{columns}}} : ({' AND '.join(terms)})" if terms else ""


def phrase(text: str, columns: str) -> str:
    """A phrase that every text in these columns has which contains ``text``; "" where there can be none.

    Text is indexed character by character where it is Chinese, word by word elsewhere: what begins in the
    middle of a latin word cannot be looked up. Letters beyond ASCII are left to the condition itself, whose idea
    of case and marks is not that of the index. Others than those who contain the text may have the phrase too.
    """
    if not text or not is_han(text[0]) or not all(is_han(char) or char in _SURE for char in text):
        return ""
    return f"{{{columns}}} : " + _quoted(text)


def digits_match(text: str) -> str:
    """The digits of a phone or a part of one (three at least), as FTS5 reads them; "" for other words."""
    wanted = "".join(char for char in text if char.isdigit())
    return f'"{wanted}"' if len(wanted) >= 3 and not any(char.isalpha() for char in text) else ""


def _term(word: str) -> str:
    """A word as FTS5 reads it; "" for one without letters or digits."""
    return _quoted(word) if any(map(str.isalnum, word)) else ""


def _quoted(text: str) -> str:
    """A quoted phrase (Chinese characters side by side), latin words as prefixes.

    The index's own tokenizer takes the text apart, as it did those in it.
    """
    last = next(char for char in reversed(text) if char.isalnum())
    return '"' + split_cjk(text).replace('"', '""').replace("\0", " ") + '"' + ("" if is_cjk(last) else " *")

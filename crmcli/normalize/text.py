"""What every normaliser needs of a text: folding, squeezing, telling a Chinese character."""

import unicodedata
from itertools import pairwise
from typing import Any

# Marks that take no room: joiners, direction marks, the byte order mark, a soft hyphen.
INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])


def quick_table(changes: dict[int, Any]) -> dict[int, Any]:
    """For ``str.translate``: the changes, and plain ASCII as itself, since each miss costs an exception."""
    return {code: code for code in range(128)} | changes


# Punctuation that people put into names or leave out, by what it means for the key.
PUNCTUATION = (
    INVISIBLE
    | dict.fromkeys(map(ord, ".,;·•・‧∙⋅、，。"), " ")
    | dict.fromkeys(map(ord, "’‘ʼ`´"), "'")
    | dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
)
MARKS = frozenset(map(chr, PUNCTUATION))


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def fold(text: str) -> str:
    """NFKC and case-folded, so that folding again changes nothing."""
    if text.isascii():
        return text.lower()
    # Folding a letter can make its compatibility form change again; three rounds settle every character.
    for _ in range(4):
        folded = unicodedata.normalize("NFKC", text).casefold()
        if folded == text:
            break
        text = folded
    return text


def half_width(text: str) -> str:
    """１３８－００００ → 138-0000."""
    return unicodedata.normalize("NFKC", text).strip()


def squeeze(text: str) -> str:
    """Trimmed, every run of white space one space."""
    return " ".join(text.split())


def is_han(char: str) -> bool:
    """A Chinese character, wherever it is used; 〇 and 々 count."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or char in "〇々"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U000323af"
    )


def is_cjk(char: str) -> bool:
    """A character of a script written without spaces: Chinese, kana; hangul too, whose names are spaced
    as people please."""
    return char > "\u3004" and (
        is_han(char) or ("\u3041" <= char <= "\u30ff" and char != "・") or "\uac00" <= char <= "\ud7a3"
    )


def all_cjk(text: str) -> bool:
    """Non-empty and nothing but CJK characters."""
    if not text or text < "\u3005":
        return False
    return all("\u4e00" <= char <= "\u9fff" or is_cjk(char) for char in text)


def join_cjk(words: list[str]) -> str:
    """Words joined by spaces, but without one between two CJK characters: 张 三 Tom → 张三 Tom."""
    if not words:
        return ""
    out = [words[0]]
    for before, word in pairwise(words):
        if not (is_cjk(before[-1]) and is_cjk(word[0])):
            out.append(" ")
        out.append(word)
    return "".join(out)


def printable(text: str) -> str:
    """Fit for an error message: what no encoding can write is shown as a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def encodable(text: str) -> bool:
    """False for half a surrogate pair: bytes that were no UTF-8, which no database would take."""
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def decimals(text: str) -> str:
    """Every digit of every script as ASCII: ４２ and ٤٢ → 42."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)

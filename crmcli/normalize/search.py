"""What goes into the search columns, and what a query becomes before it meets them."""

import unicodedata

from crmcli.normalize.names import pinyin
from crmcli.normalize.text import is_cjk, is_han

# A joined suffix longer than this finds nothing more: whoever types six syllables has typed enough.
WINDOW = 6


class _Spaced(dict[int, str]):
    """Code point → itself, with spaces around where it is CJK; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        found = self[code] = f" {char} " if is_cjk(char) else char
        return found


_spaced = _Spaced()


def split_cjk(text: str) -> str:
    """Lower-case NFKC with each CJK character a token of its own: 北京ABC店 → 北 京 abc 店."""
    if text.isascii():
        return text.lower()
    return " ".join(unicodedata.normalize("NFKC", text).lower().translate(_spaced).split())


def pinyin_terms(name: str, kind: str = "person") -> str:
    """张三丰 → zhang san feng zhangsanfeng sanfeng zsf; John Smith → js."""
    return terms(name, pinyin(name, kind))


def terms(name: str, reading: str) -> str:
    """The same where the pinyin is known."""
    syllables = _spoken(reading)
    if len(syllables) < 2:
        return syllables[0] if syllables and not name.isascii() else ""
    short = "".join([syllable[0] for syllable in syllables])
    if name.isascii() or not any(map(is_han, name)):
        return short
    last = len(syllables) - 1
    joined = ["".join(syllables[at : at + WINDOW]) for at in range(last)]
    return " ".join([*syllables, *joined, short])


def _spoken(pinyin: str) -> list[str]:
    """The words without their punctuation, which the index would cut at."""
    words = pinyin.split()
    if "".join(words).isalnum():
        return words
    bare = ("".join(filter(str.isalnum, word)) for word in words)
    return [word for word in bare if word]


def digits(text: str) -> str:
    """Only the digits, full-width ones as ASCII."""
    plain = text.removeprefix("+")
    if plain.isdigit() and plain.isascii():
        return plain
    return "".join([char if char.isascii() else str(unicodedata.decimal(char)) for char in text if char.isdecimal()])

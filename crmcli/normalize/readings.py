"""Chinese characters → syllables. Apart from names.py because the table is only needed for Chinese."""

import unicodedata

from crmcli.normalize.pinyin_table import OFFSET, PHRASES, SURNAMES, SYLLABLES, TABLE

# Letters that no decomposition makes ASCII.
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
_LETTERS |= dict.fromkeys("·・•々", " ")
_PHRASE_STARTS = frozenset(phrase[0] for phrase in PHRASES)
_LONGEST_PERSON = 6  # 欧阳建国先生; what is longer is no Chinese person, so has no surname in front


class _Readings(dict[int, str]):
    """Code point → its text, worked out once each, so that ``str.translate`` does the rest in C."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        found = self[code] = _syllable(unicodedata.normalize("NFKC", char)) or _plain_letter(char)
        return found


_readings = _Readings()


def _syllable(char: str) -> str:
    """The reading between spaces; nothing for what is no Chinese character, or has no reading."""
    if char == "〇":
        return " ling "
    at = ord(char) - 0x4E00 if len(char) == 1 else -1
    place = ord(TABLE[at]) - OFFSET if 0 <= at < len(TABLE) else 0
    return f" {SYLLABLES[place]} " if place else ""


def _plain_letter(char: str) -> str:
    """Lower case; ASCII where the letter is one with accents or in full width."""
    apart = unicodedata.normalize("NFKD", char)
    if unicodedata.combining(char):
        return ""
    if apart[0].isascii():
        char = "".join(part for part in apart if not unicodedata.combining(part))
    lower = char.lower()
    return _LETTERS.get(lower, lower)


def read(text: str, surname: bool) -> str:
    """Syllables and Latin words, joined by spaces."""
    head = ""
    if surname and len(text) <= _LONGEST_PERSON and (length := _surname_length(text)):
        head, text = SURNAMES[text[:length]], text[length:]
    if not _PHRASE_STARTS.isdisjoint(text):
        text = _with_phrases(text)
    rest = " ".join(text.translate(_readings).split())
    return f"{head} {rest}" if head and rest else head or rest


def _surname_length(text: str) -> int:
    if text[:2] in SURNAMES:
        return 2
    return 1 if text[:1] in SURNAMES and text[:2] not in PHRASES else 0


def _with_phrases(text: str) -> str:
    """The text with each known phrase already replaced by its reading."""
    out = []
    at = 0
    while at < len(text):
        length = next((n for n in (3, 2) if text[at : at + n] in PHRASES), 0)
        out.append(f" {PHRASES[text[at : at + length]]} " if length else text[at])
        at += length or 1
    return "".join(out)

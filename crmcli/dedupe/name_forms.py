"""What a name is made of, so that its spellings can be compared: 张三丰, Zhang Sanfeng, San-Feng ZHANG."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from crmcli.dedupe.columns import Column, Ints, encode, pick
from crmcli.dedupe.nicknames import FORMAL, familiar
from crmcli.dedupe.spellings import plain
from crmcli.normalize.names import is_cjk, pinyin, split_chinese
from crmcli.normalize.text import fold, word_set

_DIGITS = re.compile("[0-9]+")
_COUNTS = re.compile("[0-9]|sen|jun")
_ASIDE = re.compile(r"\([^)]*\)")
_GENERATIONS = {"sen": "sr", "senior": "sr", "jun": "jr", "junior": "jr"}
SEPARATOR = "\x1f"
"""Between name key, given and family name in the values of ``records.columns['name']``."""

_PARTICLES = word_set("van von der den de del della di da dos das du la le ter ten zu af al bin ibn of the")


@dataclass
class NameForms:
    """For each row a number of each form; equal numbers are equal texts, across the columns named alike."""

    given: Column
    family: Column
    """How they are read, in Latin letters; both share one list of values, so that swapped names can be compared."""
    given_han: Column
    family_han: Column
    """In Chinese characters, where they were written so."""
    middle: Column
    """The words between the two, of a name in Latin letters."""
    numbers: Column
    """Of names that count, as Account 1 and 客户2 do."""
    joined: Ints
    rotated: Ints
    """All of the name without spaces, and with the family name at the other end; numbers of one list."""
    tokens: Column
    """The words in alphabetical order."""
    initials: Column
    formal: Column
    """The given name, a nickname as the name that it stands for."""
    given_sound: Column
    family_sound: Column


def name_forms(names: Column) -> NameForms:
    split = [_split(*value.split(SEPARATOR)) for value in names.values]
    parts, both = encode([one[0] for one in split] + [one[1] for one in split])
    given, family = both[: len(split)], both[len(split) :]
    _, whole = encode([_joined(one, False) for one in split] + [_joined(one, True) for one in split])
    readings = Column(parts, pick(given, names.codes)), Column(parts, pick(family, names.codes))

    def of(values: Iterable[str]) -> Column:
        found, codes = encode(values)
        return Column(found, pick(codes, names.codes))

    return NameForms(
        given=readings[0],
        family=readings[1],
        given_han=of(one[2] for one in split),
        family_han=of(one[3] for one in split),
        middle=of(_middle(one) for one in split),
        numbers=of(map(_counting, names.values)),
        joined=pick(whole[: len(split)], names.codes),
        rotated=pick(whole[len(split) :], names.codes),
        tokens=of(" ".join(sorted(one[4].split())) for one in split),
        initials=of("".join(sorted(part[0] for part in one[:2] if part)) for one in split),
        formal=readings[0].derive(formal),
        given_sound=readings[0].derive(sound),
        family_sound=readings[1].derive(sound),
    )


Split = tuple[str, str, str, str, str]


def _split(key: str, given: str, family: str) -> Split:
    """The parts of a name in the spelling in which all its spellings meet."""
    given, family, given_han, family_han, reading = _parts(_without_asides(key), given, family)
    return plain(given), plain(family), given_han, family_han, plain(reading)


def _without_asides(key: str) -> str:
    """Without (北京), and without sen. and jun., which tell father from son."""
    plainly = _ASIDE.sub(" ", key) if "(" in key else key
    words = plainly.rsplit(None, 1)
    if not words or (plainly is key and _bare(words[-1]) not in _GENERATIONS):
        return key
    words = plainly.split()
    while len(words) > 1 and _bare(words[-1]) in _GENERATIONS:
        words.pop()
    return " ".join(words).rstrip(",") or key


def _counting(value: str) -> str:
    """The numbers of a name, and of which generation it says somebody to be."""
    if not _COUNTS.search(value):
        return ""
    words = map(_bare, value.partition(SEPARATOR)[0].split())
    return " ".join([*_DIGITS.findall(value), *(_GENERATIONS[word] for word in words if word in _GENERATIONS)])


def _bare(word: str) -> str:
    return word.strip(".,")


def _parts(key: str, given: str, family: str) -> Split:
    """(given, family, both in Chinese characters or empty, the reading of all).

    The reading is that of the key: the pinyin stored with a customer has titles and commas in it.
    """
    reading = key if key.isascii() else _spoken(key, True)
    if given or family:
        return _known(fold(given), fold(family), reading)
    if any(map(is_cjk, key)):
        family, given = familiar(key) or split_chinese(key)
        if family or given:
            return _known(given, family, "")
    words = reading.split()
    if len(words) < 2:
        return reading, "", "", "", reading
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    return words[0], " ".join(words[at:]), "", "", reading


def _known(given: str, family: str, reading: str) -> Split:
    spoken_given, spoken_family = _spoken(given, False), _spoken(family, True)
    return (
        spoken_given.replace(" ", "") if _has_han(given) else spoken_given,
        spoken_family.replace(" ", "") if _has_han(family) else spoken_family,
        given if _has_han(given) else "",
        family if _has_han(family) else "",
        reading or f"{spoken_family} {spoken_given}".strip(),
    )


def _middle(one: Split) -> str:
    """Of María Isabel de la Cruz isabel; only where given and family name were not told apart by whoever wrote it."""
    if one[1] and one[4].count(" ") < 2:
        return ""
    words, family = one[4].split(), one[1].split()
    if one[2] or one[3] or words[:1] != [one[0]] or words[len(words) - len(family) :] != family:
        return ""
    return " ".join(words[1 : len(words) - len(family)])


def _has_han(text: str) -> bool:
    return not text.isascii() and any(map(is_cjk, text))


@lru_cache(maxsize=20_000)
def _spoken(text: str, surname: bool) -> str:
    return " ".join(pinyin(text, "person" if surname else "word").replace(".", " ").split())


def _joined(one: Split, rotated: bool) -> str:
    """zhang san feng → zhangsanfeng, sanfengzhang; nothing for a name of one part."""
    given, family = one[0], one[1]
    if not given or not family:
        return ""
    words = one[4].split() if not one[3] and not one[2] else [family, given]
    if rotated:
        words = [*words[1:], words[0]]
    return "".join(words).replace("-", "").replace("'", "")


def formal(given: str) -> str:
    first = given.split(" ", 1)[0]
    return FORMAL.get(first, first)


_SOUNDS = str.maketrans("bfpvcgjkqsxzdtlmnr", "111122222222334556")


@lru_cache(maxsize=50_000)
def sound(text: str) -> str:
    """Soundex with five places: names that sound alike mostly share it."""
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return ""
    out, before = letters[0], letters[0].translate(_SOUNDS)
    for char in letters[1:]:
        digit = char.translate(_SOUNDS)
        if digit != before and digit.isdigit():
            out += digit
            if len(out) == 5:
                break
        if char not in "hw":
            before = digit
    return out

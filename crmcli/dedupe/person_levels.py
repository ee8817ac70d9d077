"""Names of persons compared: given and family name together, whichever way round they were written."""

import numpy as np
from rapidfuzz import fuzz

from crmcli.dedupe import levels
from crmcli.dedupe.columns import Column, Ints, Levels, Mask
from crmcli.dedupe.records import Records

GIVEN = ("missing", "same", "close", "near", "part", "differ")
"""close: one slip, a nickname, the same sound in other characters; part: an initial, one character of two."""
FAMILY = ("missing", "same", "close", "near", "differ")
_WIDTH = len(FAMILY)
_NEAR, _PART, OTHER_GIVEN, OTHER_FAMILY = 3, 4, 5, 4

USUAL_GIVEN = (0.70, 0.14, 0.04, 0.06, 0.06)
USUAL_FAMILY = (0.82, 0.10, 0.03, 0.05)
ODD_GIVEN = (4e-3, 4e-3, 0.02, 0.02)
ODD_FAMILY = (0.012, 4e-3, 0.02)

CHARACTERS = 50.0
"""fuzz.ratio of two Chinese given names: one character of two is shared."""


class _Letters:
    """Which parts of names are a single letter, and with what each begins."""

    def __init__(self, parts: list[str]) -> None:
        self.single: Mask = np.fromiter((len(part) == 1 for part in parts), dtype=bool, count=len(parts))
        self.first: Ints = np.fromiter((ord(part[0]) for part in parts), dtype=np.int32, count=len(parts))
        self.texts = np.array(parts, dtype=object)


def person_names(records: Records, i: Ints, j: Ints) -> Levels:
    forms = records.names
    if "letters" not in records.derived:
        records.derived["letters"] = _Letters(forms.given.values)
        records.derived["han"] = forms.given_han.texts()
    letters: _Letters = records.derived["letters"]
    given_i, given_j, family_i, family_j = (
        forms.given.codes[i],
        forms.given.codes[j],
        forms.family.codes[i],
        forms.family.codes[j],
    )
    given = _given(letters, given_i, given_j)
    family = _family(letters, family_i, family_j)
    formal = forms.formal.codes
    given[(given > 2) & (formal[i] == formal[j]) & (formal[i] >= 0)] = 2
    _between(forms.middle, i, j, given)
    _characters(records, forms.given_han, forms.family_han, i, j, given, family)
    _swapped(letters, (given_i, family_i), (given_j, family_j), given, family)
    whole = (forms.joined[i] >= 0) & (forms.joined[j] >= 0) & ~((given == 1) & (family == 1))
    whole &= (given > 2) | (family > 2)
    whole &= (
        (forms.joined[i] == forms.joined[j])
        | (forms.joined[i] == forms.rotated[j])
        | (forms.rotated[i] == forms.joined[j])
    )
    given[whole], family[whole] = 1, 1
    number = forms.numbers.codes
    given[(number[i] >= 0) & (number[j] >= 0) & (number[i] != number[j])] = OTHER_GIVEN
    return given * np.uint8(_WIDTH) + family


def _given(letters: _Letters, left: Ints, right: Ints) -> Levels:
    def refine(a: Ints, b: Ints) -> Levels:
        out = levels.by_score(levels.alike(letters.texts, a, b), (levels.CLOSE, levels.NEAR), 2)
        out[out == _PART] = OTHER_GIVEN
        out[(letters.single[a] | letters.single[b]) & (letters.first[a] == letters.first[b])] = _PART
        return out

    return levels.stepped(left, right, OTHER_GIVEN, refine)


def _family(letters: _Letters, left: Ints, right: Ints) -> Levels:
    def refine(a: Ints, b: Ints) -> Levels:
        return levels.by_score(levels.alike(letters.texts, a, b), (levels.CLOSE, levels.NEAR), 2)

    return levels.stepped(left, right, OTHER_FAMILY, refine)


def _between(middle: Column, i: Ints, j: Ints, given: Levels) -> None:
    """María Isabel is near María Teresa, not the same; María I. and María alone may be either."""
    left, right = middle.codes[i], middle.codes[j]
    some = np.flatnonzero((given == 1) & (left >= 0) & (right >= 0) & (left != right))
    for at in some.tolist():
        if _unlike(middle.values[left[at]].split(), middle.values[right[at]].split()):
            given[at] = _NEAR


def _unlike(one: list[str], other: list[str]) -> bool:
    """Whether words stand side by side of which none begins like the other."""
    return any(not a.startswith(b) and not b.startswith(a) for a, b in zip(one, other, strict=False))


def _characters(
    records: Records, given_han: Column, family_han: Column, i: Ints, j: Ints, given: Levels, family: Levels
) -> None:
    """Where both were written in Chinese, the characters decide; the sound alone makes them close."""
    left, right = given_han.codes[i], given_han.codes[j]
    both = (left >= 0) & (right >= 0)
    given[both & (left != right) & (given == 1)] = 2
    unlike = np.flatnonzero(both & (left != right) & (given > 1) & (given != 2))
    if len(unlike):
        given[unlike] = OTHER_GIVEN
        shared = levels.alike(records.derived["han"], left[unlike], right[unlike], fuzz.ratio) >= CHARACTERS
        given[unlike[shared]] = _PART
    close = both & (left != right) & (given == 2) & (records.names.given.codes[i] != records.names.given.codes[j])
    given[close] = _PART
    left, right = family_han.codes[i], family_han.codes[j]
    both = (left >= 0) & (right >= 0) & (left != right)
    family[both & (family == 1)] = 2
    family[both & (records.names.family.codes[i] != records.names.family.codes[j])] = OTHER_FAMILY


def _swapped(
    letters: _Letters, left: tuple[Ints, Ints], right: tuple[Ints, Ints], given: Levels, family: Levels
) -> None:
    """Given and family name changed places, or one name alone stands where the other has its family name."""
    met = ((left[0] == right[1]) & (left[0] >= 0)) | ((left[1] == right[0]) & (left[1] >= 0))
    unlike = np.flatnonzero(met & ((given == 0) | (given > 2)) & ((family == 0) | (family > 2)))
    if not len(unlike):
        return
    first = _given(letters, left[0][unlike], right[1][unlike])
    second = _given(letters, left[1][unlike], right[0][unlike])
    full = (first > 0) & (second > 0) & (first + second <= 3)
    given[unlike[full]], family[unlike[full]] = first[full], second[full]
    initial = ((first == 1) & (second == _PART)) | ((second == 1) & (first == _PART))
    given[unlike[initial]], family[unlike[initial]] = _PART, 1
    alone = ~full & ~initial & (((first == 1) & (second == 0)) | ((second == 1) & (first == 0)))
    given[unlike[alone]], family[unlike[alone]] = 0, 1

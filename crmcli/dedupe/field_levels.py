"""Birthdays, addresses, postcodes and plain words compared."""

from collections.abc import Callable

import numpy as np

from crmcli.dedupe import levels
from crmcli.dedupe.addresses import numbers, street
from crmcli.dedupe.columns import Ints, Levels
from crmcli.dedupe.records import Records
from crmcli.dedupe.values import codes_of, derived, texts_of

Compare = Callable[[Records, Ints, Ints], Levels]


def plain(name: str) -> Compare:
    """same, differ."""

    def compare(records: Records, i: Ints, j: Ints) -> Levels:
        _, left, right = codes_of(records, name, i, j)
        return levels.stepped(left, right, 2)

    return compare


def spelled(name: str, limit: float) -> Compare:
    """same, close, differ."""

    def compare(records: Records, i: Ints, j: Ints) -> Levels:
        _, left, right = codes_of(records, name, i, j)
        texts = texts_of(records, name)
        return levels.stepped(left, right, 3, lambda a, b: levels.by_score(levels.alike(texts, a, b), (limit,), 2))

    return compare


def slipped(name: str) -> Compare:
    """same, close (one or two slips), differ."""

    def compare(records: Records, i: Ints, j: Ints) -> Levels:
        _, left, right = codes_of(records, name, i, j)
        texts = texts_of(records, name)
        return levels.stepped(
            left, right, 3, lambda a, b: np.where(levels.slips(texts, a, b) <= 2, 2, 3).astype(np.uint8)
        )

    return compare


def birthdays(records: Records, i: Ints, j: Ints) -> Levels:
    """same, close (day and month swapped, one slip), day (the same day, the year another or not known), near (a month
    apart, or the year and one more agree), year (at most one apart), differ."""
    column, left, right = codes_of(records, "birthday", i, j)
    texts = texts_of(records, "birthday")
    year, month, day, swapped = (
        derived(records, "birthday", part).codes for part in (_year, _month, _day, _month_day_sorted)
    )
    if "days" not in records.derived:
        records.derived["days"] = np.fromiter(map(_day_number, column.values), dtype=np.int32, count=len(column.values))
    number = records.derived["days"]

    def refine(a: Ints, b: Ints) -> Levels:
        full = (year[a] >= 0) & (year[b] >= 0)
        same_year = full & (year[a] == year[b])
        same_month, same_day = month[a] == month[b], day[a] == day[b]
        apart = np.where(full, np.abs(number[a] - number[b]), 1 << 20)
        out = np.full(len(a), 6, dtype=np.uint8)
        out[apart <= 372] = 5
        out[(same_year & (same_month | same_day)) | (apart <= 31)] = 4
        out[same_month & same_day] = 3
        # A slip in one of year, month and day leaves the other two as they were.
        two = np.flatnonzero(full & ((same_month & same_day) | (same_year & (same_month | same_day))))
        out[two[levels.slips(texts, a[two], b[two]) <= 1]] = 2
        out[same_year & (swapped[a] == swapped[b])] = 2
        return out

    return levels.stepped(left, right, 6, refine)


def _day_number(birthday: str) -> int:
    """Days to measure with: months have 31 of them. 0 for what is no date."""
    parts = birthday.split("-")
    return (
        int(parts[0]) * 372 + int(parts[1]) * 31 + int(parts[2])
        if len(parts) == 3 and all(map(str.isdecimal, parts))
        else 0
    )


def _year(birthday: str) -> str:
    return "" if birthday.startswith("--") else birthday[:4]


def _month(birthday: str) -> str:
    return birthday[-5:-3]


def _day(birthday: str) -> str:
    return birthday[-2:]


def _month_day_sorted(birthday: str) -> str:
    return "".join(sorted((birthday[-5:-3], birthday[-2:])))


def addresses(records: Records, i: Ints, j: Ints) -> Levels:
    """same, close (the numbers agree and the words nearly), street (another number), near, differ."""
    _, left, right = codes_of(records, "address", i, j)
    number, words = derived(records, "address", numbers), derived(records, "address", street)
    texts = words.texts() if ("texts", "street") not in records.derived else records.derived["texts", "street"]
    records.derived["texts", "street"] = texts

    def refine(a: Ints, b: Ints) -> Levels:
        out = np.full(len(a), 5, dtype=np.uint8)
        both = np.flatnonzero((words.codes[a] >= 0) & (words.codes[b] >= 0))
        scores = np.zeros(len(a), dtype=np.float32)
        scores[both] = levels.alike(texts, words.codes[a[both]], words.codes[b[both]])
        same_number = (number.codes[a] == number.codes[b]) & (number.codes[a] >= 0)
        out[scores >= levels.NEAR] = 4
        out[scores >= levels.CLOSE] = 3
        out[same_number & (scores >= levels.NEAR)] = 2
        return out

    return levels.stepped(left, right, 5, refine)


def postcodes(records: Records, i: Ints, j: Ints) -> Levels:
    """same, close (one slip), area (the same beginning), differ."""
    _, left, right = codes_of(records, "postcode", i, j)
    texts = texts_of(records, "postcode")
    area, front, back = (derived(records, "postcode", part).codes for part in (_area, _first_letter, _last_letter))

    def refine(a: Ints, b: Ints) -> Levels:
        out = np.full(len(a), 4, dtype=np.uint8)
        out[levels.slip_within((front[a] == front[b]) | (back[a] == back[b]), texts, a, b)] = 2
        out[(out == 4) & (area[a] == area[b])] = 3
        return out

    return levels.stepped(left, right, 4, refine)


def _area(postcode: str) -> str:
    return postcode.split()[0] if " " in postcode else postcode[:3]


def _first_letter(postcode: str) -> str:
    return postcode[:1]


def _last_letter(postcode: str) -> str:
    return postcode[-1:]

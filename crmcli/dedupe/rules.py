"""The blocking rules: what two rows must share to be compared. Each is narrow; together they miss little."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from crmcli.dedupe.addresses import numbers, street
from crmcli.dedupe.columns import Column, Ints, Longs, Several, combine
from crmcli.dedupe.company_levels import cores
from crmcli.dedupe.mailboxes import local_part
from crmcli.dedupe.name_forms import sound
from crmcli.dedupe.records import Records

Entries = tuple[Ints, Longs]
"""Rows with their keys; a row may come several times (several phones), a negative key is none."""
Maker = Callable[[Records], Entries | None]
Part = Callable[[Records], Column | None]


def rules(company: bool) -> Iterator[tuple[str, Maker]]:
    for text in _COMPANY if company else _PERSON:
        yield text, partial(_make, text.split(" + "))


_CONTACTS = (
    "phone", "email", "email_local", "handle", "id_number", "external", "phone_head + initials",
    "phone_tail + initials", "phone_tail", "id_head", "id_tail",
)  # fmt: skip
_PERSON = (
    *_CONTACTS,
    "tokens", "spelled",
    "birthday", "birthday + given1", "birthday + family1", "birthday + city",
    "year_month + family", "year_month + given", "month_day + family", "swapped + given", "swapped + family",
    "year + tail + postcode_area", "year_day + family", "year_day + given",
    "family + formal", "family_sound + given_sound", "family_sound + given1", "family + given1",
    "given + city", "family + city", "given + postcode", "family + postcode", "postcode + initials",
    "address", "street + given", "street + family", "number + postcode", "district + given", "district + family",
    "company + family", "company + given",
)  # fmt: skip
_COMPANY = (
    *_CONTACTS,
    "core", "core_words", "core_sound", "core_first + city", "core_first + number", "core_first + postcode",
    "core_last + city", "core_last + number", "core_head",
    "address", "number + street_first", "number + city", "core_rare",
)  # fmt: skip


def _make(names: list[str], records: Records) -> Entries | None:
    """The keys of a rule: of its parts at most one has several values."""
    many: Several | None = None
    singles = []
    for name in names:
        if name in _SEVERAL:
            many = _cached_several(records, name)
            if many is None:
                return None
        else:
            column = _cached(records, name)
            if column is None:
                return None
            singles.append(column)
    if many is None:
        return np.arange(len(records), dtype=np.int32), combine(singles)
    keys = many.codes.astype(np.int64)
    if singles:
        keys = combine([keys, combine(singles)[many.owners]])
    return many.owners, keys


def _cached(records: Records, name: str) -> Column | None:
    key = ("block", name)
    if key not in records.derived:
        records.derived[key] = _PARTS[name](records)
    found: Column | None = records.derived[key]
    return found if found is not None and found.known > 1 else None


def _cached_several(records: Records, name: str) -> Several | None:
    key = ("block", name)
    if key not in records.derived:
        of, function = _SEVERAL[name]
        source = records.several[of]
        records.derived[key] = source.derive(function) if function else source
    found: Several = records.derived[key]
    return found if found.known > 1 else None


def _of(name: str, function: Callable[[str], str] | None = None) -> Part:
    def part(records: Records) -> Column:
        column = records.columns[name]
        return column.derive(function) if function else column

    return part


def _form(name: str) -> Part:
    return lambda records: getattr(records.names, name)


def _spelled(records: Records) -> Column:
    """The same number for a name and itself with the family name at the other end."""
    return Column([""], np.minimum(records.names.joined, records.names.rotated))


def _letter(name: str) -> Part:
    return lambda records: getattr(records.names, name).derive(lambda text: text[0])


def _core(function: Callable[[str], str]) -> Part:
    return lambda records: cores(records, "name").derive(function)


def _date(start: int, end: int) -> Callable[[str], str]:
    return lambda text: text[start:end] if len(text) == 10 else ""


def _swapped(text: str) -> str:
    return text[:4] + "".join(sorted((text[5:7], text[8:]))) if len(text) == 10 else ""


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0] if text.isascii() else text[:2]


def _last_word(text: str) -> str:
    return text.rsplit(" ", 1)[-1] if text.isascii() else text[-2:]


def _sorted_words(text: str) -> str:
    return " ".join(sorted(text.split()))


def _head(text: str) -> str:
    return text.replace(" ", "")[:6] if text.isascii() else text[:3]


def _longest_word(text: str) -> str:
    return max(text.split(), key=len, default="") if text.isascii() else text[:4]


def _sound_of_words(text: str) -> str:
    return " ".join(sorted(filter(None, map(sound, text.split())))) if text.isascii() else ""


def _street_first(text: str) -> str:
    return _longest_word(street(text))


def _half(front: bool) -> Callable[[str], str]:
    """One half of the last eight characters: a single slip leaves the other half as it was."""
    return lambda text: (text[-8:-4] + "f" if front else text[-4:] + "b") if len(text) > 6 else ""


def _id_half(front: bool) -> Callable[[str], str]:
    return lambda text: (text[: len(text) // 2] if front else text[len(text) // 2 :]) if len(text) > 6 else ""


_SEVERAL: dict[str, tuple[str, Callable[[str], str] | None]] = {
    "phone": ("phone", None),
    "email": ("email", None),
    "handle": ("handle", None),
    "email_local": ("email", local_part),
    "phone_head": ("phone", _half(True)),
    "phone_tail": ("phone", lambda text: text[-7:] if len(text) >= 7 else ""),
}
_PARTS: dict[str, Part] = {
    **{name: _of(name) for name in ("id_number", "external", "birthday", "city", "postcode", "address", "district")},
    **{name: _form(name) for name in ("given", "family", "tokens", "initials", "formal")},
    "given_sound": _form("given_sound"), "family_sound": _form("family_sound"),
    "spelled": _spelled,
    "given1": _letter("given"), "family1": _letter("family"),
    "year": _of("birthday", _date(0, 4)), "year_month": _of("birthday", _date(0, 7)),
    "month_day": _of("birthday", lambda text: text[-5:]),
    "year_day": _of("birthday", lambda text: text[:4] + text[-2:] if len(text) == 10 else ""),
    "tail": _of("birthday", lambda text: text[-2:]),
    "swapped": _of("birthday", _swapped),
    "postcode_area": _of("postcode", lambda text: text[:4]),
    "id_head": _of("id_number", _id_half(True)), "id_tail": _of("id_number", _id_half(False)),
    "street": _of("address", street), "number": _of("address", numbers), "street_first": _of("address", _street_first),
    "company": lambda records: cores(records, "company"),
    "core": lambda records: cores(records, "name"),
    "core_words": _core(_sorted_words), "core_sound": _core(_sound_of_words), "core_first": _core(_first_word),
    "core_last": _core(_last_word), "core_head": _core(_head), "core_rare": _core(_longest_word),
}  # fmt: skip

"""Which phones and mailboxes are used by several people: a switchboard, an office's address, a family's."""

from collections.abc import Callable

import numpy as np

from crmcli.dedupe.columns import Ints, Longs, Mask
from crmcli.dedupe.records import Records
from crmcli.dedupe.spellings import plain

SEVERAL = 3
"""People with so many different initials share a value. Two may be one customer under two names."""


def holders(records: Records, name: str) -> Longs:
    """For each value, how many different initials those who have it show."""
    key = ("holders", name)
    if key not in records.derived:
        column, initials = records.several[name], _initials(records)
        owner = initials[column.owners].astype(np.int64)
        known = owner >= 0
        pairs = np.unique(column.codes[known].astype(np.int64) * (int(initials.max(initial=0)) + 1) + owner[known])
        records.derived[key] = np.bincount(
            pairs // (int(initials.max(initial=0)) + 1), minlength=len(column.values)
        ).astype(np.int64)
    found: Longs = records.derived[key]
    return found


def _initials(records: Records) -> Ints:
    return records.names.initials.codes


def shared_values(records: Records, name: str) -> Callable[[Ints, Ints, Ints], Mask]:
    """Whether a value that two rows have in common is also somebody else's."""
    count, initials = holders(records, name), _initials(records)

    def shared(codes: Ints, left: Ints, right: Ints) -> Mask:
        alike = initials[left] == initials[right]
        found: Mask = count[codes] >= np.where(alike, SEVERAL - 1, SEVERAL)
        return found

    return shared


def named_addresses(records: Records) -> Mask:
    """Which mail addresses spell the name of someone who has them: namesakes and colleagues have similar ones."""
    if "named" not in records.derived:
        column, forms = records.several["email"], records.names
        found = np.zeros(len(column.values), dtype=bool)
        parts = [forms.given.values[code].replace(" ", "") for code in range(len(forms.given.values))]
        given, family = forms.given.codes[column.owners].tolist(), forms.family.codes[column.owners].tolist()
        for code, first, last in zip(column.codes.tolist(), given, family, strict=True):
            local = plain(column.values[code].partition("@")[0])
            found[code] |= any(at >= 0 and len(parts[at]) > 2 and parts[at] in local for at in (first, last))
        records.derived["named"] = found
    found_: Mask = records.derived["named"]
    return found_

"""Phones, mail addresses and other handles compared: whose they are, and how far a slip of the finger goes."""

from collections.abc import Callable
from typing import Any

import numpy as np

from crmcli.dedupe import levels
from crmcli.dedupe.columns import Ints, Levels
from crmcli.dedupe.mailboxes import domain, local_part, mailbox
from crmcli.dedupe.records import Records
from crmcli.dedupe.sharing import named_addresses, shared_values
from crmcli.dedupe.values import part_of, texts_of

ALIKE = 0.88
"""Jaro–Winkler of two mail addresses that were torn apart in typing."""

_NEXT = frozenset(f"{n}{m}" for n in range(10) for m in (n - 1, n + 1) if 0 <= m <= 9)
"""Two digits that follow each other."""


def phones(records: Records, i: Ints, j: Ints) -> Levels:
    """own (the same), shared (the same, but others have it too, or other than the extension), close (one digit off,
    but not the next number: a family or an office gets several at once), differ."""
    front, back, line = (part_of(records, "phone", part) for part in (_front, _back, _line))

    def refine(texts: Any, a: Ints, b: Ints) -> Any:
        near = np.flatnonzero(levels.slip_within((front[a] == front[b]) | (back[a] == back[b]), texts, a, b))
        out = np.full(len(a), 4)
        out[near[[not _in_sequence(one, other) for one, other in zip(texts[a[near]], texts[b[near]], strict=True)]]] = 3
        out[line[a] == line[b]] = 2
        return out

    return _identifiers(records, "phone", i, j, refine)


def _in_sequence(one: str, other: str) -> bool:
    """…0001 and …0002."""
    return one[:-1] == other[:-1] and one[-1:] + other[-1:] in _NEXT


def _front(text: str) -> str:
    """A slip leaves one half of a number as it was."""
    return text[:-4]


def _back(text: str) -> str:
    return text[-4:]


def _line(text: str) -> str:
    return text.partition("x")[0]


def handles(records: Records, i: Ints, j: Ints) -> Levels:
    """own, shared, close (one letter off: another number behind a name is another person), differ."""
    digits = part_of(records, "handle", _digits)

    def refine(texts: Any, a: Ints, b: Ints) -> Any:
        return np.where(levels.slip_within(digits[a] == digits[b], texts, a, b), 3, 4)

    return _identifiers(records, "handle", i, j, refine)


def emails(records: Records, i: Ints, j: Ints) -> Levels:
    """own, shared, close (a slip or two in letters, a plus tag, the same unusual local part elsewhere), near (alike,
    where the address does not merely spell a name), differ."""
    named = named_addresses(records)
    whole, local, digits, host = (part_of(records, "email", part) for part in (mailbox, _telling, _digits, domain))

    def refine(texts: Any, a: Ints, b: Ints) -> Any:
        out = np.full(len(a), 5)
        odd = np.flatnonzero(~named[a] & ~named[b] & (digits[a] == digits[b]))
        out[odd[levels.alike(texts, a[odd], b[odd]) >= ALIKE]] = 4
        alike, other = digits[a] == digits[b], host[a] != host[b]
        out[levels.slip_within(alike, texts, a, b) | levels.slip_within(alike & other, texts, a, b, 2)] = 3
        out[(local[a] == local[b]) & (local[a] >= 0)] = 3
        out[whole[a] == whole[b]] = 3
        return out

    return _identifiers(records, "email", i, j, refine, last=5)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text)) or "-"


def _telling(email: str) -> str:
    """A local part with digits: one made of a name alone belongs to every namesake."""
    local = local_part(email)
    return local if sum(map(str.isdigit, local)) > 2 else ""


def _identifiers(
    records: Records, name: str, i: Ints, j: Ints, refine: Callable[[Any, Ints, Ints], Any], last: int = 4
) -> Levels:
    texts, shared = texts_of(records, name), shared_values(records, name)

    def compare(a: Ints, b: Ints, rows_a: Ints, rows_b: Ints) -> Levels:
        out = levels.stepped(a, b, last, lambda x, y: refine(texts, x, y).astype(np.uint8))
        same = out == 1
        out[same & shared(a, rows_a, rows_b)] = 2
        return out

    return levels.best_of_several(records.several[name], i, j, compare)

"""Small hand-written sets of customers."""

from collections.abc import Mapping, Sequence

import numpy as np

from crmcli.dedupe.comparison import COMPANY, PERSON, Field, compare, level_matrix
from crmcli.dedupe.records import Records, from_columns

Row = dict[str, str]

NAMES = (
    "Ada Lovelace", "Grace Hopper", "Alan Turing", "Emmy Noether", "Kurt Goedel", "Mary Somerville", "Carl Gauss",
    "Sofia Kovalevskaya", "Leonhard Euler", "Hypatia Theon", "Rosalind Franklin", "Lise Meitner", "Niels Bohr",
    "Barbara McClintock", "Dorothy Hodgkin", "Richard Feynman", "Chien Wu", "Edwin Hubble", "Vera Rubin", "Karl Jansky",
    "王芳", "李娜", "刘洋", "陈杰", "杨敏", "赵磊", "黄静", "周强", "吴艳", "徐超",
)  # fmt: skip


def records(rows: Sequence[Row], fields: Mapping[str, str] | None = None) -> Records:
    names = dict.fromkeys(name for row in rows for name in row)
    return from_columns({name: [row.get(name, "") for row in rows] for name in names}, fields or {n: n for n in names})


def level(field: str, one: Row, other: Row, *more: Row) -> str:
    """The level of a field for two customers; ``more`` live in the same file."""
    known = records([one, other, *more])
    fields: tuple[Field, ...] = COMPANY if known.company[0] else PERSON
    at = next(at for at, each in enumerate(fields) if each.name == field)
    i, j = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    return fields[at].levels[int(level_matrix(fields, compare(known, fields, i, j))[0, at])]


def strangers() -> list[Row]:
    """Thirty people who have nothing in common, so that there is something to learn chance from."""
    return [
        {
            "name": name, "phone": f"13{at:02}{at * 7919 % 1000:03}{at * 104_729 % 10_000:04}",
            "email": f"box{at * 31}@host{at}.example",
            "birthday": f"{1950 + at}-{at % 12 + 1:02}-{at % 27 + 1:02}",
            "city": f"town{at % 9}",
        }
        for at, name in enumerate(NAMES)
    ]  # fmt: skip

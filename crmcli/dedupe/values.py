"""Values of the fields as numbers and texts, worked out once for each set of records."""

from collections.abc import Callable
from typing import Any

import numpy as np

from crmcli.dedupe.columns import Column, Ints, Several
from crmcli.dedupe.records import Records


def codes_of(records: Records, name: str, i: Ints, j: Ints) -> tuple[Column, Ints, Ints]:
    column = records.columns[name]
    return column, column.codes[i], column.codes[j]


def texts_of(records: Records, name: str) -> Any:
    key = ("texts", name)
    if key not in records.derived:
        column: Column | Several = records.columns.get(name) or records.several[name]
        records.derived[key] = column.texts()
    return records.derived[key]


def derived(records: Records, name: str, function: Callable[[str], str]) -> Column:
    """A function of the different values of a column: one code for each value, not for each row."""
    key = (name, function)
    if key not in records.derived:
        values = records.columns[name].values
        records.derived[key] = Column(values, np.arange(len(values), dtype=np.int32)).derive(function)
    found: Column = records.derived[key]
    return found


def part_of(records: Records, name: str, function: Callable[[str], str]) -> Ints:
    """A function of each different value of a column of several."""
    key = (name, function)
    if key not in records.derived:
        values = records.several[name].values
        records.derived[key] = Column(values, np.arange(len(values), dtype=np.int32)).derive(function).codes
    found: Ints = records.derived[key]
    return found

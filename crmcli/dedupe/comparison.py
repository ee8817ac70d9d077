"""The fields of a customer that are compared, and in which steps. Pairs of rows in, one small number per field out."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from crmcli.dedupe.columns import Column, Ints, Levels, Longs, Several
from crmcli.dedupe.company_levels import company_names
from crmcli.dedupe.contact_levels import emails, handles, phones
from crmcli.dedupe.field_levels import addresses, birthdays, plain, postcodes, slipped, spelled
from crmcli.dedupe.person_levels import FAMILY, GIVEN, person_names
from crmcli.dedupe.records import Records

CHUNK = 1 << 18
"""Pairs compared at once: enough for numpy, few enough that the texts of a chunk weigh some megabytes."""


@dataclass(frozen=True)
class Field:
    name: str
    levels: tuple[str, ...]
    """From ``missing`` to ``differ``."""
    usual: tuple[float, ...]
    """How often duplicates show each level (but missing): where estimation starts, and what few data lean on."""
    odd: tuple[float, ...]
    """How often strangers show them: what few data lean on."""
    compare: Callable[[Records, Ints, Ints], Levels]
    parts: tuple[int, ...] = ()
    """For each level which of several kinds of being there it belongs to; its chances add up to 1 within one."""
    column: str = ""
    """Whose frequent values weigh less when they agree."""

    @property
    def groups(self) -> tuple[int, ...]:
        return self.parts or (0, *[1] * (len(self.levels) - 1))


# -- the fields ------------------------------------------------------------------------------------

_IDENTIFIER = ("missing", "own", "shared", "close", "differ")
_STRANGE = (2e-5, 1e-4, 1e-5)
_WHERE = ("missing", "same", "close", "differ")

PERSON = (
    Field("name", tuple(f"{g}.{f}" for g in GIVEN for f in FAMILY), (), (), person_names,
          tuple((g > 0) * 2 + (f > 0) for g in range(len(GIVEN)) for f in range(len(FAMILY)))),
    Field("phone", _IDENTIFIER, (0.55, 0.1, 0.1, 0.25), _STRANGE, phones),
    Field("email", ("missing", "own", "shared", "close", "near", "differ"),
          (0.55, 0.1, 0.1, 0.02, 0.23), (2e-5, 1e-4, 2e-5, 1e-4), emails),
    Field("handle", _IDENTIFIER, (0.6, 0.05, 0.05, 0.3), _STRANGE, handles),
    Field("id_number", _WHERE, (0.85, 0.1, 0.05), (1e-6, 1e-6), slipped("id_number")),
    Field("birthday", ("missing", "same", "close", "day", "near", "year", "differ"),
          (0.8, 0.1, 0.005, 0.02, 0.02, 0.055), (5e-5, 5e-4, 3e-3, 2e-3, 0.03), birthdays, column="birthday"),
    Field("address", ("missing", "same", "close", "street", "near", "differ"),
          (0.5, 0.2, 0.05, 0.05, 0.2), (5e-4, 3e-4, 0.01, 0.02), addresses, column="address"),
    Field("district", _WHERE, (0.7, 0.15, 0.15), (0.02, 0.01), spelled("district", 0.88), column="district"),
    Field("city", _WHERE, (0.75, 0.1, 0.15), (0.08, 0.01), spelled("city", 0.88), column="city"),
    Field("postcode", ("missing", "same", "close", "area", "differ"),
          (0.65, 0.1, 0.1, 0.15), (3e-3, 2e-3, 0.03), postcodes, column="postcode"),
    Field("company", _WHERE, (0.7, 0.15, 0.15), (0.01, 5e-3), company_names("company"), column="company"),
    Field("gender", ("missing", "same", "differ"), (0.97, 0.03), (0.5,), plain("gender")),
    Field("occupation", _WHERE, (0.7, 0.1, 0.2), (0.05, 0.02), spelled("occupation", 0.88), column="occupation"),
    Field("external", ("missing", "same", "differ"), (0.9, 0.1), (1e-6,), plain("external")),
)  # fmt: skip
COMPANY = (
    Field("company_name", ("missing", "same", "close", "part", "near", "differ"),
          (0.55, 0.2, 0.12, 0.08, 0.05), (2e-4, 3e-4, 2e-3, 0.02), company_names("name"), column="core"),
    *(field for field in PERSON if field.name not in ("name", "birthday", "company", "gender")),
)  # fmt: skip


def fields_of(records: Records, company: bool) -> tuple[Field, ...]:
    """The fields that two rows or more know something of."""
    out = []
    for field in COMPANY if company else PERSON:
        name = "name" if field.name == "company_name" else field.name
        column: Column | Several = records.columns.get(name) or records.several[name]
        if column.known > 1:
            out.append(field)
    return tuple(out)


def compare(records: Records, fields: tuple[Field, ...], i: Ints, j: Ints) -> Longs:
    """The pattern of each pair: the levels of all fields in one number."""
    out = np.empty(len(i), dtype=np.int64)
    for start in range(0, len(i), CHUNK):
        part = slice(start, start + CHUNK)
        total = np.zeros(len(i[part]), dtype=np.int64)
        for field in fields:
            total = total * len(field.levels) + field.compare(records, i[part], j[part])
        out[part] = total
    return out


def level_matrix(fields: tuple[Field, ...], patterns: Longs) -> Levels:
    """Patterns × fields."""
    out = np.empty((len(patterns), len(fields)), dtype=np.uint8)
    rest = patterns.copy()
    for at in range(len(fields) - 1, -1, -1):
        rest, out[:, at] = np.divmod(rest, len(fields[at].levels))
    return out

"""Which pairs may be merged without a human look."""

import numpy as np

from crmcli.dedupe import levels
from crmcli.dedupe.branches import towns
from crmcli.dedupe.columns import Ints, Levels, Mask
from crmcli.dedupe.comparison import level_matrix
from crmcli.dedupe.engine import CERTAIN, Findings
from crmcli.dedupe.mailboxes import domain
from crmcli.dedupe.model import OWN, SHARED, Model
from crmcli.dedupe.person_levels import FAMILY
from crmcli.dedupe.records import Records
from crmcli.dedupe.sharing import named_addresses

_EXACT = {"phone": "own", "email": "own", "handle": "own", "id_number": "same", "external": "same"}
"""Fields that identify, at the level where nobody of another name has the value too."""
_PERSONAL = {"handle": "own", "id_number": "same", "external": "same", "birthday": "same", "company": "same"}
"""What father and son of one name do not share, who have one phone, one mailbox and one home."""
_UNIQUE = {"id_number": "same", "external": "same"}
"""What nobody else has: the name may then be misspelt."""
_OWN_ACCOUNT = _UNIQUE | {"handle": "own"}
"""What tells that a name in Chinese and one in letters, which many characters sound like, are one."""
_DIFFERENT = {"phone": "differ", "email": "differ"}
"""What father and son of one name have of their own, if they have it."""
HOUSEHOLD = 0.9999
"""How certain it must be where all that two share is what a household has in common."""


def certain(records: Records, findings: Findings) -> Mask:
    """Pairs that are (nearly) surely one customer, whose names agree, and who share an exact identifier that no
    differently named customer has; never a pair that has two birthdays or id numbers. Without anything personal in
    common, persons must be surer still: namesakes in one household look just the same."""
    out = np.zeros(len(findings.i), dtype=bool)
    for kind, model in findings.models.items():
        mine = (records.company[findings.i] == (kind == "company")) & (findings.probability >= CERTAIN)
        matrix = level_matrix(model.fields, findings.patterns[mine])
        sure = findings.probability[mine] >= (HOUSEHOLD if kind == "person" else CERTAIN)
        if kind == "person":
            _disregard_plain(records, model, matrix, findings.i[mine], findings.j[mine])
            apart = _any(model, matrix, _DIFFERENT)
            sure = (sure & ~apart) | _any(model, matrix, _PERSONAL)
            sure &= ~_two_mailboxes(records, findings.i[mine], findings.j[mine])
        same = _names_agree(model, matrix)
        if kind == "person":
            spoken = _one_in_letters(records, findings.i[mine], findings.j[mine])
            same &= ~spoken | _any(model, matrix, _OWN_ACCOUNT)
        else:
            named = towns(records).codes
            same &= named[findings.i[mine]] == named[findings.j[mine]]
        same |= _names_nearly_agree(model, matrix) & _any(model, matrix, _UNIQUE)
        out[mine] = sure & same & _any(model, matrix, _EXACT) & ~_contradicted(model, matrix)
    found: Mask = out & (findings.labels[findings.i] == findings.labels[findings.j])
    return found


def _names_agree(model: Model, matrix: Levels) -> Mask:
    """Daniel and Daniela, 王磊 and 王蕾 are nearly the same, and mostly two people: twins, a couple."""
    return _alike(model, matrix, (1,))


def _names_nearly_agree(model: Model, matrix: Levels) -> Mask:
    return _alike(model, matrix, (1, 2))


def _alike(model: Model, matrix: Levels, wanted: tuple[int, ...]) -> Mask:
    for at, field in enumerate(model.fields):
        if field.name == "name":
            given, family = np.divmod(matrix[:, at], len(FAMILY))
            found: Mask = np.isin(given, wanted) & np.isin(family, wanted)
            return found
        if field.name == "company_name":
            return np.asarray(np.isin(matrix[:, at], wanted))
    return np.zeros(len(matrix), dtype=bool)


def _one_in_letters(records: Records, i: Ints, j: Ints) -> Mask:
    """One name in Chinese characters, the other in letters."""
    han = records.names.family_han.codes
    found: Mask = (han[i] >= 0) != (han[j] >= 0)
    return found


def _any(model: Model, matrix: Levels, wanted: dict[str, str]) -> Mask:
    """Which pairs show one of these levels at least."""
    found = np.zeros(len(matrix), dtype=bool)
    for at, field in enumerate(model.fields):
        if field.name in wanted:
            found |= matrix[:, at] == field.levels.index(wanted[field.name])
    return found


def _disregard_plain(records: Records, model: Model, matrix: Levels, i: Ints, j: Ints) -> None:
    """A mail address made of a name alone is what any namesake may have too: it counts as one that others share."""
    at = next((at for at, field in enumerate(model.fields) if field.name == "email"), None)
    if at is not None:
        column = records.several["email"]
        bare = [not any(map(str.isdigit, text.partition("@")[0])) for text in column.values]
        plain = named_addresses(records) & np.array(bare, dtype=bool)
        telling = levels.best_of_several(column, i, j, lambda a, b, *_: np.where((a == b) & ~plain[a], OWN, SHARED))
        matrix[(telling == SHARED) & (matrix[:, at] == OWN), at] = SHARED


def _two_mailboxes(records: Records, i: Ints, j: Ints) -> Mask:
    """Both have a mailbox of one domain, and none in common: a firm gives each of its people one."""
    column = records.several["email"]
    if not column.known:
        return np.zeros(len(i), dtype=bool)
    best, at_one = (
        levels.best_of_several(values, i, j, lambda a, b, *_: np.where(a == b, OWN, SHARED))
        for values in (column, column.derive(domain))
    )
    found: Mask = (best == SHARED) & (at_one == OWN)
    return found


def _contradicted(model: Model, matrix: Levels) -> Mask:
    found = np.zeros(len(matrix), dtype=bool)
    for at, field in enumerate(model.fields):
        if field.name in ("birthday", "id_number", "gender"):
            found |= matrix[:, at] == len(field.levels) - 1
    return found

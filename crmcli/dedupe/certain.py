"""Which pairs may be merged without a human look."""

import numpy as np

from crmcli.dedupe.columns import Levels, Mask
from crmcli.dedupe.comparison import level_matrix
from crmcli.dedupe.engine import CERTAIN, Findings
from crmcli.dedupe.model import Model
from crmcli.dedupe.person_levels import FAMILY
from crmcli.dedupe.records import Records

_EXACT = {"phone": "own", "email": "own", "handle": "own", "id_number": "same", "external": "same"}
"""Fields that identify, at the level where nobody of another name has the value too."""


def certain(records: Records, findings: Findings) -> Mask:
    """Pairs that are (nearly) surely one customer, whose names agree, and who share an exact identifier that no
    differently named customer has; never a pair that has two birthdays or id numbers."""
    out = np.zeros(len(findings.i), dtype=bool)
    for kind, model in findings.models.items():
        mine = (records.company[findings.i] == (kind == "company")) & (findings.probability >= CERTAIN)
        matrix = level_matrix(model.fields, findings.patterns[mine])
        out[mine] = _names_agree(model, matrix) & _identified(model, matrix) & ~_contradicted(model, matrix)
    found: Mask = out & (findings.labels[findings.i] == findings.labels[findings.j])
    return found


def _names_agree(model: Model, matrix: Levels) -> Mask:
    for at, field in enumerate(model.fields):
        if field.name == "name":
            given, family = np.divmod(matrix[:, at], len(FAMILY))
            found: Mask = np.isin(given, (1, 2)) & np.isin(family, (1, 2))
            return found
        if field.name == "company_name":
            return np.asarray(np.isin(matrix[:, at], (1, 2)))
    return np.zeros(len(matrix), dtype=bool)


def _identified(model: Model, matrix: Levels) -> Mask:
    found = np.zeros(len(matrix), dtype=bool)
    for at, field in enumerate(model.fields):
        if field.name in _EXACT:
            found |= matrix[:, at] == field.levels.index(_EXACT[field.name])
    return found


def _contradicted(model: Model, matrix: Levels) -> Mask:
    found = np.zeros(len(matrix), dtype=bool)
    for at, field in enumerate(model.fields):
        if field.name in ("birthday", "id_number"):
            found |= matrix[:, at] == len(field.levels) - 1
    return found

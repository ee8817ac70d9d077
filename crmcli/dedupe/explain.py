"""Why two rows are taken for one customer, or not: a waterfall of weights from the prior to the result."""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from crmcli.dedupe.comparison import compare, level_matrix
from crmcli.dedupe.model import Model, probability
from crmcli.dedupe.records import Records
from crmcli.dedupe.scoring import value_weights

BITS = math.log(2)


class Step(NamedTuple):
    field: str
    """``prior``, a field, ``related`` (they share what families and colleagues share) or ``result``."""
    level: str
    """Of a name the level of the given and of the family name: ``same.close``; empty for prior, related, result."""
    weight: float
    """In bits: each doubles the odds, or halves them."""
    frequency: float = 0.0
    """How much of the weight is due to how rare or frequent the value is."""


class Explanation(NamedTuple):
    steps: list[Step]
    probability: float


def explain(records: Records, models: Mapping[str, Model], a: int, b: int) -> Explanation:
    """The steps in the order of the fields; fields that one of the two lacks are left out: they say nothing."""
    model = models["company" if records.company[a] else "person"]
    i, j = np.array([min(a, b)], dtype=np.int32), np.array([max(a, b)], dtype=np.int32)
    matrix = level_matrix(model.fields, compare(records, model.fields, i, j))
    rarity = {at: float(change[0]) / BITS for at, change in value_weights(records, model, i, j, matrix)}
    steps = [Step("prior", "", math.log(model.prior / (1 - model.prior)) / BITS)]
    for at, (field, weights) in enumerate(zip(model.fields, model.weights(), strict=True)):
        level = int(matrix[0, at])
        if field.groups[level]:
            extra = rarity.get(at, 0.0)
            steps.append(Step(field.name, field.levels[level], float(weights[level]) / BITS + extra, extra))
    related = -float(model.relations(matrix)[0]) / BITS
    if related:
        steps.append(Step("related", "", related))
    total = sum(step.weight for step in steps)
    steps.append(Step("result", "", total))
    return Explanation(steps, float(probability(np.array([total * BITS]))[0]))


def label_keys(step: Step) -> list[str]:
    """Keys of the catalogue for a step: what it is about, and the level (two for a person's name)."""
    levels = [f"level_{part}" for part in step.level.split(".") if part]
    return [f"field_{step.field}", *levels]

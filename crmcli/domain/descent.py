"""The least value of a smooth function of a few variables: BFGS with a step that is halved until it helps.

Nocedal & Wright, Numerical Optimization (2nd ed.), algorithm 6.1 with the update of equation 6.17; the step meets the
condition of sufficient decrease (equation 3.4). No randomness: the same function gives the same answer.
"""

from collections.abc import Callable, Sequence
from math import isfinite, sqrt
from typing import NamedTuple

Vector = list[float]
Function = Callable[[Vector], tuple[float, Vector]]
"""A point → the value there, and the gradient."""

_ITERATIONS = 100
_HALVINGS = 30
_LONGEST = 2.0
"""No step is longer: the variables are logarithms, and e to the power of a bold step is nowhere."""
_DECREASE = 1e-4
_FLAT = 1e-10
"""An improvement of this share of the value is none."""


class Least(NamedTuple):
    point: Vector
    value: float
    found: bool
    """False where the iterations ran out, or the function is not a number on the way."""


def least(function: Function, start: Sequence[float], slope: float) -> Least:
    """From ``start`` downhill until the gradient is no longer than ``slope``."""
    point = list(start)
    value, gradient = function(point)
    inverse = _identity(len(point))
    for _ in range(_ITERATIONS):
        if not isfinite(value):
            return Least(point, value, found=False)
        if _length(gradient) <= slope:
            return Least(point, value, found=True)
        way = [-_dot(row, gradient) for row in inverse]
        if _dot(way, gradient) >= 0:
            inverse, way = _identity(len(point)), [-g for g in gradient]
        step = _step(function, point, value, gradient, way)
        if step is None:
            # No way down that can be told from rounding: as good as it gets, unless the slope is still steep.
            return Least(point, value, found=_length(gradient) <= 1000 * slope)
        there, lower, steep = step
        moved = [new - old for new, old in zip(there, point, strict=True)]
        bent = [new - old for new, old in zip(steep, gradient, strict=True)]
        gained = value - lower
        point, value, gradient = there, lower, steep
        if gained <= _FLAT * abs(value) and _length(gradient) <= 100 * slope:
            return Least(point, value, found=True)
        inverse = _updated(inverse, moved, bent)
    return Least(point, value, found=False)


def _step(
    function: Function, point: Vector, value: float, gradient: Vector, way: Vector
) -> tuple[Vector, float, Vector] | None:
    """The first of the ever shorter steps that leads far enough down; None if none does."""
    share = min(1.0, _LONGEST / (_length(way) or 1.0))
    slope = _dot(way, gradient)
    for _ in range(_HALVINGS):
        there = [x + share * w for x, w in zip(point, way, strict=True)]
        lower, steep = function(there)
        if isfinite(lower) and lower <= value + _DECREASE * share * slope:
            return there, lower, steep
        share /= 2
    return None


def _updated(inverse: list[Vector], moved: Vector, bent: Vector) -> list[Vector]:
    """The inverse of the Hessian after a step, unless the step says nothing of a valley (equation 6.17)."""
    curve = _dot(moved, bent)
    if curve <= 1e-12:
        return inverse
    seen = [_dot(row, bent) for row in inverse]
    scale = (1 + _dot(bent, seen) / curve) / curve
    size = range(len(moved))
    return [
        [inverse[i][j] + scale * moved[i] * moved[j] - (moved[i] * seen[j] + seen[i] * moved[j]) / curve for j in size]
        for i in size
    ]


def _identity(size: int) -> list[Vector]:
    return [[float(i == j) for j in range(size)] for i in range(size)]


def _dot(a: Vector, b: Vector) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _length(a: Vector) -> float:
    return sqrt(_dot(a, a))

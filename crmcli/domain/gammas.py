"""Ratios of gamma functions with their derivatives, and the hypergeometric series."""

from collections.abc import Iterable
from math import lgamma, log

_NEAR = 8
"""Up to such a distance a ratio is a product; beyond, two gamma functions are cheaper."""
_TERMS = 5_000


def digamma(x: float) -> float:
    """ψ(x), x > 0: the recurrence up to 6, then the asymptotic series (Abramowitz & Stegun 6.3.5, 6.3.18)."""
    shift = 0.0
    while x < 6:
        shift -= 1 / x
        x += 1
    z = 1 / (x * x)
    series = z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z / 132))))
    return shift + log(x) - 0.5 / x - series


def rising(start: float, steps: Iterable[int]) -> dict[int, tuple[float, float]]:
    """For ascending whole n: ln Γ(start + n) / Γ(start), and its derivative by ``start``: running sums."""
    found: dict[int, tuple[float, float]] = {}
    at, value, slope = 0, 0.0, 0.0
    for n in steps:
        if n - at <= _NEAR:
            for i in range(at, n):
                value += log(start + i)
                slope += 1 / (start + i)
        else:
            value += lgamma(start + n) - lgamma(start + at)
            slope += digamma(start + n) - digamma(start + at)
        found[n], at = (value, slope), n
    return found


def hypergeometric(a: float, b: float, c: float, z: float) -> float:
    """2F1(a, b; c; z) for 0 <= z < 1 by its series (Abramowitz & Stegun 15.1.1)."""
    total = term = 1.0
    for n in range(_TERMS):
        term *= (a + n) * (b + n) * z / ((c + n) * (n + 1))
        total += term
        if abs(term) <= 1e-12 * abs(total) and n > -c:
            break
    return total

"""Gamma-Gamma: what a transaction of a customer is worth on average, after few of them have been seen.

Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value: transactions of a customer vary as a gamma
distribution (p, ν), and ν varies between customers as a gamma distribution (q, v). Known of each are the number of
transactions and their sum. Here amounts are in any one unit.
"""

from collections.abc import Mapping
from math import exp, lgamma, log
from typing import NamedTuple, Self

from crmcli.domain.descent import Vector, least
from crmcli.domain.gammas import digamma

Spent = tuple[int, float]
"""Transactions, and their sum (above 0)."""

_RIDGE = 1e-4
_STEEP = 1e-6
_START = (0.7, 1.1, 0.0)
_HEARD = 100.0
"""Where all seem alike (q without bound), so many transactions of one's own still weigh as much as the usual mean."""
_SOME_MEAN = 1.01
"""p + q above 1 gives everybody a mean (equation 5)."""


class GammaGamma(NamedTuple):
    p: float
    q: float
    v: float

    def transaction(self, count: int, total: float) -> float:
        """E(M | z̄, x), equation 5: between what was seen and what is usual."""
        return self.p * (self.v + max(0.0, total)) / (self.p * count + self.q - 1)

    @property
    def usual(self) -> float | None:
        """E(M), equation 3; there is no mean for q up to 1."""
        return self.p * self.v / (self.q - 1) if self.q > 1 else None

    def log_likelihood(self, counts: Mapping[Spent, int]) -> float:
        return -_less(_groups(sorted(counts.items()), 1.0), [log(value) for value in self], 0.0)[0]

    @classmethod
    def fit(cls, counts: Mapping[Spent, int]) -> Self | None:
        """Maximum likelihood (equation 1a) over (transactions, sum) and how many customers have each; None for none."""
        items = sorted(counts.items())
        if not items:
            return None
        unit = sum(total * n for (_, total), n in items) / sum(count * n for (count, _), n in items)
        groups = _groups(items, unit)
        found = least(lambda point: _less(groups, point, _RIDGE), _START, _STEEP * sum(counts.values()))
        p, q, v = (exp(theta) for theta in found.point)
        if not found.found or p + q <= _SOME_MEAN:
            return None
        most = max(2.0, _HEARD * p)
        return cls(p, q, v * unit) if q <= most else cls(p, most, v * unit * (most - 1) / (q - 1))


class Group(NamedTuple):
    """Customers with the same number of transactions."""

    transactions: int
    customers: int
    log_total: float
    """Summed over them."""
    log_mean: float
    totals: list[tuple[float, int]]


def _groups(items: list[tuple[Spent, int]], unit: float) -> list[Group]:
    """With totals in a unit of so much."""
    found: dict[int, list[tuple[float, int]]] = {}
    for (count, total), n in items:
        found.setdefault(count, []).append((total / unit, n))
    groups = []
    for count, totals in found.items():
        customers = sum(n for _, n in totals)
        logs = sum(n * log(total) for total, n in totals)
        groups.append(Group(count, customers, logs, logs - customers * log(count), totals))
    return groups


def _less(groups: list[Group], point: Vector, ridge: float) -> tuple[float, Vector]:
    """Minus the log likelihood and its gradient, by the logarithms of p, q and v; for the density of z̄."""
    p, q, v = parameters = [exp(min(max(theta, -50.0), 50.0)) for theta in point]
    value = by_p = by_q = by_v = 0.0
    of_q, slope_q = lgamma(q), digamma(q)
    for count, n, log_total, log_mean, totals in groups:
        shape = p * count
        log_seen = inverse = 0.0
        for total, m in totals:
            seen = v + total
            log_seen += m * log(seen)
            inverse += m / seen
        ratio = lgamma(shape + q) - lgamma(shape) - of_q
        both = digamma(shape + q)
        # (px - 1) ln z̄ + px ln x is px ln(total) - ln z̄, for z̄ = total / x.
        value += n * (ratio + q * point[2]) + shape * log_total - log_mean - (shape + q) * log_seen
        by_p += count * (n * (both - digamma(shape)) + log_total - log_seen)
        by_q += n * (both - slope_q + point[2]) - log_seen
        by_v += n * q / v - (shape + q) * inverse
    slopes = (by_p, by_q, by_v)
    gradient = [2 * ridge * t - size * s for t, size, s in zip(point, parameters, slopes, strict=True)]
    return ridge * sum(t * t for t in point) - value, gradient

"""BG/NBD: how often customers buy who may stop for good after any purchase, and nobody says so.

Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24 (2): while active a customer
buys at random at a rate λ, and is gone after any purchase with probability p; λ differs between customers as a
gamma distribution (r, α), p as a beta distribution (a, b). Known of each is (x, t_x, T): repeat purchases, the time of
the last one, and the time until now, both since the first purchase. The unit of time here is a week.
"""

from collections.abc import Mapping, Sequence
from math import exp, log, log1p
from typing import NamedTuple, Self

from crmcli.domain.descent import Least, Vector, least
from crmcli.domain.gammas import hypergeometric, rising

Pattern = tuple[int, float, float]
"""x, t_x, T."""

_RIDGE = 1e-4
"""Keeps parameters finite that the data leave open; it moves no digit of others that anybody prints."""
_STEEP = 1e-6
"""Gradient for each customer at which the fit ends."""
_COARSE = 800
"""A fit on about so many patterns gives the start for all of them."""
_MOST = (20.0, 1e5, 50.0, 1e6)
"""Of r, α, a and b. Where customers are much alike r and α, or a and b, would grow without bound together, to no gain
that matters; from here on they do so against a spring."""
_SPRING = 1e3
_SURE = 30.0


class BGNBD(NamedTuple):
    r: float
    alpha: float
    a: float
    b: float

    def alive(self, x: int, recency: float, age: float) -> float:
        """P(alive | x, t_x, T): Fader, Hardie & Lee (2008), Computing P(alive) Using the BG/NBD Model, equation 7.

        Who bought once is alive for certain in this model.
        """
        if not x:
            return 1.0
        odds = log(self.a / (self.b + x - 1)) + (self.r + x) * log((self.alpha + age) / (self.alpha + recency))
        return 1 / (1 + exp(min(odds, 700.0)))

    def expected_alive(self, x: int, age: float, time: float) -> float:
        """Purchases expected within ``time`` from someone who is alive: the numerator of equation 10.

        2F1 is taken after Euler's transformation (Abramowitz & Stegun 15.3.3), whose series also converges where
        ``time`` is long beside ``age``.
        """
        r, alpha, a, b = self
        a += 1e-6 if abs(a - 1) < 1e-6 else 0.0
        c = a + b + x - 1
        if abs(c) < 1e-6:
            b, c = b + 1e-6, c + 1e-6
        rest = (alpha + age) / (alpha + age + time)
        series = hypergeometric(a + b - 1 - r, a - 1, c, 1 - rest)
        found = c / (a - 1) * (1 - rest ** (a - 1) * series)
        # Never more than from somebody who cannot stop; the comparison is false for what is not a number.
        most = (r + x) * time / (alpha + age)
        return max(0.0, found) if found <= most else most

    def expected(self, x: int, recency: float, age: float, time: float) -> float:
        """E(Y(t) | x, t_x, T), equation 10."""
        return self.alive(x, recency, age) * self.expected_alive(x, age, time)

    def none(self, age: float, time: float) -> float:
        """P(no purchase within ``time``) of who bought once: x = 0 leaves λ a gamma distribution (r, α + T)."""
        return float(((self.alpha + age) / (self.alpha + age + time)) ** self.r)

    def log_likelihood(self, counts: Mapping[Pattern, int]) -> float:
        return -_less(_groups(sorted(counts.items())), [log(value) for value in self], 0.0)[0]

    @classmethod
    def fit(cls, counts: Mapping[Pattern, int]) -> Self | None:
        """Maximum likelihood over patterns and how many customers have each; None where there is none to be found."""
        items = sorted(counts.items())
        if not items:
            return None
        start = [0.0, log(1 + sum(t * n for (_, _, t), n in items) / sum(counts.values()) / 4), 0.0, 0.7]
        if len(items) > 2 * _COARSE:
            some = items[:: len(items) // _COARSE]
            start = _least(some, start).point
        found = _least(items, start)
        return cls(*map(exp, found.point)) if found.found else None


def _least(items: Sequence[tuple[Pattern, int]], start: Vector) -> Least:
    groups = _groups(items)
    customers = sum(n for _, n in items)
    return least(lambda point: _less(groups, point, _RIDGE), start, _STEEP * customers)


Group = tuple[int, int, list[tuple[float, float, int]]]
"""x, the customers with it, and their (t_x, T, customers)."""


def _groups(items: Sequence[tuple[Pattern, int]]) -> list[Group]:
    found: dict[int, list[tuple[float, float, int]]] = {}
    for (x, recency, age), n in items:
        found.setdefault(x, []).append((recency, age, n))
    return [(x, sum(n for _, _, n in rows), rows) for x, rows in sorted(found.items())]


def _less(groups: list[Group], point: Vector, ridge: float) -> tuple[float, Vector]:
    """Minus the log likelihood (equation 6) and its gradient, by the logarithms of r, α, a and b.

    With A1 … A4 as in Fader & Hardie's note on the model in Excel: ln L = A1 + A2 + ln(e^A3 + [x > 0] e^A4).
    """
    r, alpha, a, b = parameters = [exp(min(max(theta, -50.0), 50.0)) for theta in point]
    xs = [x for x, _, _ in groups]
    rs, bs, abs_ = rising(r, xs), rising(b, xs), rising(a + b, xs)
    value = by_r = by_alpha = by_a = by_b = 0.0
    for x, customers, rows in groups:
        shape = r + x
        later = earlier = inverse_later = inverse_earlier = gone = extra = 0.0
        if not x:
            for _, age, n in rows:
                later += n * log(alpha + age)
                inverse_later += n / (alpha + age)
        else:
            stopped = log(a / (b + x - 1))
            for recency, age, n in rows:
                to_last, to_now = alpha + recency, alpha + age
                log_now = log(to_now)
                log_ratio = log_now - log(to_last)
                odds = stopped + shape * log_ratio
                if odds < _SURE:
                    power = exp(odds)
                    extra += n * log1p(power)
                    weight = n * power / (1 + power)
                else:
                    extra += n * odds
                    weight = float(n)
                later += n * log_now
                earlier += weight * log_ratio
                gone += weight
                inverse_later += (n - weight) / to_now
                inverse_earlier += weight / to_last
            by_a += gone / a
            by_b -= gone / (b + x - 1)
        of_r, of_b, of_ab = rs[x], bs[x], abs_[x]
        value += customers * (of_r[0] + r * point[1] + of_b[0] - of_ab[0]) - shape * later + extra
        by_r += customers * (of_r[1] + point[1]) - later + earlier
        by_alpha += customers * r / alpha - shape * (inverse_later + inverse_earlier)
        by_a -= customers * of_ab[1]
        by_b += customers * (of_b[1] - of_ab[1])
    slopes = (by_r, by_alpha, by_a, by_b)
    over = [max(0.0, theta - log(most)) for theta, most in zip(point, _MOST, strict=True)]
    held = [2 * ridge * theta + 2 * _SPRING * beyond for theta, beyond in zip(point, over, strict=True)]
    gradient = [pull - p * s for pull, p, s in zip(held, parameters, slopes, strict=True)]
    return ridge * sum(t * t for t in point) + _SPRING * sum(t * t for t in over) - value, gradient

"""What customers will be worth and who is gone, from what everybody bought so far. Pure; the day is an argument.

Who bought again and again: BG/NBD says how many purchases to expect and who is still there (``domain.bgnbd``),
Gamma-Gamma what a purchase is worth (``domain.gamma_gamma``). For who bought once, BG/NBD knows no way to be gone: here
it is the share of those who had not come back after as long that did not within another year either (``Comebacks``).
Where too few came back, or a model does not fit, simple rules stand in (``Habits``).

Of each customer the number of orders, the first and the last day, and the sum are known. Repeat purchases are the
orders after the first, no more of them than days after the first: several orders on one day are one purchase as far
as that can be told, and a purchase is worth the sum by the number of purchases.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crmcli.domain.bgnbd import BGNBD
from crmcli.domain.gamma_gamma import GammaGamma

YEAR = 365
"""Days that the value of a customer is expected in."""
WEEK = 7
ENOUGH = 30
"""So many must have bought again before their habits are called a population's."""
_PRIOR_DAYS = 365
"""The simple rule believes a customer's own rate as much as everybody's after so many days."""


class Buyer(NamedTuple):
    orders: int
    first: int
    last: int
    spent: int
    second: int | None = None
    """Day of the second purchase; None for who bought once."""


def repeats(orders: int, first: int, last: int) -> int:
    """Repeat purchases, as far as they can be told."""
    return min(orders - 1, last - first)


class Comebacks:
    """How long the second purchase takes, if it comes: Kaplan & Meier (1958) over the days since the first.

    Who has not come back counts for as long as they were seen. The curve ends where fewer than ``ENOUGH`` are left.
    """

    def __init__(self, buyers: Iterable[Buyer], today: int) -> None:
        came: Counter[int] = Counter()
        left: Counter[int] = Counter()
        for buyer in buyers:
            if buyer.second is not None:
                came[buyer.second - buyer.first] += 1
            else:
                left[max(0, today - buyer.first)] += 1
        among = came.total() + left.total()
        self.end = 0
        self._days, self._away = [-1], [1.0]
        for day in sorted({*came, *left}):
            if among < ENOUGH:
                break
            self._days.append(day)
            self._away.append(self._away[-1] * (1 - came[day] / among))
            among -= came[day] + left[day]
            self.end = day

    def away(self, days: int) -> float:
        """The share that has not come back after so many days, ``end`` at most."""
        return self._away[bisect_right(self._days, days) - 1]


class Habits(NamedTuple):
    """The simple rules: what is usual among all, for want of a model."""

    gap: float
    """Days between two purchases."""
    rate: float
    """Repeat purchases a day."""
    amount: float
    """Of a purchase, in minor units."""

    @classmethod
    def of(cls, buyers: Sequence[Buyer], today: int, lost_days: int) -> "Habits":
        """Where nobody bought twice, half of ``lost_days`` is the usual gap."""
        again = sum(repeats(*buyer[:3]) for buyer in buyers)
        between = sum(buyer.last - buyer.first for buyer in buyers)
        seen = sum(max(1, today - buyer.first) for buyer in buyers)
        amounts = sum(max(0, buyer.spent) for buyer in buyers)
        gap = between / again if again else lost_days / 2
        return cls(max(1.0, gap), again / seen if seen else 0.0, amounts / (again + len(buyers)) if buyers else 0.0)

    def gone(self, x: int, recency: int, silent: int) -> float:
        """Half as soon as the silence is twice the usual gap: a customer's own, and once that of all."""
        gap = (recency + self.gap) / (x + 1)
        return silent / (silent + 2 * max(1.0, gap))

    def expected(self, x: int, age: int, days: int) -> float:
        """Purchases of someone who is still there."""
        return days * (x + self.rate * _PRIOR_DAYS) / (age + _PRIOR_DAYS)

    def purchase(self, count: int, total: int) -> float:
        return (max(0, total) + self.amount) / (count + 1)


class Model:
    """Fitted to some buyers at one day; asked about any customer then."""

    def __init__(self, buyers: Sequence[Buyer], today: int, lost_days: int) -> None:
        self.today = today
        self.buyers = len(buyers)
        self.again = sum(buyer.last > buyer.first for buyer in buyers)
        self.habits = Habits.of(buyers, today, lost_days)
        self.comebacks = Comebacks(buyers, today)
        enough = self.again >= ENOUGH
        self.purchases = BGNBD.fit(Counter(self._pattern(buyer) for buyer in buyers)) if enough else None
        self.spending = GammaGamma.fit(_spent(buyers)) if enough else None
        self._alive: dict[tuple[int, int, int], float] = {}
        self._expected: dict[tuple[int, int, int], float] = {}

    def _pattern(self, buyer: Buyer) -> tuple[int, float, float]:
        recency = buyer.last - buyer.first
        return repeats(*buyer[:3]), recency / WEEK, max(recency, self.today - buyer.first) / WEEK

    def churn(self, orders: int, first: int, last: int) -> float:
        """The probability that the customer is gone."""
        x, recency = repeats(orders, first, last), last - first
        age = max(recency, self.today - first)
        if self.purchases is None:
            return self.habits.gone(x, recency, age - recency)
        return 1 - self._p_alive(x, recency, age) if x else self._not_back(self.purchases, age)

    def expected(self, orders: int, first: int, last: int, days: int = YEAR) -> float:
        """Purchases expected within so many days from now."""
        x, recency = repeats(orders, first, last), last - first
        age = max(recency, self.today - first)
        if self.purchases is None:
            return (1 - self.habits.gone(x, recency, age - recency)) * self.habits.expected(x, age, days)
        key = x, age, days
        if key not in self._expected:
            self._expected[key] = self.purchases.expected_alive(x, age / WEEK, days / WEEK)
        return self._expected[key] * (self._p_alive(x, recency, age) if x else 1.0)

    def purchase(self, orders: int, first: int, last: int, spent: int) -> float:
        """What a purchase of the customer is worth, in minor units."""
        count = 1 + repeats(orders, first, last)
        return (self.spending.transaction if self.spending else self.habits.purchase)(count, spent)

    def value(self, orders: int, first: int, last: int, spent: int, days: int = YEAR) -> int:
        """What the customer is expected to buy for within so many days, in minor units; not discounted."""
        return round(self.expected(orders, first, last, days) * self.purchase(orders, first, last, spent))

    def _not_back(self, purchases: BGNBD, age: int) -> float:
        """Within a year from now, for who bought once: by the curve, and after its end by the model."""
        end = self.comebacks.end
        now, then = self.comebacks.away(min(age, end)), self.comebacks.away(min(age + YEAR, end))
        start = max(age, end)
        beyond = max(0, age + YEAR - start)
        return (then / now if now else 1.0) * purchases.none(start / WEEK, beyond / WEEK)

    def _p_alive(self, x: int, recency: int, age: int) -> float:
        key = x, recency, age
        if key not in self._alive:
            assert self.purchases is not None
            self._alive[key] = self.purchases.alive(x, recency / WEEK, age / WEEK)
        return self._alive[key]


def _spent(buyers: Iterable[Buyer]) -> Counter[tuple[int, float]]:
    """Purchases and their sum, of those who did not give all back."""
    return Counter((1 + repeats(*buyer[:3]), float(buyer.spent)) for buyer in buyers if buyer.spent > 0)

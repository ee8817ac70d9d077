"""Gamma-Gamma against the values of the paper, and where all customers are alike."""

import csv
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.gamma_gamma import GammaGamma, Spent, _groups, _less
from tests.conftest import SHARED

CDNOW = SHARED / "2_sales" / "cdnow" / "cdnow_customers_summary_with_transactions.csv"
PAPER = GammaGamma(6.25, 3.74, 15.44)
"""Fader & Hardie (2013), section 4."""


def simulated(model: GammaGamma, customers: int) -> Counter[Spent]:
    pick = random.Random(1)
    found: Counter[Spent] = Counter()
    for _ in range(customers):
        rate, count = pick.gammavariate(model.q, 1 / model.v), pick.randint(1, 6)
        found[count, round(sum(pick.gammavariate(model.p, 1 / rate) for _ in range(count)), 4)] += 1
    return found


@pytest.mark.skipif(not CDNOW.exists(), reason="the CDNOW sample is not here")
def test_the_sample_of_the_paper_gives_the_values_of_the_paper() -> None:
    with CDNOW.open() as file:
        rows = [(int(r["x"]), float(r["zbar"])) for r in csv.DictReader(file)]
    model = GammaGamma.fit(Counter((x, x * mean) for x, mean in rows if x and mean > 0))
    assert model is not None
    assert model == pytest.approx(PAPER, abs=0.01)


def test_a_population_of_the_model_is_known_again_in_any_unit() -> None:
    counts = simulated(PAPER, 3_000)
    model = GammaGamma.fit(counts)
    cents = GammaGamma.fit({(count, total * 100): n for (count, total), n in counts.items()})
    assert model is not None
    assert cents is not None
    assert model.usual == pytest.approx(PAPER.usual, rel=0.05)
    assert cents.usual == pytest.approx((model.usual or 0) * 100, rel=1e-4)


def test_what_was_seen_counts_for_more_the_more_was_seen() -> None:
    usual = PAPER.usual or 0
    assert usual < PAPER.transaction(1, 100) < PAPER.transaction(5, 500) < PAPER.transaction(500, 50_000) < 100


def test_who_gave_all_back_is_worth_less_than_usual_but_not_less_than_nothing() -> None:
    assert 0 < PAPER.transaction(2, -500) == PAPER.transaction(2, 0) < (PAPER.usual or 0)


def test_the_gradient_is_the_slope() -> None:
    groups, point = _groups(sorted(simulated(PAPER, 100).items()), 30.0), [0.5, 1.0, -0.3]
    for i, found in enumerate(_less(groups, point, 0.01)[1]):
        low, high = ([p + step * (i == j) for j, p in enumerate(point)] for step in (-1e-5, 1e-5))
        assert found == pytest.approx((_less(groups, high, 0.01)[0] - _less(groups, low, 0.01)[0]) / 2e-5, abs=1e-3)


@given(st.integers(1, 5))
def test_the_order_of_customers_is_none_of_its_business(seed: int) -> None:
    counts = list(simulated(PAPER, 200).items())
    random.Random(seed).shuffle(counts)
    assert GammaGamma.fit(dict(counts)) == GammaGamma.fit(simulated(PAPER, 200))


def test_where_all_are_alike_a_hundred_purchases_still_speak_for_a_customer() -> None:
    pick = random.Random(3)
    alike = Counter((n, sum(pick.uniform(5, 15) for _ in range(n))) for n in range(1, 9) for _ in range(80))
    model = GammaGamma.fit(alike)
    assert model is not None
    assert model.usual == pytest.approx(10, rel=0.05)
    assert model.transaction(100, 100 * 50) > 25


def test_nobody_at_all_is_no_population() -> None:
    assert GammaGamma.fit({}) is None

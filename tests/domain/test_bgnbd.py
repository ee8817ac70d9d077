"""BG/NBD against the values of the paper, against sums done another way, and where data are strange."""

import csv
import random
from collections import Counter
from math import exp, isfinite, lgamma, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.bgnbd import BGNBD, Pattern, _groups, _less
from crmcli.domain.gammas import digamma, hypergeometric, rising
from tests.conftest import SHARED

CDNOW = SHARED / "2_sales" / "cdnow" / "cdnow_customers_summary.csv"
PAPER = BGNBD(0.243, 4.414, 0.793, 2.426)
"""Fader, Hardie & Lee (2005), table 2."""

parameters = st.builds(
    BGNBD, st.floats(0.05, 5), st.floats(0.2, 60), st.floats(0.05, 8), st.floats(0.05, 40)
)  # fmt: skip


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    x = draw(st.integers(0, 60))
    age = draw(st.floats(0, 300))
    return x, age * draw(st.floats(0.01, 1)) if x else 0.0, age


def simulated(model: BGNBD, customers: int, weeks: float, seed: int = 1) -> Counter[Pattern]:
    """Customers made by the story that the model tells, seen for up to so many weeks."""
    pick = random.Random(seed)
    found: Counter[Pattern] = Counter()
    for _ in range(customers):
        rate, stop = pick.gammavariate(model.r, 1 / model.alpha), pick.betavariate(model.a, model.b)
        age = pick.uniform(weeks / 2, weeks)
        x, at, last = 0, pick.expovariate(rate) if rate > 1e-12 else weeks, 0.0
        while at < age:
            x, last = x + 1, at
            if pick.random() < stop:
                break
            at += pick.expovariate(rate)
        found[x, round(last, 2), round(age, 2)] += 1
    return found


def sample() -> Counter[Pattern]:
    with CDNOW.open() as file:
        return Counter((int(r["frequency"]), float(r["recency"]), float(r["T"])) for r in csv.DictReader(file))


@pytest.mark.skipif(not CDNOW.exists(), reason="the CDNOW sample is not here")
def test_the_sample_of_the_paper_gives_the_values_of_the_paper() -> None:
    model = BGNBD.fit(sample())
    assert model is not None
    assert model == pytest.approx(PAPER, abs=0.001)
    assert model.log_likelihood(sample()) == pytest.approx(-9582.4, abs=0.05)


def test_a_customer_of_the_paper() -> None:
    """x = 2, t_x = 30.43, T = 38.86: 1.226 purchases within 39 weeks (the authors' note on the model in Excel)."""
    assert PAPER.expected(2, 30.43, 38.86, 39) == pytest.approx(1.226, abs=0.001)
    assert PAPER.alive(2, 30.43, 38.86) == pytest.approx(0.7266, abs=0.0005)


@pytest.mark.parametrize("true", [BGNBD(0.6, 6, 0.8, 3), BGNBD(1.5, 10, 0.5, 5)])
def test_a_population_of_the_model_is_known_again(true: BGNBD) -> None:
    model = BGNBD.fit(simulated(true, 4_000, 104))
    assert model is not None
    assert model.alpha / model.r == pytest.approx(true.alpha / true.r, rel=0.15)
    assert model.a / (model.a + model.b) == pytest.approx(true.a / (true.a + true.b), rel=0.15)


def test_where_all_are_alike_there_is_a_fit_all_the_same() -> None:
    """Everybody buys every two weeks and stops with a probability of one in five."""
    model = BGNBD.fit(simulated(BGNBD(4_000, 8_000, 2_000, 8_000), 1_000, 104))
    assert model is not None
    assert model.alpha / model.r == pytest.approx(2, rel=0.1)
    assert model.a / (model.a + model.b) == pytest.approx(0.2, rel=0.1)


@given(st.integers(1, 5))
def test_the_order_of_customers_is_none_of_its_business(seed: int) -> None:
    counts = list(simulated(PAPER, 300, 60).items())
    random.Random(seed).shuffle(counts)
    assert BGNBD.fit(dict(counts)) == BGNBD.fit(simulated(PAPER, 300, 60))


@pytest.mark.parametrize("point", [[-1.0, 1.0, 0.2, 0.5], [0.5, 3.0, -2.0, 2.0]])
def test_the_gradient_is_the_slope(point: list[float]) -> None:
    groups = _groups(sorted(simulated(PAPER, 200, 60).items()))
    gradient = _less(groups, point, 0.01)[1]
    for i, found in enumerate(gradient):
        low, high = ([p + step * (i == j) for j, p in enumerate(point)] for step in (-1e-5, 1e-5))
        assert found == pytest.approx((_less(groups, high, 0.01)[0] - _less(groups, low, 0.01)[0]) / 2e-5, abs=1e-3)


def by_integral(model: BGNBD, x: int, age: float, time: float, parts: int = 20_000) -> float:
    """E((1 - e^(-λpt)) / p) over λ and p of who is alive: equation 7 of the paper, summed over p = u^m."""
    r, alpha, a, b = model
    m, total = max(1.0, 2 / a), 0.0
    for i in range(parts):
        u = (i + 0.5) / parts
        p = u**m
        total += m * u ** (m * a - 1) * (1 - p) ** (b + x - 1) * (1 - (1 + p * time / (alpha + age)) ** -(r + x)) / p
    return total / parts / exp(lgamma(a) + lgamma(b + x) - lgamma(a + b + x))


@pytest.mark.parametrize(
    "model",
    [
        PAPER,
        BGNBD(2, 20, 1, 3),
        BGNBD(0.5, 8, 2.5, 6),
        BGNBD(5, 40, 0.8, 1.2),
        BGNBD(22, 90, 0.4, 1),
        BGNBD(3, 9, 55, 200),
    ],
)
@pytest.mark.parametrize(("x", "age"), [(0, 0), (0, 50), (1, 0.2), (3, 10), (40, 100)])
def test_expected_purchases_are_those_of_the_integral(model: BGNBD, x: int, age: float) -> None:
    assert model.expected_alive(x, age, 52) == pytest.approx(by_integral(model, x, age, 52), rel=1e-4)


@given(parameters, patterns(), st.floats(0, 120))
def test_expectations_are_neither_negative_nor_beyond_who_never_stops(
    model: BGNBD, pattern: Pattern, time: float
) -> None:
    x, recency, age = pattern
    found = model.expected(x, recency, age, time)
    assert isfinite(found)
    assert 0 <= found <= (model.r + x) * time / (model.alpha + age) + 1e-9
    assert found <= model.expected(x, recency, age, time + 10) + 1e-9


@given(parameters, st.integers(1, 60), st.floats(0.1, 200), st.floats(0, 100), st.floats(0, 100))
def test_the_longer_the_silence_the_less_likely_is_anybody_there(
    model: BGNBD, x: int, recency: float, silence: float, more: float
) -> None:
    sooner = model.alive(x, recency, recency + silence)
    assert 0 <= model.alive(x, recency, recency + silence + more) <= sooner <= 1


def test_who_bought_once_is_there_for_certain() -> None:
    assert PAPER.alive(0, 0, 1000) == 1


def test_nobody_at_all_is_no_population() -> None:
    assert BGNBD.fit({}) is None


@pytest.mark.parametrize(
    "counts",
    [
        {(0, 0.0, 10.0): 50},
        {(5, 50.0, 50.0): 40},
        {(1, 1.0, 300.0): 40, (0, 0.0, 300.0): 1},
        {(20_000, 50.0, 50.1): 35, (0, 0.0, 20.0): 10},
        {(3, 3.0, 3.0): 31, (3, 0.5, 400.0): 31},
        {(n, float(n), float(n)) : 1 for n in range(1, 60)},
    ],
)  # fmt: skip
def test_strange_populations_end_in_an_answer_or_in_none(counts: dict[Pattern, int]) -> None:
    model = BGNBD.fit(counts)
    if model is not None:
        for x, recency, age in [*counts, (0, 0.0, 0.0), (1, 1.0, 500.0)]:
            assert isfinite(model.expected(x, recency, age, 52))


def test_gamma_functions() -> None:
    assert digamma(1) == pytest.approx(-0.5772156649, abs=1e-9)
    assert digamma(20.5) - digamma(0.5) == pytest.approx(sum(1 / (0.5 + i) for i in range(20)))
    value, slope = rising(0.3, [0, 3, 40])[40]
    assert value == pytest.approx(sum(log(0.3 + i) for i in range(40)))
    assert slope == pytest.approx(sum(1 / (0.3 + i) for i in range(40)))
    assert hypergeometric(1, 1, 2, 0.5) == pytest.approx(2 * log(2))

"""Who is gone and what they will be worth: BG/NBD where it can be had, simple rules elsewhere."""

import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.value import YEAR, Buyer, Comebacks, Model, repeats

TODAY = 1_000
LOST = 365


@cache
def shop() -> tuple[Buyer, ...]:
    """600 customers of the last 1,000 days who buy every 40 days and stop after a purchase in every fifth case."""
    pick = random.Random(2)
    found = []
    for _ in range(600):
        days, day, usual = [], float(pick.randint(0, 900)), pick.uniform(20, 120)
        gap = pick.uniform(20, 60)
        while day <= TODAY:
            days.append(int(day))
            if pick.random() < 0.2:
                break
            day += 1 + pick.expovariate(1 / gap)
        spent = sum(round(100 * pick.uniform(0.5, 1.5) * usual) for _ in days)
        found.append(Buyer(len(days), days[0], days[-1], spent, days[1] if len(days) > 1 else None))
    return tuple(found)


@cache
def fitted() -> Model:
    return Model(shop(), TODAY, LOST)


def test_several_orders_on_a_day_are_one_purchase_as_far_as_can_be_told() -> None:
    assert repeats(1, 5, 5) == 0
    assert repeats(4, 5, 5) == 0
    assert repeats(4, 5, 6) == 1
    assert repeats(4, 5, 90) == 3


def test_a_shop_with_enough_regulars_has_a_model() -> None:
    assert fitted().purchases is not None
    assert fitted().spending is not None


@given(st.integers(1, 9), st.integers(0, 400), st.integers(0, 400))
def test_the_longer_a_regular_is_silent_the_more_likely_they_are_gone(orders: int, silent: int, more: int) -> None:
    last = TODAY - silent - more
    later = fitted().churn(1 + orders, last - 30 * orders, last)
    sooner = fitted().churn(1 + orders, last - 30 * orders + more, last + more)
    assert 0 <= sooner <= later + 1e-9 <= 1 + 1e-9


@given(st.integers(1, 300), st.integers(0, 1000), st.integers(0, 1000), st.integers(-10_000, 10**9))
def test_value_is_never_negative_and_churn_always_a_probability(orders: int, a: int, b: int, spent: int) -> None:
    for model in (fitted(), Model(shop()[:20], TODAY, LOST), Model((), TODAY, LOST)):
        first, last = sorted((a, b))
        assert 0 <= model.churn(orders, first, last) <= 1
        assert model.expected(orders, first, last) >= 0
        assert model.value(orders, first, last, spent) >= 0


def test_the_order_of_customers_is_none_of_its_business() -> None:
    again = Model(tuple(reversed(shop())), TODAY, LOST)
    assert (again.purchases, again.spending) == (fitted().purchases, fitted().spending)
    assert again.churn(1, 900, 900) == fitted().churn(1, 900, 900)


def test_who_bought_once_and_not_again_for_long_is_likelier_gone() -> None:
    days = (0, 30, 90, 300)
    churn = [fitted().churn(1, TODAY - d, TODAY - d) for d in days]
    assert churn == sorted(churn)
    assert churn[0] < 0.35 < 0.85 < churn[-1]


def test_a_sale_in_the_future_is_as_good_as_one_today() -> None:
    assert fitted().churn(3, 900, TODAY + 5) < 0.3
    assert fitted().value(1, TODAY + 5, TODAY + 5, 1000) > 0


def test_the_curve_of_those_who_had_not_come_back_by_a_day() -> None:
    """Of 100 customers 40 come back on day 10; 30 of the others have been seen for 5 days, 30 for 50."""
    back = [Buyer(2, 0, 10, 1, 10)] * 40
    unseen = [Buyer(1, 45, 45, 1)] * 30 + [Buyer(1, 0, 0, 1)] * 30
    curve = Comebacks([*back, *unseen], 50)
    assert [curve.away(day) for day in (0, 9, 10, 50)] == [1, 1, pytest.approx(3 / 7), pytest.approx(3 / 7)]
    assert curve.end == 50


def test_the_curve_ends_where_too_few_are_left() -> None:
    assert Comebacks([Buyer(1, 0, 0, 1)] * 29, 50).end == 0
    assert Comebacks([], 50).away(0) == 1


def test_with_few_regulars_churn_is_half_after_twice_the_usual_gap() -> None:
    """Everybody's gap is 20 days, and so is that of the customers asked about."""
    model = Model([Buyer(3, 0, 40, 300, 20)] * 5, 40, LOST)
    assert model.purchases is None
    assert [model.churn(3, 0, 40), Model([Buyer(3, 0, 40, 300, 20)] * 5, 80, LOST).churn(3, 0, 40)] == [0, 0.5]


def test_where_nobody_bought_twice_churn_is_half_when_a_customer_counts_as_lost() -> None:
    assert Model([Buyer(1, 0, 0, 100)], 365, 365).churn(1, 0, 0) == 0.5


def test_with_few_regulars_customers_go_on_at_their_own_pace() -> None:
    model = Model([Buyer(3, 0, 40, 300, 20)] * 5, 40, LOST)
    assert model.purchase(3, 0, 40, 300) == 100
    assert model.expected(9, 0, 40) > model.expected(3, 0, 40) > model.expected(2, 0, 40) > 0


def test_the_year_ahead_is_worth_more_than_half_of_it() -> None:
    assert fitted().value(5, 700, 980, 50_000, YEAR) > fitted().value(5, 700, 980, 50_000, YEAR // 2) > 0

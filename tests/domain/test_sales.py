"""Sums of a sale, and where it may go."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain.sales import COUNTING, NEXT, STATUSES, Goods, base_shares, may_become, sums, to_base
from crmcli.migrations.statistics import COUNTS

RATES = st.decimals("0.0001", "5000", places=4, allow_nan=False).map(float)
AMOUNTS = st.lists(st.integers(-(10**8), 10**8), max_size=20)


@given(AMOUNTS, RATES)
def test_base_amounts_of_the_lines_add_up(amounts: list[int], rate: float) -> None:
    assert sum(base_shares(amounts, rate)) == to_base(sum(amounts), rate)


@given(st.integers(-(10**12), 10**12), RATES)
def test_the_base_total_is_rounded_half_away_from_zero(minor: int, rate: float) -> None:
    assert to_base(minor, rate) == int((Decimal(minor) * Decimal(repr(rate))).to_integral_value(ROUND_HALF_UP))


def test_a_currency_without_decimals_is_shifted() -> None:
    assert to_base(1000, 0.048, shift=2) == 4800


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 10**6)), min_size=1), RATES, st.booleans())
def test_lines_and_adjustment_add_up_to_the_total(pairs: list[tuple[int, int]], rate: float, returned: bool) -> None:
    goods = [Goods(None, "x", quantity, price) for quantity, price in pairs]
    found = sums(goods, discount=1, shipping=700, returned=returned, rate=rate, shift=0)
    assert sum(found.amounts) == found.total
    assert sum(found.base_amounts) == found.base_total
    assert len(found.amounts) == len(goods) + 1
    assert (found.total < 0) == returned


def test_every_status_has_its_ways_out() -> None:
    assert set(NEXT) == set(STATUSES)
    assert all(may_become(status, "cancelled") == (status in ("draft", "confirmed")) for status in STATUSES)
    assert not NEXT["cancelled"]
    assert not NEXT["returned"]


@pytest.mark.parametrize("status", STATUSES)
def test_what_counts_is_what_statistics_count(status: str) -> None:
    assert (f"'{status}'" in COUNTS) == (status in COUNTING)

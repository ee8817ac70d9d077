"""Columns as numbers."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.dedupe.columns import distinct, encode, like_whom


def test_each_value_has_a_number_in_the_order_of_coming() -> None:
    values, codes = encode(["b", "", "a", None, "b"])
    assert (values, codes.tolist()) == (["b", "a"], [0, -1, 1, -1, 0])


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6))))
def test_who_is_like_whom_has_the_same_keys(pairs: list[tuple[int, int]]) -> None:
    left, right = (np.array([pair[side] for pair in pairs], dtype=np.int32) for side in (0, 1))
    like = like_whom(left, right)
    assert [pairs[at] for at in like] == pairs
    assert (like[like] == like).all()


def test_long_and_short_numbers_are_sorted_each_once() -> None:
    for great in (7, 1 << 40):
        assert distinct(np.array([great, 3, 3, great])).tolist() == [3, great]

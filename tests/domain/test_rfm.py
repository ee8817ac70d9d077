"""RFM scores and names: tie-safe, and every score has exactly one name."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.domain import rfm

SCORES = list(product(range(1, 6), repeat=3))


@pytest.mark.parametrize(
    ("values", "cuts"),
    [
        ([1, 2, 3, 4, 5], (1, 2, 3, 4)),
        ([7], (7, 7, 7, 7)),
        ([1, 1, 1, 1, 1, 2, 2, 3, 4, 9], (1, 1, 2, 3)),
    ],
)
def test_cut_points_are_the_values_at_each_fifth(values: list[int], cuts: tuple[int, ...]) -> None:
    assert rfm.cut_points(values) == cuts


def test_those_who_bought_once_score_alike_however_many_they_are() -> None:
    values = sorted([1] * 60 + [2] * 25 + [3, 4, 5] * 5)
    cuts = rfm.cut_points(values)
    assert [rfm.score(value, cuts) for value in (1, 2, 3, 5)] == [1, 4, 5, 5]


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1).map(sorted))
def test_a_higher_value_never_scores_lower(values: list[int]) -> None:
    cuts = rfm.cut_points(values)
    scores = [rfm.score(value, cuts) for value in values]
    assert scores == sorted(scores)
    assert 1 <= scores[0] <= scores[-1] <= 5


@pytest.mark.parametrize(("r", "f", "m"), SCORES)
def test_every_score_has_a_name(r: int, f: int, m: int) -> None:
    assert rfm.name_of(r, f, m) in {known.name for known in rfm.NAMES}


def test_every_name_has_a_score() -> None:
    assert {rfm.name_of(*score) for score in SCORES} == {known.name for known in rfm.NAMES}


@pytest.mark.parametrize(
    ("score", "name"),
    [
        ((5, 5, 5), "champions"),
        ((1, 5, 5), "cannot_lose"),
        ((5, 1, 1), "new"),
        ((1, 1, 1), "lost"),
        ((3, 3, 3), "loyal"),
    ],
)
def test_the_names_mean_what_one_expects(score: tuple[int, int, int], name: str) -> None:
    assert rfm.name_of(*score) == name


def test_names_are_known_in_both_languages() -> None:
    assert (rfm.known_name("Cannot lose"), rfm.known_name("冠军客户"), rfm.known_name("kings")) == (
        "cannot_lose",
        "champions",
        None,
    )

"""RFM scores and names: tie-safe, and every score has exactly one name."""

from collections.abc import Sequence
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
        ([1, 2, 3, 4, 5, 9, 9, 9], (2, 4, 5, 5)),
        ([-2, 0, 0, 0, 0], (-2, -2, -2, -2)),
    ],
)
def test_cut_points_are_the_values_at_each_fifth(values: list[int], cuts: tuple[int, ...]) -> None:
    assert rfm.cut_points(values) == cuts


def test_those_who_bought_once_score_alike_however_many_they_are() -> None:
    values = sorted([1] * 60 + [2] * 25 + [3, 4, 5] * 5)
    cuts = rfm.cut_points(values)
    assert [rfm.score(value, cuts) for value in (1, 2, 3, 5)] == [1, 4, 5, 5]


@given(st.lists(st.tuples(st.integers(-3, 8), st.booleans()), min_size=1), st.data())
def test_a_value_is_found_among_those_that_are_not_left_out(
    values: list[tuple[int, bool]], data: st.DataObject
) -> None:
    everybody = sorted(value for value, _ in values)
    kept = sorted(value for value, out in values if not out)
    left_out = sorted(value for value, out in values if out)
    if kept:
        place = data.draw(st.integers(0, len(kept) - 1))
        assert rfm.value_among(everybody.__getitem__, place, left_out) == kept[place]


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


def test_the_boxes_of_the_names_cover_every_score_once() -> None:
    found = [
        (r, fm)
        for known in rfm.NAMES
        for (low, high), (least, most) in rfm.boxes(known.name)
        for r in range(low, high + 1)
        for fm in range(least, most + 1)
    ]
    assert sorted(found) == sorted(product(range(1, 6), range(2, 11)))


@pytest.mark.parametrize("known", rfm.NAMES, ids=lambda known: known.name)
def test_a_box_holds_the_scores_of_its_name(known: rfm.Name) -> None:
    inside = {
        (r, f, m)
        for r, f, m in SCORES
        for (low, high), (least, most) in rfm.boxes(known.name)
        if low <= r <= high and least <= f + m <= most
    }
    assert inside == {score for score in SCORES if rfm.name_of(*score) == known.name}


@pytest.mark.parametrize(
    ("letter", "text", "cuts"),
    [
        ("r", "30,90,180,365", (30, 90, 180, 365)),
        ("f", " 1, 2，3、4 ", (1, 2, 3, 4)),
        ("m", "0.001,1,2.5,1000000000000", (1, 1_000, 2_500, 10**15)),
        ("r", "1,2,3,36500", (1, 2, 3, 36_500)),
    ],
)
def test_own_cut_points_are_read(letter: str, text: str, cuts: tuple[int, ...]) -> None:
    assert rfm.read_cuts(letter, text) == cuts


def by_definition(letter: str, value: int, cuts: Sequence[int]) -> int:
    """The score by own cut points of days since the last sale (r), orders (f), or thousandths of money (m)."""
    return 5 - sum(value > cut for cut in cuts) if letter == "r" else 1 + sum(value >= cut for cut in cuts)


TODAY = 20_513
ascending = st.lists(st.integers(1, 36_500), min_size=4, max_size=4, unique=True).map(sorted)


@given(ascending, st.integers(-10, 36_600), st.sampled_from(["r", "f", "m"]), st.sampled_from(["JPY", "EUR", "KWD"]))
def test_parameters_score_like_the_definition(cuts: list[int], value: int, letter: str, currency: str) -> None:
    """``value`` is days since the last sale, orders, or minor units of the currency."""
    a, b, c, d = cuts
    bound = rfm.parameters({letter: (a, b, c, d)}, TODAY, currency)
    assert sorted(bound) == [f"{letter}{k}" for k in (1, 2, 3, 4)]
    edges = [bound[f"{letter}{k}"] for k in (1, 2, 3, 4)]
    assert edges == sorted(edges)
    thousandths = value * 1_000 // {"JPY": 1, "EUR": 100, "KWD": 1_000}[currency]
    given_value = {"r": value, "f": value, "m": thousandths}[letter]
    assert rfm.score(TODAY - value if letter == "r" else value, edges) == by_definition(letter, given_value, cuts)


@given(st.lists(st.integers(-3, 8), min_size=2).map(sorted))
def test_the_best_score_5_however_many_they_are(values: list[int]) -> None:
    best = rfm.score(values[-1], rfm.cut_points(values))
    assert best == (1 if values[0] == values[-1] else 5)

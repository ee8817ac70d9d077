"""What estimation recovers from patterns whose making is known."""

import numpy as np
import pytest

from crmcli.dedupe.columns import Floats, tallied
from crmcli.dedupe.comparison import PERSON
from crmcli.dedupe.model import Model, normalised, probability, shareable, shared_mask
from crmcli.dedupe.person_levels import GIVEN
from crmcli.dedupe.relations import OwnShares, at_least, shared_by_strangers, times_by_chance
from crmcli.dedupe.training import MOST_OTHER_FAMILY, MOST_RENAMED, Seen, _settle, capped, usual_chances

FIELDS = tuple(field for field in PERSON if field.name in ("phone", "birthday", "city"))
M = ([1, 0.7, 0.05, 0.15, 0.1], [1, 0.85, 0.08, 0.02, 0.02, 0.01, 0.02], [1, 0.6, 0.1, 0.3])
U = ([1, 0.001, 0.001, 0.001, 0.997], [1, 0.001, 0.01, 0.02, 0.02, 0.03, 0.919], [1, 0.1, 0.02, 0.88])


def seen(pairs: int, share: float) -> Seen:
    pick = np.random.default_rng(1)
    same = pick.random(pairs) < share
    matrix = np.empty((pairs, len(FIELDS)), dtype=np.uint8)
    for at in range(len(FIELDS)):
        for who, chances in ((same, M[at]), (~same, U[at])):
            matrix[who, at] = pick.choice(len(chances) - 1, who.sum(), p=chances[1:]) + 1
    unique, counts = np.unique(matrix, axis=0, return_counts=True)
    return Seen(unique, counts.astype(np.float64))


def test_chances_are_recovered_without_labels() -> None:
    pairs = seen(400_000, 0.01)
    usual = [usual_chances(field) for field in FIELDS]
    everybody = [tallied(pairs.matrix[:, at], pairs.counts, len(field.levels)) for at, field in enumerate(FIELDS)]
    strangers = [normalised(field, count + 0.5) for field, count in zip(FIELDS, everybody, strict=True)]
    model = Model(FIELDS, list(usual), strangers, 0.001, np.ones(1 << 2))
    _settle(model, pairs, everybody, usual, 400_000, lambda chances: chances, lambda: None)
    assert abs(model.prior - 0.01) < 0.001
    for at in range(len(FIELDS)):
        assert np.abs(model.m[at] - M[at]).max() < 0.03
        assert np.abs(model.u[at] - U[at]).max() < 0.003


def test_missing_says_nothing() -> None:
    for field in PERSON:
        chances = normalised(field, np.ones(len(field.levels)))
        assert chances[0] == 1.0


def test_the_levels_of_a_name_add_up_within_what_both_have() -> None:
    name = PERSON[0]
    chances = normalised(name, np.ones(len(name.levels)))
    assert np.allclose(np.bincount(name.groups, chances)[1:], 1.0)


def test_probability_of_extremes() -> None:
    assert probability(np.array([-1e9, 0.0, 1e9])) == pytest.approx([0.0, 0.5, 1.0])


def times(observed: Floats, expected: Floats) -> Floats:
    return times_by_chance(shared_by_strangers(observed, expected, ["name", "phone"]), expected)


def test_things_shared_by_chance_only_count_fully() -> None:
    expected = np.array([1e6, 100.0, 50.0, 0.01])
    assert times(expected, expected).max() < 2


def test_what_many_strangers_share_counts_less() -> None:
    observed, expected = np.array([1e6, 100.0, 50.0, 400.0]), np.array([1e6, 100.0, 50.0, 0.01])
    found = times(observed, expected)
    assert found[3] > 10_000
    assert found[:3].max() < 1.5


def test_three_odd_pairs_are_no_relation() -> None:
    observed, expected = np.array([1e6, 100.0, 50.0, 3.0]), np.array([1e6, 100.0, 50.0, 0.0001])
    assert times(observed, expected)[3] < 1000


def test_families_share_what_is_their_own_and_colleagues_what_is_not() -> None:
    own, shared = np.array([0.0, 60.0, 2.0]), np.array([0.0, 100.0, 400.0])
    (times_as_often,) = OwnShares(3, [(own, shared)]).times([0.1])
    assert times_as_often == pytest.approx([1.0, 6.0, 1.0], rel=0.1)


def test_few_pairs_lean_on_others_of_their_kind() -> None:
    """The lowest bit is a kind: 0 and 2 are of one, 1 and 3 of another."""
    own, shared = np.array([0.0, 60.0, 0.0, 0.0]), np.array([100.0, 100.0, 0.0, 0.0])
    (times_as_often,) = OwnShares(1, [(own, shared)]).times([0.1])
    assert times_as_often == pytest.approx([1.0, 6.0, 1.0, 6.0], rel=0.1)


def test_nobody_is_learned_to_have_another_name_whatever_part_of_it_is_known() -> None:
    name = PERSON[0]
    chances = capped(name, normalised(name, np.ones(len(name.levels))))
    assert np.allclose(np.bincount(name.groups, chances)[1:], 1.0)
    for part in ("missing.differ", "differ.missing", "differ.differ"):
        assert chances[name.levels.index(part)] <= MOST_RENAMED + 1e-9
    married = sum(chances[name.levels.index(f"{given}.differ")] for given in GIVEN[1:])
    assert married == pytest.approx(MOST_OTHER_FAMILY)


def test_half_a_postcode_is_shared_by_a_town_all_of_it_by_a_home() -> None:
    fields = tuple(field for field in PERSON if field.name in ("city", "postcode"))
    assert [bit.name for bit in shareable(fields)] == ["city", "postcode", "postcode_area"]
    matrix = np.array([[1, 1], [1, fields[1].levels.index("area")], [3, 4], [0, 0]], dtype=np.uint8)
    assert shared_mask(fields, matrix).tolist() == [0b011, 0b101, 0, 0]


def test_a_share_drawn_at_random_counts_as_far_as_one_may_rely_on_it() -> None:
    assert at_least(np.array([0.0, 1.0, 4.0, 100.0])).tolist() == [0, 0, 0, 80]

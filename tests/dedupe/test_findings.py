"""How probable a cluster is, from the pairs in it."""

from collections.abc import Mapping

import numpy as np
import pytest

from crmcli.dedupe.engine import Findings


def probabilities(pairs: Mapping[tuple[int, int], float], labels: list[int]) -> list[float]:
    """Of the clusters; ``pairs`` with their log odds."""
    order = sorted(pairs, key=lambda pair: -pairs[pair])
    i, j = (np.array([pair[end] for pair in order], dtype=np.int32) for end in (0, 1))
    odds = np.array([pairs[pair] for pair in order], dtype=np.float64)
    found = Findings(i, j, odds, np.zeros(len(i), dtype=np.int64), np.array(labels, dtype=np.int32))
    return [round(one.probability, 4) for one in found.clusters()]


def test_of_two_it_is_that_of_the_pair() -> None:
    assert probabilities({(0, 1): 3.0}, [0, 0, 2]) == [0.9526]


def test_of_three_the_one_who_fits_least_counts_with_both_others() -> None:
    assert probabilities({(0, 1): 9.0, (1, 2): 5.0, (0, 2): 1.0}, [0, 0, 0]) == [0.9526]


@pytest.mark.parametrize("doubt", [{}, {(0, 2): -4.0}])
def test_a_pair_that_was_forgotten_speaks_against_it_as_much_as_any(doubt: dict[tuple[int, int], float]) -> None:
    assert probabilities({(0, 1): 4.0, (1, 2): 4.0, **doubt}, [0, 0, 0]) == [0.7311]


def test_two_sure_pairs_that_hang_together_by_one_doubtful_pair_are_no_sure_four() -> None:
    assert probabilities({(0, 1): 9.0, (2, 3): 9.0, (1, 2): 1.0}, [0, 0, 0, 0]) == [0.9707]


def test_of_many_two_close_ones_are_enough() -> None:
    near = {(0, at): 8.0 for at in range(1, 6)} | {(at, at + 1): 8.0 for at in range(1, 5)}
    assert probabilities(near, [0] * 6) == [0.9997]


def test_a_cluster_is_rather_the_same_than_not() -> None:
    assert probabilities({(0, 1): 2.0, (1, 2): 0.1}, [0, 0, 0]) == [0.5]


def test_the_most_probable_comes_first_and_unlikely_ones_not_at_all() -> None:
    assert probabilities({(0, 1): 1.0, (2, 3): 3.0}, [0, 0, 2, 2, 4]) == [0.9526, 0.7311]
    assert probabilities({}, [0, 1, 2]) == []

"""Groups that become one, and those that do not."""

import numpy as np
import pytest

from crmcli.dedupe.clusters import NEVER, cluster
from crmcli.dedupe.columns import Floats, Ints

Pairs = dict[tuple[int, int], float]


def joined(rows: int, pairs: Pairs, *, votes: Pairs | None = None, otherwise: float = -2.0) -> list[int]:
    """The clusters of rows whose pairs have these log odds."""

    def weigh(i: Ints, j: Ints) -> tuple[Floats, Floats]:
        ends = list(zip(i.tolist(), j.tolist(), strict=True))
        return np.array([pairs.get(one, otherwise) for one in ends]), np.array(
            [(votes or {}).get(one, 0.0) for one in ends]
        )

    likely = {ends: odds for ends, odds in pairs.items() if odds >= 0}
    i, j = (np.array([ends[side] for ends in likely], dtype=np.int32) for side in (0, 1))
    return [int(at) for at in cluster(rows, i, j, np.array(list(likely.values())), weigh)]


def test_nothing_to_join() -> None:
    assert joined(3, {}) == [0, 1, 2]


def test_a_pair() -> None:
    assert joined(3, {(1, 2): 4.0}) == [0, 1, 1]


@pytest.mark.parametrize("size", [2, 3, 8, 9, 11, 17, 33])
def test_groups_of_any_size_are_found_beside_others(size: int) -> None:
    one = {(a, b): 3.0 for a in range(size) for b in range(a + 1, size)}
    others = {(size + at, size + at + 1): 3.0 for at in (0, 2)} | {
        (size + 4, size + 4 + at): 3.0 for at in range(1, 10)
    }
    within = {(size + 4 + a, size + 4 + b): 3.0 for a in range(1, 10) for b in range(a + 1, 10)}
    rest = [size, size, size + 2, size + 2, *[size + 4] * 10]
    assert joined(size + 14, one | others | within) == [*[0] * size, *rest]


def test_a_chain_is_cut_where_its_ends_differ() -> None:
    chain = {(at, at + 1): 1.5 for at in range(5)} | {(2, 3): 1.0}
    assert len(set(joined(6, chain))) > 1


def test_strong_links_outweigh_the_doubt_of_one_pair() -> None:
    assert joined(3, {(0, 1): 6.0, (1, 2): 6.0}) == [0, 0, 0]


def test_a_veto_between_the_ends_parts_them() -> None:
    assert joined(3, {(0, 1): 6.0, (1, 2): 5.0}, votes={(0, 2): 1.0}) == [0, 0, 2]


def test_one_slip_among_many_who_agree_is_no_veto() -> None:
    pairs = {(a, b): 6.0 for a in range(4) for b in range(a + 1, 4)} | {(0, 3): -1.0}
    votes = {(a, b): -1.0 for a in range(4) for b in range(a + 1, 4)} | {(0, 3): 1.0}
    assert joined(4, pairs, votes=votes) == [0, 0, 0, 0]


def test_who_was_rejected_never_meets() -> None:
    pairs = {(a, b): 9.0 for a in range(4) for b in range(a + 1, 4)}
    found = joined(4, pairs, votes={(0, 3): NEVER})
    assert found[0] != found[3]


def test_many_groups_at_once_are_joined_as_each_alone() -> None:
    one = {(0, 1): 6.0, (1, 2): 5.0, (2, 3): 0.5}
    moved = {(a + 4, b + 4): odds for (a, b), odds in one.items()}
    vetoed = {(8, 9): 6.0, (9, 10): 5.0, (10, 11): 4.0}
    found = joined(12, one | moved | vetoed, votes={(8, 10): 1.0})
    assert found[:4] == joined(4, one)
    assert found[4:8] == [label + 4 for label in found[:4]]
    assert found[8:] == [8, 8, 10, 10]

"""Which pairs are compared at all, and what is said of those that are not."""

import numpy as np

from crmcli.dedupe import blocking
from crmcli.dedupe.blocking import candidates
from tests.dedupe.people import Row, records


def crowd(count: int, **same: str) -> list[Row]:
    return [{"name": f"Person{at} Family{at * 7919 % count}x{at}", **same} for at in range(count)]


def rows(count: int) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    return np.arange(count, dtype=np.int32)


def test_few_rows_are_all_compared() -> None:
    found = candidates(records(crowd(40)), rows(40))
    assert len(found.i) == 40 * 39 // 2
    assert found.report == [blocking.Block("all", 780, 0, 0, 0)]


def test_many_rows_are_compared_where_they_share_a_key() -> None:
    count = blocking.EXHAUSTIVE + 10
    people = crowd(count)
    people[7] |= {"phone": "13700001111"}
    people[900] |= {"phone": "13700001111"}
    found = candidates(records([{"phone": "", **row} for row in people]), rows(count))
    assert (7, 900) in set(zip(found.i.tolist(), found.j.tolist(), strict=True))
    assert len(found.i) < count * 20


def test_a_key_that_everybody_has_is_skipped_and_reported() -> None:
    count = blocking.EXHAUSTIVE + 10
    found = candidates(records(crowd(count, phone="021-55556666")), rows(count))
    report = {block.rule: block for block in found.report}
    assert report["phone"] == blocking.Block("phone", 0, 1, count * (count - 1) // 2, count)


def test_one_digit_off_is_found() -> None:
    count = blocking.EXHAUSTIVE + 10
    people = [{"phone": "", **row} for row in crowd(count)]
    people[3] |= {"phone": "13700001111", "name": "Ada Byron"}
    people[1200] |= {"phone": "13700001117", "name": "Ada Byrom"}
    found = candidates(records(people), rows(count))
    assert (3, 1200) in set(zip(found.i.tolist(), found.j.tolist(), strict=True))


def test_new_rows_meet_everybody_but_old_ones_not_each_other() -> None:
    people = [{"name": "Ada Lovelace"}, {"name": "Ada Lovelace"}, {"name": "Ada Lovelace"}]
    only = np.array([False, False, True])
    found = candidates(records(people), rows(3), only=only)
    assert sorted(zip(found.i.tolist(), found.j.tolist(), strict=True)) == [(0, 2), (1, 2)]

"""Whatever was done can be undone: every operation, one by one, back to the file as it was made; and redone."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing.content import check_derived
from tests.properties.seller import Seller, commands, commands_and_undos, empty, seller

ENOUGH = 200


def undo_all(one: Seller) -> list[Any]:
    """``crm undo`` until there is nothing; the content before each."""
    states: list[Any] = []
    for _ in range(ENOUGH):
        before = one.content()
        ran = one("undo")
        if ran.status == 3:
            return states
        assert ran.status == 0, ran.err
        states.append(before)
    raise AssertionError("undo never ends")


def redo_all(one: Seller) -> list[Any]:
    """``crm redo`` until there is nothing; the content after each."""
    states: list[Any] = []
    for _ in range(ENOUGH):
        ran = one("redo")
        if ran.status == 3:
            return states
        assert ran.status == 0, ran.err
        states.append(one.content())
    raise AssertionError("redo never ends")


@given(st.lists(commands, max_size=12))
@settings(deadline=None, max_examples=25)
def test_undoing_everything_leaves_the_file_as_it_was_made_and_redoing_brings_all_of_it_back(
    lines: list[tuple[str, ...]],
) -> None:
    with seller() as one:
        for line in lines:
            one.do(line)
        check_derived(one.db)
        states = undo_all(one)
        assert one.content() == empty()
        check_derived(one.db)
        assert redo_all(one) == states[::-1]
        check_derived(one.db)


@given(st.lists(commands_and_undos, max_size=14))
@settings(deadline=None, max_examples=25)
def test_undoing_in_the_middle_is_done_or_refused_and_never_stands_in_the_way_of_the_rest(
    lines: list[tuple[str, ...]],
) -> None:
    with seller() as one:
        for line in lines:
            one.do(line)
        check_derived(one.db)
        undo_all(one)
        assert one.content() == empty()
        check_derived(one.db)


@given(st.lists(commands, min_size=1, max_size=8), st.data())
@settings(deadline=None, max_examples=20)
def test_undoing_one_operation_and_redoing_it_changes_nothing(
    lines: list[tuple[str, ...]], data: st.DataObject
) -> None:
    with seller() as one:
        for line in lines:
            one.do(line)
        before = one.content()
        numbers = [row["operation"] for row in one.ok("history", "--limit", "0", "-f", "json").json]
        ran = one.do(("undo", str(data.draw(st.sampled_from(numbers)))))
        if ran.status == 0:
            one.ok("redo")
            check_derived(one.db)
        assert one.content() == before

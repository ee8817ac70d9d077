"""dedupe reject and auto: what was decided stays so, and can be taken back."""

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands.test_dedupe import add, groups
from tests.conftest import Crm
from tests.dumps import dump


@pytest.fixture
def twins(crm: Crm) -> Crm:
    """Five customers who are there twice; the phone of the first is also another's."""
    crm.ok("init", "--region", "CN")
    for at, name in enumerate(("Ada Byron", "Emmy Noether", "Grace Hopper", "张三丰", "欧阳明月")):
        for city in ("Paris", "Rome"):
            add(crm, name, f"phone=1380000000{at}", f"birthday=19{at + 60}-03-1{at}", f"city={city}")
    add(crm, "Bob Smith", "phone=13800000000")
    return crm


def test_a_rejected_pair_is_never_proposed_again(twins: Crm) -> None:
    assert [1, 2] in groups(twins)
    ran = twins.ok("dedupe", "reject", "1", "2")
    assert (ran.out, ran.err) == ("", "1, 2 will not be taken for one customer any more\n")
    assert [1, 2] not in groups(twins)
    assert twins.ok("dedupe", "reject", "2", "1").err == "2, 1 were declared not to be the same before\n"
    assert "declared not to be the same on 2026-03-01" in twins.ok("dedupe", "explain", "1", "2").out
    twins.ok("undo")
    assert [1, 2] in groups(twins)


def test_of_several_every_pair_is_noted(twins: Crm) -> None:
    ran = twins.ok("dedupe", "reject", "1", "2", "11", "-f", "json", CRMCLI_LANG="zh")
    assert ran.json == {"customers": [1, 2, 11], "pairs": [[1, 2], [1, 11], [2, 11]], "new": 3}
    assert ran.err == "今后不再把 1、2、11 当作同一位客户\n"


@pytest.mark.parametrize(("line", "status"), [(("1",), 2), (("1", "1"), 2), (("1", "nobody"), 3)])
def test_what_cannot_be_rejected(twins: Crm, line: tuple[str, ...], status: int) -> None:
    before = dump(twins.db)
    assert twins("dedupe", "reject", *line).status == status
    assert dump(twins.db) == before


def test_rejected_customers_can_be_merged_on_request(twins: Crm) -> None:
    twins.ok("dedupe", "reject", "1", "2")
    twins.ok("merge", "1", "2")
    assert [1, 2] not in groups(twins)


@settings(max_examples=8)
@given(chosen=st.sets(st.integers(0, 5)))
def test_no_group_has_a_rejected_pair(tmp_path_factory: Any, chosen: set[int]) -> None:
    crm = Crm(tmp_path_factory.mktemp("rejected"))
    for city in ("Paris", "Rome", "Oslo", "Bern"):
        add(crm, "Ada Byron", "phone=+4930901820", f"city={city}")
    rejected = [pair for at, pair in enumerate(itertools.combinations(range(1, 5), 2)) if at in chosen]
    for a, b in rejected:
        crm.ok("dedupe", "reject", str(a), str(b))
    assert [pair for pair in rejected for group in groups(crm) if set(pair) <= set(group)] == []


def test_auto_says_first_what_it_would_do(twins: Crm) -> None:
    before = dump(twins.db)
    ran = twins.ok("dedupe", "auto", "--dry-run", "-f", "json")
    assert [(row["customer"], row["merged"], row["left"]) for row in ran.json] == [
        (at, [at + 1], {"city": [at + 1]}) for at in (3, 5, 7, 9)
    ]
    assert ran.err == "8 customers would become 4\n"
    assert dump(twins.db) == before


def test_auto_is_one_operation_and_undo_takes_it_back(twins: Crm) -> None:
    before = dump(twins.db)
    ran = twins.ok("dedupe", "auto", "--yes", "-f", "table")
    assert ran.out.splitlines()[1].split() == [*"34", "Emmy", "Noether", "/", "Emmy", "Noether", ">", "0.9999", "city"]
    assert ran.err.splitlines()[0] == "made 4 of 8 customers"
    assert ran.err.splitlines()[-1] == "'crm undo' takes all of it back, 'crm unmerge ID' one of the merges"
    assert twins.ok("list", "4", "--columns", "id,city", "-f", "csv").out == "id,city\n3,Paris\n"
    assert groups(twins) == [[1, 2]]
    assert twins.ok("dedupe", "auto").err == "nobody is that certainly the same\n"
    twins.ok("undo")
    assert dump(twins.db) == before


def test_above_the_limit_it_asks_and_copies_the_file_first(twins: Crm) -> None:
    ran = twins("dedupe", "auto", CRMCLI_LANG="zh")
    assert (ran.status, ran.err.splitlines()[0]) == (7, "错误：未经确认，没有执行：要把 8 位客户合并为 4 位吗？")
    assert list(twins.folder.glob("*.bak")) == []
    before = twins.ok("list", "-f", "json").json
    ran = twins.ok("dedupe", "auto", stdin="y\n", terminal=True)
    copy = twins.folder / "crm.db.before-merge-20260301-090000.bak"
    assert f"the file as it was before is in {copy}\n" in ran.err
    assert copy.stat().st_mode & 0o777 == 0o600
    assert twins.ok("--db", str(copy), "list", "-f", "json").json == before


def test_a_few_are_merged_without_a_question(twins: Crm) -> None:
    twins.ok("config", "set", "bulk_confirm", "5")
    assert twins.ok("dedupe", "auto").err.startswith("made 4 of 8 customers\n")
    assert list(twins.folder.glob("*.bak")) == []


def test_auto_leaves_alone_what_was_rejected_or_only_looks_alike(twins: Crm) -> None:
    twins.ok("dedupe", "reject", "3", "4")
    twins.ok("dedupe", "auto", "--yes")
    left = twins.ok("list", "-f", "ids", "--sort", "id").out.split()
    assert left == ["1", "2", "3", "4", "5", "7", "9", "11"]

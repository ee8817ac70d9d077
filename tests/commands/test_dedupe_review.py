"""dedupe review: one key a decision, each of them stored at once."""

import os
import pty

import pytest

from crmcli.services import keys
from tests.commands.test_dedupe import add, groups
from tests.conftest import Crm
from tests.dumps import dump


@pytest.fixture
def pairs(crm: Crm) -> Crm:
    """Three customers who are there twice."""
    crm.ok("init", "--region", "CN")
    for at, name in enumerate(("Ada Byron", "Emmy Noether", "Grace Hopper")):
        for city in ("Paris", "Rome"):
            add(crm, name, f"phone=1380000000{at}", f"city={city}")
    return crm


PAGE = """\
Group 1 of 3: one customer with a probability of 0.9743

in common: phone: +8613800000000, name: ada byron

   field   1            2
=  name    Ada Byron    Ada Byron
=  phones  13800000000  13800000000
≠  city    Paris        Rome

= the same   ≈ partly the same   ≠ different

"""


def test_each_key_decides(pairs: Crm) -> None:
    assert groups(pairs) == [[1, 2], [3, 4], [5, 6]]
    ran = pairs.ok("dedupe", "review", stdin="m\nn\ns\n", terminal=True)
    assert ran.out.startswith(PAGE)
    assert ran.err == (
        "[1/3] m merge   n not the same   s skip   w why   q quit: merge\n"
        "2 is part of 1 (Ada Byron) now; 'crm unmerge 2' takes it back\n\n"
        "[2/3] m merge   n not the same   s skip   w why   q quit: not the same\n\n"
        "[3/3] m merge   n not the same   s skip   w why   q quit: skip\n\n"
        "merged: 1, not the same: 1; groups left: 1\n"
    )
    assert pairs.ok("list", "-f", "ids", "--sort", "id").out.split() == ["1", "3", "4", "5", "6"]
    assert groups(pairs) == [[5, 6]]


def test_it_resumes_where_it_was_left(pairs: Crm) -> None:
    pairs.ok("dedupe", "review", stdin="m\nq\n", terminal=True)
    ran = pairs.ok("dedupe", "review", stdin="", terminal=True)
    assert ran.out.startswith("Group 1 of 2:")
    assert ran.out.count("Group") == 1


def test_every_decision_is_undone_by_itself(pairs: Crm) -> None:
    before = dump(pairs.db)
    pairs.ok("dedupe", "review", stdin="m\nn\nq\n", terminal=True)
    pairs.ok("undo")
    assert groups(pairs) == [[3, 4], [5, 6]]
    pairs.ok("undo")
    assert dump(pairs.db) == before


def test_another_key_asks_again(pairs: Crm) -> None:
    ran = pairs.ok("dedupe", "review", stdin="x\n\ne\nq\n", terminal=True)
    assert ran.err.count("m merge") == 4


def test_of_several_each_pair_can_be_looked_at(pairs: Crm) -> None:
    add(pairs, "Byron, Ada", "phone=13800000000")
    assert [1, 2, 7] in groups(pairs)
    first = groups(pairs).index([1, 2, 7])
    ran = pairs.ok("dedupe", "review", stdin="s\n" * first + "e\nm\nn\nq\n", terminal=True)
    assert "m merge all   n all different   e each pair   s skip   q quit: each pair" in ran.err
    assert [group for group in groups(pairs) if 1 in group] == []
    assert pairs.ok("show", "2", "-f", "json").json["id"] == 1
    assert pairs.ok("show", "7", "-f", "json").json["id"] == 7


def test_it_speaks_chinese_and_fits_80_columns(pairs: Crm) -> None:
    ran = pairs.ok("dedupe", "review", stdin="合\n否\n退\n", terminal=True, CRMCLI_LANG="zh")
    assert ran.out.startswith("第 1 组（共 3 组）：是同一位客户的概率为 0.9743\n")
    assert ran.err.endswith(
        "[3/3] m 合并   n 不是同一人   s 跳过   w 依据   q 退出： 退出\n已合并 1 次，标记为不同 1 次；还剩 1 组\n"
    )
    assert max(map(len, (ran.out + ran.err).splitlines())) <= 80


def test_why_is_explained_and_asked_again(pairs: Crm) -> None:
    ran = pairs.ok("dedupe", "review", stdin="w\nn\nq\n", terminal=True)
    assert "\nAda Byron (1) and Ada Byron (2)\n\nfield          compared" in ran.out
    assert [line.partition("quit: ")[2] for line in ran.err.splitlines() if "quit:" in line] == [
        "why", "not the same", "quit",
    ]  # fmt: skip


def test_what_was_decided_before_an_interrupt_is_there(pairs: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    pressed = iter("m")

    def press(_: object) -> str:
        if key := next(pressed, ""):
            return key
        raise KeyboardInterrupt

    monkeypatch.setattr(keys, "press", press)
    ran = pairs("dedupe", "review", terminal=True)
    assert (ran.status, ran.err.splitlines()[-2:]) == (
        130,
        [
            "error: interrupted; what was decided is stored (merged: 1, not the same: 0)",
            "hint: 'crm dedupe review' goes on from here",
        ],
    )
    assert groups(pairs) == [[3, 4], [5, 6]]


def test_nothing_to_review(crm: Crm) -> None:
    crm.ok("init")
    ran = crm.ok("dedupe", "review", terminal=True)
    assert (ran.out, ran.err) == ("", "no duplicates were found\n")


def test_without_a_terminal_it_says_what_to_do_instead(pairs: Crm) -> None:
    ran = pairs("dedupe", "review", CRMCLI_LANG="zh")
    assert (ran.status, ran.out) == (7, "")
    assert ran.err == (
        "错误：逐组确认需要在终端中进行\n提示：在其他场合请先 crm dedupe list，再用 crm merge 或 crm dedupe reject\n"
    )


def test_who_has_gone_meanwhile_is_left_alone(pairs: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    pressed = iter(("m", "q"))

    def press(_: object) -> str:
        if (key := next(pressed)) == "m":
            pairs.ok("rm", "2")
        return key

    monkeypatch.setattr(keys, "press", press)
    ran = pairs.ok("dedupe", "review", terminal=True)
    assert "customer 2 (Ada Byron) has been merged or removed meanwhile\n" in ran.err
    assert pairs.ok("show", "1", "-f", "json").json["city"] == "Paris"


@pytest.mark.parametrize(
    ("typed", "key"), [("m", "m"), ("N", "n"), ("ｍ", "m"), ("合", "合"), ("\x1b[A", ""), ("\x1b", "\x1b"), ("\n", "")]
)
def test_a_key_at_a_real_terminal_needs_no_enter(typed: str, key: str) -> None:
    leader, follower = pty.openpty()
    with os.fdopen(leader, "wb", buffering=0) as keyboard, os.fdopen(follower, encoding="utf-8") as stdin:
        keyboard.write(typed.encode())
        assert keys.press(stdin) == key

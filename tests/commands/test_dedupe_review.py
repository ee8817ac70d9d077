"""dedupe review: one key a decision, each of them stored at once."""

import os
import pty
from collections.abc import Callable

import pytest

from crmcli.services import keys
from crmcli.text import width
from tests.commands.test_dedupe import add, groups
from tests.conftest import Crm, Ran
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
in common: phone: +8613800000000, name: Ada Byron

   field   1            2
=  name    Ada Byron    Ada Byron
=  phones  13800000000  13800000000
≠  city    Paris        Rome

= the same   ≈ partly the same   ≠ different

"""


def test_each_key_decides(pairs: Crm) -> None:
    assert groups(pairs) == [[1, 2], [3, 4], [5, 6]]
    ran = pairs.ok("dedupe", "review", stdin="m\nn\ns\n", terminal=True)
    assert ran.out.startswith("Group 1 of 3 (customers 1, 2): probability ")
    assert ran.out.partition("\n\n")[2].startswith(PAGE)
    assert ran.err == (
        "[1/3]  m merge  n not the same  s skip  w why  q quit: merge\n"
        "2 is part of 1 (Ada Byron) now; 'crm unmerge 2' takes it back\n"
        "  city: 'Paris' stays, not 'Rome' (2)\n\n"
        "[2/3]  m merge  n not the same  s skip  w why  u undo  q quit: not the same\n\n"
        "[3/3]  m merge  n not the same  s skip  w why  u undo  q quit: skip\n\n"
        "merged: 1, not the same: 1; groups left: 1\n"
    )
    assert pairs.ok("list", "-f", "ids", "--sort", "id").out.split() == ["1", "3", "4", "5", "6"]
    assert groups(pairs) == [[5, 6]]


def test_it_resumes_where_it_was_left(pairs: Crm) -> None:
    pairs.ok("dedupe", "review", stdin="m\nq\n", terminal=True)
    ran = pairs.ok("dedupe", "review", stdin="", terminal=True)
    assert ran.out.startswith("Group 1 of 2 (customers 3, 4): ")
    assert ran.out.count("Group") == 1
    assert ran.err.splitlines()[0] == "2 groups to decide on; before that: 1 merged, 0 pairs declared not the same"


def test_every_decision_is_undone_by_itself(pairs: Crm) -> None:
    before = dump(pairs.db)
    pairs.ok("dedupe", "review", stdin="m\nn\nq\n", terminal=True)
    pairs.ok("undo")
    assert groups(pairs) == [[3, 4], [5, 6]]
    pairs.ok("undo")
    assert dump(pairs.db) == before


def test_a_wrong_key_is_told_the_right_ones(pairs: Crm) -> None:
    ran = pairs.ok("dedupe", "review", stdin="x\n\ne\nu\nq\n", terminal=True)
    assert ran.err.count("there is no such key; these are: m n s w q\n") == 4
    assert ran.err.count("[1/3]") == 5


def test_undo_goes_back_and_takes_back(pairs: Crm) -> None:
    before = dump(pairs.db)
    ran = pairs.ok("dedupe", "review", stdin="m\nn\nu\ns\nu\nu\nq\n", terminal=True)
    assert [line.partition(": ")[2] for line in ran.err.splitlines() if line.startswith("taken back")] == [
        "not the same", "skip", "merge",
    ]  # fmt: skip
    assert ran.err.splitlines()[-1] == "merged: 0, not the same: 0; groups left: 3"
    assert dump(pairs.db) == before


@pytest.fixture
def reviewed_meanwhile(pairs: Crm, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """A review with these keys; when ``at`` is pressed somebody else has just run a command."""

    def run(pressed: str, at: str, *meanwhile: str) -> Ran:
        left = iter(pressed)

        def press(_: object) -> str:
            if (key := next(left)) == at:
                pairs.ok(*meanwhile)
            return key

        monkeypatch.setattr(keys, "press", press)
        return pairs.ok("dedupe", "review", terminal=True)

    return run


def test_what_somebody_else_undid_is_not_undone_again(reviewed_meanwhile: Callable[..., Ran]) -> None:
    ran = reviewed_meanwhile("muq", "u", "unmerge", "2")
    assert "taken back" not in ran.err
    assert ran.err.endswith("merged: 1, not the same: 0; groups left: 2\n")


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Crm:
    """One customer twice, with more fields than a screen has lines."""
    crm = Crm(tmp_path_factory.mktemp("wordy"))
    both = ("birthday=1990-03-04", "phone=+4930901820", "gender=f", "industry=tea", "country=DE", "postcode=10115")
    for name, note in (("Ada Byron", "calls " * 40), ("Byron, Ada", "writes " * 40)):
        words = (
            f"{field}={name} {field}" for field in ("title", "source", "owner", "occupation", "address", "company")
        )
        add(
            crm, name, *both, *words, f"note={note}", "qq=12345", "wechat=ada99", "city=Berlin", "email=ada@example.com"
        )
    return crm


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (60, 20), (120, 40)])
def test_headline_and_keys_are_on_every_screen(wordy: Crm, language: str, columns: int, lines: int) -> None:
    screen = {"columns": columns, "LINES": str(lines), "CRMCLI_LANG": language}
    ran = wordy.ok("dedupe", "review", stdin="q\n", terminal=True, **screen)
    shown = (ran.out + ran.err).splitlines()[:-1]
    assert len(shown) <= lines
    assert max(map(width, shown)) <= columns
    assert {"en": "Group 1 of 1 (customers 1, 2): ", "zh": "第 1 组，共 1 组（客户 1、2）："}[language] in shown[0]
    assert any(line.startswith("≠") for line in shown)
    assert ("a all fields" in ran.err or "a 全部字段" in ran.err) == (lines < 40)


def test_all_fields_on_request_and_the_headline_once_more(wordy: Crm) -> None:
    ran = wordy.ok("dedupe", "review", stdin="a\nq\n", terminal=True)
    first, everything = ran.out.split("Group 1 of 1")[1:]
    assert "not shown: " in first
    assert (everything.count("calls"), "not shown" in everything) == (40, False)
    assert ran.err.splitlines()[2].startswith("Group 1 of 1 (customers 1, 2): ")


def test_of_several_each_pair_can_be_looked_at(pairs: Crm) -> None:
    add(pairs, "Byron, Ada", "phone=13800000000")
    assert [1, 2, 7] in groups(pairs)
    first = groups(pairs).index([1, 2, 7])
    ran = pairs.ok("dedupe", "review", stdin="s\n" * first + "e\nm\nn\nq\n", terminal=True)
    assert "m merge all  n all different  e each pair  s skip  q quit: each pair" in ran.err
    assert ran.err.endswith("merged: 1, not the same: 1; groups left: 2\n")
    assert [group for group in groups(pairs) if 1 in group] == []
    assert pairs.ok("show", "2", "-f", "json").json["id"] == 1
    assert pairs.ok("show", "7", "-f", "json").json["id"] == 7


def test_it_speaks_chinese_and_fits_80_columns(pairs: Crm) -> None:
    ran = pairs.ok("dedupe", "review", stdin="合\n否\n退\n", terminal=True, CRMCLI_LANG="zh")
    assert ran.out.startswith("第 1 组，共 3 组（客户 1、2）：概率 0.9")
    assert ran.err.endswith(
        "[3/3]  m 合并  n 不是同一人  s 跳过  w 依据  u 撤销  q 退出： 退出\n已合并 1 次，标记为不同 1 次；还剩 1 组\n"
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


def test_who_has_gone_meanwhile_is_left_alone(pairs: Crm, reviewed_meanwhile: Callable[..., Ran]) -> None:
    ran = reviewed_meanwhile("mq", "m", "rm", "2")
    assert "customer 2 (Ada Byron) has been merged or removed meanwhile\n" in ran.err
    assert pairs.ok("show", "1", "-f", "json").json["city"] == "Paris"


@pytest.mark.parametrize(
    ("typed", "pressed"),
    [
        ("m", ["m"]), ("N", ["n"]), ("ｍ", ["m"]), ("合", ["合"]), ("\n", [""]), ("\x04", [keys.END]),
        ("mns", ["m", "n", "s"]), ("\x1b[Am", ["", "m"]), ("\x1b[1;5Cn", ["", "n"]), ("\x1bOPq", ["", "q"]),
        ("\x1b[[Aq", ["", "q"]), ("\x1bm", [""]), ("\x1b", ["\x1b"]),
    ],
)  # fmt: skip
def test_a_key_at_a_real_terminal_needs_no_enter(typed: str, pressed: list[str]) -> None:
    leader, follower = pty.openpty()
    with os.fdopen(leader, "wb", buffering=0) as keyboard, os.fdopen(follower, encoding="utf-8") as stdin:
        keyboard.write(typed.encode())
        assert [keys.press(stdin) for _ in pressed] == pressed


def test_another_size_of_the_terminal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    leader, follower = pty.openpty()
    sizes = iter([os.terminal_size((80, 24)), os.terminal_size((60, 20))])
    monkeypatch.setattr(os, "get_terminal_size", lambda _: next(sizes))
    monkeypatch.setattr(keys, "_WAIT", 0)
    with os.fdopen(leader, "wb"), os.fdopen(follower, encoding="utf-8") as stdin:
        assert keys.press(stdin) == keys.RESIZED

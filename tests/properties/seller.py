"""A seller's random week: command lines on a few customers, whose ids, tags and products are drawn from small pools.

Most of them can be done; one that cannot (a customer in the trash, a complaint resolved already) must be
refused with a documented status and change nothing.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from tests.conftest import Crm, Ran
from tests.importing.content import content

Line = tuple[str, ...]

START: tuple[Line, ...] = (
    ("add", "张三", "phone=13800138000", "city=上海"),
    ("add", "Anna O'Neil", "email=anna@example.com", "tags=vip"),
    ("add", "李四", "company=蓝门公司"),
    ("product", "add", "Green tea", "--sku", "TEA", "--price", "12.50"),
    ("sale", "add", "1", "TEA*2"),
    ("complaint", "add", "2", "the cup was broken"),
)
"""What every week begins with, so that there is something to change."""

PEOPLE = (
    "name,phone,email,city\nZoë,+14155550101,zoe@example.com,Oslo\n王五,,ww@example.com,北京\nBad,abc,,\n",
    "people.csv",
)
TWICE = ("name,email,city\nAnna,anna@example.com,Bergen\n", "twice.csv")
SALES = ("order,date,email,item,quantity,price\nA1,2026-02-01,anna@example.com,Tea,2,3.50\n", "sales.csv")

COMPLAINTS = ("date,customer,content\n2026-02-03,Zoë,no tea\n2026-02-04,Anna O'Neil,cold\n", "complaints.csv")


def _line(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[Line]:
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts))


_WHO = st.sampled_from(("1", "2", "3", "4"))
_NUMBER = st.sampled_from(("1", "1", "2"))
_TAG = st.sampled_from(("vip", "new", "interest:tea", "VIP", "老客户"))
_NAME = st.sampled_from(("赵六", "Ben", "张三", "Ltd Blue", "Émile"))
_FIELD = st.sampled_from(("size", "colour"))
_CAMPAIGN = st.sampled_from(("spring", "Spring", "秋"))
_ASSIGNMENT = st.sampled_from(
    (
        "city=杭州", "city=", "phone=13900139000", "phone+=2125550199", "phone=", "phone-=13800138000",
        "email=new@example.com", "wechat=zhang_san", "tags=vip,new", "tags+=old", "tags-=vip", "note=likes green tea",
        "name=张三丰", "birthday=1990-03-04", "credit_limit=99.50", "stage=lost", "stage=", "size=42", "colour=red",
        "company=Blue Door Ltd", "gender=f",
    )
)  # fmt: skip

PLAIN = (
    _line("add", _NAME),
    _line("add", _NAME, _ASSIGNMENT, "--force"),
    _line("edit", _WHO, _ASSIGNMENT, "--force"),
    _line("edit", _WHO, _ASSIGNMENT, _ASSIGNMENT, "--force"),
    _line("tag", _WHO, _TAG),
    _line("untag", _WHO, _TAG),
    _line("tags", "rename", _TAG, _TAG, "--yes"),
    _line("tags", "rm", _TAG, "--yes"),
    _line("log", _WHO, "asked for a catalogue", "--channel", "call", "--next", "+3d"),
    _line("log", _WHO, "你好", "--at", "2026-02-20 10:00"),
    _line("note", _WHO, "爱喝绿茶"),
    _line("task", "add", "call back", "--for", _WHO, "--due", "fri", "--repeat", "weekly"),
    _line("task", "add", "count the stock"),
    _line("task", "done", _NUMBER),
    _line("product", "add", st.sampled_from(("Black tea", "Cup", "绿茶")), "--price", "8"),
    _line("sale", "add", _WHO, "TEA*3", "Cup@4.20"),
    _line("sale", "add", _WHO, "Cup@4.20", "--paid", "--date", "2026-01-15"),
    _line("sale", "add", _WHO, "TEA@9", "--return"),
    _line("sale", "add", _WHO, "TEA", "--status", "draft"),
    _line("sale", "add", _WHO, "Scarf*0.333@19.99", "--currency", "EUR", "--rate", "1.0873"),
    _line("sale", "pay", _NUMBER),
    _line("sale", "pay", _NUMBER, "5"),
    _line("sale", "cancel", _NUMBER, "--reason", "changed their mind"),
    _line("complaint", "add", _WHO, "wrong colour", "--priority", "urgent"),
    _line("complaint", "update", _NUMBER, "asked the supplier", "--status", "in_progress"),
    _line("complaint", "update", _NUMBER, "--priority", "low"),
    _line("complaint", "resolve", _NUMBER, "a new cup", "--satisfaction", "5"),
    _line("complaint", "reopen", _NUMBER),
    _line("feedback", "add", _WHO, st.sampled_from(("0", "3", "9", "11")), "--complaint", _NUMBER),
    _line("feedback", "add", _WHO, "4", "--kind", "csat", "--sale", _NUMBER, "--at", "2026-02-10"),
    _line("feedback", "rm", _NUMBER),
    _line("prefer", "add", _WHO, st.sampled_from(("绿茶", "Tea", "tea")), "--kind", st.sampled_from(("like", "avoid"))),
    _line("prefer", "rm", _NUMBER),
    _line("campaign", "add", _CAMPAIGN, "--to", "tag:vip", "--cost", "20"),
    _line("campaign", "edit", _CAMPAIGN, "--status", "running"),
    _line("campaign", "join", _CAMPAIGN, _WHO),
    _line("campaign", "mark", _CAMPAIGN, _WHO, "--sent"),
    _line("campaign", "mark", _CAMPAIGN, _WHO, "--sale", _NUMBER),
    _line("campaign", "rm", _CAMPAIGN, "--yes"),
    _line("deal", "add", _WHO, "ten chairs", "--amount", "350", "--expected", "+2w"),
    _line("deal", "move", _NUMBER, st.sampled_from(("qualified", "negotiation"))),
    _line("deal", "edit", _NUMBER, "--probability", "60"),
    _line("deal", "win", _NUMBER, "--sale", _NUMBER),
    _line("deal", "lose", _NUMBER, "too dear"),
    _line("deal", "rm", _NUMBER),
    _line("log", _WHO, "about the chairs", "--deal", _NUMBER),
    _line("field", "add", "size", "--type", "number"),
    _line("field", "add", "colour", "--choices", "red,green"),
    _line("field", "rm", _FIELD, "--yes"),
    _line("merge", _WHO, _WHO),
    _line("merge", _WHO, _WHO, _WHO),
    _line("rm", _WHO),
    _line("restore", _WHO),
    _line("trash", "empty", "--yes"),
    _line("config", "set", "payment_days", _NUMBER),
    _line("config", "set", "region", "US"),
    _line("config", "set", "currency", "JPY"),
    _line("import", "customers", "people.csv", "--source", "shop"),
    _line("import", "customers", "twice.csv", "--source", st.sampled_from(("shop", "fair"))),
    _line("import", "sales", "sales.csv", "--source", "shop"),
    _line("import", "sales", "sales.csv", "--source", "shop", "--create-customers"),
    _line("import", "complaints", "complaints.csv", "--create-customers"),
)  # fmt: skip
TURNING = (_line("undo"), _line("redo"), _line("undo", st.sampled_from(tuple("123456789"))), _line("undo", "12"))

commands = st.one_of(PLAIN)
commands_and_undos = st.one_of(*PLAIN, *TURNING, *TURNING)

STATUSES = (0, 2, 3, 4, 5, 7)
"""How a command of the pools may end: done, in part, or refused; never a bug, never the database."""


class Seller(Crm):
    """Runs lines in the folder of its files and holds that a refusal changes nothing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.before: object = None

    def content(self) -> object:
        return content(self.db)

    def do(self, line: Sequence[str]) -> Ran:
        words = [str(self.folder / word) if word.endswith(".csv") else word for word in line]
        before = self.before or self.content()
        ran = self(*words)
        self.before = self.content()
        assert ran.status in STATUSES, (line, ran)
        if ran.status not in (0, 5):
            assert self.before == before, (line, ran)
        return ran


@contextmanager
def seller(start: Sequence[Line] = START) -> Iterator[Seller]:
    with tempfile.TemporaryDirectory() as folder:
        one = Seller(Path(folder))
        one.db.write_bytes(_started(tuple(start)))
        _files(one.folder)
        yield one


@cache
def _started(lines: tuple[Line, ...]) -> bytes:
    """A database on which the lines were run, made once."""
    with tempfile.TemporaryDirectory() as folder:
        one = Seller(Path(folder))
        one.ok("init", "--currency", "USD", "--region", "CN")
        for line in lines:
            one.ok(*line)
        return one.db.read_bytes()


def _files(folder: Path) -> None:
    for text, name in (PEOPLE, TWICE, SALES, COMPLAINTS):
        (folder / name).write_text(text, encoding="utf-8")


@cache
def empty() -> object:
    """What a file holds that has just been made."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crm.db"
        path.write_bytes(_started(()))
        return content(path)


__all__ = ["START", "Seller", "commands", "commands_and_undos", "empty", "seller"]

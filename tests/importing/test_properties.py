"""Whatever the bytes of a file: a documented exit, counts that add up, and never half an import."""

import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Crm
from tests.importing.content import check_derived, content

OUTCOMES = ("created", "updated", "unchanged", "skipped", "rejected")
_WORDS = {
    "customers": ("id", "name", "phone", "email", "tags", "birthday", "city", "company", "created", "姓名", "uid"),
    "sales": ("order", "date", "customer", "customer id", "item", "quantity", "price", "amount", "paid", "status"),
}
_CELLS = (
    "", "1", "2", "1.0", "Anna", "张三", "王总", "Bob ", "13800138000", "+1 415 555 2671", "138-0013-8000",
    "a@x.com", "A@X.COM", "a@x.com;b@x.com", "vip", "vip；new", "2026-01-02", "1/2/2026", "31.12.1999", "-3", "3",
    "0.0725", "1e400", "nan", "'=1+1", "=cmd()", "\u200b", "\x1b[31m", "\0", "F", "yes", "2.01812E+11", '"', "\n",
)  # fmt: skip


def tables(kind: str) -> st.SearchStrategy[bytes]:
    """CSV as people have it: known headings over plausible and odd cells, sometimes ragged."""
    heads = st.lists(st.sampled_from(_WORDS[kind]), min_size=1, max_size=5, unique=True)
    rows = st.lists(st.lists(st.sampled_from(_CELLS), min_size=1, max_size=6), max_size=8)
    quoted = st.booleans()

    def text(head: list[str], body: list[list[str]], quote: bool) -> bytes:
        lines = [",".join(f'"{c}"' if quote and '"' not in c else c for c in row) for row in (head, *body)]
        return "\n".join(lines).encode()

    return st.builds(text, heads, rows, quoted)


class Runner(Crm):
    def load(self, kind: str, data: bytes) -> tuple[int, Any]:
        path = self.folder / "given.csv"
        path.write_bytes(data)
        options = ["--create-customers", "--anonymous"] if kind == "sales" else []
        ran = self("import", kind, str(path), *options, "-f", "json")
        assert ran.status in (0, 2, 3, 5), ran.err
        return ran.status, ran.json if ran.status in (0, 5) else None


@pytest.mark.parametrize("kind", ["customers", "sales"])
@given(data=st.data())
@settings(deadline=None, max_examples=150)
def test_any_file_is_taken_in_full_account_or_leaves_no_trace(kind: str, data: st.DataObject) -> None:
    given_bytes = data.draw(st.one_of(tables(kind), st.binary(max_size=200)))
    with tempfile.TemporaryDirectory() as folder:
        crm = Runner(Path(folder))
        crm.ok("add", "Anna", "phone=+14155552671", "email=a@x.com")
        before = content(crm.db)
        status, report = crm.load(kind, given_bytes)
        if report is None:
            assert content(crm.db) == before
            return
        assert report["read"] == sum(report[outcome] for outcome in OUTCOMES)
        assert (status == 5) == (report["rejected"] > 0)
        if not report["created"] + report["updated"]:
            assert content(crm.db) == before
        check_derived(crm.db)
        if report["import_id"]:
            after = content(crm.db)
            crm.ok("undo")
            assert content(crm.db) == before
            crm.ok("redo")
            assert content(crm.db) == after


@given(tables("customers"))
@settings(deadline=None, max_examples=100)
def test_rows_with_an_id_or_a_way_to_reach_them_are_not_made_twice(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        crm = Runner(Path(folder))
        _, first = crm.load("customers", data)
        if first is None:
            return
        known = content(crm.db).get("customers", [])
        reachable = {row[1] for row in content(crm.db).get("contact_points", ()) if row[2] in ("phone", "email")}
        reachable |= {row[3] for row in content(crm.db).get("external_ids", ())}
        _, second = crm.load("customers", data)
        made = content(crm.db)["customers"][len(known) :] if known else []
        assert len(made) <= sum(row[0] not in reachable for row in known), json.dumps([first, second])


@given(tables("sales"))
@settings(deadline=None, max_examples=100)
def test_orders_are_not_made_twice(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        crm = Runner(Path(folder))
        _, first = crm.load("sales", data)
        if first is None:
            return
        before = content(crm.db)
        _, second = crm.load("sales", data)
        assert second["created"] == 0
        assert content(crm.db).get("sales") == before.get("sales")


def test_the_runner_reads_bytes_as_they_are(tmp_path: Path) -> None:
    assert Runner(tmp_path).load("customers", io.BytesIO("姓名\n张三\n".encode("gb18030")).read())[0] == 0

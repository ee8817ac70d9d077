"""Whatever a seller did: export --all, import --all into a new file, and the content is the same."""

import shutil
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.exchange.dump_files import read_table, write_table
from crmcli.store.dump import DumpColumn
from tests.conftest import Crm
from tests.importing.content import check_derived, content
from tests.properties.seller import commands_and_undos, seller


@given(st.lists(commands_and_undos, max_size=14), st.sampled_from(("csv", "ndjson", "json")))
@settings(deadline=None, max_examples=25)
def test_out_and_into_a_new_file(lines: list[tuple[str, ...]], form: str) -> None:
    with seller() as one:
        for line in lines:
            one.do(line)
        folder, new = one.folder / "all", one.folder / "new"
        one.ok("export", "--all", "-f", form, "-o", str(folder))
        new.mkdir()
        other = Crm(new)
        other.ok("import", "--all", str(folder))
        assert same(content(other.db)) == same(content(one.db))
        check_derived(other.db)
        shutil.rmtree(folder)


def same(found: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Settings have no ids that anything refers to."""
    return {name: sorted(row[1:] for row in rows) if name == "settings" else rows for name, rows in found.items()}


_COLUMNS = (
    DumpColumn("id", "int", required=True), DumpColumn("text", "text"), DumpColumn("must", "text", required=True),
    DumpColumn("real", "real"), DumpColumn("day", "day"), DumpColumn("amount", "money", currency="currency"),
    DumpColumn("base", "money"), DumpColumn("currency", "text", required=True),
)  # fmt: skip
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ("", "\\", "\\\\", "'", "'=1", "=1", "+86 138", "\r", "\n", "\r\n", '"', "a,b", "\x00", "NULL")
)
_INTS = st.integers(-(10**15), 10**15)
_ROW = st.tuples(
    _INTS, st.none() | _TEXT, _TEXT, st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.integers(-300_000, 300_000), st.none() | _INTS, st.none() | _INTS,
    st.sampled_from(("CNY", "JPY", "KWD")),
)  # fmt: skip


@given(st.lists(_ROW, max_size=5), st.sampled_from(("csv", "ndjson", "json")))
def test_any_values_come_back_as_they_were(rows: list[tuple[object, ...]], form: str) -> None:
    path = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path("/tmp")
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(dir=path) as folder:
        file = Path(folder) / "x"
        with file.open("wb") as out:
            count, _ = write_table(out, form, _COLUMNS, rows, "JPY")
        with file.open(encoding="utf-8", newline="") as back:
            found = [tuple(row) for row in read_table(back, form, _COLUMNS, "JPY")]
    assert (count, found) == (len(rows), rows)

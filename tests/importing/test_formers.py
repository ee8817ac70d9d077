"""A file that is read again after two of its customers were merged: only what is new in it counts."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm
from tests.dumps import dump

COUNTS = ("created", "updated", "unchanged", "skipped", "rejected")
COLUMNS = "name,phone,email,city,tags,title,shoe"
"""The first letter stands for the number."""
ANN = "Ann Lee,+14155550101,ann@example.com,Boston,vip,Dr,38"
BETH = "Beth Lee,+14155550102,beth@example.com,Boise,club,Prof,41"
CARL = "Carl Orff,+14155550103,,Bonn,,,"
LINES = (ANN, BETH, CARL)
FILES: dict[str, dict[str, Any]] = {
    "numbers of a named source": {"numbered": True, "options": ("--source", "pos")},
    "numbers of the file's own": {"numbered": True, "options": ()},
    "phones and names": {"numbered": False, "options": ()},
    "names": {"numbered": False, "options": ("--key", "name")},
}


class Till:
    """A shop whose customers come from one file, in which Ann and Beth were made one (number 1)."""

    def __init__(self, crm: Crm, *, numbered: bool, options: tuple[str, ...]) -> None:
        self.crm, self.numbered, self.options = crm, numbered, options

    def load(self, *lines: str) -> dict[str, int]:
        """Import the file; the counts that are not zero."""
        rows = [f"{ord(line[0])},{line}" if self.numbered else line for line in lines]
        path = self.crm.folder / "till.csv"
        path.write_text("\n".join((f"id,{COLUMNS}" if self.numbered else COLUMNS, *rows)))
        told = self.crm.ok("import", "customers", str(path), "--extra", "keep", *self.options, "-f", "json").json
        return {name: told[name] for name in COUNTS if told[name]}

    @property
    def one(self) -> dict[str, Any]:
        found: dict[str, Any] = self.crm.ok("show", "1", "-f", "json").json
        return {name: found[name] for name in ("name", "phones", "emails", "city", "tags", "title", "custom")}


@pytest.fixture(scope="module", params=FILES)
def merged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    crm = Crm(tmp_path_factory.mktemp("merged"))
    till = Till(crm, **FILES[request.param])
    assert till.load(*LINES) == {"created": 3}
    crm.ok("merge", "1", "2")
    return crm.db, FILES[request.param]


@pytest.fixture
def till(merged: tuple[Path, dict[str, Any]], crm: Crm) -> Till:
    shutil.copy(merged[0], crm.db)
    return Till(crm, **merged[1])


def test_the_same_file_changes_nothing(till: Till) -> None:
    before = dump(till.crm.db)
    assert till.load(*LINES) == {"unchanged": 3}
    assert till.load(*LINES[::-1]) == {"unchanged": 3}
    assert till.load(BETH) == {"unchanged": 1}
    assert dump(till.crm.db) == before


def test_rows_of_two_who_are_one_by_now_are_told(shop: Till) -> None:
    shop.load(*LINES)
    shop.crm.ok("merge", "1", "2")
    path = str(shop.crm.folder / "till.csv")
    told = shop.crm.ok("import", path, "--extra", "keep", "--source", "pos")
    assert "lines of one  2 and 3 (same customer)\n" in told.out
    told = shop.crm.ok("import", path, "--extra", "keep", "--source", "pos", CRMCLI_LANG="zh")
    assert "第 2 行与第 3 行（客户相同）" in told.out


def test_what_changed_in_the_file_is_brought_and_nothing_else(till: Till) -> None:
    before = till.one
    changed = BETH.replace("Boise", "Berlin").replace("club", "club;quiet").replace(",41", ",42")
    assert till.load(ANN, changed, CARL) == {"updated": 1, "unchanged": 2}
    assert till.one == {
        **before, "city": "Berlin", "tags": ["club", "quiet", "vip"], "custom": {"shoe": "42"},
    }  # fmt: skip
    after = dump(till.crm.db)
    assert till.load(ANN, changed, CARL) == {"unchanged": 3}
    assert dump(till.crm.db) == after


def test_what_the_survivor_lost_since_does_not_come_back(till: Till) -> None:
    till.crm.ok("edit", "1", "email-=beth@example.com", "tags-=club", "title=")
    before = dump(till.crm.db)
    assert till.load(BETH, CARL) == {"unchanged": 2}
    assert dump(till.crm.db) == before


def test_a_row_of_the_survivor_is_taken_at_its_word(till: Till) -> None:
    assert till.load(ANN.replace("Boston", "Boise")) == {"updated": 1}
    assert till.one["city"] == "Boise"


def test_who_was_parted_again_gets_what_the_file_says(till: Till) -> None:
    till.crm.ok("unmerge", "2")
    assert till.load(ANN, BETH.replace("Boise", "Berlin"), CARL) == {"updated": 1, "unchanged": 2}
    assert till.one["city"] == "Boston"


@pytest.fixture
def shop(crm: Crm) -> Till:
    return Till(crm, numbered=True, options=("--source", "pos"))


@pytest.mark.parametrize(
    "wishes", [("--take", "name=2", "--take", "city=2", "--take", "custom.shoe=2"), ("--rule", "longer")]
)
def test_values_that_were_taken_from_the_other_stay(shop: Till, wishes: tuple[str, ...]) -> None:
    shop.load(*LINES)
    shop.crm.ok("merge", "1", "2", *wishes)
    before = dump(shop.crm.db)
    assert shop.one["name"] == "Beth Lee"
    assert shop.load(*LINES) == {"unchanged": 3}
    assert dump(shop.crm.db) == before


def test_merges_upon_merges(shop: Till) -> None:
    shop.load(*LINES)
    shop.crm.ok("merge", "2", "3", "--take", "city=3")
    shop.load(ANN, BETH, CARL.replace(",,,", ",,Sir,"))
    shop.crm.ok("merge", "1", "2")
    before = dump(shop.crm.db)
    assert shop.load(ANN, BETH, CARL.replace(",,,", ",,Sir,")) == {"unchanged": 3}
    assert dump(shop.crm.db) == before


def test_an_export_of_ours_from_before(shop: Till) -> None:
    shop.load(*LINES)
    path = shop.crm.folder / "all.csv"
    shop.crm.ok("export", "-o", str(path))
    shop.crm.ok("merge", "1", "2")
    before = dump(shop.crm.db)
    told = shop.crm.ok("import", str(path), "-f", "json").json
    assert (told["unchanged"], told["read"], dump(shop.crm.db)) == (3, 3, before)


def test_another_file_that_knows_the_merged_one(shop: Till) -> None:
    shop.load(*LINES)
    shop.crm.ok("merge", "1", "2")
    before = shop.one
    path = shop.crm.folder / "shop.csv"
    path.write_text("id,name,phone,city,title\n7,Beth Lee,+14155550102,Boise,Countess\n")
    for expected in ("updated", "unchanged"):
        assert shop.crm.ok("import", str(path), "--source", "web", "-f", "json").json[expected] == 1
        assert shop.one == {**before, "title": "Countess"}


def test_without_the_journal_of_the_merge(shop: Till) -> None:
    shop.load(*LINES)
    shop.crm.ok("merge", "1", "2")
    with closing(sqlite3.connect(shop.crm.db)) as db, db:
        db.execute("DELETE FROM changes")
    before = shop.one
    assert shop.load(*LINES) == {"unchanged": 3}
    assert shop.load(BETH.replace("Boise", "Berlin")) == {"updated": 1}
    assert shop.one == {**before, "city": "Berlin"}

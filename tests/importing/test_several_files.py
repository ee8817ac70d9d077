"""Several files: one operation, each row accounted for under its file and in the sum."""

from pathlib import Path

import pytest

from tests.conftest import Crm


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)


def test_two_files_are_one_operation(crm: Crm, tmp_path: Path) -> None:
    write(
        tmp_path, a="name,email\nAnna,a@x.com\nBad,oops\n", b="name,email,city\nBen,b@x.com,Rome\nAnna,a@x.com,Rome\n"
    )
    ran = crm("import", "customers", "a.csv", "b.csv", "-f", "json")
    assert ran.status == 5
    data = ran.json
    assert {k: data[k] for k in ("read", "created", "updated", "unchanged", "skipped", "rejected")} == {
        "read": 4, "created": 2, "updated": 1, "unchanged": 0, "skipped": 0, "rejected": 1,
    }  # fmt: skip
    assert [(f["file"], f["read"], f["created"], f["rejected"]) for f in data["files"]] == [
        ("a.csv", 2, 1, 1), ("b.csv", 2, 1, 0),
    ]  # fmt: skip
    assert [row["file"] for row in crm.ok("imports", "-f", "json").json] == ["b.csv", "a.csv"]
    assert len(crm.ok("history", "-f", "json").json) == 1
    crm.ok("undo")
    assert crm.ok("list", "-f", "ids").out == ""


def test_later_files_find_what_earlier_ones_brought(crm: Crm, tmp_path: Path) -> None:
    write(tmp_path, people="name,email\nAnna,a@x.com\n",
          orders="order,date,customer email,item,price\n1,2026-01-02,a@x.com,Tea,3\n")  # fmt: skip
    dry = crm.ok("import", "people.csv", "orders.csv", "--dry-run", "-f", "json").json
    assert not crm.db.exists()
    done = crm.ok("import", "people.csv", "orders.csv", "-f", "json").json
    assert [(f["kind"], f["created"]) for f in dry["files"]] == [("customers", 1), ("sales", 1)]
    assert [(f["kind"], f["created"]) for f in done["files"]] == [("customers", 1), ("sales", 1)]


def test_one_bad_file_and_nothing_is_stored(crm: Crm, tmp_path: Path) -> None:
    write(tmp_path, a="name,email\nAnna,a@x.com\n", b="")
    assert crm("import", "customers", "a.csv", "b.csv").status == 2
    assert crm.ok("list", "-f", "ids").out == ""
    assert [p.name for p in tmp_path.iterdir() if "rejects" in p.name] == []


def test_strict_counts_all_files(crm: Crm, tmp_path: Path) -> None:
    write(tmp_path, a="name,email\nAnna,a@x.com\n", b="name,email\nBad,oops\n")
    ran = crm("import", "customers", "a.csv", "b.csv", "--strict")
    assert (ran.status, crm.ok("list", "-f", "ids").out) == (5, "")


def test_files_of_one_name_have_rejects_of_their_own(crm: Crm, tmp_path: Path) -> None:
    write(tmp_path, a="name,email\nBad,oops\n")
    (tmp_path / "a.tsv").write_text("name\temail\nWorse\toops\n")
    files = crm("import", "customers", "a.csv", "a.tsv", "-f", "json").json["files"]
    assert [f["rejects_file"] for f in files] == ["a.rejects.csv", "a.tsv.rejects.csv"]


def test_a_folder_is_refused_with_a_hint(crm: Crm, tmp_path: Path) -> None:
    write(tmp_path, a="name,email\nAnna,a@x.com\n")
    (tmp_path / "more").mkdir()
    ran = crm("import", "customers", "a.csv", "more")
    assert ran.status == 2
    assert "more is a folder" in ran.err
    assert "more/*.csv" in ran.err


def test_what_is_for_one_file_is_refused_for_two(crm: Crm, tmp_path: Path) -> None:
    write(tmp_path, a="name\nAnna\n", b="name\nBen\n")
    for option in (("--preview", "3"), ("--rejects", "r.csv")):
        ran = crm("import", "customers", "a.csv", "b.csv", *option)
        assert (ran.status, option[0] in ran.err) == (2, True)

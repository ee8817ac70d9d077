"""dedupe file: duplicates in any file, without a database."""

from typing import Any

import pytest

from tests.conftest import Crm

HEAD = "Full name,Phone,Email,City,Remark\n"
TWICE = (
    "Anna Lindt,+41446681800,anna.lindt@example.ch,Zürich,first\n"
    "Bert Vogel,+41446681801,bert@example.ch,Bern,alone\n"
    "Lindt Anna,044 668 18 00,anna.lindt@example.ch,Zürich,second\n"
)
GIVEN = "Carla Dora Emil Fritz Greta Hans Ida Jakob Klara Ludwig Martha Noah Olga Peter Quirin Rosa"
FAMILY = "Meier Huber Keller Frei Sutter Baum Egli Wyss Roth Amman Bieri Kunz Zaugg Ochs Tanner Graf"
FILLER = "".join(
    f"{given} {family},+4179{(n + 3) ** 9 % 9_999_991:07},{family.lower()}@example.ch,Ort {n},\n"
    for n, (given, family) in enumerate(zip(GIVEN.split(), FAMILY.split(), strict=True))
)


@pytest.fixture
def people(crm: Crm) -> Crm:
    (crm.folder / "people.csv").write_text(HEAD + TWICE + FILLER)
    return crm


def find(crm: Crm, *more: str, name: str = "people.csv") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = crm.ok(
        "dedupe", "file", str(crm.folder / name), "--region", "CH", *more, "-f", "json"
    ).json
    return rows


def test_every_row_comes_back_with_its_cluster(people: Crm) -> None:
    rows = find(people)
    assert [row["Remark"] for row in rows[:3]] == ["first", "alone", "second"]
    assert [row["cluster"] for row in rows[:3]] == [1, None, 1]
    assert len(rows) == 19
    assert rows[0]["probability"] > 0.9
    assert not people.db.exists()


def test_only_the_duplicates(people: Crm) -> None:
    assert [row["Remark"] for row in find(people, "--only-duplicates")] == ["first", "second"]


def test_into_a_file_of_its_own(people: Crm) -> None:
    out = people.folder / "clusters.csv"
    ran = people.ok("dedupe", "file", str(people.folder / "people.csv"), "--region", "CH", "-o", str(out))
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Full name,Phone,Email,City,Remark,cluster,probability"
    assert lines[2].endswith("alone,,")
    assert "one group of probable duplicates: 2 of 19 rows" in ran.err


def test_a_heading_that_nobody_knows_is_mapped(people: Crm) -> None:
    text = (HEAD + TWICE + FILLER).replace("Full name,Phone", "Wer,Draht", 1)
    (people.folder / "odd.csv").write_text(text)
    assert find(people, "--map", "Wer=name", "--map", "Draht=phone", name="odd.csv")[2]["cluster"] == 1


def test_columns_called_like_ours_and_rows_that_cannot_be_read_are_kept_and_told(people: Crm) -> None:
    text = HEAD.replace("Remark", "cluster") + TWICE + FILLER + "too,many,cells,in,this,row,here\n"
    (people.folder / "again.csv").write_text(text)
    ran = people.ok("dedupe", "file", str(people.folder / "again.csv"), "--region", "CH", "-f", "json")
    assert (ran.json[0]["cluster"], ran.json[0]["cluster_2"]) == ("first", 1)
    assert "one row was left out:" in ran.err
    assert "(line 21)" in ran.err


@pytest.mark.parametrize(
    ("argv", "status", "code"),
    [
        (["nothing.csv"], 3, "file_missing"),
        (["people.csv", "--map", "Nope=phone"], 2, "import.no_such_column"),
        (["people.csv", "--map", "City=nope"], 2, "import.no_such_field"),
        (["people.csv", "--min", "2"], 2, "dedupe.bad_min"),
        (["odd.csv"], 2, "dedupe_file.nothing_known"),
        ([], 2, "missing_argument"),
    ],
)
def test_mistakes(people: Crm, argv: list[str], status: int, code: str) -> None:
    (people.folder / "odd.csv").write_text("foo,bar\n1,2\n")
    words = [str(people.folder / word) if word.endswith(".csv") else word for word in argv]
    ran = people("dedupe", "file", *words, "-f", "json")
    assert (ran.status, ran.error["code"]) == (status, code)


def test_a_file_without_rows_has_no_duplicates(people: Crm) -> None:
    (people.folder / "empty.csv").write_text(HEAD)
    assert find(people, name="empty.csv") == []


def test_in_chinese(people: Crm) -> None:
    ran = people.ok("dedupe", "file", str(people.folder / "people.csv"), "--region", "CH", CRMCLI_LANG="zh")
    assert "找到 1 组可能重复的客户，19 行中占 2 行" in ran.err


def test_a_file_is_not_written_over(people: Crm) -> None:
    path = next(people.folder.glob("*.csv"))
    before = path.read_bytes()
    ran = people("dedupe", "file", str(path), "-o", f"{path.parent}/./{path.name}")
    assert (ran.status, path.read_bytes()) == (2, before)


def test_a_region_that_is_none(people: Crm) -> None:
    path = next(people.folder.glob("*.csv"))
    assert people("dedupe", "file", str(path), "--region", "XX").status == 2


def test_a_workbook_needs_no_database_either(people: Crm) -> None:
    people.ok("dedupe", "file", str(people.folder / "people.csv"), "-o", str(people.folder / "out.xlsx"))
    assert (people.folder / "out.xlsx").read_bytes().startswith(b"PK")
    assert not people.db.exists()

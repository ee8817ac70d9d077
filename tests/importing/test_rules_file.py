"""FILE.rules.toml: how a file is read, noted beside it; options overrule it, mistakes in it are named."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from crmcli.importing.rules import KEYS, read, text
from tests.conftest import Crm, Ran

PEOPLE = "Wer;Handy;Ort;Wert\nAnn Lee;+14155552671;Rom;7\nBob;n/v;n/v;8\n"


@pytest.fixture
def path(crm: Crm) -> Path:
    crm.ok("init")
    path = crm.folder / "leute.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def rules(path: Path, content: str) -> None:
    Path(f"{path}.rules.toml").write_text(content, encoding="utf-8")


def load(crm: Crm, path: Path, *options: str) -> Ran:
    return crm("import", str(path), *options, "-f", "json")


GOOD = """kind = "customers"
source = "altes-crm"
null = ["n/v"]
skip_columns = ["Wert"]

[map]
Wer = "name"
Handy = "phone"
Ort = "city"

[const]
source = "Messe 2026"
"""


def test_the_rules_beside_a_file_are_used_and_named_in_the_report(crm: Crm, path: Path) -> None:
    rules(path, GOOD)
    ran = load(crm, path)
    assert (ran.status, ran.json["created"], ran.json["source"]) == (0, 2, "altes-crm")
    assert (ran.json["rules_file"], ran.json["unmapped"]) == (f"{path}.rules.toml", [])
    found = crm.ok("show", "1", "-f", "json").json
    assert (found["name"], found["phone"], found["city"], found["source"]) == (
        "Ann Lee", "+14155552671", "Rom", "Messe 2026",
    )  # fmt: skip
    assert f"rules from  {path}.rules.toml" in crm("import", str(path), columns=200).out


def test_no_rules_ignores_them(crm: Crm, path: Path) -> None:
    rules(path, GOOD)
    assert load(crm, path, "--no-rules").error["code"] == "import.unknown_kind"


def test_options_overrule_the_rules(crm: Crm, path: Path) -> None:
    rules(path, GOOD)
    ran = load(crm, path, "--source", "fair", "--map", "Ort=province", "--const", "source=web")
    assert ran.json["source"] == "fair"
    found = crm.ok("show", "1", "-f", "json").json
    assert (found["province"], found["source"], found["name"]) == ("Rom", "web", "Ann Lee")


@pytest.mark.parametrize(
    ("line", "code", "key"),
    [
        ("colour = 1", "import.rules_key", "colour"),
        ('kind = "people"', "import.rules_value", "kind"),
        ("skip = -1", "import.rules_value", "skip"),
        ("skip = true", "import.rules_value", "skip"),
        ('null = "x"', "import.rules_value", "null"),
        ('decimal = ","', "import.rules_value", "decimal"),
        ('date_format = "d.m.y"', "import.rules_value", "date_format"),
        ('preset = "sap"', "import.rules_value", "preset"),
        ("map = 3", "import.rules_value", "map"),
        ("[const]\ncity = 3", "import.rules_value", "const"),
    ],
)
def test_a_mistake_is_named(crm: Crm, path: Path, line: str, code: str, key: str) -> None:
    rules(path, line)
    ran = load(crm, path)
    assert (ran.status, ran.error["code"]) == (2, code)
    assert f"'{key}'" in ran.error["message"]


def test_a_broken_file_says_where(crm: Crm, path: Path) -> None:
    rules(path, "kind = customers\n")
    ran = load(crm, path)
    assert (ran.status, ran.error["code"]) == (2, "import.rules_broken")
    assert "line 1" in ran.error["message"]


def test_a_heading_that_is_not_there_is_a_mistake_as_on_the_command_line(crm: Crm, path: Path) -> None:
    rules(path, '[map]\nName = "name"\n')
    assert load(crm, path, "--preset", "none").status == 2


def test_save_rules_notes_what_was_in_force(crm: Crm, path: Path) -> None:
    ran = load(crm, path, "--map", "Wer=name", "--map", "Handy=phone", "--null", "n/v", "--skip-column", "Wert",
               "--const", "source=fair", "--preset", "none", "--save-rules")  # fmt: skip
    assert ran.error["code"] == "import.unknown_kind"
    assert not Path(f"{path}.rules.toml").exists()
    ran = crm("import", "customers", str(path), "--map", "Wer=name", "--map", "Handy=phone", "--null", "n/v",
              "--skip-column", "Wert", "--const", "source=fair", "--save-rules", "--dry-run", "-f", "json")  # fmt: skip
    assert (ran.status, ran.json["saved_rules"]) == (0, f"{path}.rules.toml")
    assert Path(f"{path}.rules.toml").read_text("utf-8") == (
        'kind = "customers"\nencoding = "utf-8"\ndelimiter = ";"\nnull = ["n/v"]\nskip_columns = ["Wert"]\n\n'
        '[map]\nWer = "name"\nHandy = "phone"\n\n[const]\nsource = "fair"\n'
    )
    ran = load(crm, path)
    assert (ran.json["created"], ran.json["unmapped"]) == (2, ["Ort"])


def test_standard_input_has_no_rules(crm: Crm) -> None:
    crm.ok("init")
    ran = crm("import", "customers", "-", "--save-rules", "-f", "json", stdin="name\nAnn\n")
    assert (ran.status, ran.error["code"]) == (2, "import.rules_stdin")


AWKWARD: dict[str, Any] = {
    "delimiter": "\t", "null": ['"', "\\N", "无\x7f", ""], "skip": 3,
    "map": {"a b": "name", 'say "hi"': "note", "电话": "phone", "x=y": "city", "": "qq"}, "const": {"city": "a\nb"},
}  # fmt: skip


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    assert tomllib.loads(text(AWKWARD)) == AWKWARD
    path = tmp_path / "a.rules.toml"
    path.write_text(text(AWKWARD), encoding="utf-8")
    assert read(str(path)) == AWKWARD


def test_every_key_has_its_place_in_the_order() -> None:
    assert [line.partition(" ")[0] for line in text({"source": "a", "kind": "sales", "skip": 1}).splitlines()] == [
        key for key in KEYS if key in ("kind", "source", "skip")
    ]


def test_lines_above_the_headings_can_be_passed_over(crm: Crm, path: Path) -> None:
    path.write_text("name,phone\nold,list\nname,phone\nAnn,+14155552671\n", encoding="utf-8")
    rules(path, "skip = 2\n")
    ran = load(crm, path)
    assert (ran.json["read"], ran.json["created"]) == (1, 1)
    assert load(crm, path, "--no-rules", "--skip-lines", "2", "--dry-run").json["rows"][0]["line"] == 4


def test_mended_rejected_rows_go_by_the_rules_of_their_file(crm: Crm, path: Path) -> None:
    path.write_text("Wer;Handy;Ort;Wert\nAnn Lee;oops;Rom;7\n", encoding="utf-16")
    rules(path, 'encoding = "utf-16"\n' + GOOD)
    assert load(crm, path).json["rejected"] == 1
    mended = crm.folder / "leute.rejects.csv"
    mended.write_text(mended.read_text("utf-8").replace("oops", "+14155552671"), encoding="utf-8")
    ran = load(crm, mended)
    assert (ran.status, ran.json["created"], ran.json["rules_file"]) == (0, 1, f"{path}.rules.toml")

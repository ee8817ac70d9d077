"""What scripts rely on: the shape of every command's JSON, its keys, and the exit status of typical errors."""

import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from crmcli import signature
from crmcli.cli import COMMANDS, load
from crmcli.shapes import SHAPES
from tests.conftest import Crm

CSV = "name,phone,city\nEve,+12125550147,Boston\nBad,abc,\n"

SEED = [
    ["add", "张三", "phone=13800138000", "email=zhang@example.cn", "birthday=1990-03-04", "tags=vip,interest:tea"],
    ["add", "陈晨", "city=上海", "gender=女", "birthday=--03-01"],
    ["add", "陈晨晨", "phone=13900139000", "--kind", "person"],
    ["add", "Blue Door Ltd", "--kind", "company", "credit_limit=5000", "--force", "phone=13800138000"],
    ["add", "Gone", "city=Nowhere"],
    ["field", "add", "size", "--type", "number"],
    ["edit", "1", "size=42", "wechat=zhang_san"],
    ["product", "add", "Green tea", "--sku", "TEA", "--price", "12.50", "--category", "tea"],
    ["sale", "add", "1", "TEA*2", "--date", "2026-02-01"],
    ["sale", "add", "2", "TEA*1@10", "Cup*3@4.20", "--date", "2026-02-20"],
    ["sale", "pay", "1", "5"],
    ["log", "1", "asked for a catalogue", "--channel", "call", "--next", "2026-03-02"],
    ["note", "1", "likes green"],
    ["task", "add", "send the catalogue", "--for", "1", "--due", "2026-02-27"],
    ["task", "add", "count the stock"],
    ["complaint", "add", "1", "the cup was broken", "--priority", "urgent"],
    ["complaint", "add", "2", "late"],
    ["complaint", "resolve", "2", "sent again"],
    ["feedback", "add", "1", "8", "prompt and friendly"],
    ["prefer", "add", "1", "green tea", "--source", "observed"],
    ["deal", "add", "1", "tea for the office", "--amount", "99.50", "--expected", "2026-02-20"],
    ["segment", "save", "local", "city:上海"],
    ["campaign", "add", "spring", "--to", "segment:local", "--channel", "wechat", "--cost", "120"],
    ["campaign", "join", "spring", "1"],
    ["campaign", "mark", "spring", "1", "--sent"],
    ["rm", "5"],
]  # fmt: skip

RUNS: dict[str, tuple[list[str], str]] = {
    "today": ([], "today"),
    "add": (["Ann", "phone=2125550199"], "customer"),
    "list": ([], "customers"),
    "find": (["陈"], "customers"),
    "show": (["1"], "show"),
    "timeline": (["1"], "timeline"),
    "edit": (["1", "city=杭州"], "customer"),
    "log": (["1", "hello"], "interaction"),
    "note": (["1", "hello"], "interaction"),
    "tag": (["1", "loyal"], ""),
    "untag": (["1", "vip"], ""),
    "tags list": ([], ""),
    "tags rename": (["vip", "gold"], ""),
    "tags rm": (["vip"], ""),
    "task add": (["call back", "--due", "fri"], "task"),
    "task list": ([], ""),
    "task done": (["1"], ""),
    "task snooze": (["1", "fri"], ""),
    "task rm": (["1"], ""),
    "undo": ([], "undo"),
    "redo": ([], "undo"),
    "sale add": (["1", "TEA"], "sale"),
    "sale list": ([], ""),
    "sale show": (["1"], "sale"),
    "sale pay": (["1", "1"], ""),
    "sale cancel": (["2"], ""),
    "deal add": (["1", "Ten chairs", "--amount", "350"], "deal"),
    "deal list": ([], "deals"),
    "deal show": (["1"], "deal"),
    "deal edit": (["1", "--amount", "120"], "deal"),
    "deal move": (["1", "proposal"], "deal"),
    "deal win": (["1"], "deal"),
    "deal lose": (["1", "too dear"], "deal"),
    "deal rm": (["1"], ""),
    "product add": (["Black tea"], ""),
    "product list": ([], ""),
    "complaint add": (["1", "wrong colour"], "complaint"),
    "complaint list": ([], ""),
    "complaint show": (["1"], "complaint"),
    "complaint update": (["1", "asked the supplier"], "complaint"),
    "complaint resolve": (["1", "a new cup"], "complaint"),
    "complaint reopen": (["2"], "complaint"),
    "feedback add": (["1", "9", "quick"], "feedback"),
    "feedback list": ([], ""),
    "feedback rm": (["1"], ""),
    "prefer add": (["1", "oolong"], "preference"),
    "prefer list": ([], ""),
    "prefer rm": (["1"], ""),
    "segment save": (["named", "tag:vip"], ""),
    "segment list": (["--counts"], ""),
    "segment show": (["local"], "customers"),
    "segment explain": (["local"], ""),
    "segment count": (["local"], ""),
    "segment compare": (["local", "tag:vip"], ""),
    "segment freeze": (["local"], ""),
    "segment watch": (["local"], ""),
    "segment rename": (["local", "near"], ""),
    "segment rm": (["local"], ""),
    "campaign add": (["autumn", "--cost", "20"], ""),
    "campaign list": ([], ""),
    "campaign show": (["spring"], ""),
    "campaign edit": (["spring", "--status", "running"], ""),
    "campaign join": (["spring", "2"], ""),
    "campaign mark": (["spring", "1", "--opened"], ""),
    "campaign rm": (["spring"], ""),
    "import": (["in.csv"], "import"),
    "imports list": ([], ""),
    "imports show": (["1"], ""),
    "export": ([], "customers"),
    "dedupe list": ([], "duplicates"),
    "dedupe show": (["1", "2"], "duplicates-side-by-side"),
    "dedupe explain": (["1", "2"], "duplicates-explained"),
    "dedupe reject": (["1", "2"], "duplicates-rejected"),
    "dedupe auto": ([], "duplicates-merged"),
    "dedupe review": ([], ""),
    "dedupe train": ([], "duplicates-training"),
    "dedupe stats": ([], "duplicates-statistics"),
    "dedupe file": (["in.csv"], "duplicates-in-file"),
    "merge": (["1", "4"], "merge"),
    "unmerge": (["3"], "unmerge"),
    "verify": (["1", "phone"], "verification"),
    "rm": (["2"], ""),
    "restore": (["5"], ""),
    "trash list": ([], ""),
    "trash empty": (["--older-than", "30d", "--yes"], ""),
    "field add": (["colour"], ""),
    "field list": ([], ""),
    "field rm": (["size", "--yes"], ""),
    "sql": (["select id, name from v_customers"], ""),
    "report": (["sales"], "report"),
    "history": ([], "history"),
    "config list": ([], ""),
    "config get": (["currency"], ""),
    "config set": (["payment_days", "14"], ""),
    "doctor": ([], ""),
    "init": ([], ""),
    "demo": ([], ""),
}
"""For each command arguments that work on the seeded file, and the shape of its JSON where it has a name."""

STATUS = {"import": 5, "init": 4}
"""Where these arguments do not end with 0: a row is rejected, the file is there already."""
OWN_FILE = {"demo", "init", "dedupe file"}
"""Commands that do not start from the file at --db."""
NEEDS_NO_FILE = {"config list", "config get"}
"""Commands that say what they can without the file."""
READING = [name for name in COMMANDS if not COMMANDS[name].writes and name not in OWN_FILE]
BEFORE = {"unmerge": ["merge", "1", "3"], "redo": ["undo"], "imports show": ["import", "in.csv"]}


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    crm = Crm(tmp_path_factory.mktemp("seeded"))
    for line in SEED:
        crm.ok(*line)
    return crm.db


@pytest.fixture
def shop(seeded: Path, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """A seller with a few customers, sales, tasks and complaints, and a file to import."""
    shutil.copy(seeded, crm.db)
    (crm.folder / "in.csv").write_text(CSV)
    monkeypatch.chdir(crm.folder)
    return crm


def run(shop: Crm, name: str, *more: str) -> Any:
    if name in BEFORE:
        shop(*BEFORE[name])
    return shop(*name.split(), *RUNS[name][0], "-f", "json", *more)


def test_every_command_is_tried() -> None:
    assert list(RUNS) == list(COMMANDS)


# -- shapes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [n for n, (_, shape) in RUNS.items() if shape])
def test_json_has_the_shape_of_the_schema(shop: Crm, name: str) -> None:
    ran = run(shop, name)
    assert ran.status == STATUS.get(name, 0), ran.err
    SHAPES[RUNS[name][1]].validate_json(ran.out)


def test_a_dry_import_tells_of_each_row(shop: Crm) -> None:
    SHAPES["import-dry-run"].validate_json(shop("import", "in.csv", "--dry-run", "-f", "json").out)


@pytest.mark.parametrize(
    ("shape", "line"),
    [("merge-dry-run", "merge 1 3 --dry-run"), ("report-quality", "report quality"), ("report", "report quality")],
)
def test_other_shapes_have_their_schemas(shop: Crm, shape: str, line: str) -> None:
    SHAPES[shape].validate_json(shop.ok(*line.split(), "-f", "json").out)


@pytest.mark.parametrize("name", [n for n in COMMANDS if n != "demo"])  # it plays other commands
def test_keys_are_english_snake_case(shop: Crm, name: str) -> None:
    ran = run(shop, name)
    if ran.out:
        assert [key for key in keys(ran.json) if not re.fullmatch(r"[a-z][a-z0-9_]*", key)] == []


BY_DATA = {"custom", "reasons", "date_formats", "left_out", "before", "after"}
"""Objects whose keys are the user's words."""


def keys(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if isinstance(value, dict):
        return set(value).union(*(keys(part) for name, part in value.items() if name not in BY_DATA))
    return set()


@pytest.mark.parametrize("name", [n for n in COMMANDS if n != "demo"])
def test_the_language_changes_no_key(shop: Crm, seeded: Path, name: str) -> None:
    english = run(shop, name)
    shutil.copy(seeded, shop.db)
    shop.environ["CRMCLI_LANG"] = "zh"
    chinese = run(shop, name)
    assert chinese.status == english.status
    if english.out:
        assert keys(chinese.json) == keys(english.json)


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("form", ["csv", "tsv", "ndjson", "md", "table", "ids"])
def test_reading_commands_speak_every_format(shop: Crm, name: str, form: str) -> None:
    if name in BEFORE:
        shop(*BEFORE[name])
    assert shop(*name.split(), *RUNS[name][0], "-f", form).status == 0


@pytest.mark.parametrize("name", [n for n in COMMANDS if n != "demo"])
def test_quiet_commands_say_nothing_on_stderr(shop: Crm, name: str) -> None:
    if name in BEFORE:
        shop(*BEFORE[name])
    ran = shop(*name.split(), *RUNS[name][0], "--quiet")
    if ran.status == 0:
        assert ran.err == ""
        assert all(re.fullmatch(r"[\w-]+", line) for line in ran.out.splitlines())


# -- exit statuses ---------------------------------------------------------------------------------


def refused(shop: Crm, status: int, code: str, *line: str) -> None:
    """The command ends with this status and one JSON error of this code, and changes nothing."""
    before = shop.db.read_bytes() if shop.db.exists() else b""
    ran = shop(*line, "-f", "json")
    assert (ran.status, ran.out) == (status, ""), ran.err
    SHAPES["error"].validate_json(ran.err)
    assert ran.error["code"] == code
    assert (shop.db.read_bytes() if shop.db.exists() else b"") == before


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option_is_wrong_usage(shop: Crm, name: str) -> None:
    refused(shop, 2, "unknown_option", *name.split(), "--no-such-option")


@pytest.mark.parametrize("name", [n for n in RUNS if RUNS[n][0] and not RUNS[n][0][0].startswith("-")])
def test_a_missing_argument_is_wrong_usage(shop: Crm, name: str) -> None:
    if any(p.required for p in signature.read(load(name)).params):
        refused(shop, 2, "missing_argument", *name.split())


@pytest.mark.parametrize("name", [n for n in COMMANDS if COMMANDS[n].writes and n not in OWN_FILE])
def test_writing_is_refused_where_only_reading_is_allowed(shop: Crm, name: str) -> None:
    if name == "redo":
        shop.ok("undo")
    ran = shop(*name.split(), *RUNS[name][0], "--read-only", "-f", "json")
    if name == "doctor":
        assert ran.status == 0  # it only looks
        return
    assert (ran.status, ran.out, ran.error["code"]) == (7, "", "read_only")


@pytest.mark.parametrize("name", [n for n in COMMANDS if n not in OWN_FILE])
def test_a_file_of_another_program_is_refused_and_left_alone(shop: Crm, name: str) -> None:
    shop.db.unlink()
    other = sqlite3.connect(shop.db)
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    other.close()
    refused(shop, 6, "db_foreign", *name.split(), *RUNS[name][0])


@pytest.mark.parametrize("name", [n for n in READING if n not in NEEDS_NO_FILE])
def test_reading_a_file_that_is_missing_is_an_error_of_the_database(shop: Crm, name: str) -> None:
    shop.db.unlink()
    refused(shop, 6, "db_missing", *name.split(), *RUNS[name][0])
    assert not shop.db.exists()


WHO = [
    n
    for n, (arguments, _) in RUNS.items()
    if arguments[:1] in (["1"], ["2"])
    and n.split()[0] not in ("task", "sale", "deal", "complaint", "feedback", "prefer", "imports")
] + ["sale add", "deal add", "complaint add", "feedback add", "prefer add"]


@pytest.mark.parametrize("name", WHO)
def test_a_customer_who_is_not_there_is_not_found(shop: Crm, name: str) -> None:
    refused(shop, 3, "no_such_customer", *name.split(), "nobody-at-all", *RUNS[name][0][1:])


@pytest.mark.parametrize("name", ["show", "timeline", "log", "note", "sale add", "complaint add", "merge"])
def test_a_name_that_could_be_several_customers_is_a_conflict(shop: Crm, name: str) -> None:
    refused(shop, 4, "ambiguous", *name.split(), "陈", *RUNS[name][0][1:])


@pytest.mark.parametrize(
    ("status", "code", "line"),
    [
        (2, "unknown_command", "frobnicate"),
        (2, "unknown_command", "sale frobnicate"),
        (2, "not_a_choice", "list --lang fr"),
        (2, "unknown_field", "edit 1 ctiy=x"),
        (2, "unknown_field", "list --columns nope"),
        (2, "computed_field", "edit 1 age=3"),
        (2, "invalid_phone", "add Ann phone=abc"),
        (2, "invalid_email", "add Ann email=a@"),
        (2, "invalid_date", "task add x --due someday"),
        (4, "duplicate_contact", "add Ann phone=13800138000"),
        (3, "trash.nobody", "restore nobody-at-all"),
        (3, "file_missing", "import nothing.csv"),
    ],
)
def test_typical_mistakes(shop: Crm, status: int, code: str, line: str) -> None:
    refused(shop, status, code, *line.split())


def test_many_customers_are_not_changed_without_a_yes(shop: Crm) -> None:
    shop.ok("config", "set", "bulk_confirm", "1")
    refused(shop, 7, "confirmation_needed", "tag", "陈", "new")


def test_schemas_on_disk_are_those_of_the_shapes() -> None:
    folder = Path(__file__).parent.parent / "docs" / "schema"
    assert sorted(path.stem for path in folder.glob("*.json")) == sorted(SHAPES)

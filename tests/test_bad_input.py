"""Bad input gets a clear answer, in both languages, with the documented exit status, and loses nothing."""

from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.importing.content import content
from tests.refusal import refused

LONG = "x" * 10_000


@pytest.fixture
def shop(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """Two customers of one family name, a product and a sale of it; works in its own folder."""
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    crm.ok("add", "张三", "phone=13800138000", "email=zhang@example.cn")
    crm.ok("add", "张伟", "company=蓝门公司")
    crm.ok("product", "add", "Tea", "--price", "3")
    crm.ok("sale", "add", "1", "Tea*2")
    monkeypatch.chdir(crm.folder)
    return crm


@pytest.mark.parametrize(
    ("line", "status", "sentence"),
    [
        ("show nobody", 3, "no customer matches 'nobody'"),
        ("log 99 hello", 3, "no customer matches '99'"),
        ("sale add nobody Tea", 3, "no customer matches 'nobody'"),
        ("show 张", 4, "'张' could be any of 2 customers"),
        ("log 张 hello", 4, "'张' could be any of 2 customers"),
        ("add Ann phone=13800138000", 4, "customer 1 already has 13800138000"),
        ("add Ann email=ZHANG@EXAMPLE.CN", 4, "customer 1 already has ZHANG@EXAMPLE.CN"),
        ("add Ann birthday=2026-02-30", 2,
         "this is no possible birthday: '2026-02-30' (that month does not have so many days)"),
        ("add Ann birthday=2027-01-01", 2, "a birthday cannot be in the future: '2027-01-01'"),
        ("task add x --due 2026-13-01", 2, "this is no possible date: '2026-13-01' (there is no such month)"),
        ("sale add 1 Tea --date 31-31", 2, "this is no possible date: '31-31' (there is no such month)"),
        ("add Ann phone=12", 2, "this is no possible phone number: '12' (it has fewer than 5 digits)"),
        ("edit 1 phone=abc", 2, "this is no possible phone number: 'abc' (it contains letters)"),
        ("add Ann email=a@", 2, "this is no possible e-mail address: 'a@' (the part after the @ is not right)"),
        ("product add Cup --price -3", 2, "price cannot be negative: -3"),
        ("product add Cup --cost=-0.01", 2, "cost cannot be negative: -0.01"),
        ("edit 1 credit_limit=-5", 2, "credit_limit cannot be negative: -5"),
        ("sale add 1 Tea@-3", 2, "the price cannot be negative: 'Tea@-3'"),
        ("sale add 1 Tea*-3", 2, "the quantity must be above zero: 'Tea*-3'"),
        ("sale add 1 Tea --discount -3", 2, "--discount cannot be negative: -3"),
        ("sale pay 1 -3", 2, "a payment must be above zero"),
        ("sale add 1 Cup", 2, "there is no product 'Cup'"),
        ("sale pay 99", 3, "there is no sale '99'"),
        ("complaint show 99", 3, "there is no complaint 99"),
        ("task done 99", 3, "there is no task 99"),
        ("edit 1 ctiy=x", 2, "there is no field 'ctiy'"),
        ("edit 1 age=30", 2, "'age' is computed and cannot be set"),
        ("list --columns nope", 2, "there is no field 'nope'"),
        ("list --sort nope", 2, "there is no field 'nope'"),
        ("list --limit -1", 2, "--limit cannot be negative: -1"),
        ("import nothing.csv", 3, "there is no file nothing.csv"),
        ("import customers .", 2, ". is a folder, not a file"),
        ("list -o nowhere/list.csv", 7, "nowhere/list.csv cannot be written: No such file or directory"),
        ("undo 99", 3, "there is no operation 99"),
        ("undo 99999999999999999999", 2, "this is no possible number: '99999999999999999999'"),
        ("config set currency XXXX", 2, "'XXXX' is not a currency code like CNY or USD"),
        ("config set nope 1", 2, "there is no setting 'nope'"),
        ("report nope", 2, "there is no report 'nope'"),
        ("frobnicate", 2, "there is no command 'frobnicate'"),
        ("list --frob", 2, "there is no option '--frob' here"),
        ("show", 2, "WHO is missing"),
        ("tags rename nope new", 3, "there is no tag 'nope'"),
        ("field rm nope", 3, "there is no field 'nope' of your own"),
        ("merge 1 1", 2, "'1' is the customer who stays (1)"),
        ("restore 1", 4, "'1' is not in the trash"),
    ],
)  # fmt: skip
def test_a_mistake_is_answered_and_changes_nothing(shop: Crm, line: str, status: int, sentence: str) -> None:
    refused(shop, status, sentence, *line.split())


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (("add", LONG), f"this is no possible name: '{LONG[:40]}…' (it is longer than 200 characters)"),
        (("edit", "1", f"name={LONG}"), f"this is no possible name: '{LONG[:40]}…' (it is longer than 200 characters)"),
        (("edit", "1", f"city={LONG}"), "city is too long: 10000 characters, 500 are possible"),
        (("edit", "1", f"note={LONG}x"), "note is too long: 10001 characters, 10000 are possible"),
        (("log", "1", LONG, "x"), "content is too long: 10002 characters, 10000 are possible"),
        (("task", "add", LONG), "title is too long: 10000 characters, 500 are possible"),
        (("add", ""), "this is no possible name: '' (it is empty)"),
        (("add", " "), "this is no possible name: ' ' (it is empty)"),
        (("show", ""), "no customer was named"),
        (("add", "a\0b"), "this is no possible name: 'a␀b' (it contains a NUL character)"),
        (("add", "a\udcffb"), "'a\\udcffb' is not valid UTF-8"),
        (("show", "\udcff"), "'\\udcff' is not valid UTF-8"),
        (("\udcff",), "'\\udcff' is not valid UTF-8"),
    ],
)
def test_text_that_cannot_be_kept_is_refused(shop: Crm, line: tuple[str, ...], sentence: str) -> None:
    refused(shop, 2, sentence, *line)


@pytest.mark.parametrize(
    "line", ["tag 1 {}", "product add {}", "complaint add 1 {}", "field add {}", "sale add 1 {}@3"]
)
def test_ten_thousand_characters_are_too_many_anywhere(shop: Crm, line: str) -> None:
    before = content(shop.db)
    ran = shop(*line.format(LONG + "x").split())
    assert (ran.status, ran.out) == (2, "")
    assert content(shop.db) == before


def test_an_ambiguous_name_tells_scripts_who_it_could_be(shop: Crm) -> None:
    assert refused(shop, 4, "'张' could be any of 2 customers", "show", "张").error == {
        "code": "ambiguous",
        "message": "'张' could be any of 2 customers",
        "hint": "name one by its id",
        "details": [
            {"id": 1, "name": "张三", "company": None, "phone": "13800138000", "city": None},
            {"id": 2, "name": "张伟", "company": "蓝门公司", "phone": None, "city": None},
        ],
    }


def test_a_json_error_is_one_object_however_json_was_asked_for(shop: Crm) -> None:
    for words in (("-f", "json"), ("-fjson",), ("--format=json",), ("--format", "ndjson")):
        assert shop("show", "nobody", *words).error["code"] == "no_such_customer"
        assert shop(*words, "show", "nobody").error["code"] == "no_such_customer"


# -- files that are read -----------------------------------------------------------------------------


def test_a_malformed_row_is_rejected_with_its_line_and_the_rest_comes_in(shop: Crm) -> None:
    Path("in.csv").write_text('name,phone\nEve,13900139000\nBo,"12,\nMia,+49 30 901820\nTom,13700137000,extra,cells\n')
    ran = shop("import", "customers", "in.csv", "-f", "json")
    report = ran.json
    assert ran.status == 5
    assert report["read"] == sum(report[n] for n in ("created", "updated", "unchanged", "skipped", "rejected"))
    assert report["rejected"] >= 1
    assert [row["name"] for row in shop.ok("list", "-f", "json").json][:3] == ["张三", "张伟", "Eve"]
    assert Path(report["rejects_file"]).read_text().count("\n") >= 2


@pytest.mark.parametrize("data", [b"", b"\n\n", b"PK\x03\x04zip", b"%PDF-1.7", b"SQLite format 3\0"])
def test_a_file_that_is_no_table_is_refused(shop: Crm, data: bytes) -> None:
    before = content(shop.db)
    Path("in.csv").write_bytes(data)
    for lang in ("en", "zh"):
        ran = shop("import", "customers", "in.csv", "--lang", lang)
        assert (ran.status, ran.out, len(ran.err.splitlines()[0]) > 10) == (2, "", True)
    assert content(shop.db) == before
    assert sorted(path.name for path in shop.folder.iterdir()) == ["crm.db", "in.csv"]


def test_a_strict_import_with_a_bad_row_takes_nothing(shop: Crm) -> None:
    before = content(shop.db)
    Path("in.csv").write_text("name,phone\nEve,13900139000\nBad,12\n")
    ran = shop("import", "customers", "in.csv", "--strict")
    assert (ran.status, ran.out) == (5, "")
    assert content(shop.db) == before


def test_the_language_of_the_config_file_is_spoken(shop: Crm) -> None:
    shop.environ["CRMCLI_LANG"] = ""
    shop.ok("config", "set", "lang", "zh")
    assert shop("show", "nobody").err.startswith("错误：没有找到客户“nobody”\n")
    assert shop("frobnicate").err.startswith("错误：")
    assert shop("show", "nobody", "--lang", "en").err.startswith("error: ")


def test_a_config_file_that_cannot_be_read_is_said(shop: Crm) -> None:
    path = shop.folder / ".config" / "crmcli" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"lang = \xff\n")
    for line in (("list",), ("add", "Ann"), ("show", "1", "-f", "json")):
        ran = shop(*line)
        assert (ran.status, ran.out) == (2, "")
        assert "config.toml cannot be read" in ran.err

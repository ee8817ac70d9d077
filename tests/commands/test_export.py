"""crm export: every kind in every form, encodings, Chinese headings, masks."""

import csv
import io
from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.importing.content import content

KINDS = (
    "customers", "sales", "contacts", "complaints", "products", "payments", "tasks", "tags", "fields", "segments",
    "birthdays",
)  # fmt: skip


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("field", "add", "size", "--type", "number")
    crm.ok("add", "张三", "phone=+86 138 0013 8000", "email=zhang@example.com", "birthday=1990-03-04",
           "tags=vip,老客户", "size=42", "note==cmd", "id_number=11010519491231002X")  # fmt: skip
    crm.ok("add", "Ada Byron", "phone=(212) 555-0147", "phone+=(212) 555-0199", "--force")
    crm.ok("product", "add", "Tea", "--sku", "T1", "--price", "3.50")
    crm.ok("sale", "add", "1", "T1*2", "--paid", "--method", "cash")
    crm.ok("sale", "add", "2", "T1*1.5@3", "--currency", "JPY", "--rate", "0.01")
    crm.ok("log", "1", "asked for tea", "--channel", "call")
    crm.ok("complaint", "add", "1", "cold")
    crm.ok("task", "add", "call back", "--for", "1", "--due", "2026-03-05 14:00")
    crm.ok("segment", "save", "vips", "tag:vip")
    return crm


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("products", {"sku": "T1", "name": "Tea", "price": "3.50", "cost": "", "currency": "USD", "active": "yes"}),
        ("payments", {"date": "2026-03-01", "customer": "张三", "sale_id": "1", "amount": "7.00", "currency": "USD",
                      "payment_method": "cash"}),
        ("tasks", {"title": "call back", "due": "2026-03-05T14:00", "status": "open", "customer": "张三"}),
        ("tags", {"customer": "张三", "tag": "vip"}),
        ("fields", {"name": "size", "type": "number"}),
        ("segments", {"name": "vips", "query": "tag:vip", "frozen": "no", "members": "0"}),
        ("birthdays", {"date": "2026-03-04", "customer": "张三", "calendar": "solar", "turns": "36"}),
        ("customers", {"name": "张三", "tags": "vip;老客户", "size": "42", "note": "'=cmd",
                       "phone": "+86 138 0013 8000"}),
    ],
)  # fmt: skip
def test_the_first_row_of_a_kind(shop: Crm, kind: str, wanted: dict[str, str]) -> None:
    first = rows(shop.ok("export", kind).out)[0]
    assert {name: first[name] for name in wanted} == wanted


def test_several_phones_stand_in_one_cell_the_first_one_first(shop: Crm) -> None:
    assert rows(shop.ok("export", "Ada").out)[0]["phone"] == "(212) 555-0147;(212) 555-0199"


def test_money_has_the_decimals_of_its_currency(shop: Crm) -> None:
    assert [row["total"] for row in rows(shop.ok("export", "sales").out)] == ["7.00", "5"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["csv", "tsv", "json", "ndjson", "md", "table", "ids", "xlsx"])
def test_every_kind_in_every_form(shop: Crm, kind: str, form: str) -> None:
    assert shop.ok("export", kind, "-f", form, "-o", str(shop.folder / "out")).err in ("", "of one customer\n")
    assert (shop.folder / "out").stat().st_size > 0 or form == "ids"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_export_is_the_same_file(shop: Crm, kind: str) -> None:
    assert shop.ok("export", kind).out == shop.ok("export", kind).out


@pytest.mark.parametrize("kind", KINDS)
def test_of_nothing_there_are_the_headings(crm: Crm, kind: str) -> None:
    crm.ok("init")
    assert crm.ok("export", kind).out.count("\n") == 1
    assert crm.ok("export", kind, "-f", "json").json == []


def test_some_customers_only(shop: Crm) -> None:
    ran = shop.ok("export", "tasks", "Ada")
    assert (len(rows(ran.out)), ran.err) == (0, "of one customer\n")
    assert [row["customer"] for row in rows(shop.ok("export", "tags", "tag:vip").out)] == ["张三", "张三"]


def test_products_are_not_of_customers(shop: Crm) -> None:
    assert shop("export", "products", "Ada").err == "error: products belong to no customer: export them all\n"


def test_the_form_asked_for_counts_more_than_the_suffix(shop: Crm) -> None:
    path = shop.folder / "x.csv"
    shop.ok("export", "tags", "-f", "ndjson", "-o", str(path))
    assert path.read_text("utf-8").startswith('{"customer_id": 1')


def test_tsv_keeps_lines_and_tabs_and_guards_formulas(shop: Crm) -> None:
    shop.ok("edit", "2", "note==1+1\tor\ntwo")
    text = shop.ok("export", "Ada", "-f", "tsv").out
    assert next(csv.DictReader(io.StringIO(text), delimiter="\t"))["note"] == "'=1+1\tor\ntwo"


# -- encodings -------------------------------------------------------------------------------------


def test_for_excel_there_is_a_mark_and_lines_end_in_cr_lf(shop: Crm) -> None:
    shop.ok("export", "tags", "--excel", "-o", str(shop.folder / "t.csv"))
    data = (shop.folder / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfcustomer_id,")
    assert data.count(b"\r\n") == data.count(b"\n") == 3


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "gbk", "utf-8"])
def test_encodings(shop: Crm, encoding: str) -> None:
    shop.ok("export", "tags", "--encoding", encoding, "-o", str(shop.folder / "t.csv"))
    data = (shop.folder / "t.csv").read_bytes()
    assert data.decode(encoding) == shop.ok("export", "tags").out


def test_a_character_that_does_not_fit_is_refused_and_nothing_is_written(shop: Crm) -> None:
    ran = shop("export", "tags", "--encoding", "latin-1", "-o", str(shop.folder / "t.csv"))
    assert (ran.status, ran.err.splitlines()[0]) == (7, "error: '张' cannot be written in iso8859-1")
    assert list(shop.folder.glob("t.csv*")) == []


def test_or_replaced_which_is_said(shop: Crm) -> None:
    ran = shop.ok("export", "tags", "--encoding", "ascii", "--replace", "-o", str(shop.folder / "t.csv"))
    assert ran.err == "7 characters that ascii lacks were written as ?\n"
    assert rows((shop.folder / "t.csv").read_text("ascii"))[1]["tag"] == "???"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("export --encoding rot13", "there is no encoding 'rot13'"),
        ("export --encoding nope", "there is no encoding 'nope'"),
        ("export --excel -f md", "--excel is only for csv, tsv"),
        ("export --encoding gbk -f md", "--encoding is only for csv, tsv"),
        ("export --vcard 4.0 -f csv", "--vcard is only for vcard"),
        ("export tasks --events", "--events is only for ical"),
        ("export --replace", "--replace is only for --encoding"),
        ("export --mask shoes", "'shoes' is not possible for --mask; choose one of: phone, email, id_number, name, "
                                "wechat, address"),
        ("export --vcard 2.1", "'2.1' is not possible for --vcard; choose one of: 3.0, 4.0"),
        ("export -f html", "'html' is not possible for --format; choose one of: csv, tsv, json, ndjson, md, table, "
                           "ids, xlsx, vcard, ical, parquet"),
        ("export -o x.pdf", "files of type .pdf cannot be written; -f chooses one of: table, json, ndjson, csv, tsv, "
                            "md, ids, xlsx"),
        ("export --all --mask name -o d", "--mask does not go with --all"),
        ("export sales --all -o d", "KIND does not go with --all"),
        ("export --all", "--all needs a folder"),
        ("export --all -f xlsx -o d", "--all writes csv, ndjson, json, not xlsx"),
    ],
)  # fmt: skip
def test_mistakes(shop: Crm, line: str, error: str) -> None:
    ran = shop(*line.split())
    assert (ran.status, ran.out, ran.err.splitlines()[0]) == (2, "", f"error: {error}")


# -- Chinese headings ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["customers", "sales", "contacts", "complaints"])
def test_import_takes_chinese_headings_for_the_english_ones(shop: Crm, kind: str) -> None:
    path = shop.folder / "zh.csv"
    shop.ok("export", kind, "--headings", "zh", "-o", str(path))
    assert not path.read_text("utf-8").partition("\n")[0].replace("LINE", "").replace("QQ", "").isascii()
    before = content(shop.db)
    ran = shop.ok("import", str(path), "-f", "json")
    assert ran.json["unchanged"] == ran.json["read"] > 0
    assert content(shop.db) == before


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_columns_share_a_chinese_heading(shop: Crm, kind: str) -> None:
    headings = shop.ok("export", kind, "--headings", "zh").out.partition("\n")[0].split(",")
    assert len(set(headings)) == len(headings)


def test_in_json_too(shop: Crm) -> None:
    assert shop.ok("export", "tags", "-f", "ndjson", "--headings", "zh").out.startswith(
        '{"客户编号": 1, "客户唯一码": '
    )


# -- masks -----------------------------------------------------------------------------------------


def test_personal_data_can_be_hidden(shop: Crm) -> None:
    masks = "phone,email,id_number,name"
    first, second = rows(shop.ok("export", "--mask", masks).out)
    assert (first["name"], first["phone"], first["email"]) == ("张*", "+86 138 **** 8000", "z***@example.com")
    assert first["id_number"] == "110*************2X"
    assert (second["name"], second["phone"]) == ("A** B****", "(21*) ***-0147;(21*) ***-0199")


def test_in_json_every_phone_is(shop: Crm) -> None:
    found = shop.ok("export", "Ada", "-f", "json", "--mask", "phone").json[0]
    assert (found["phone"], found["phones"]) == ("(21*) ***-0147", ["(21*) ***-0147", "(21*) ***-0199"])


def test_names_in_other_kinds_are_customers_names_only(shop: Crm) -> None:
    assert rows(shop.ok("export", "sales", "--mask", "name").out)[0]["customer"] == "张*"
    assert rows(shop.ok("export", "products", "--mask", "name").out)[0]["name"] == "Tea"


# -- Parquet ---------------------------------------------------------------------------------------


def test_parquet_has_types(shop: Crm) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = shop.folder / "s.parquet"
    shop.ok("export", "sales", "-o", str(path))
    with duckdb.connect() as connection:
        table = connection.read_parquet(str(path))
        kinds = dict(zip(table.columns, map(str, table.types), strict=True))
        assert (kinds["sale_id"], kinds["date"], kinds["total"], kinds["due"], kinds["item"]) == (
            "BIGINT", "TIMESTAMP", "DECIMAL(18,3)", "DATE", "VARCHAR",
        )  # fmt: skip
        assert [row[0] for row in table.project("item").fetchall()] == ["Tea", "Tea"]


def test_without_the_library_it_is_said_how_to_get_it(shop: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    ran = shop("export", "-o", str(shop.folder / "c.parquet"))
    assert (ran.status, ran.err) == (
        2, "error: Parquet needs a library that is not installed\nhint: install it: pip install 'crmcli[parquet]'\n"
    )  # fmt: skip
    assert list(Path(shop.folder).glob("c.parquet*")) == []


@pytest.mark.parametrize("asked", [["-o", "c.csv"], ["-f", "csv"]])
def test_quiet_writes_the_rows_all_the_same(crm: Crm, monkeypatch: pytest.MonkeyPatch, asked: list[str]) -> None:
    monkeypatch.chdir(crm.folder)
    crm.ok("add", "Ann")
    ran = crm.ok("list", "--columns", "name", "--quiet", *asked)
    assert ((crm.folder / "c.csv").read_text() if "-o" in asked else ran.out, ran.err) == ("name\nAnn\n", "")

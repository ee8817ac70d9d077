"""Columns and identities as the user wants them: constants, columns left out or kept, keys, questions."""

from collections.abc import Callable
from typing import Any

import pytest

from crmcli.exchange.careful import Row
from crmcli.exchange.headings import Mapping
from crmcli.importing.shaping import Shaper, Shaping
from tests.conftest import Crm, Ran
from tests.importing.content import check_derived, content

Load = Callable[..., Ran]


@pytest.fixture
def load(crm: Crm) -> Load:
    def load(text: str, *options: str, kind: str = "customers", **more: Any) -> Ran:
        path = crm.folder / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        return crm("import", kind, str(path), *options, "-f", "json", **more)

    return load


def sums(ran: Ran) -> dict[str, int]:
    counts = {name: ran.json[name] for name in ("created", "updated", "unchanged", "skipped", "rejected")}
    assert ran.json["read"] == sum(counts.values())
    return {name: count for name, count in counts.items() if count}


def show(crm: Crm, who: str = "1") -> Any:
    return crm.ok("show", who, "-f", "json").json


# -- columns -----------------------------------------------------------------------------------------


def test_a_constant_fills_every_empty_cell_and_no_other(crm: Crm, load: Load) -> None:
    ran = load("name,city\nAnn,Rome\nBob,\n", "--const", "city=Paris", "--const", "source=expo", "--const", "tags=new")
    assert sums(ran) == {"created": 2}
    rows = crm.ok("list", "--sort", "id", "--columns", "city,source,tags", "-f", "json").json
    assert [(row["city"], row["source"], row["tags"]) for row in rows] == [
        ("Rome", "expo", ["new"]), ("Paris", "expo", ["new"]),
    ]  # fmt: skip


def test_a_constant_may_be_what_the_file_lacks_for_sales(load: Load) -> None:
    ran = load("customer,item,amount\nAnn,Tea,3\n", "--const", "date=2026-01-05", "--create-customers", kind="sales")
    assert sums(ran) == {"created": 1}


def test_a_field_may_be_said_as_a_heading_would(crm: Crm, load: Load) -> None:
    load("a,b\nAnn,Rome\n", "--map", "a=姓名", "--map", "b=City", "--const", "标签=new")
    assert [show(crm)[field] for field in ("name", "city", "tags")] == ["Ann", "Rome", ["new"]]


@pytest.mark.parametrize(("word", "code"), [("city", "import.not_a_constant"), ("ctiy=x", "import.no_such_field")])
def test_a_constant_for_no_field_is_refused(load: Load, word: str, code: str) -> None:
    ran = load("name\nAnn\n", "--const", word)
    assert (ran.status, ran.error["code"]) == (2, code)


def test_a_bad_constant_is_judged_like_a_cell(load: Load) -> None:
    ran = load("name\nAnn\n", "--const", "birthday=never")
    assert (ran.status, sums(ran)) == (5, {"rejected": 1})


def test_a_column_can_be_left_out(crm: Crm, load: Load) -> None:
    ran = load("name,city,shoe\nAnn,Rome,42\n", "--skip-column", "city", "--skip-column", "shoe")
    assert (ran.json["unmapped"], show(crm)["city"]) == ([], None)
    assert load("name\nAnn\n", "--skip-column", "town").error["code"] == "import.no_such_column"


def test_unknown_columns_are_listed_with_an_example(crm: Crm, load: Load) -> None:
    ran = load("name,shoe,hat\nAnn,,\nBob,42,\n")
    assert (ran.json["unmapped"], ran.json["examples"]) == (["shoe", "hat"], {"shoe": "42", "hat": ""})
    out = crm("import", str(crm.folder / "customers.csv"), columns=120).out
    assert "columns left out  shoe (as in '42'), one empty column" in out


def test_unknown_columns_can_be_kept_as_fields_made_in_the_same_operation(crm: Crm, load: Load) -> None:
    crm.ok("init")
    before = content(crm.db)
    text = "name,Shoe size (EU),2nd hat,Spent,空\nAnn,42,red,many,\nBob,43,,few,\n"
    ran = load(text, "--extra", "keep")
    assert sums(ran) == {"created": 2}
    assert ran.json["fields_made"] == ["shoe_size_eu", "_2nd_hat", "spent_2"]
    assert show(crm)["custom"] == {"shoe_size_eu": "42", "_2nd_hat": "red", "spent_2": "many"}
    labels = {row["name"]: row["zh"] for row in crm.ok("field", "list", "--own", "-f", "json").json}
    assert labels == {"shoe_size_eu": "Shoe size (EU)", "_2nd_hat": "2nd hat", "spent_2": "Spent"}
    assert ran.json["unmapped"] == ["空"]
    assert sums(load(text, "--extra", "keep")) == {"unchanged": 2}
    assert load(text).json["unmapped"] == ["空"]  # known by their labels from now on
    check_derived(crm.db)
    crm.ok("undo")
    assert content(crm.db) == before


def test_a_dry_run_and_a_refused_import_make_no_fields(crm: Crm, load: Load) -> None:
    crm.ok("init")
    assert load("name,shoe\nAnn,42\n", "--extra", "keep", "--dry-run").json["fields_made"] == ["shoe"]
    assert load("name,shoe\nAnn,42\n,1\n", "--extra", "keep", "--strict").status == 5
    assert crm.ok("field", "list", "--own", "-f", "json").json == []


def test_only_customers_have_a_place_for_unknown_columns(load: Load) -> None:
    ran = load("customer,date,amount,item,shoe\nAnn,2026-01-01,5,x,42\n", "--extra", "keep", kind="sales")
    assert (ran.status, ran.error["code"]) == (2, "import.customers_only")


def test_a_value_that_means_nothing_is_nothing(crm: Crm, load: Load) -> None:
    load("name,city,phone\nAnn,n/v,n/v\nBob,?,-\n", "--null", "n/v", "--null", "?")
    assert [row["city"] for row in crm.ok("list", "-f", "json").json] == [None, None]


def test_several_columns_of_one_kind_keep_their_labels(crm: Crm, load: Load) -> None:
    load(
        "姓名,手机1,手机2,家庭电话,单位电话,备用邮箱,邮箱\n张三,13800138000,13800138001,010-62345678,010-62345679,,a@x.com\n"
    )
    found = show(crm)["contact_points"]
    assert {(p["value"], p["label"]) for p in found if p["kind"] == "phone"} == {
        ("13800138000", "mobile"), ("13800138001", "mobile"), ("010-62345678", "home"), ("010-62345679", "work"),
    }  # fmt: skip


# -- amounts -----------------------------------------------------------------------------------------


def total(crm: Crm) -> str:
    found: str = crm.ok("sale", "show", "1", "-f", "json").json["total"]
    return found


HEAD = "order,date,customer,item,quantity,price,"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("discount,total\n1,2026-01-05,Ann,Tea,2,10.00,0.2,16.00\n", "16.00"),
        ("discount,total\n1,2026-01-05,Ann,Tea,2,10.00,0.20,19.80\n", "19.80"),
        ("discount\n1,2026-01-05,Ann,Tea,2,10.00,20%\n", "16.00"),
        ("折扣\n1,2026-01-05,Ann,Tea,2,10.00,8折\n", "16.00"),
        ("折扣率\n1,2026-01-05,Ann,Tea,2,10.00,15\n", "17.00"),
        ("discount\n1,2026-01-05,Ann,Tea,2,10.00,2\n", "18.00"),
        ("discount\n1,2026-01-05,Ann,Tea,2,10.00,1\n", "19.00"),
    ],
)
def test_a_rate_is_no_money_and_money_no_rate(crm: Crm, load: Load, text: str, expected: str) -> None:
    load(HEAD + text, "--create-customers", kind="sales")
    assert total(crm) == expected


def test_an_amount_beside_a_rate_is_what_was_paid(crm: Crm, load: Load) -> None:
    ran = load(
        "order,date,customer,item,quantity,sales,discount\n1,2026-01-05,Ann,Tea,2,16.45,0.2\n",
        "--create-customers", kind="sales",
    )  # fmt: skip
    assert (total(crm), ran.json["discounts"]) == ("16.45", "rate")


def test_decimal_commas_are_told_from_the_amounts(crm: Crm, load: Load) -> None:
    text = "order;date;customer;item;quantity;price\n1;2026-01-05;Ann;Tea;2,5;1.234,50\n"
    ran = load(text, "--create-customers", kind="sales")
    assert (ran.json["decimal"], total(crm)) == ("comma", "3086.25")


def test_the_decimal_mark_can_be_said(crm: Crm, load: Load) -> None:
    text = "order;date;customer;item;quantity;price\n1;2026-01-05;Ann;Tea;2;1.234\n"
    load(text, "--create-customers", "--decimal", "comma", kind="sales")
    assert total(crm) == "2468.00"


def test_amounts_in_another_currency_are_refused(crm: Crm, load: Load) -> None:
    crm.ok("init", "--currency", "USD")
    assert load("name\nAnn\n", "--currency", "EUR").error["code"] == "import.other_currency"
    assert load("name\nAnn\n", "--currency", "usd").status == 0


# -- bad cells and rows without a name ---------------------------------------------------------------


def test_a_bad_second_phone_costs_its_cell_not_the_row(crm: Crm, load: Load) -> None:
    text = "name,phone,Phone 2\nAnn,+14155552671,call me\nBob,oops,+14155552672;also bad\n"
    ran = load(text)
    assert (ran.status, sums(ran), ran.json["warnings"]) == (0, {"created": 2}, 3)
    assert [(w["line"], w["column"], w["value"]) for w in ran.json["warned"]] == [
        (2, "Phone 2", "call me"), (3, "phone", "oops"), (3, "Phone 2", "also bad"),
    ]  # fmt: skip
    assert show(crm, "2")["phones"] == ["+14155552672"]
    out = crm("import", str(crm.folder / "customers.csv"), columns=120).out
    assert "line 2, Phone 2: left out 'call me'" in out


def test_strict_rejects_a_row_with_a_bad_second_phone(load: Load) -> None:
    ran = load("name,phone,Phone 2\nAnn,+14155552671,call me\n", "--strict")
    assert (ran.status, ran.error["code"]) == (5, "import.strict")


def test_a_row_with_only_a_company_is_a_company(crm: Crm, load: Load) -> None:
    load("公司名称,联系人,电话\n三禾有限公司,,010-62345678\n")
    assert (show(crm)["kind"], show(crm)["name"]) == ("company", "三禾有限公司")


def test_a_row_with_only_an_email_goes_by_it_and_the_report_says_so(crm: Crm, load: Load) -> None:
    text = "name,email\n,li.wei@x.com\n"
    ran = load(text)
    assert (sums(ran), ran.json["named_by_email"], show(crm)["name"]) == ({"created": 1}, 1, "li.wei@x.com")
    assert sums(load(text)) == {"unchanged": 1}


def test_an_email_alone_never_renames_the_one_who_has_it(crm: Crm, load: Load) -> None:
    crm.ok("add", "Li Wei", "email=li.wei@x.com")
    ran = load("name,email,city\n,li.wei@x.com,Rome\n")
    assert (sums(ran), ran.json["named_by_email"]) == ({"updated": 1}, 0)
    assert (show(crm)["name"], show(crm)["city"]) == ("Li Wei", "Rome")


# -- identity ----------------------------------------------------------------------------------------


def test_a_phone_alone_is_an_identity_where_the_user_says_so(crm: Crm, load: Load) -> None:
    crm.ok("add", "Ann", "phone=+14155552671")
    text = "name,phone,city\nAnnie,+14155552671,Rome\n"
    assert sums(load(text, "--key", "phone", "--dry-run")) == {"updated": 1}
    assert sums(load(text)) == {"created": 1}


def test_a_name_and_a_company_can_be_the_key(crm: Crm, load: Load) -> None:
    crm.ok("add", "Ann Lee", "company=Acme Ltd")
    crm.ok("add", "Ann Lee", "company=Bolt", "--force")
    text = "name,company,city\nann lee,ACME,Rome\nAnn Lee,Other,Oslo\nAnn Lee,,Bonn\n"
    assert sums(load(text, "--key", "name+company")) == {"updated": 1, "created": 2}
    assert show(crm)["city"] == "Rome"
    check_derived(crm.db)


def test_keys_are_tried_in_their_order_and_several_who_fit_reject_the_row(crm: Crm, load: Load) -> None:
    crm.ok("add", "Ann", "phone=+14155552671")
    crm.ok("add", "Ben", "email=b@x.com")
    text = "name,phone,email,city\nCy,+14155552671,b@x.com,Rome\n"
    load(text, "--key", "email,phone", "--on-duplicate", "fill")
    assert show(crm, "2")["city"] == "Rome"
    crm.ok("add", "Dan", "phone=+14155552671", "--force")
    assert sums(load(text, "--key", "phone")) == {"rejected": 1}


def test_two_rows_of_one_key_in_one_file_are_one_customer(crm: Crm, load: Load) -> None:
    text = "name,wechat,city\nAnn,ann_88,\nAnna,ann_88,Rome\n"
    assert sums(load(text, "--key", "wechat")) == {"created": 1, "unchanged": 1}
    assert show(crm)["city"] == "Rome"


@pytest.mark.parametrize("key", ["shoe", "company", "", "phone+shoe"])
def test_a_key_that_is_none_is_refused(load: Load, key: str) -> None:
    ran = load("name\nAnn\n", "--key", key)
    assert (ran.status, ran.error["code"]) == (2, "import.bad_key")


def test_create_makes_another_and_reject_refuses(crm: Crm, load: Load) -> None:
    text = "name,phone\nAnn,+14155552671\n"
    load(text)
    assert sums(load(text, "--on-duplicate", "reject")) == {"rejected": 1}
    assert sums(load(text, "--on-duplicate", "create")) == {"created": 1}


# -- asking ------------------------------------------------------------------------------------------

TWO = "name,phone,city\nAnn,+14155552671,Rome\nBob,+14155552672,Oslo\nCy,+14155552673,Bonn\n"


@pytest.fixture
def known(crm: Crm) -> Crm:
    crm.ok("add", "Ann", "phone=+14155552671", "city=Paris")
    crm.ok("add", "Bob", "phone=+14155552672", "city=Lyon")
    return crm


def test_each_row_is_asked_about_with_both_shown(known: Crm, load: Load) -> None:
    ran = load(TWO, "--on-duplicate", "ask", terminal=True, stdin="what\nu\ns\n")
    assert sums(ran) == {"created": 1, "updated": 1, "skipped": 1}
    assert "line 2 is customer 1:" in ran.err
    assert "  city   Paris  →  Rome" in ran.err
    assert (show(known)["city"], show(known, "2")["city"]) == ("Rome", "Lyon")


def test_an_answer_can_be_for_all_that_follow(known: Crm, load: Load) -> None:
    ran = load(TWO, "--on-duplicate", "ask", terminal=True, stdin="更新！\n", CRMCLI_LANG="zh")
    assert sums(ran) == {"created": 1, "updated": 2}
    assert (ran.err.count("u 更新"), "  城市  Paris  →  Rome" in ran.err) == (1, True)


def test_an_answer_may_be_another_customer_or_a_refusal(known: Crm, load: Load) -> None:
    ran = load(TWO, "--on-duplicate", "ask", terminal=True, stdin="c\nr\n")
    assert sums(ran) == {"created": 2, "rejected": 1}


def test_nobody_is_asked_about_a_row_that_changes_nothing(known: Crm, load: Load) -> None:
    ran = load("name,phone\nAnn,+14155552671\n", "--on-duplicate", "ask", terminal=True)
    assert (sums(ran), "customer 1" in ran.err) == ({"unchanged": 1}, False)


def test_an_end_of_answers_leaves_everything_as_it_was(known: Crm, load: Load) -> None:
    before = content(known.db)
    ran = load(TWO, "--on-duplicate", "ask", terminal=True, stdin="u\n")
    assert ran.status == 7
    assert content(known.db) == before


def test_where_nobody_can_be_asked_it_is_refused(known: Crm, load: Load) -> None:
    ran = load(TWO, "--on-duplicate", "ask")
    assert (ran.status, ran.error["code"]) == (7, "import.cannot_ask")
    ran = known("import", "customers", "-", "--on-duplicate", "ask", terminal=True, stdin=TWO)
    assert ran.status == 7


def test_asking_is_for_customers(crm: Crm, load: Load) -> None:
    ran = load("sku,name,price\nT,Tea,3\n", "--on-duplicate", "ask", kind="products", terminal=True)
    assert (ran.status, "ask is for customers only" in ran.err) == (2, True)


def test_keys_are_for_customers(crm: Crm, load: Load) -> None:
    ran = load("sku,name,price\nT,Tea,3\n", "--key", "name", kind="products")
    assert (ran.status, ran.error["message"]) == (2, "--key is for customers only")


def test_a_field_mapped_by_hand_is_no_longer_another_columns(crm: Crm, load: Load) -> None:
    ran = load("name,city,note\nAda,Leeds,York\n", "--map", "note=city")
    assert ran.json["unmapped"] == ["city"]
    assert crm.ok("list", "-f", "csv", "--columns", "city").out == "city\nYork\n"


def test_two_columns_cannot_both_be_a_field_with_one_value(crm: Crm, load: Load) -> None:
    ran = load("name,a,b\nAda,Leeds,York\n", "--map", "a=city", "--map", "b=city")
    assert (ran.status, ran.error["code"]) == (2, "import.two_columns")


def test_rejected_rows_are_not_written_over_the_file(crm: Crm) -> None:
    path = crm.folder / "people.csv"
    path.write_text("name,phone\nAda,oops\nBob,\n")
    ran = crm("import", str(path), "--rejects", str(crm.folder / "." / "people.csv"), "-f", "json")
    assert (ran.status, ran.error["code"]) == (2, "import.rejects_over_file")
    assert path.read_text() == "name,phone\nAda,oops\nBob,\n"


def test_a_region_that_is_none_is_refused(crm: Crm, load: Load) -> None:
    assert load("name,phone\nAda,13800000001\n", "--region", "XX").error["code"] == "config.unknown_region"


@pytest.mark.parametrize("text", ["12-31", "02-29"])
def test_a_day_without_a_year_is_not_read_as_a_year_a_month_and_a_day(crm: Crm, load: Load, text: str) -> None:
    assert load(f"name,birthday\nAda,{text}\n").status == 0
    assert crm.ok("show", "1", "-f", "json").json["birthday"] == f"--{text}"
    assert load(f"name,birthday\nBob,{text}\n", "--date-format", "ymd").status == 0
    assert crm.ok("show", "2", "-f", "json").json["birthday"] == f"--{text}"


def test_a_footer_alone_is_work_for_the_shaper() -> None:
    mapping = Mapping("sales", ("date", "amount"), ("date", "amount"), frozenset())
    rows = [Row(2, ["2026-01-02", "3"], None, []), Row(3, ["the end", ""], None, [])]
    found = Shaper(mapping, Shaping(footer=True), 2).rows(rows)
    assert [row.skip_reason for row in found] == [None, "import.skip_footer"]

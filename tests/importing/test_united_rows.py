"""Rows of one file that are about the same: taken together, told, and the same again the next time."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Crm, Ran
from tests.importing.content import content

Load = Callable[..., Ran]
SUMS = ("created", "updated", "unchanged", "merged", "skipped", "rejected")


@pytest.fixture
def load(crm: Crm) -> Load:
    def load(kind: str, text: str, *options: str) -> Ran:
        path = crm.folder / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        return crm("import", kind, str(path), "--source", "shop", *options, "-f", "json")

    return load


def sums(ran: Ran) -> dict[str, int]:
    return {name: ran.json[name] for name in SUMS if ran.json[name]}


def cities(crm: Crm) -> list[Any]:
    return [row["city"] for row in crm.ok("list", "--columns", "city", "--sort", "id", "-f", "json").json]


# -- customers -------------------------------------------------------------------------------------

FILLER = "".join(f"{n},Person {n},p{n}@x.com,\n" for n in range(100, 2_200))
NEAR = "id,name,email,city\n1,Ann,a@x.com,Rome\n2,Bob,b@x.com,Oslo\n1,Ann,,Nice\n"
FAR = f"id,name,email,city\n1,Ann,a@x.com,Rome\n2,Bob,b@x.com,Oslo\n{FILLER}1,Ann,,Nice\n"


@pytest.mark.parametrize("text", [NEAR, FAR], ids=["near", "far apart"])
def test_the_later_cells_count_and_the_same_file_again_changes_nothing(crm: Crm, load: Load, text: str) -> None:
    first = load("customers", text)
    assert (first.json["created"], first.json["merged"], cities(crm)[:2]) == (text.count("\n") - 2, 1, ["Nice", "Oslo"])
    before = content(crm.db)
    again = load("customers", text)
    assert (again.json["unchanged"], again.json["merged"], again.json["import_id"]) == (again.json["read"], 1, None)
    assert content(crm.db) == before


@pytest.mark.parametrize("text", [NEAR, FAR], ids=["near", "far apart"])
def test_a_dry_run_says_the_same_as_the_import(load: Load, text: str) -> None:
    load("customers", text.replace("Oslo", "Bern").replace("Nice", "Metz"))
    dry = load("customers", text, "--dry-run")
    assert sums(dry) == sums(load("customers", text))
    assert [row for row in dry.json["rows"] if row.get("into") or row["outcome"] == "updated"] == [
        {"line": 2, "outcome": "updated", "customer_id": 1, "name": "Ann", "reason": "", "changes": ["city"]},
        {"line": 3, "outcome": "updated", "customer_id": 2, "name": "Bob", "reason": "", "changes": ["city"]},
        {"line": text.count("\n"), "outcome": "unchanged", "customer_id": 1, "name": "Ann", "into": 2, "by": "external",
         "reason": "the same id as line 2: taken together"},
    ]  # fmt: skip


def test_the_lines_are_told(crm: Crm) -> None:
    path = crm.folder / "people.csv"
    path.write_text("name,phone,city\nAnn,+14155552671,Rome\nBob,+14155552672,Oslo\nann,(415) 555-2671,Nice\n")
    assert crm.ok("import", str(path)).out == (
        f"file          {path}\n"
        "taken as      customers from 'people' (utf-8, cells between ,)\n"
        "rows          3 read = 2 created + 1 taken together with others\n"
        "lines of one  2 and 4 (same phone)\n"
    )
    told = "3 = 新建 0 + 未变 2 + 与其他行合并 1 行\n同一对象的行  第 2 行与第 4 行（电话相同）\n"
    assert told in crm.ok("import", str(path), "--lang", "zh").out
    assert crm.ok("import", str(path), "-f", "json").json["united"] == [{"line": 4, "into": 2, "by": "phone"}]


def test_rows_that_take_back_what_a_row_before_said_change_nothing(load: Load) -> None:
    load("customers", "id,name,city\n1,Ann,Nice\n")
    assert sums(load("customers", "id,name,city\n1,Ann,Rome\n1,Ann,Nice\n")) == {"unchanged": 2, "merged": 1}


def test_rows_that_meet_only_by_what_is_stored_are_taken_together(crm: Crm, load: Load) -> None:
    crm.ok("add", "Ann", "phone=+14155552671", "email=a@x.com")
    filler = "".join(f"Person {n},,p{n}@x.com,\n" for n in range(2_100))
    text = f"name,phone,email,city\nAnn,+14155552671,,Rome\n{filler}Ann,,a@x.com,Nice\n"
    assert sums(load("customers", text)) == {"created": 2_100, "updated": 1, "unchanged": 1, "merged": 1}
    assert sums(load("customers", text)) == {"unchanged": 2_102, "merged": 1}


def test_a_row_without_an_id_meets_one_with_an_id_by_its_email(load: Load) -> None:
    text = f"id,name,email,city\n1,Ann,a@x.com,Rome\n{FILLER},Ann,a@x.com,Nice\n,Ann,a@x.com,Bern\n"
    n = text.count("\n") - 3
    assert sums(load("customers", text)) == {"created": n, "unchanged": 2, "merged": 2}
    assert sums(load("customers", text)) == {"unchanged": n + 2, "merged": 2}


def test_what_is_filled_stays_as_the_first_row_has_it(crm: Crm, load: Load) -> None:
    load("customers", "id,name\n1,Ann\n")
    text = "id,name,city\n1,Ann,Rome\n1,Ann,Nice\n"
    assert sums(load("customers", text, "--on-duplicate", "fill")) == {"updated": 1, "unchanged": 1, "merged": 1}
    assert cities(crm) == ["Rome"]


@pytest.mark.parametrize(
    ("how", "first", "again"),
    [("skip", {"created": 1, "skipped": 1}, {"skipped": 2}), ("reject", {"created": 1, "rejected": 1}, {"rejected": 2}),
     ("create", {"created": 2}, {"rejected": 2})],
)  # fmt: skip
def test_who_wants_no_updates_gets_none(load: Load, how: str, first: dict[str, int], again: dict[str, int]) -> None:
    text = "name,phone\nAnn,+14155552671\nAnn,+14155552671\n"
    ran = load("customers", text, "--on-duplicate", how)
    assert sums(ran) == first
    assert ran.json["reasons"] == ({"import.same_row": 1} if how == "reject" else {})
    assert sums(load("customers", text, "--on-duplicate", how)) == again


def test_an_undone_import_takes_all_of_its_rows_back(crm: Crm, load: Load) -> None:
    load("customers", "id,name,city\n1,Ann,Bern\n")
    before = content(crm.db)
    load("customers", FAR)
    crm.ok("undo")
    assert content(crm.db) == before


# -- keys ------------------------------------------------------------------------------------------


def test_nobody_gets_two_ids_of_one_system(crm: Crm, load: Load) -> None:
    ran = load("customers", "id,name,phone\n1,Ann,+14155552671\n2,Ann,+14155552671\n", "--key", "phone")
    assert sums(ran) == {"created": 1, "rejected": 1}
    text = (crm.folder / "customers.rejects.csv").read_text()
    assert "has the phone of customer 1, who is '1' in 'shop', not '2'" in text
    assert sums(load("customers", "name,phone,city\nAnn,+14155552671,Rome\n", "--key", "phone")) == {"updated": 1}


def test_a_row_known_by_its_name_may_change_all_else(load: Load) -> None:
    load("customers", "name,city\nAnn,Rome\n", "--key", "external,name")
    assert sums(load("customers", "name,city\nAnn,Nice\n", "--key", "external,name")) == {"updated": 1}


@pytest.mark.parametrize("row", ["7,Ann,,Rome", ",Ann,,Rome", ",Ann,+14155552671,Rome"])
def test_a_row_with_nothing_of_the_key_is_not_new_every_time(load: Load, row: str) -> None:
    text = f"id,name,phone,city\n{row}\n"
    assert sums(load("customers", text, "--key", "email")) == {"created": 1}
    assert sums(load("customers", text, "--key", "email")) == {"unchanged": 1}


# -- other kinds -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "by"),
    [
        ("products", "sku,name,price,unit\nP1,Pen,3,box\nP2,Ink,4,\nP1,Pen,5,\n", "sku"),
        ("complaints", "id,date,customer,content\n1,2026-01-02,Ann,ah\n2,2026-01-02,Ann,oh\n1,2026-01-02,Ann,eh\n",
         "number"),
    ],
)  # fmt: skip
def test_records_of_one_key_are_one(crm: Crm, load: Load, kind: str, text: str, by: str) -> None:
    crm.ok("add", "Ann")
    dry = load(kind, text, "--dry-run").json
    ran = load(kind, text)
    assert sums(ran) == {"created": 2, "unchanged": 1, "merged": 1}
    assert ran.json["united"] == dry["united"] == [{"line": 4, "into": 2, "by": by}]
    assert [row["outcome"] for row in dry["rows"]] == ["created", "created", "unchanged"]
    assert sums(load(kind, text)) == {"unchanged": 3, "merged": 1}


def test_a_price_list_with_two_prices_keeps_the_later_one(crm: Crm, load: Load) -> None:
    load("products", "sku,name,price,unit\nP1,Pen,3,box\nP1,Pen,5,\n")
    assert [(p["price"], p["unit"]) for p in crm.ok("product", "list", "-f", "json").json] == [("5.00", "box")]


def test_a_product_is_not_called_by_its_sku_where_a_row_gives_no_name(crm: Crm, load: Load) -> None:
    assert sums(load("products", "sku,name,price\nP1,Pen,3\nP1,,5\n")) == {"created": 1, "unchanged": 1, "merged": 1}
    assert sums(load("products", "sku,name,price\nP1,,6\n")) == {"updated": 1}
    assert [(p["name"], p["price"]) for p in crm.ok("product", "list", "-f", "json").json] == [("Pen", "6.00")]


@pytest.mark.parametrize(
    ("how", "rows", "stage"),
    [
        (
            "update",
            "won,2026-01-05,\n1,lead,,",
            {"stage": "lead", "closed_at": None, "reason": None, "probability": 10},
        ),
        (
            "update",
            "lost,2026-01-05,dear\n1,won,2026-02-05,",
            {"stage": "won", "closed_at": "2026-02-05T00:00:00", "reason": None},
        ),
        ("fill", "lead,,\n1,lost,2026-01-05,dear", {"stage": "lead", "closed_at": None, "reason": None}),
    ],
)
def test_what_goes_with_a_stage_goes_with_it(crm: Crm, load: Load, how: str, rows: str, stage: dict[str, Any]) -> None:
    crm.ok("add", "Ann")
    text = "id,stage,closed,reason,customer,title\n1," + rows.replace("\n", ",Ann,Chairs\n") + ",Ann,Chairs\n"
    text = text.replace("id,stage,closed,reason", "deal id,deal stage,close date,lost reason")
    assert sums(load("deals", text, "--on-duplicate", how)) == {"created": 1, "unchanged": 1, "merged": 1}
    deal = crm.ok("deal", "show", "1", "-f", "json").json
    assert {name: deal[name] for name in stage} == stage


def test_a_stored_deal_that_is_filled_keeps_its_stage_and_what_goes_with_it(crm: Crm, load: Load) -> None:
    crm.ok("add", "Ann")
    heading = "deal id,deal stage,close date,lost reason,customer,title\n"
    load("deals", f"{heading}1,won,2026-01-05,,Ann,Chairs\n")
    assert sums(load("deals", f"{heading}1,lost,2026-01-06,dear,Ann,Chairs\n", "--on-duplicate", "fill")) == {
        "unchanged": 1
    }


def test_a_complaint_that_a_later_row_opens_is_open(crm: Crm, load: Load) -> None:
    crm.ok("add", "Ann")
    text = (
        "id,date,customer,content,status,resolved at\n"
        "1,2026-01-02,Ann,ah,resolved,2026-01-03\n1,2026-01-02,Ann,ah,open,\n"
    )
    load("complaints", text)
    complaint = crm.ok("complaint", "show", "1", "-f", "json").json
    assert (complaint["status"], complaint["resolved_at"]) == ("open", None)
    assert [event["kind"] for event in complaint["events"]] == ["opened"]


# -- exports of ours -------------------------------------------------------------------------------


def test_two_customers_of_ours_stay_two_though_they_share_name_and_phone(
    crm: Crm, seller: Callable[[str], Crm]
) -> None:
    for city in ("Nice", "Rome"):
        crm.ok("add", "Ann", "phone=+14155552671", f"city={city}", "--force")
    crm.ok("export", "customers", "-o", str(crm.folder / "c.csv"))
    other = seller("other")
    assert sums(other.ok("import", str(crm.folder / "c.csv"), "-f", "json")) == {"created": 2}
    assert sums(other.ok("import", str(crm.folder / "c.csv"), "-f", "json")) == {"unchanged": 2}
    assert [person["city"] for person in other.ok("list", "-f", "json").json] == ["Nice", "Rome"]


# -- families share phones -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        "Mr Green,\nMrs Green,\n",
        "王先生,\n王太太,\n",
        "John Carter II,\nJohn Carter III,\n",
        "William Evans,1950-02-03\nWilliam Evans,1980-11-12\n",
    ],
)
def test_two_of_a_family_stay_two(load: Load, rows: str) -> None:
    text = "name,birthday,phone\n" + rows.replace("\n", ",+14155552671\n")
    assert sums(load("customers", text)) == {"created": 2}
    assert sums(load("customers", text)) == {"unchanged": 2}


def test_another_birthday_for_somebody_known_is_told_not_stored(crm: Crm, load: Load) -> None:
    crm.ok("add", "William Evans", "phone=+14155552671", "birthday=1950-02-03")
    text = "name,phone,birthday\nWilliam Evans,+14155552671,{}\n"
    ran = load("customers", text.format("1980-11-12"), "--dry-run")
    assert ran.json["rows"][0]["reason"].startswith(
        "has the name and the phone or e-mail of customer 1, whose birthday is 1950-02-03, not 1980-11-12"
    )
    assert sums(load("customers", text.format("1950-03-02"))) == {"updated": 1}
    assert sums(load("customers", text.format("1980-11-12"), "--key", "phone")) == {"updated": 1}


def test_fill_adds_nothing_to_what_is_there(crm: Crm, load: Load) -> None:
    crm.ok("add", "Ann", "email=a@x.com", "phone=+14155552671", "tags=vip")
    text = "name,email,phone,wechat,tags\nAnn,a@x.com,+14155552672,ann_1,gold\n"
    assert sums(load("customers", text, "--on-duplicate", "fill")) == {"updated": 1}
    ann = crm.ok("list", "--columns", "phones,wechat,tags", "-f", "json").json[0]
    assert (ann["phones"], ann["wechat"], ann["tags"]) == (["+14155552671"], "ann_1", ["vip"])
    assert sums(load("customers", text, "--on-duplicate", "fill")) == {"unchanged": 1}

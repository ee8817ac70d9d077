"""Payments, tasks and tags: read, found again, and out and in again."""

from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.importing.content import check_derived

PEOPLE = "name,email,id\nAnna,a@x.com,A7\nBen,b@x.com,B8\n"


@pytest.fixture
def shop(crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crm:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE)
    crm.ok("import", "people.csv", "--source", "shop")
    return crm


def put(shop: Crm, *words: str, text: str, status: int = 0) -> dict[str, int]:
    ran = shop("import", *words, "-", "--rejects", "r.csv", "-f", "json", stdin=text)
    assert ran.status == status, ran.err
    counts: dict[str, int] = {k: ran.json[k] for k in ("created", "updated", "unchanged", "rejected") if ran.json[k]}
    check_derived(shop.db)
    return counts


def rows(shop: Crm, kind: str, *names: str) -> list[tuple[object, ...]]:
    found = shop.ok("export", kind, "-f", "json").json
    return [tuple(row[name] for name in names) for row in found]


def sell(shop: Crm, who: str = "1") -> None:
    shop.ok("sale", "add", who, "Tea*10@3")


# -- payments --------------------------------------------------------------------------------------


def test_a_payment_is_for_the_sale_that_it_names(shop: Crm) -> None:
    sell(shop)
    text = "sale,date,amount,payment method\n1,2026-02-01,10.00,cash\n1,2026-02-03,20.00,wechat\n"
    assert put(shop, "payments", text=text) == {"created": 2}
    assert rows(shop, "payments", "customer", "sale_id", "date", "amount", "payment_method") == [
        ("Anna", 1, "2026-02-01", "10.00", "cash"), ("Anna", 1, "2026-02-03", "20.00", "wechat"),
    ]  # fmt: skip
    assert shop.ok("sale", "show", "1", "-f", "json").json["unpaid"] == "0.00"
    assert put(shop, "payments", text=text) == {"unchanged": 2}


def test_one_without_a_sale_pays_the_one_open_sale_of_its_amount(shop: Crm) -> None:
    sell(shop)
    text = "客户,收款日期,金额\nAnna,2026-02-01,30.00\n"
    assert put(shop, "payments", text=text) == {"created": 1}
    assert rows(shop, "payments", "sale_id") == [(1,)]
    assert put(shop, "payments", text=text) == {"unchanged": 1}


def test_else_it_is_on_account(shop: Crm) -> None:
    sell(shop)
    assert put(shop, "payments", text="customer email,date,amount\na@x.com,2026-02-01,12\n") == {"created": 1}
    assert rows(shop, "payments", "sale_id", "amount") == [(None, "12.00")]


def test_two_equal_payments_are_two_and_stay_two(shop: Crm) -> None:
    sell(shop)
    text = "sale,date,amount\n1,2026-02-01,10\n1,2026-02-01,10\n"
    assert put(shop, "payments", text=text) == {"created": 2}
    assert put(shop, "payments", text=text) == {"unchanged": 2}
    assert put(shop, "payments", text=text + "1,2026-02-01,10\n") == {"unchanged": 2, "created": 1}


@pytest.mark.parametrize("row", ["1,2026-02-01,31", "9,2026-02-01,3", "1,,3", "1,2026-02-01,", "1,2026-02-01,0"])
def test_what_cannot_be_is_rejected(shop: Crm, row: str) -> None:
    sell(shop)
    assert put(shop, "payments", text=f"sale,date,amount\n{row}\n", status=5) == {"rejected": 1}
    assert rows(shop, "payments", "id") == []


def test_a_sale_of_somebody_else_is_not_paid(shop: Crm) -> None:
    sell(shop, "2")
    assert put(shop, "payments", text="customer,sale,date,amount\nAnna,1,2026-02-01,3\n", status=5) == {"rejected": 1}


def test_the_payments_themselves_replace_what_a_sales_file_called_paid(shop: Crm) -> None:
    orders = "order,date,customer id,item,price,paid\nX1,2026-01-02,A7,Tea,30,yes\n"
    assert put(shop, "sales", "--source", "shop", text=orders) == {"created": 1}
    text = "order number,date,amount\nX1,2026-02-01,10\nX1,2026-02-03,20\n"
    assert put(shop, "payments", "--source", "shop", text=text) == {"created": 2}
    assert rows(shop, "payments", "date", "amount") == [("2026-02-01", "10.00"), ("2026-02-03", "20.00")]
    assert put(shop, "sales", "--source", "shop", text=orders) == {"unchanged": 1}
    assert put(shop, "payments", "--source", "shop", text=text) == {"unchanged": 2}


# -- tasks -----------------------------------------------------------------------------------------


def test_tasks_with_and_without_a_customer(shop: Crm) -> None:
    text = "任务,截止日期,客户,优先级,是否完成\n打电话,2026-03-05,Anna,高,否\n买茶,2026-03-06,,,是\n"
    assert put(shop, text=text) == {"created": 2}
    assert rows(shop, "tasks", "title", "due", "customer", "priority", "status") == [
        ("打电话", "2026-03-05", "Anna", "high", "open"), ("买茶", "2026-03-06", None, "normal", "done"),
    ]  # fmt: skip
    assert put(shop, text=text) == {"unchanged": 2}


def test_a_task_done_elsewhere_is_done_here(shop: Crm) -> None:
    head = "title,due,customer,status\n"
    put(shop, "tasks", text=head + "Ring,2026-03-05,Anna,open\n")
    assert put(shop, "tasks", text=head + "Ring,2026-03-05,Anna,completed\n") == {"updated": 1}
    assert put(shop, "tasks", text=head + "Ring,2026-03-05,Anna,completed\n") == {"unchanged": 1}
    assert rows(shop, "tasks", "status") == [("done",)]


def test_a_task_without_a_title_or_of_nobody_known_is_rejected(shop: Crm) -> None:
    assert put(shop, "tasks", text="title,due,customer\n,2026-03-05,Anna\nRing,,Zoe\n", status=5) == {"rejected": 2}


# -- tags ------------------------------------------------------------------------------------------


def test_tags_by_customer(shop: Crm) -> None:
    text = "customer,tag\nAnna,vip\nAnna,vip\nBen,vip;interest:tea\nZoe,vip\n"
    assert put(shop, text=text, status=5) == {"created": 2, "unchanged": 1, "rejected": 1}
    assert rows(shop, "tags", "customer", "tag") == [("Anna", "vip"), ("Ben", "interest:tea"), ("Ben", "vip")]
    assert put(shop, text=text, status=5) == {"unchanged": 3, "rejected": 1}


# -- out and in again ------------------------------------------------------------------------------

KINDS = ("customers", "products", "sales", "payments", "tasks", "tags", "contacts", "complaints")


@pytest.mark.parametrize("zh", [(), ("--headings", "zh")])
@pytest.mark.parametrize("form", ["csv", "ndjson", "xlsx"])
def test_every_export_comes_back(shop: Crm, tmp_path: Path, form: str, zh: tuple[str, ...]) -> None:
    sell(shop)
    sell(shop, "2")
    shop.ok("product", "add", "Cup", "--sku", "C-1", "--price", "4")
    shop.ok("sale", "pay", "1", "12", "--date", "2026-01-05", "--method", "cash")
    shop.ok("sale", "pay", "1", "--date", "2026-01-09")
    shop.ok("sale", "pay", "2", "5")
    shop.ok("task", "add", "Ring", "--for", "1", "--due", "2026-03-05", "--priority", "high")
    shop.ok("task", "add", "Buy tea", "--due", "2026-03-31T10:30", "--repeat", "monthly")
    shop.ok("tag", "1", "vip", "interest:tea")
    shop.ok("complaint", "add", "1", "too late", "--sale", "1")
    shop.ok("log", "2", "hello")
    files = [f"{kind}.{form}" for kind in KINDS]
    for kind, file in zip(KINDS, files, strict=True):
        shop.ok("export", kind, "-o", file, *zh)
    before = {kind: told(shop, kind) for kind in KINDS}
    again = shop.ok("import", *files, "-f", "json").json
    assert [f["kind"] for f in again["files"]] == list(KINDS)
    assert (again["created"], again["updated"]) == (0, 0)
    other = Crm(tmp_path / "other")
    (tmp_path / "other").mkdir()
    other.ok("import", *files)
    assert {kind: told(other, kind) for kind in KINDS} == before


def told(crm: Crm, kind: str) -> list[str]:
    """What an export says, but for the numbers of the records."""
    numbers = {"id", "customer_id", "product_id"} | ({"created_at"} if kind in ("products", "payments") else set())
    found = crm.ok("export", kind, "-f", "json").json
    return sorted(str({k: v for k, v in row.items() if k not in numbers}) for row in found)


@pytest.mark.parametrize("file", ["people.csv", "people.vcf", "people.ndjson"])
def test_a_lunar_birthday_comes_back(crm: Crm, tmp_path: Path, file: str) -> None:
    crm.ok("add", "Anna", "birthday=农历八月十五")
    crm.ok("export", "-o", str(tmp_path / file))
    (tmp_path / "other").mkdir()
    other = Crm(tmp_path / "other")
    other.ok("import", str(tmp_path / file))
    assert rows(other, "customers", "birthday", "lunar_birthday") == [(None, "--08-15")]


# -- feedback --------------------------------------------------------------------------------------


def test_scores_with_comments(shop: Crm) -> None:
    text = "customer,date,score,type,comment\nAnna,2026-02-01,9,nps,fine\nBen,2026-02-02,4,csat,\n"
    assert put(shop, text=text) == {"created": 2}
    assert put(shop, text=text) == {"unchanged": 2}
    found = shop.ok("feedback", "list", "-f", "json").json
    assert sorted((row["kind"], row["score"], row["comment"]) for row in found) == [
        ("csat", 4, None), ("nps", 9, "fine"),
    ]  # fmt: skip


@pytest.mark.parametrize("score", ["11", "x", ""])
def test_scores_that_cannot_be_are_rejected(shop: Crm, score: str) -> None:
    text = f"客户,日期,推荐分,评语\nAnna,2026-02-01,{score},好\n"
    assert put(shop, "feedback", text=text, status=5) == {"rejected": 1}

"""--preview N: rows as they would be stored; nothing is written."""

from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.exchange.test_sheets import workbook
from tests.importing.content import content


def write(crm: Crm, text: str, name: str = "in.csv") -> str:
    path = crm.folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_preview_shows_what_normalising_makes_of_the_first_rows(crm: Crm) -> None:
    crm.ok("init", "--region", "CN")
    before = content(crm.db)
    path = write(
        crm,
        '姓名,手机,生日,信用额度,标签,爱好\n张三,138 0013 8000,1990.5.1,"1,200",vip；茶,棋\n李四,坏,,,,\n王五,,,,,\n',
    )
    ran = crm.ok("import", path, "--preview", "2", "-f", "json")
    assert ran.json["rows"] == [
        {"line": 2, "outcome": "sound", "reason": "", "birthday": "1990-05-01", "credit_limit": "1200.00",
         "name": "张三", "phone": ["+8613800138000"], "tags": ["vip", "茶"]},
        {"line": 3, "outcome": "rejected",
         "reason": "this is no possible phone number: '坏' (it contains letters)"},
    ]  # fmt: skip
    assert ran.json["columns"]["手机"] == "phone"
    assert (ran.json["unmapped"], ran.json["examples"]) == (["爱好"], {"爱好": "棋"})
    assert (content(crm.db), crm.ok("history").out) == (before, crm.ok("history").out)
    assert not (crm.folder / "in.rejects.csv").exists()


def test_a_preview_of_sales_shows_money_with_its_decimals(crm: Crm) -> None:
    crm.ok("init")
    path = write(crm, "order,date,customer,phone,item,quantity,price\n7,2026-01-05,Ann,(212) 555-0101,Tea,2,1.5\n")
    row = crm.ok("import", "sales", path, "--preview", "5", "--region", "US", "-f", "json").json["rows"][0]
    assert row == {
        "line": 2, "outcome": "sound", "reason": "", "number": "7", "date": "2026-01-05T00:00:00", "customer": "Ann",
        "customer_phone": "+12125550101", "item": "Tea", "quantity": 2, "price": "1.50", "amount": "3.00",
        "currency": "USD",
    }  # fmt: skip


def test_the_other_kinds_can_be_previewed(crm: Crm) -> None:
    crm.ok("init")
    path = write(crm, "sku,name,price\nT1,Tea,3\n")
    row = crm.ok("import", "products", path, "--preview", "1", "-f", "json").json["rows"][0]
    assert (row["sku"], row["price"]) == ("T1", "3.00")
    path = write(crm, "date,customer,channel,content\n5 Jan 2026,Ann,call,hello\n,Ann,call,hello\n")
    first, second = crm.ok("import", "contacts", path, "--preview", "9", "-f", "json").json["rows"]
    assert (first["at"], first["content"], second["reason"]) == ("2026-01-05T00:00:00", "hello", "no date")
    path = write(crm, "date,customer,content,status,priority\n2026-01-05,Ann,broken,open,high\n")
    row = crm.ok("import", "complaints", path, "--preview", "1", "-f", "json").json["rows"][0]
    assert (row["content"], row["priority"], row["customer"]) == ("broken", "high", "Ann")


def test_people_see_a_table_and_that_nothing_was_written(crm: Crm) -> None:
    crm.ok("init")
    path = write(crm, "name,phone\nAnn,+14155552671\n")
    out = crm.ok("import", path, "--preview", "3", terminal=True, columns=120).out
    assert "columns   name → name, phone → phone" in out
    assert "line  outcome  name  phone" in out
    assert out.rstrip().endswith("preview: nothing was looked up, nothing was written")
    chinese = crm.ok("import", path, "--preview", "3", "--const", "city=上海", terminal=True, CRMCLI_LANG="zh").out
    assert "各列    name → name、phone → phone、city=上海" in chinese
    assert "2   可导入" in chinese
    assert chinese.rstrip().endswith("预览：没有查重，也没有写入任何内容")


def test_a_preview_needs_a_number_of_rows(crm: Crm) -> None:
    crm.ok("init")
    assert crm("import", write(crm, "name\nAnn\n"), "--preview", "0").status == 2


def test_a_dry_run_lists_what_it_would_refuse_and_change(crm: Crm) -> None:
    crm.ok("add", "Ann", "phone=+14155552671")
    path = write(crm, "name,phone,city\nAnn,+14155552671,Rome\nBob,oops,\n")
    ran = crm("import", path, "--dry-run", columns=120)
    assert ran.status == 5
    assert "one row would be rejected" in ran.out
    assert "3     this is no possible phone number: 'oops' (it contains letters)" in ran.out
    assert "2     1            Ann   city" in ran.out
    rows = crm("import", path, "--dry-run", "-f", "json").json["rows"]
    assert rows[0]["changes"] == ["city"]


ABOVE = "List of customers,,\nmade in March,,\n,,\nname,birthday,city\nAnn,03/04/1990,Rome\n"


def test_what_was_guessed_is_said_with_what_overrules_it(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(ABOVE)
    out = crm.ok("import", str(path), "--preview", "1", "--region", "GB").out
    assert "\nabove the table  2 lines passed over (--skip-lines 0 takes the first for the headings)\n" in out
    assert "\ndates taken as   birthday: day/month/year (--date-format overrules)\n" in out
    assert "表头之前  跳过 2 行（--skip-lines 0 把第一行当表头）" in crm.ok("import", str(path), CRMCLI_LANG="zh").out


@pytest.mark.parametrize("name", ["p.csv", "p.xlsx"])
def test_the_first_line_can_be_said_to_be_the_headings(crm: Crm, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    rows = [line.split(",") for line in ABOVE.splitlines()]
    path.write_bytes(workbook(rows) if name == "p.xlsx" else ABOVE.encode())
    ran = crm("import", "customers", str(path), "--skip-lines", "0", "--preview", "1", "-f", "json")
    assert ran.json["unmapped"][0] == "List of customers"

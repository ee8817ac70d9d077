"""What export writes, import reads: into an empty file faithfully, into the same file without any effect."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm
from tests.importing.content import check_derived, content

KINDS = ("customers", "sales", "contacts", "complaints")
IDS = {"id", "sale_id", "customer_id", "product_id"}


@pytest.fixture
def shop(seller: Callable[[str], Crm]) -> Crm:
    """A bit of everything, some of it with awkward sums."""
    crm = seller("shop")
    crm.ok("field", "add", "shoe", "--type", "number")
    crm.ok("add", "Ann Lee", "phone=+8613800138001", "email=ann@x.com", "tags=vip", "shoe=42.5", "city=Rome")
    crm.ok("add", "Acme Ltd", "kind=company", "email=a@acme.com")
    crm.ok("add", "Ann Lee", "--force", "note=her namesake")
    crm.ok("product", "add", "Pen", "--sku", "P1", "--price", "5")
    crm.ok("sale", "add", "1", "P1*2", "cup@3", "--discount", "1", "--note", "hello", "--due", "2026-05-01")
    crm.ok("sale", "add", "1", "P1*2.5@3.33", "--shipping", "4", "--currency", "EUR", "--rate", "1.0837", "--paid")
    crm.ok("sale", "add", "2", "P1", "P1", "--number", "N7", "--method", "cash", "--channel", "shop")
    crm.ok("sale", "add", "3", "P1*10", "--status", "draft")
    crm.ok("sale", "add", "3", "P1*10", "--shipping", "2")
    crm.ok("sale", "pay", "5", "20")
    crm.ok("sale", "cancel", "1")
    crm.ok("sale", "add", "3", "P1*2", "--return", "--discount", "1")
    crm.ok("log", "1", "hi", "--participants", "Bob", "--outcome", "ok", "--channel", "call")
    crm.ok("note", "3", "=a note")
    crm.ok("complaint", "add", "1", "bad", "--due", "2026-03-09", "--priority", "high")
    crm.ok("complaint", "add", "2", "worse")
    crm.ok("complaint", "resolve", "2", "replaced")
    return crm


def export(crm: Crm, folder: Path) -> dict[str, Path]:
    folder.mkdir()
    for kind in KINDS:
        crm.ok("export", kind, "-o", str(folder / f"{kind}.csv"))
    return {kind: folder / f"{kind}.csv" for kind in KINDS}


def rows(path: Path) -> list[dict[str, Any]]:
    """Without ids, which every file gives out itself."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: cell for name, cell in row.items() if name not in IDS} for row in csv.DictReader(file)]


def test_into_an_empty_file_and_out_again(shop: Crm, seller: Callable[[str], Crm], tmp_path: Path) -> None:
    first = export(shop, tmp_path / "first")
    other = seller("other")
    other.ok("field", "add", "shoe", "--type", "number")
    for path in first.values():
        other.ok("import", str(path))
    second = export(other, tmp_path / "second")
    for kind in KINDS:
        assert rows(second[kind]) == rows(first[kind])
    check_derived(other.db)
    totals = [sorted(row[10] for row in content(crm.db)["sales"]) for crm in (shop, other)]
    assert totals[0] == totals[1]
    for path in first.values():
        assert other.ok("import", str(path), "-f", "json").json["unchanged"]


@pytest.mark.parametrize("kind", KINDS)
def test_into_the_same_file_changes_nothing(shop: Crm, tmp_path: Path, kind: str) -> None:
    path = export(shop, tmp_path / "out")[kind]
    before = content(shop.db)
    ran = shop.ok("import", kind, str(path), "-f", "json")
    assert ran.json["unchanged"] == ran.json["read"] > 0
    assert content(shop.db) == before


def test_the_lines_of_an_imported_order_add_up_to_its_total(crm: Crm) -> None:
    crm.ok("add", "Ann")
    path = crm.folder / "o.csv"
    path.write_text("order,date,customer,item,price,discount,shipping\nA,2026-01-01,Ann,Pen,10,3,1\n", "utf-8")
    crm.ok("import", "sales", str(path))
    assert [(row[5], row[8], row[9]) for row in content(crm.db)["sale_lines"]] == [
        ("Pen", 1000, 1000), ("(shipping & discount)", -200, -200),
    ]  # fmt: skip
    assert crm.ok("import", "sales", str(path), "-f", "json").json["unchanged"] == 1

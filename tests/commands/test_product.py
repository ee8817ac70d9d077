"""product add, product list."""

import pytest

from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("product", "add", "Green tea", "--sku", "T-1", "--price", "12.50", "--category", "tea")
    crm.ok("product", "add", "Cup", "--price", "4")
    return crm


def test_add_prints_the_id_and_a_sentence(crm: Crm) -> None:
    ran = crm.ok("product", "add", "面霜", "--sku", "SK-01", "--price", "99", "--lang", "zh")
    assert (ran.out, ran.err) == ("1\n", "已添加商品 1：面霜\n")


def test_the_record_as_json(crm: Crm) -> None:
    ran = crm.ok("product", "add", "Tea", "--price", "9", "--cost", "3.5", "--unit", "box", "-f", "json")
    assert ran.json == {
        "id": 1,
        "sku": None,
        "name": "Tea",
        "category": None,
        "price": "9.00",
        "cost": "3.50",
        "currency": "USD",
        "unit": "box",
        "note": None,
        "created_at": "2026-03-01T09:00:00",
    }


def test_a_sku_is_unique_case_aside(shop: Crm) -> None:
    ran = shop("product", "add", "Other", "--sku", "t-1")
    assert (ran.status, ran.out) == (4, "")
    assert ran.err == "error: SKU t-1 belongs to product 1, Green tea\n"


def test_two_products_without_sku_need_two_names(shop: Crm) -> None:
    assert shop("product", "add", "ＣＵＰ").status == 4
    assert shop("product", "add", "Cup", "--sku", "C-2").status == 0


@pytest.mark.parametrize("price", ["-1", "abc", "1.234"])
def test_an_impossible_price_is_refused(crm: Crm, price: str) -> None:
    assert crm("product", "add", "Tea", f"--price={price}").status == 2


def test_the_list_says_how_often_and_for_how_much(shop: Crm) -> None:
    shop.ok("add", "Ada")
    shop.ok("sale", "add", "Ada", "T-1*3", "Cup")
    shop.ok("sale", "add", "Ada", "T-1", "--return")
    shop.ok("sale", "add", "Ada", "T-1*100", "--status", "draft")
    assert shop.ok("product", "list").out == (
        "id\tsku\tname\tcategory\tprice\tsold\torders\trevenue\n"
        "2\t\tCup\t\t4.00\t1\t1\t4.00\n"
        "1\tT-1\tGreen tea\ttea\t12.50\t2\t1\t25.00\n"
    )


def test_the_list_by_word_category_and_order(shop: Crm) -> None:
    assert [row["name"] for row in shop.ok("product", "list", "TEA", "-f", "json").json] == ["Green tea"]
    assert shop.ok("product", "list", "--category", "Tea", "--columns", "name").out == "name\nGreen tea\n"
    assert shop.ok("product", "list", "--sort", "-price", "--columns", "id", "-n", "1").out == "id\n1\n"


def test_an_unknown_column_is_refused(shop: Crm) -> None:
    ran = shop("product", "list", "--columns", "nmae")
    assert (ran.status, ran.err.splitlines()[1]) == (2, "hint: did you mean 'name'?")

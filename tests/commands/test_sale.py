"""sale add, list, show, pay, cancel."""

import sqlite3
from typing import Any

import pytest

from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("init")
    crm.ok("add", "Ada")
    crm.ok("add", "Bob")
    crm.ok("product", "add", "Green tea", "--sku", "T-1", "--price", "12.50")
    crm.ok("product", "add", "Cup", "--price", "4")
    return crm


def balance(crm: Crm, who: str = "Ada") -> Any:
    return crm.ok("list", who, "--columns", "balance", "-f", "json").json[0]["balance"]


def query(crm: Crm, sql: str) -> list[Any]:
    connection = sqlite3.connect(crm.db)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


# -- add -------------------------------------------------------------------------------------------


def test_add_takes_the_price_of_a_known_product(shop: Crm) -> None:
    ran = shop.ok("sale", "add", "Ada", "t-1*2", "green  TEA@10", "cup")
    assert (ran.out, ran.err) == ("1\n", "sale 1: Ada, 39.00 USD\n")


def test_add_in_chinese(shop: Crm) -> None:
    ran = shop.ok("sale", "add", "Ada", "Cup＊2", "--lang", "zh")
    assert (ran.out, ran.err) == ("1\n", "订单 1：Ada，8.00 USD\n")


def test_the_record_has_lines_totals_and_the_due_day(shop: Crm) -> None:
    sale = shop.ok("sale", "add", "Ada", "Cup*2.5", "--discount", "1", "--shipping", "3", "-f", "json").json
    assert sale["lines"] == [
        {
            "id": 1,
            "product_id": 2,
            "sku": None,
            "item": "Cup",
            "quantity": 2.5,
            "unit": None,
            "price": "4.00",
            "amount": "10.00",
            "base_amount": "10.00",
        }
    ]
    assert (sale["total"], sale["unpaid"], sale["due"], sale["status"]) == (
        "12.00", "12.00", "2026-03-31", "confirmed",
    )  # fmt: skip


def test_lines_add_up_to_the_total_in_both_currencies(shop: Crm) -> None:
    items = ["Cup@13.33*3", "Cup@7.77", "thing@0.01"]
    shop.ok("sale", "add", "Ada", *items, "--currency", "eur", "--rate", "7.1234", "--discount", "0.33")
    assert query(shop, "SELECT total, base_total FROM sales") == [(4744, 33793)]
    assert query(shop, "SELECT sum(amount), sum(base_amount) FROM sale_lines") == [(4744, 33793)]


def test_an_unknown_product_needs_a_price(shop: Crm) -> None:
    ran = shop("sale", "add", "Ada", "Gren tea")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "error: there is no product 'Gren tea'\nhint: did you mean 'Green tea'?\n"
    assert shop("sale", "add", "Ada", "Poster@3").err == "sale 1: Ada, 3.00 USD\n"


def test_a_price_for_what_is_almost_a_product_gets_a_remark(shop: Crm) -> None:
    ran = shop.ok("sale", "add", "Ada", "Gren tea@3")
    assert "is it perhaps 'Green tea'?" in ran.err


def test_two_products_of_one_name_are_not_guessed_between(shop: Crm) -> None:
    shop.ok("product", "add", "Cup", "--sku", "C-2", "--price", "5")
    assert shop("sale", "add", "Ada", "Cup").status == 4
    assert shop.ok("sale", "add", "Ada", "c-2").err == "sale 1: Ada, 5.00 USD\n"


def test_a_name_that_looks_like_an_item_is_the_product(shop: Crm) -> None:
    shop.ok("product", "add", "Set*2", "--price", "7")
    assert shop.ok("sale", "add", "Ada", "Set*2").err == "sale 1: Ada, 7.00 USD\n"


@pytest.mark.parametrize(
    "words",
    [
        ("Cup*0",),
        ("Cup@-1",),
        ("Cup*-2",),
        ("*2",),
        ("Cup", "--discount", "5"),
        ("Cup", "--shipping=-1"),
        ("Cup", "--currency", "XXX", "--rate", "2"),
        ("Cup@1", "--currency", "EUR"),
        ("Cup@1", "--currency", "EUR", "--rate", "0"),
        ("Cup@1", "--currency", "EUR", "--rate", "nan"),
        ("Cup", "--currency", "EUR", "--rate", "1.1"),
        ("Cup", "--rate", "2"),
        ("Cup", "--date", "2026-02-30"),
        ("Cup", "--status", "cancelled"),
        ("Cup", "--status", "draft", "--paid"),
        ("Cup@9999999999999*9999",),
    ],
)
def test_an_impossible_sale_is_refused_and_leaves_nothing(shop: Crm, words: tuple[str, ...]) -> None:
    ran = shop("sale", "add", "Ada", *words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("error: ")
    assert shop.ok("sale", "list", "-f", "json").json == []


def test_paid_writes_a_payment_on_the_day_of_the_sale(shop: Crm) -> None:
    ran = shop.ok("sale", "add", "Ada", "Cup", "--method", "cash", "--date", "2026-02-10", "-f", "json")
    assert [(p["date"], p["amount"], p["method"]) for p in ran.json["payments"]] == [("2026-02-10", "4.00", "cash")]
    assert (ran.json["unpaid"], ran.json["due"], balance(shop)) == ("0.00", None, "0.00")


def test_the_due_day_follows_the_customers_terms(shop: Crm) -> None:
    shop.ok("edit", "Ada", "payment_terms=10")
    sale = shop.ok("sale", "add", "Ada", "Cup", "--date", "2026-02-01", "-f", "json").json
    assert (sale["due"], sale["overdue"]) == ("2026-02-11", True)
    assert shop.ok("sale", "add", "Ada", "Cup", "--due", "+5d", "-f", "json").json["due"] == "2026-03-06"


def test_above_the_credit_limit_is_a_remark(shop: Crm) -> None:
    shop.ok("edit", "Ada", "credit_limit=10")
    assert shop.ok("sale", "add", "Ada", "Cup*2").err == "sale 1: Ada, 8.00 USD\n"
    ran = shop.ok("sale", "add", "Ada", "Cup*2")
    assert ran.err.splitlines()[1] == "Ada now owes 16.00 USD, more than the credit limit of 10.00"


def test_a_return_is_negative(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup*3")
    ran = shop.ok("sale", "add", "Ada", "Cup", "--return", "-f", "json")
    assert (ran.json["kind"], ran.json["total"], ran.json["lines"][0]["quantity"]) == ("return", "-4.00", -1)
    assert balance(shop) == "8.00"


def test_a_number_is_used_once(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup", "--number", "A-7")
    assert shop("sale", "add", "Ada", "Cup", "--number", "A-7").status == 4
    assert shop.ok("sale", "show", "A-7", "-f", "json").json["id"] == 1


def test_undo_takes_the_whole_sale_back(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup", "Green tea", "--paid", "--shipping", "2")
    shop.ok("undo")
    for table in ("sales", "sale_lines", "payments"):
        assert query(shop, f"SELECT count(*) FROM {table}") == [(0,)]
    assert balance(shop) == "0.00"


# -- pay -------------------------------------------------------------------------------------------


def test_pay_a_part_and_then_the_rest(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup*3")
    assert shop.ok("sale", "pay", "1", "5").err == "5.00 USD for sale 1; 7.00 USD left to pay\n"
    assert balance(shop) == "7.00"
    assert shop.ok("sale", "pay", "1").err == "7.00 USD for sale 1; nothing is left to pay\n"
    assert balance(shop) == "0.00"


def test_paying_too_much_says_what_is_left(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup")
    ran = shop("sale", "pay", "1", "4.01")
    assert (ran.status, ran.err) == (2, "error: that is more than the 4.00 USD left to pay for sale 1\n")


def test_paying_twice_is_refused_and_changes_nothing(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup", "--paid")
    before = shop.ok("sale", "show", "1", "-f", "json").out
    assert shop("sale", "pay", "1").status == 4
    assert shop("sale", "pay", "1", "1").status == 4
    assert shop.ok("sale", "show", "1", "-f", "json").out == before


def test_payments_add_up_to_the_base_total(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup@33.33", "--currency", "EUR", "--rate", "1.1111")
    for amount in (["0.03"], ["11.11"], []):
        shop.ok("sale", "pay", "1", *amount)
    assert query(shop, "SELECT sum(base_amount) FROM payments") == query(shop, "SELECT base_total FROM sales")


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_a_payment_is_above_zero(shop: Crm, amount: str) -> None:
    shop.ok("sale", "add", "Ada", "Cup")
    assert shop("sale", "pay", "1", amount).status == 2


def test_a_draft_and_a_cancelled_sale_cannot_be_paid(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup", "--status", "draft")
    ran = shop("sale", "pay", "1", "--lang", "zh")
    assert (ran.status, ran.err) == (4, "错误：订单 1 不能收款：草稿\n")
    shop.ok("sale", "cancel", "1")
    assert shop("sale", "pay", "1").status == 4


def test_paying_a_return_gives_the_money_back(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup", "--return")
    assert balance(shop) == "-4.00"
    assert shop.ok("sale", "pay", "1", "-f", "json").json["amount"] == "-4.00"
    assert balance(shop) == "0.00"


def test_a_sale_that_is_not_there(shop: Crm) -> None:
    assert shop("sale", "pay", "9").status == 3
    assert shop("sale", "show", "9").err == "error: there is no sale '9'\nhint: 'crm sale list' shows the sales\n"


# -- cancel ----------------------------------------------------------------------------------------


def test_cancel_keeps_what_was_paid_as_credit(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup", "--paid")
    ran = shop.ok("sale", "cancel", "1", "--reason", "changed her mind")
    assert ran.err == "cancelled sale 1 (Ada); the 4.00 USD paid for it stay as credit of Ada\n"
    assert balance(shop) == "-4.00"
    assert shop.ok("sale", "show", "1", "-f", "json").json["note"] == "changed her mind"


def test_cancelling_twice_is_refused(shop: Crm) -> None:
    shop.ok("sale", "add", "Ada", "Cup")
    shop.ok("sale", "cancel", "1")
    ran = shop("sale", "cancel", "1")
    assert (ran.status, ran.err) == (4, "error: sale 1 is cancelled already\n")


@pytest.mark.parametrize("status", ["shipped", "delivered", "completed"])
def test_what_is_under_way_is_cancelled_with_force_only(shop: Crm, status: str) -> None:
    shop.ok("sale", "add", "Ada", "Cup", "--status", status)
    assert shop("sale", "cancel", "1").status == 4
    assert shop("sale", "cancel", "1", "--force").status == 0


# -- list and show ---------------------------------------------------------------------------------


@pytest.fixture
def book(shop: Crm) -> Crm:
    shop.ok("sale", "add", "Ada", "Cup*2", "T-1", "--date", "2026-01-05", "--shipping", "1")
    shop.ok("sale", "add", "Bob", "Cup", "a@1", "b@1", "c@1", "--paid", "--date", "2026-02-05")
    shop.ok("sale", "add", "Ada", "Cup", "--return")
    return shop


def test_list_shows_the_latest_first(book: Crm) -> None:
    assert book.ok("sale", "list").out == (
        "id\tnumber\tdate\tcustomer\titems\ttotal\tcurrency\tpaid\tunpaid\tdue\tstatus\n"
        "3\t\t2026-03-01\tAda\tCup\t-4.00\tUSD\t0.00\t-4.00\t\tconfirmed\n"
        "2\t\t2026-02-05\tBob\tCup, a, b, +1\t7.00\tUSD\t7.00\t0.00\t\tconfirmed\n"
        "1\t\t2026-01-05\tAda\tCup×2, Green tea\t21.50\tUSD\t0.00\t21.50\t2026-02-04\tconfirmed\n"
    )


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("Ada",), [3, 1]),
        (("--unpaid",), [1]),
        (("--since", "2026-02"), [3, 2]),
        (("--until", "2026-02"), [2, 1]),
        (("--since", "2026-02", "--until", "2026-02"), [2]),
        (("--status", "draft"), []),
        (("--sort", "total"), [3, 2, 1]),
        (("--sort", "-id", "-n", "1"), [3]),
    ],
)
def test_list_some(book: Crm, words: tuple[str, ...], ids: list[int]) -> None:
    assert [row["id"] for row in book.ok("sale", "list", *words, "-f", "json").json] == ids


def test_list_since_after_until_is_refused(book: Crm) -> None:
    assert book("sale", "list", "--since", "2026-02", "--until", "2026-01").status == 2


def test_list_of_nobody(book: Crm) -> None:
    assert book("sale", "list", "Nobody").status == 3


def test_show_is_a_page(book: Crm) -> None:
    assert book.ok("sale", "show", "1").out == (
        "Sale 1: Ada\n\n"
        "date    2026-01-05\n"
        "status  confirmed\n\n"
        "sku  item       quantity  price  amount\n"
        "     Cup               2   4.00    8.00\n"
        "T-1  Green tea         1  12.50   12.50\n\n"
        "shipping  1.00 USD\n"
        "total     21.50 USD\n"
        "paid      0.00 USD\n\n"
        "21.50 USD left to pay, overdue since 2026-02-04.\n"
    )


def test_show_in_chinese(book: Crm) -> None:
    out = book.ok("sale", "show", "3", "--lang", "zh").out
    assert out.startswith("退货单 3：Ada\n\n日期  2026-03-01\n状态  已确认\n")
    assert out.endswith("应退款 4.00 USD。\n")

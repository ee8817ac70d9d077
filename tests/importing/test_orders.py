"""crm import sales, the harder part: whole orders, what else the file says of them, the same file changed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Crm, Ran
from tests.importing.content import check_derived, content

Load = Callable[..., Ran]
HEAD = "order,date,customer,item,price"


@pytest.fixture
def load(crm: Crm) -> Load:
    """Import order lines given as text below ``head``, under the name of one source."""
    crm.ok("add", "Ann Lee")
    crm.ok("add", "Bob Ray")

    def load(text: str, *options: str, head: str = HEAD, more: str = "") -> Ran:
        path = crm.folder / "orders.csv"
        path.write_text(f"{head}{more}\n{text}", encoding="utf-8")
        return crm("import", "sales", str(path), "--source", "s", *options, "-f", "json")

    return load


def table(crm: Crm, name: str, *columns: str) -> list[Any]:
    import sqlite3

    with sqlite3.connect(crm.db) as connection:
        return connection.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY id").fetchall()


def owed(crm: Crm) -> list[int]:
    return [row[5] for row in content(crm.db)["customer_stats"]]


def reason(ran: Ran) -> list[str]:
    return list(ran.json["reasons"])


FAR = "".join(f"F{n},2026-01-01,Ann Lee,Fill,1,\n" for n in range(20_001))


def test_an_order_far_apart_keeps_its_lines_and_its_payment(crm: Crm, load: Load) -> None:
    load("S,2026-01-01,Ann Lee,Pen,10,yes\nS,2026-01-01,Ann Lee,Cup,20,yes\n", more=",paid")
    ran = load(f"S,2026-01-01,Ann Lee,Pen,10,yes\n{FAR}S,2026-01-01,Ann Lee,Mug,30,yes\n", more=",paid")
    assert (ran.json["updated"], ran.json["created"]) == (2, 20_001)
    assert table(crm, "sale_lines WHERE sale_id = 1", "item", "amount") == [("Pen", 1000), ("Mug", 3000)]
    assert table(crm, "sales WHERE id = 1", "total") == [(4000,)]
    assert sum(amount for (amount,) in table(crm, "payments", "amount")) == 4000
    check_derived(crm.db)


def test_a_bad_line_far_below_spoils_the_whole_order(crm: Crm, load: Load) -> None:
    ran = load(f"S,2026-01-01,Ann Lee,Pen,10,\n{FAR}S,never,Ann Lee,Mug,30,\n", more=",paid")
    assert (ran.json["rejected"], table(crm, "sales WHERE number = 'S'", "id")) == (2, [])


@pytest.mark.parametrize(
    ("word", "status"),
    [("on hold", "confirmed"), ("Failed", "cancelled"), ("voided", "cancelled"), ("expired", "cancelled"),
     ("pending payment", "confirmed"), ("", "completed")],
)  # fmt: skip
def test_words_for_the_status(crm: Crm, load: Load, word: str, status: str) -> None:
    ran = load(f"A,2026-01-01,Ann Lee,Pen,10,{word}\n", more=",status")
    assert (table(crm, "sales", "status"), ran.json["left_out"]) == ([(status,)], {})


def test_an_unknown_status_is_counted_and_leaves_the_order_confirmed(crm: Crm, load: Load) -> None:
    ran = load("A,2026-01-01,Ann Lee,Pen,10,zorked\n", more=",status")
    assert (table(crm, "sales", "status"), ran.json["left_out"]) == ([("confirmed",)], {"status 'zorked'": 1})


def test_a_number_paid_is_a_payment_of_that_much(crm: Crm, load: Load) -> None:
    load("A,2026-01-01,Ann Lee,Pen,100,10,cash\n", more=",paid,payment method")
    assert table(crm, "payments", "amount", "method") == [(1000, "cash")]
    assert owed(crm) == [9000, 0]


def test_partly_paid_is_not_settled(crm: Crm, load: Load) -> None:
    ran = load("A,2026-01-01,Ann Lee,Pen,100,partially_paid\n", more=",paid")
    assert (table(crm, "sales", "settled"), table(crm, "payments", "id")) == ([(0,)], [])
    assert ran.json["left_out"] == {"paid 'partially_paid'": 1}


@pytest.mark.parametrize(("text", "quantity"), [('"2,5"', 2.5), ('"1,200"', 1200.0), ("1e2", 100.0)])
def test_quantities(crm: Crm, load: Load, text: str, quantity: float) -> None:
    load(f"A,2026-01-01,Ann Lee,Pen,5,{text}\n", more=",quantity")
    assert table(crm, "sale_lines", "quantity") == [(quantity,)]


@pytest.mark.parametrize(("text", "price"), [("1_0", "5"), ("0", "5"), ("nan", "5"), ("999999999", "9999999999999")])
def test_impossible_quantities_and_sums_cost_only_their_order(crm: Crm, load: Load, text: str, price: str) -> None:
    ran = load(f"A,2026-01-01,Ann Lee,Pen,{price},{text}\nB,2026-01-01,Ann Lee,Pen,5,1\n", more=",quantity")
    assert (ran.status, ran.json["rejected"], ran.json["created"]) == (5, 1, 1)


@pytest.mark.parametrize(
    ("more", "cells"),
    [(",quantity,amount", "-1,10"), (",quantity,price,shipping", "-1,10,50"), (",quantity,price,discount", "1,10,50")],
)
def test_impossible_orders_are_rejected_with_a_reason(crm: Crm, load: Load, more: str, cells: str) -> None:
    ran = load(f"A,2026-01-01,Ann Lee,Pen,{cells}\n", head="order,date,customer,item", more=more)
    assert (ran.status, ran.json["rejected"]) == (5, 1)
    assert reason(ran) in (["import.positive_return"], ["sale.discount_too_large"])


def test_a_negative_amount_is_goods_taken_back(crm: Crm, load: Load) -> None:
    load("A,2026-01-01,Ann Lee,Pen,2,-10\n", head="order,date,customer,item,quantity,amount")
    assert table(crm, "sale_lines", "quantity", "price", "amount") == [(-2.0, 500, -1000)]


def test_discounts_of_lines_add_up(crm: Crm, load: Load) -> None:
    load("A,2026-01-01,Ann Lee,Pen,10,2\nA,2026-01-01,Ann Lee,Cup,10,2\n", more=",line discount")
    assert table(crm, "sales", "total", "discount") == [(1600, 400)]


def test_the_line_amount_wins_over_quantity_times_price(crm: Crm, load: Load) -> None:
    load("A,2026-01-01,Ann Lee,Pen,10,2,15\n", more=",quantity,line total")
    assert table(crm, "sales", "total") == [(1500,)]


def test_note_due_and_method_are_read(crm: Crm, load: Load) -> None:
    ran = load("A,2026-01-01,Ann Lee,Pen,10,gift,2026-05-01,no\n", more=",note,due date,paid")
    assert (ran.json["unmapped"], table(crm, "sales", "note", "due_day")) == ([], [("gift", 20574)])


@pytest.mark.parametrize(
    ("before", "after", "columns", "expected"),
    [
        ("confirmed,no", "cancelled,no", ("status",), [("cancelled",)]),
        ("confirmed,no", "confirmed,yes", ("id", "(SELECT amount FROM payments)"), [(1, 1000)]),
        (",", "confirmed,no", ("status", "settled"), [("confirmed", 0)]),
    ],
)
def test_changed_facts_of_an_order_are_updated(
    crm: Crm, load: Load, before: str, after: str, columns: tuple[str, ...], expected: list[Any]
) -> None:
    load(f"A,2026-01-01,Ann Lee,Pen,10,{before}\n", more=",status,paid")
    text = f"A,2026-01-01,Ann Lee,Pen,10,{after}\n"
    assert load(text, more=",status,paid").json["updated"] == 1
    assert table(crm, "sales", *columns) == expected
    assert load(text, more=",status,paid").json["unchanged"] == 1


def test_an_order_that_lost_a_line_loses_it_here(crm: Crm, load: Load) -> None:
    load("A,2026-01-01,Ann Lee,Pen,10\nA,2026-01-01,Ann Lee,Cup,5\n")
    assert load("A,2026-01-01,Ann Lee,Pen,10\n").json["updated"] == 1
    assert table(crm, "sales", "total") == [(1000,)]


def test_an_order_that_moves_takes_its_payments_along(crm: Crm, load: Load) -> None:
    load("A,2026-01-01,Ann Lee,Pen,10,yes\n", more=",paid")
    load("A,2026-01-01,Bob Ray,Pen,12,yes\n", more=",paid")
    assert table(crm, "payments", "customer_id", "amount") == [(2, 1000), (2, 200)]
    assert owed(crm) == [0, 0]
    check_derived(crm.db)


@pytest.mark.parametrize(
    ("how", "outcome", "found"),
    [("fill", "updated", [("x", 1000)]), ("skip", "skipped", [(None, 1000)]), ("reject", "rejected", [(None, 1000)]),
     ("create", "created", [(None, 1000), ("x", 1200)])],
)  # fmt: skip
def test_on_duplicate_means_what_it_says(crm: Crm, load: Load, how: str, outcome: str, found: list[Any]) -> None:
    load("A,2026-01-01,Ann Lee,Pen,10\n")
    ran = load("A,2026-01-01,Ann Lee,Pen,12,x\n", "--on-duplicate", how, more=",note")
    assert (ran.json[outcome], table(crm, "sales", "note", "total")) == (1, found)


def test_a_name_that_two_products_share_is_rejected(crm: Crm, load: Load) -> None:
    crm.ok("product", "add", "Pen", "--sku", "P1", "--price", "5")
    crm.ok("product", "add", "Pen", "--sku", "P2", "--price", "6")
    assert reason(load("A,2026-01-01,Ann Lee,Pen,10\n")) == ["import.shared_product"]
    assert len(table(crm, "products", "id")) == 2


def test_times_are_checked_and_brought_to_the_time_zone_of_the_settings(crm: Crm, load: Load) -> None:
    crm.ok("config", "set", "timezone", "Asia/Shanghai")
    ran = load("A,2026-01-31 10:20:99,Ann Lee,Pen,10\nB,2026-01-31T20:00:00Z,Ann Lee,Pen,10\n")
    assert (ran.json["rejected"], table(crm, "sales", "number", "at", "day")) == (
        1,
        [("B", "2026-02-01T04:00:00", 20485)],
    )


def test_strict_names_the_rows_that_were_rejected(crm: Crm, load: Load) -> None:
    ran = load("A,never,Ann Lee,Pen,10\n", "--strict")
    assert [detail["line"] for detail in ran.error["details"]] == [2]
    assert content(crm.db)["sales"] == []

"""Write the CSV files of `crm demo`: python -m tools.demo_data [FOLDER]. The same bytes every time.

The story: one seller in Shanghai, skin care, tea and gifts, March 2025 to February 2026; "today" is
2026-03-01. Every person, firm and number is invented. The oddities planted on purpose are the constants
below and those of `tools.demo_people`.
"""

from __future__ import annotations

import csv
import io
import random
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tools import demo_names as words
from tools.demo_people import (
    BAD_ROWS,
    BIRTHDAYS,
    DUPLICATES,
    EN_HEADINGS,
    SKIN_CARE_LOVERS,
    ZH_HEADINGS,
    customer_rows,
)

SEED = 20260301
TODAY = date(2026, 3, 1)
FIRST_DAY, LAST_DAY = date(2025, 3, 1), date(2026, 2, 28)
FOLDER = Path(__file__).resolve().parents[1] / "crmcli" / "demo" / "data"
SALES = ("order_no", "date", "customer_id", "sku", "item", "quantity", "price", "channel", "paid")
INTERACTION = ("date", "customer_id", "channel", "direction", "content", "outcome")
COMPLAINT = ("date", "customer_id", "category", "priority", "status", "content", "resolution")

# Order lines an import has to reject: number -> (day, customer, sku, price).
BAD_ORDERS = {
    "S25-9001": ("2025-07-14", "C1999", "TE-06", "98.00"),  # unknown customer
    "S25-9002": ("2025-10-22", "K2999", "SK-04", "168.00"),  # unknown customer
    "S25-9003": ("2025-12-08", "K2020", "SK-07", "-128.00"),  # negative price
    "S26-9004": ("2026-01-19", "X0007", "GI-05", "158.00"),  # unknown customer
}
UNPAID_ORDERS = 12
RETURNS = 7
OPEN_COMPLAINTS = 5
INTERACTIONS = 350


@dataclass
class Customer:
    """What the orders and the contact log need to know of one row."""

    id: str
    chinese: bool
    company: bool
    local: bool


@dataclass
class Order:
    """One order: its day, its buyer and its lines of (sku, quantity, price)."""

    day: date
    customer: Customer
    number: str = ""
    channel: str = ""
    paid: bool = True
    lines: list[tuple[str, int, str]] = field(default_factory=list)


def season(day: date, chinese: bool) -> float:
    """How busy that day is, 1 being an ordinary one."""
    md = (day.month, day.day)
    if md == (11, 11):
        return 16.0 if chinese else 6.0
    if (11, 1) <= md <= (11, 12):
        return 2.6 if chinese else 1.6
    if (11, 20) <= md <= (12, 18):
        return 0.9 if chinese else 3.4
    if (6, 12) <= md <= (6, 18) or (9, 15) <= md <= (10, 3):
        return 2.2 if chinese else 1.0
    if date(2026, 1, 20) <= day <= date(2026, 2, 11):
        return 3.0 if chinese else 1.5
    if date(2026, 2, 14) <= day <= date(2026, 2, 22):
        return 0.15  # Spring Festival: the shop is closed
    return 1.2 if day.weekday() >= 5 else 0.9


def basket(rng: random.Random, order: Order) -> None:
    """Fill in the lines and the channel of an order."""
    who, month = order.customer, order.day.month
    lover = who.id in SKIN_CARE_LOVERS
    weight: dict[str, float] = {}
    for sku, _, category, price, *_ in words.PRODUCTS:
        weight[sku] = (6.0 if price >= 600 else 2.0) if lover and category == "护肤" else 1.0
        if lover and category != "护肤":
            weight[sku] = 0.5
        elif category == "护肤" and not lover:
            weight[sku] = 0.3 if who.company else 0.5 if price >= 900 else 1.3
        elif category == "礼品" and month in (12, 1, 2):
            weight[sku] = 2.4
    weight["TE-01"] *= 0 if order.day < date(2025, 4, 6) else 2 if month in (4, 5) else 0.6
    weight["GI-06"] *= 2.5 if order.day >= date(2025, 12, 10) else 0
    weight["GI-04"] *= 2.0 if month in (9, 12) else 1.0
    skus, prices = list(weight), {p[0]: p[3] for p in words.PRODUCTS}
    wanted = rng.choices((1, 2, 3, 4), (53, 31, 12, 4))[0]
    chosen: list[str] = []
    while len(chosen) < wanted:
        sku = rng.choices(skus, [weight[s] for s in skus])[0]
        if sku not in chosen:
            chosen.append(sku)
    sale = month == 11 and order.day.day <= 11
    percent = 85 if who.company else 88 if sale else 95 if lover else 100
    for sku in sorted(chosen):
        quantity = rng.choice((3, 5, 6, 8, 10)) if who.company else rng.choices((1, 2, 3), (78, 17, 5))[0]
        cents = prices[sku] * percent
        order.lines.append((sku, quantity, f"{cents // 100}.{cents % 100:02d}"))
    channels = ("wechat", "shop", "taobao", "xiaohongshu", "website", "email", "fair")
    mix = (40, 14, 22, 14, 4, 2, 4) if who.chinese else (24, 10, 0, 2, 40, 18, 6)
    if not who.local:  # nobody flies in for a jar of cream
        mix = (46, 0, 30, 18, 4, 2, 0) if who.chinese else (14, 0, 0, 0, 60, 26, 0)
    order.channel = rng.choices(channels, mix)[0]


def make_orders(rng: random.Random, customers: Iterable[Customer]) -> list[Order]:
    """Every good order, numbered by day: most customers buy once to three times, some often, some never."""
    days = [FIRST_DAY + timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    curve = {zh: [season(d, zh) for d in days] for zh in (True, False)}
    regular = {i for pair in DUPLICATES for i in pair} | set(BIRTHDAYS)
    orders: list[Order] = []
    for who in customers:
        count = rng.choices((0, 1, 2, 3, rng.randint(4, 8)), (27, 40, 20, 8, 5))[0]
        if who.id in SKIN_CARE_LOVERS:
            count = rng.randint(6, 9)
        elif who.id in regular:
            count = max(count, 1)
        # some good customers bought in spring and summer and have been silent since
        until = 184 if count >= 2 and who.id not in regular and rng.random() < 0.16 else len(days)
        chosen = rng.choices(days[:until], curve[who.chinese][:until], k=count)
        orders += [Order(day, who) for day in sorted(chosen)]
    orders.sort(key=lambda o: (o.day, o.customer.id))
    number = {2025: 0, 2026: 0}
    for order in orders:
        number[order.day.year] += 1
        order.number = f"S{order.day:%y}-{number[order.day.year]:04d}"
        basket(rng, order)
    recent = [o for o in orders if o.day >= date(2026, 1, 25)]
    recent.sort(key=lambda o: (not o.customer.company, rng.random()))
    for order in recent[:4] + rng.sample(recent[4:], UNPAID_ORDERS - 4):
        order.paid = False
    return orders


def sale_rows(rng: random.Random, orders: list[Order]) -> list[list[str]]:
    """The lines of sales.csv with the returns and the bad ones, by day."""
    names = {p[0]: p[1] for p in words.PRODUCTS}
    rows: list[list[str]] = []
    for o in orders:
        for sku, quantity, price in o.lines:
            paid = "yes" if o.paid else "no"
            line = [
                o.number,
                f"{o.day}",
                o.customer.id,
                sku,
                names[sku],
                str(quantity),
                price,
                o.channel,
                paid,
            ]
            rows.append(line)
    single = [r for r in rows if r[5] == "1" and r[8] == "yes" and r[1] < "2026-02-10"]
    for row in rng.sample(single, RETURNS):
        day = date.fromisoformat(row[1]) + timedelta(rng.randint(4, 14))
        rows.append([f"R{row[0][1:]}", f"{day}", *row[2:5], "-1", *row[6:]])
    for number, (day_text, who, sku, price) in BAD_ORDERS.items():
        rows.append([number, day_text, who, sku, names[sku], "1", price, "wechat", "yes"])
    return sorted(rows, key=lambda r: (r[1], r[0]))


def interaction_rows(rng: random.Random, orders: list[Order], customers: list[Customer]) -> list[list[str]]:
    """The contact log: half about an order just made, half about anything else."""
    names = {p[0]: p[1] for p in words.PRODUCTS}
    by_id = {o.number: o for o in orders}
    texts: set[tuple[str, str]] = set()
    pool: Sequence[tuple[str, str, str, str]]
    rows: list[list[str]] = []
    while len(rows) < INTERACTIONS:
        order = by_id[rng.choice(list(by_id))]
        if rng.random() < 0.52:
            who, day, sku = (
                order.customer,
                order.day + timedelta(rng.randint(3, 24)),
                rng.choice(order.lines)[0],
            )
            pool = words.AFTER_ZH if who.chinese else words.AFTER_EN
        else:
            who = rng.choice(customers)
            day = LAST_DAY - timedelta(int(364 * rng.random() ** 1.4))
            sku = rng.choice([p[0] for p in words.PRODUCTS if p[0] not in ("GI-06", "TE-01")])
            pool = words.GENERAL_ZH if who.chinese else words.GENERAL_EN
        channel, direction, text, outcome = rng.choice(pool)
        half = re.findall(r"^\S+" if who.chinese else r"[A-Z].*", names[sku])
        fest = (words.FESTIVALS_ZH if who.chinese else words.FESTIVALS_EN)[(day + timedelta(20)).month]
        content = text.format(item=half[0] if half else words.PLAIN_EN[sku], fest=fest)
        if rng.random() < 0.22:
            content += rng.choice(words.TAILS_ZH) if who.chinese else " " + rng.choice(words.TAILS_EN)
        if day > LAST_DAY or (who.id, text) in texts or (channel == "visit" and not who.local):
            continue
        if any(part in text and not sku.startswith(skus) for part, skus in words.FITTING.items()):
            continue
        texts.add((who.id, text))
        rows.append([f"{day}", who.id, channel, direction, content, outcome])
    return sorted(rows)


def complaint_rows(rng: random.Random, orders: list[Order]) -> list[list[str]]:
    """The service cases, each about something that customer really bought."""
    rows = []
    for lang, sku, start, end, *rest in words.COMPLAINTS:
        fitting = [
            o
            for o in orders
            if start <= f"{o.day}" <= end
            and o.customer.chinese == (lang == "zh")
            and any(x[0].startswith(sku) for x in o.lines)
        ]
        order = rng.choice(fitting)
        rows.append([f"{order.day + timedelta(rng.randint(3, 8))}", order.customer.id, *rest])
    return sorted(rows)


def encode(headings: Sequence[str], rows: Iterable[Sequence[str]], chinese: bool = False) -> bytes:
    """CSV bytes; the Chinese file as an old spreadsheet program saves it: GB18030 and CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n" if chinese else "\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue().encode("gb18030" if chinese else "utf-8")


def files() -> dict[str, bytes]:
    """Every file by name."""
    rng = random.Random(SEED)
    english, chinese = customer_rows(rng, set())
    customers = [
        Customer(r["Customer ID"], chinese=False, company=not r["Last Name"], local=r["City"] == "Shanghai")
        for r in english
        if r["Customer ID"] not in BAD_ROWS
    ]
    customers += [
        Customer(r["客户编号"], chinese=True, company=not r["姓名"], local=r["城市"].startswith("上海"))
        for r in chinese
    ]
    orders = make_orders(rng, customers)
    sales = sale_rows(rng, orders)
    talks = interaction_rows(rng, orders, customers)
    cases = complaint_rows(rng, orders)
    products = [[str(c) if n != 3 and n != 4 else f"{c}.00" for n, c in enumerate(p)] for p in words.PRODUCTS]
    return {
        "customers.csv": encode(EN_HEADINGS, [list(r.values()) for r in english]),
        "客户.csv": encode(ZH_HEADINGS, [list(r.values()) for r in chinese], chinese=True),
        "products.csv": encode(("sku", "name", "category", "price", "cost", "unit"), products),
        "sales.csv": encode(SALES, sales),
        "interactions.csv": encode(INTERACTION, talks),
        "complaints.csv": encode(COMPLAINT, cases),
    }


def write(folder: Path = FOLDER) -> None:
    """Put every file into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

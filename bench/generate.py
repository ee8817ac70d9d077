"""Believable rows without end, the same ones for the same seed."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

_FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂红梅华建国春兰玉婷宇浩轩梓涵欣怡佳琪思雨晨曦子睿博文一诺"
    "俊豪雪莹嘉怡志强美玲海燕小龙晓东文静永康丹青云飞德全"
)
_FIRST = (
    "James Mary John Linda Robert Susan Michael Karen David Lisa Anna Peter Paul Laura Kevin Emma Olivia Noah "
    "Amelia Oliver Sophia Lucas Mia Ethan Chloe Daniel Grace Samuel Ruth Victor Helena Marco Ines Pavel"
).split()
_LAST = (
    "Smith Johnson Brown Taylor Miller Wilson Moore Anderson Thomas Jackson White Harris Martin Garcia Clark "
    "Lopez Walker Young Schmidt Novak Rossi Dubois Jensen Kowalski Silva Murphy O'Brien Ivanov Haddad Cohen"
).split()
_CITIES = ("上海", "北京", "广州", "深圳", "杭州", "成都", "London", "Paris", "Berlin", "Austin", "Toronto", "Madrid")
_TRADES = ("科技", "贸易", "餐饮", "服饰", "建材", "医药", "教育", "物流")
_SOURCES = ("web", "expo", "referral", "抖音", "老客户介绍")

CUSTOMER_HEADINGS = (
    "Customer ID", "Name", "Phone", "Email", "City", "Company", "Gender", "Birthday", "Source", "Note",
)  # fmt: skip
SALE_HEADINGS = ("Invoice", "Date", "Customer ID", "StockCode", "Description", "Quantity", "Price", "Country")


def customers(count: int, seed: int = 7) -> Iterator[list[str]]:
    """Half of them Chinese; every phone and every e-mail is somebody's own, spelled in several ways."""
    pick = random.Random(seed)
    for number in range(count):
        chinese = number % 2 == 0
        yield [
            f"{pick.getrandbits(60):015x}",
            chinese_name(pick) if chinese else latin_name(pick),
            _phone(pick, number),
            f"{pick.choice(_FIRST).lower()}.{pick.getrandbits(40):x}{pick.choice(('@example.com', '@Example.org', '@mail.example.cn'))}",
            pick.choice(_CITIES),
            company(pick, count) if pick.random() < 0.6 else "",
            pick.choice(("F", "M", "女", "男", "")),
            f"{pick.randint(1950, 2005)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}"
            if pick.random() < 0.8
            else "",
            pick.choice(_SOURCES),
            f"note {pick.getrandbits(30)}" if pick.random() < 0.5 else "",
        ]


def chinese_name(pick: random.Random) -> str:
    return pick.choice(_FAMILIES) + "".join(pick.choices(_GIVEN, k=pick.choice((1, 2, 2, 2))))


def latin_name(pick: random.Random) -> str:
    return f"{pick.choice(_FIRST)} {pick.choice('ABCDEFGHJKLMR')}. {pick.choice(_LAST)}"


def _phone(pick: random.Random, number: int) -> str:
    """Unique: eight digits of it count through all of them."""
    tail = f"{(number * 7_919_357 + 13) % 10**8:08d}"
    way = pick.randrange(8)
    if way == 7:
        return f"+1 {pick.randint(201, 989)}-{tail[0].translate(_TWO_UP)}{tail[1:3]}-{tail[3:7]}"
    mobile = f"1{pick.choice('3578')}{pick.randrange(10)}{tail}"
    if way == 0:
        return f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
    if way == 1:
        return f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}"
    return f"+86 {mobile}" if way == 2 else mobile


_TWO_UP = {ord(digit): str(2 + int(digit) % 8) for digit in "0123456789"}


def company(pick: random.Random, count: int) -> str:
    number = pick.randrange(max(1, count // 5))
    if number % 2:
        return f"{pick.choice(_LAST) if number % 5 == 0 else _LAST[number % len(_LAST)]} {number} Trading Ltd."
    return f"{_CITIES[number % 6]}{_FAMILIES[number % 50]}{number}{_TRADES[number % 8]}有限公司"


def sale_lines(lines: int, buyers: int, seed: int = 11) -> Iterator[list[str]]:
    """Invoices of about twenty lines over two years, 4,000 products, a few returns; dates as spreadsheets write."""
    pick = random.Random(seed)
    made = invoice = 0
    while made < lines:
        invoice += 1
        day, minute = divmod(invoice * 1_440 * 700 * 20 // lines, 1_440)
        when = f"{2024 + day // 366}-{(day % 366) // 31 + 1:02}-{(day % 366) % 28 + 1:02} {minute // 60:02}:{minute % 60:02}:00"
        back = pick.random() < 0.02
        buyer = str(10_000 + min(int(pick.expovariate(3 / buyers)), buyers - 1))
        for _ in range(min(pick.randint(1, 39), lines - made)):
            product = min(int(pick.expovariate(1 / 600)), 3_999)
            amount = -pick.randint(1, 4) if back else pick.randint(1, 24)
            price = f"{(product * 37 % 2_000) / 100 + 0.25:.2f}"
            yield [f"{'C' if back else ''}{500_000 + invoice}", when, buyer, f"{20_000 + product}",
                   f"PRODUCT NO {product} OF MANY", str(amount), price, "United Kingdom"]  # fmt: skip
            made += 1


def write(path: Path, headings: tuple[str, ...], rows: Iterator[list[str]]) -> Path:
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows(rows)
    return path

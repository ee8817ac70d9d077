"""The demo files are what their generator writes, and hold the oddities it promises."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import phonenumbers
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # tools/ is not part of the installed package

from tools import demo_data, demo_names, demo_people  # noqa: E402

DATA = ROOT / "crmcli" / "demo" / "data"
REGIONS = {
    "China": "CN",
    "United States": "US",
    "USA": "US",
    "US": "US",
    "Canada": "CA",
    "United Kingdom": "GB",
    "UK": "GB",
    "Germany": "DE",
    "France": "FR",
    "Australia": "AU",
}


def read(name: str) -> list[dict[str, str]]:
    text = (DATA / name).read_bytes().decode("gb18030" if name == "客户.csv" else "utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture(scope="module")
def english() -> dict[str, dict[str, str]]:
    return {r["Customer ID"]: r for r in read("customers.csv")}


@pytest.fixture(scope="module")
def chinese() -> dict[str, dict[str, str]]:
    return {r["客户编号"]: r for r in read("客户.csv")}


@pytest.fixture(scope="module")
def sales() -> list[dict[str, str]]:
    return read("sales.csv")


def e164(text: str, country: str) -> str:
    text = re.sub(r"^00(?!0)", "+", text)
    number = phonenumbers.parse(text, REGIONS.get(country))
    assert phonenumbers.is_valid_number(number), text
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def keys(row: dict[str, str]) -> set[str]:
    """The phones and e-mails of a customer row, normalised."""
    country = row.get("Country", "China")
    columns = ("手机", "电话") if "手机" in row else ("Phone", "Mobile")
    phones = {e164(row[c], country) for c in columns if row[c]}
    email = row.get("邮箱", row.get("Email", ""))
    return phones | ({email.lower()} if email else set())


def test_the_generator_reproduces_the_shipped_files_byte_for_byte(tmp_path: Path) -> None:
    demo_data.write(tmp_path)
    made = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    shipped = {p.name: p.read_bytes() for p in DATA.iterdir() if p.suffix == ".csv"}
    assert made.keys() == shipped.keys()
    for name, data in made.items():
        assert data == shipped[name], name


def test_the_chinese_file_is_gb18030_and_not_utf_8() -> None:
    data = (DATA / "客户.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert data.decode("gb18030").startswith("客户编号,姓名,")


def test_phones_and_emails_stay_in_the_example_ranges(
    english: dict[str, dict[str, str]], chinese: dict[str, dict[str, str]]
) -> None:
    bad = [i for i, why in demo_people.BAD_ROWS.items() if "e-mail" in why]
    allowed = re.compile("|".join(f"(?:{p})" for p in demo_people.PHONE_RANGES))
    for cid, row in (english | chinese).items():
        for key in keys(row):
            if "@" not in key:
                assert allowed.fullmatch(key), (cid, key)
            elif cid not in bad:
                assert key.count("@") == 1, (cid, key)
                assert key.split("@")[1] in demo_people.EMAIL_DOMAINS, (cid, key)


@pytest.mark.parametrize("name", sorted(demo_data.files()))
def test_no_other_address_or_number_hides_in_a_text(name: str) -> None:
    for row in read(name):
        text = " ".join(row.get(c, "") for c in ("备注", "Note", "content", "resolution", "outcome"))
        assert not re.search(r"@|https?:|\d{7}", text)


def test_duplicates_share_a_key_and_nobody_else_does(
    english: dict[str, dict[str, str]], chinese: dict[str, dict[str, str]]
) -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for cid, row in (english | chinese).items():
        for key in keys(row):
            owners[key].add(cid)
    shared = {tuple(sorted(ids)) for ids in owners.values() if len(ids) > 1}
    couples = {p for p in demo_people.NOT_DUPLICATES if p == ("C1066", "C1067")}
    assert shared == {tuple(sorted(p)) for p in demo_people.DUPLICATES} | couples
    assert len(demo_people.DUPLICATES) == 11


def test_namesakes_are_planted_ones_only(
    english: dict[str, dict[str, str]], chinese: dict[str, dict[str, str]]
) -> None:
    names = {i: f"{r['First Name']} {r['Last Name']}".strip() for i, r in english.items()}
    names |= {i: r["姓名"] for i, r in chinese.items()}
    count = Counter(n for n in names.values() if n)
    assert {n for n, k in count.items() if k > 1} == {"Katherine Hughes", "张三丰", "王芳"}


def test_bad_rows_are_the_promised_ones(english: dict[str, dict[str, str]]) -> None:
    def impossible(row: dict[str, str]) -> bool:
        day = row["Birthday"].replace("/", "-").replace("--", "2000-", 1)
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError:
            return True
        return bool(row["Email"]) and not re.fullmatch(r"[^@\s]+@[a-z]+\.[a-z]+", row["Email"].lower())

    assert {i for i, r in english.items() if impossible(r)} == set(demo_people.BAD_ROWS)


def test_bad_order_lines_are_the_promised_ones(
    english: dict[str, dict[str, str]], chinese: dict[str, dict[str, str]], sales: list[dict[str, str]]
) -> None:
    known = (english.keys() | chinese.keys()) - demo_people.BAD_ROWS.keys()
    bad = {r["order_no"] for r in sales if r["customer_id"] not in known or Decimal(r["price"]) <= 0}
    assert bad == demo_data.BAD_ORDERS.keys()
    for row in read("interactions.csv") + read("complaints.csv"):
        assert row["customer_id"] in known


def test_orders_returns_and_unpaid(sales: list[dict[str, str]]) -> None:
    numbers = {r["order_no"] for r in sales}
    returns = [r for r in sales if int(r["quantity"]) < 0]
    assert len(returns) == demo_data.RETURNS
    bought = {(r["order_no"], r["customer_id"], r["sku"]) for r in sales}
    for row in returns:
        assert (f"S{row['order_no'][1:]}", row["customer_id"], row["sku"]) in bought
    assert {n for n in numbers if n.startswith("R")} == {r["order_no"] for r in returns}
    unpaid = {r["order_no"] for r in sales if r["paid"] == "no"}
    assert len(unpaid) == demo_data.UNPAID_ORDERS
    assert min(r["date"] for r in sales if r["paid"] == "no") >= "2026-01-25"
    first, last = min(r["date"] for r in sales), max(r["date"] for r in sales)
    assert demo_data.FIRST_DAY.isoformat() <= first <= last <= demo_data.LAST_DAY.isoformat()
    items = {p[0]: p[1] for p in demo_names.PRODUCTS}
    assert all(items[r["sku"]] == r["item"] for r in sales)


def test_the_skin_care_lovers_fit_the_query(
    english: dict[str, dict[str, str]], chinese: dict[str, dict[str, str]], sales: list[dict[str, str]]
) -> None:
    for cid in demo_people.SKIN_CARE_LOVERS:
        row = (english | chinese)[cid]
        assert row.get("性别", row.get("Gender")) in ("女", "F")
        assert int(row.get("生日", row.get("Birthday", ""))[:4]) <= 1990
        lines = [r for r in sales if r["customer_id"] == cid and r["sku"].startswith("SK")]
        assert sum(Decimal(r["price"]) * int(r["quantity"]) for r in lines) >= 5000


def test_birthdays_of_the_coming_week(english: dict[str, dict[str, str]], chinese: dict[str, dict[str, str]]) -> None:
    found = {}
    for cid, row in (english | chinese).items():
        text = row.get("生日", row.get("Birthday", ""))
        if text == "农历正月十五":
            found[cid] = "03-03"  # the Lantern Festival of 2026
        match = re.search(r"(?:^|[-/年])0?3[-/月]0?([1-8])日?$", text)
        if match:
            found[cid] = f"03-0{match[1]}"
    assert found == demo_people.BIRTHDAYS


def test_sizes_and_open_complaints(sales: list[dict[str, str]]) -> None:
    assert len(read("customers.csv")) == len(read("客户.csv")) == 180
    assert len(read("products.csv")) == 24
    assert len(read("interactions.csv")) == demo_data.INTERACTIONS
    assert 850 <= len(sales) <= 1000
    complaints = read("complaints.csv")
    assert len(complaints) == 14
    still_open = [r for r in complaints if r["status"] in ("open", "in_progress")]
    assert len(still_open) == demo_data.OPEN_COMPLAINTS
    assert all(bool(r["resolution"]) != (r in still_open) for r in complaints)

"""Relatives with alike names under one phone: ``dedupe auto`` merges who was entered twice, never two of a family."""

import pytest

from tests.conftest import Crm

FILLER = "".join(f"Person{n} Family{n},+1415555{n:04},{n % 12 + 1:02}-{n % 27 + 1:02},\n" for n in range(1000, 1040))
HEADINGS = "name,phone,birthday,gender\n"


def merged(crm: Crm, rows: str) -> list[list[str]]:
    file = crm.folder / "people.csv"
    file.write_text(HEADINGS + FILLER + rows, encoding="utf-8")
    crm.ok("import", "customers", str(file), "--on-duplicate", "create")
    return [group["names"] for group in crm.ok("dedupe", "auto", "--dry-run", "-f", "json").json]


def test_the_same_name_phone_and_birthday_are_one_customer(crm: Crm) -> None:
    rows = "Daniel Weber,+14155552671,1990-03-04,\nWeber Daniel,+14155552671,1990-03-04,\n"
    assert merged(crm, rows) == [["Daniel Weber", "Weber Daniel"]]


@pytest.mark.parametrize(
    "rows",
    [
        "Daniel Weber,+14155552671,1990-03-04,\nDaniela Weber,+14155552671,1990-03-04,\n",
        "王磊,13800138000,1990-03-04,\n王蕾,13800138000,1990-03-04,\n",
        "刘洋,13800138000,1990-03-04,\n刘阳,13800138000,1990-03-04,\n",
        "刘扬,13800138000,1990-03-04,\nLiu Yang,13800138000,1990-03-04,\n",
        "John Carter II,+14155552671,1990-03-04,\nJohn Carter III,+14155552671,1990-03-04,\n",
        "Kim Lee,+14155552671,1990-03-04,male\nKim Lee,+14155552671,1990-03-04,female\n",
    ],
)
def test_two_of_a_family_are_left_to_the_seller(crm: Crm, rows: str) -> None:
    assert merged(crm, rows) == []

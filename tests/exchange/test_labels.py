"""What a phone is called: said by its heading, or by the column beside it."""

import pytest

from crmcli.exchange.headings import recognise
from crmcli.exchange.labels import labels, of_cell, of_heading, pairs


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("Home Phone", "home"), ("Business Phone 2", "work"), ("Person - Email (Work)", "work"), ("家庭电话", "home"),
        ("单位电话", "work"), ("手机2", "mobile"), ("Mobile", "mobile"), ("备用电话", "other"),
        ("Phone", None), ("电话", None),
    ],
)  # fmt: skip
def test_a_heading_may_say_it(heading: str, label: str | None) -> None:
    assert of_heading(heading) == label


def test_google_says_it_row_by_row_in_a_column_of_its_own() -> None:
    columns = ["Name", "Phone 1 - Type", "Phone 1 - Value", "E-mail 1 - Label", "E-mail 1 - Value"]
    mapping = recognise(columns, "customers")
    assert pairs(mapping) == {2: 1, 4: 3}
    assert labels(mapping) == {2: 1, 4: 3}


def test_the_label_of_a_column_that_is_no_contact_point_means_nothing() -> None:
    mapping = recognise(["Name", "Address 1 - Type", "Address 1 - Value"], "customers")
    assert pairs(mapping) == {}


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("* Mobile", "mobile"),
        ("Work", "work"),
        ("单位", "work"),
        ("Beach house", "Beach house"),
        ("*", None),
        ("", None),
    ],
)
def test_labels_of_ones_own_stay_as_they_are(cell: str, label: str | None) -> None:
    assert of_cell(cell) == label

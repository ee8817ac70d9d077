"""Amounts become integers of the smallest unit, exactly."""

from typing import Any

import pytest

from crmcli.errors import Invalid
from crmcli.normalize.money import (
    CURRENCIES,
    exponent,
    format_money,
    line_amount,
    parse_money,
    parse_number,
)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1234", 123400),
        ("1234.5", 123450),
        ("¥1,234.50", 123450),
        ("￥1,234.50", 123450),
        ("1234元", 123400),
        ("12 块", 1200),
        ("RMB 12", 1200),
        ("12 CNY", 1200),
        ("12.5万", 12500000),
        ("12.5万元", 12500000),
        ("1.2亿", 12000000000),
        ("(12.00)", -1200),
        ("-¥5", -500),
        ("¥-5", -500),
        ("－5", -500),
        ("１２．５", 1250),
        ("1 234.5", 123450),
        ("1'234.50", 123450),
        ("1,23,456", 12345600),
        (".5", 50),
        ("5.", 500),
        ("12.500", 1250),
        ("0", 0),
    ],
)
def test_ways_to_write_yuan(text: str, minor: int) -> None:
    assert parse_money(text) == minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1234", "JPY", 1234),
        ("$12", "USD", 1200),
        ("1.234", "KWD", 1234),
        ("€5", "EUR", 500),
        ("1,000", "VND", 1000),
    ],
)
def test_a_currency_has_its_own_decimals(text: str, currency: str, minor: int) -> None:
    assert parse_money(text, currency) == minor


@pytest.mark.parametrize(("text", "minor"), [("1.234,50", 123450), ("1 234,5", 123450), ("1.234", 123400), ("0,05", 5)])
def test_a_decimal_comma_is_read_on_request(text: str, minor: int) -> None:
    assert parse_money(text, "EUR", decimal=",") == minor


@pytest.mark.parametrize(
    ("text", "currency", "reason"),
    [
        ("", "CNY", "no_amount"),
        ("abc", "CNY", "no_amount"),
        ("1e3", "CNY", "no_amount"),
        ("--5", "CNY", "no_amount"),
        ("1.234,50", "CNY", "separators"),
        ("1,23", "CNY", "separators"),
        ("1.234", "CNY", "too_many_decimals"),
        ("1.5", "JPY", "too_many_decimals"),
        ("9" * 20, "CNY", "too_large"),
        ("$12", "CNY", "other_currency"),
        ("USD 12", "CNY", "other_currency"),
        ("12元", "EUR", "other_currency"),
    ],
)
def test_what_is_no_amount_of_it_is_refused(text: str, currency: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        parse_money(text, currency)
    assert (error.value.code, error.value.facts["reason"]) == ("invalid_money", f"normalize.reason_{reason}")


@pytest.mark.parametrize(
    ("text", "minor"), [("0.005", 1), ("-0.005", -1), ("0.0049", 0), ("2.675", 268), ("1.00000001", 100)]
)
def test_rounding_is_half_away_from_zero_and_on_request(text: str, minor: int) -> None:
    assert parse_money(text, round_extra=True) == minor


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (123450, "CNY", "1234.50"),
        (-5, "CNY", "-0.05"),
        (0, "CNY", "0.00"),
        (5, "JPY", "5"),
        (-1234, "KWD", "-1.234"),
    ],
)
def test_amounts_are_written_plainly(minor: int, currency: str, text: str) -> None:
    assert format_money(minor, currency) == text


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [
        (2, 101, 202),
        ("0.5", 101, 51),
        (0.5, 101, 51),
        (-0.5, 101, -51),
        (0.1, 100, 10),
        (1.1, 10, 11),
        (1e-5, 100, 0),
    ],
)
def test_a_line_is_quantity_times_price_half_away_from_zero(
    quantity: str | int | float, price: int, amount: int
) -> None:
    assert line_amount(quantity, price) == amount


@pytest.mark.parametrize("quantity", ["", "abc", "1,5", float("nan"), float("inf")])
def test_a_line_needs_a_number(quantity: Any) -> None:
    with pytest.raises(Invalid) as error:
        line_amount(quantity, 100)
    assert error.value.code == "invalid_number"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("-3.0", -3),
        ("1,234.5", 1234.5),
        ("12.5万", 125000),
        ("1e3", 1000),
        ("１２", 12),
        ("1e-3", 0.001),
    ],
)
def test_numbers(text: str, number: float) -> None:
    assert parse_number(text) == number


def test_a_whole_number_is_an_integer() -> None:
    assert isinstance(parse_number("3.00"), int)


@pytest.mark.parametrize("text", ["", ".", "abc", "nan", "inf", "1e999", "50%", "1,2"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(Invalid) as error:
        parse_number(text)
    assert error.value.code == "invalid_number"


@pytest.mark.parametrize(("code", "places"), [("CNY", 2), ("JPY", 0), ("KWD", 3), ("TND", 3), ("VND", 0), ("XYZ", 2)])
def test_exponents(code: str, places: int) -> None:
    assert exponent(code) == places


def test_currencies_are_three_letter_codes() -> None:
    assert {"CNY", "USD", "EUR", "JPY"} <= CURRENCIES
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)

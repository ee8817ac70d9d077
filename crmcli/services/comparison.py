"""What differs between two groups of customers, for scripts and as a table."""

from collections.abc import Sequence
from typing import Any

from crmcli.context import Context
from crmcli.i18n import t
from crmcli.normalize.money import format_money
from crmcli.reports import comparison
from crmcli.result import Column, Grid, Row
from crmcli.services import pages
from crmcli.text import shorten

_HEAD = 24
_SIDES = ("a", "b", "difference")


def differences(ctx: Context, first: Sequence[int], second: Sequence[int]) -> list[Row]:
    """The rows as scripts get them: amounts are decimal strings."""
    return [_ready(row, ctx.currency) for row in comparison.differences(ctx.repo, first, second)]


def _ready(row: Row, currency: str) -> Row:
    if row["unit"] != "money":
        return row
    return {**row, **{side: None if row[side] is None else format_money(row[side], currency) for side in _SIDES}}


def grid(rows: Sequence[Row], a: str, b: str, currency: str) -> Grid:
    """For people: shares as percent, differences with their sign."""
    columns = [
        Column("measure"),
        Column("a", "number", shorten(a, _HEAD)),
        Column("b", "number", shorten(b, _HEAD)),
        Column("difference", "number"),
    ]
    return Grid(columns, [_shown(row) for row in rows], t("segment.differs", currency=currency))


def _shown(row: Row) -> Row:
    return {
        "measure": t(f"segment.measure_{row['measure']}", value=_value(row)),
        "a": _side(row["a"], row["unit"]),
        "b": _side(row["b"], row["unit"]),
        "difference": _apart(row["difference"], row["unit"]),
    }


def _value(row: Row) -> str:
    return pages.word(row["value"]) if row["measure"] == "stage" else row["value"] or ""


def _side(value: Any, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:.1%}" if unit == "share" else str(value)


def _apart(value: Any, unit: str) -> str:
    if value is None or not float(value):
        return "" if value is None else "0"
    if unit == "share":
        return t("segment.points", n=f"{100 * value:+.1f}")
    return str(value) if str(value).startswith("-") else f"+{value}"

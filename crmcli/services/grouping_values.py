"""What stands in the cells and above the columns of summed-up customers: for scripts, and for people."""

from collections.abc import Sequence
from typing import Any

from crmcli import i18n
from crmcli.context import Context
from crmcli.domain import periods
from crmcli.fields import Field
from crmcli.i18n import t
from crmcli.normalize.money import format_money
from crmcli.reports.grouping_fields import DATES, Dimension, Measure, ends, rfm_name
from crmcli.result import Column

Figure = int | float | str | None
_ALIGNED = {"int": "int", "number": "number", "money": "money", "rfm": "int", "id": "id", "choice": "choice"}


# -- what a group is of ----------------------------------------------------------------------------


def data(one: Dimension, value: Any, currency: str) -> Any:
    """The value of a group for scripts, as a query takes it: 30..39, 2026-03; None for nothing."""
    if value is None:
        return None
    if one.kind == "band":
        low, high = (_number(one.field, end, currency) for end in ends(one, value))
        return f"{low}..<{high}" if one.field.type == "number" else f"{low}..{high}"
    return _data(one, value, currency)


def _data(one: Dimension, value: Any, currency: str) -> Any:
    if one.kind == "week":
        from datetime import date

        return periods.label(date.fromisoformat(value), "week")
    if one.kind == "name":
        return rfm_name(value)
    if one.kind == "bool":
        return bool(value)
    return format_money(value, currency) if one.kind == "money" else value


def said(one: Dimension, value: Any, currency: str) -> Any:
    """The value of a group for people."""
    if value is None:
        return t("common.none")
    if one.kind == "band":
        low, high = (_number(one.field, end, currency) for end in ends(one, value))
        return t("grouping.band_open" if one.field.type == "number" else "grouping.band", low=low, high=high)
    if one.kind == "bool":
        return t("common.yes" if value else "common.no")
    if one.kind == "choice":
        return i18n.word(value)
    return t(f"report.rfm_{rfm_name(value)}") if one.kind == "name" else _data(one, value, currency)


def _number(field: Field, value: int | float, currency: str) -> str:
    return format_money(int(value), currency) if field.type == "money" else str(value)


# -- what is summed up of it -----------------------------------------------------------------------


def amount(one: Measure, value: Figure, currency: str, *, plain: bool = True) -> Figure:
    """A sum, average … as scripts get it, or (not ``plain``) as people read it."""
    if value is None or isinstance(value, str):
        return value
    if one.field.type == "money":
        return format_money(int(value), currency)
    if one.field.type == "date":
        from crmcli.normalize.days import from_day

        return from_day(int(value)).isoformat()
    return f"{value:.2f}" if one.how == "avg" and not plain else value


def has_money(by: Sequence[Dimension], measures: Sequence[Measure]) -> bool:
    """Whether a row needs its currency."""
    return any(field.type == "money" for field in (*(one.field for one in by), *(one.field for one in measures)))


# -- columns ---------------------------------------------------------------------------------------


def headings(ctx: Context) -> str:
    """The language of what stands above the columns."""
    return "zh" if ctx.flags.get("headings") == "zh" else i18n.language()


def column(one: Dimension, language: str) -> Column:
    return Column(
        one.key, _ALIGNED.get(one.kind, "date" if one.kind == "period" else "text"), name(one.field, language)
    )


def figure_column(one: Measure, language: str) -> Column:
    kind = "number" if one.how == "avg" and one.field.type != "money" else one.field.type
    return Column(one.key, kind, heading(one, language))


def count_column(language: str) -> Column:
    return Column("count", "int", _word("grouping.column_count", language))


def heading(one: Measure, language: str) -> str:
    key = f"grouping.column_{one.how}_date" if one.field.type in DATES else f"grouping.column_{one.how}"
    return _word(key, language).format(field=name(one.field, language))


def name(field: Field, language: str) -> str:
    return field.zh if language == "zh" else field.name.replace("_", " ")


def _word(key: str, language: str) -> str:
    page, _, rest = key.partition(".")
    return str(i18n.page(page, language)[rest])

"""What the pages of ``report`` share: what was asked, amounts and days as people read them."""

from typing import NamedTuple

from crmcli.domain.periods import Span
from crmcli.i18n import t
from crmcli.normalize.days import from_day
from crmcli.normalize.money import format_money
from crmcli.reports.chosen import Ids
from crmcli.result import Block, Lines, Row


class Asked(NamedTuple):
    """The options of a report; each takes those it knows."""

    span: Span
    by: str | None = None
    limit: int | None = None
    explain: bool = False
    where: str | None = None
    ids: Ids = None
    """The customers that ``where`` means; everybody, for None."""


def only(asked: Asked, key: str = "report.only") -> list[Block]:
    """The line that says whom the report is about, where it is not everybody."""
    return [] if asked.ids is None else [Lines([t(key, n=len(asked.ids), query=asked.where)])]


def ends(first: int | None, last: int | None) -> Row:
    return {
        "since": None if first is None else from_day(first).isoformat(),
        "until": None if last is None else from_day(last).isoformat(),
    }


def in_money(row: Row, currency: str) -> Row:
    return {
        name: format_money(value, currency) if name in ("returns", "sales", "average") and value is not None else value
        for name, value in row.items()
    }

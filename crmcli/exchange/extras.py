"""Rows of a table that are no records: lines of totals, and the field codes under the headings."""

import re
from functools import cache

from crmcli.exchange.headings import HEADINGS, normal

TOTALS = frozenset((
    "合计", "总计", "小计", "共计", "总合计", "本页合计", "本页小计", "累计", "合计金额", "合計", "總計", "小計",
    "total", "totals", "grandtotal", "subtotal", "totale",
))  # fmt: skip
_HINTS = ("计", "計", "otal", "OTAL")

_MARKS = re.compile(r"[\s:：*#\-—=（）()\[\]【】]+")
_NUMBER = re.compile(r"[¥￥$€£]?\s*[+-]?\s*[¥￥$€£]?\s*\d[\d,，]*(?:\.\d+)?\s*(?:[%元笔件个条次人户单]|[A-Z]{3})?")
_PHONE = re.compile(r"\+?\d{7,}")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_.][A-Za-z0-9]+)*_{0,2}[a-z]?")
_JOINTS = re.compile(r"[_.]|[a-z][A-Z]")
_IMPORT_ID = '{"ImportId":'


def may_hold_totals(text: str) -> bool:
    """Quick; true of every text with a line of totals in it, and of few others."""
    return any(hint in text for hint in _HINTS)


def is_total(cells: list[str]) -> bool:
    """``合计,,,1234.00``: a word for totals first, numbers only after it, and none that may be a phone."""
    label = next((cell for cell in cells if cell.strip()), "")
    if len(label) > 20 or _MARKS.sub("", label).lower() not in TOTALS:
        return False
    filled = [cell for cell in map(str.strip, cells) if cell]
    if len(filled) < 2:
        return False
    return all(_NUMBER.fullmatch(cell) and not _PHONE.fullmatch(cell) for cell in filled[1:])


def code_rows(heading: list[str], below: list[list[str]]) -> int:
    """How many of the rows right under the headings say once more what the columns are.

    A survey's export has its questions and then ids under them; other systems have the names of their fields.
    """
    for n, cells in enumerate(below, 1):
        filled = [cell for cell in map(str.strip, cells) if cell]
        if filled and all(cell.startswith(_IMPORT_ID) for cell in filled):
            return n
    return int(bool(below) and _are_codes(heading, below[0]))


def _are_codes(heading: list[str], cells: list[str]) -> bool:
    """Names of fields: written like such, all different, several of them known as headings."""
    filled = [cell for cell in map(str.strip, cells) if cell]
    if len(filled) < 3 or len(filled) * 5 < len(heading) * 3 or len(set(filled)) < len(filled):
        return False
    if not all(map(_CODE.fullmatch, filled)):
        return False
    known = sum(normal(cell) in _known() for cell in filled)
    jointed = sum(bool(_JOINTS.search(cell)) for cell in filled)
    return known >= 2 and (known + jointed) * 2 >= len(filled) and (jointed >= 1 or known * 5 >= len(filled) * 4)


@cache
def _known() -> frozenset[str]:
    """Every heading of every kind, as ``normal`` leaves it."""
    variants = (name for kind in HEADINGS.values() for field, names in kind.items() for name in (normal(field), *names))
    return frozenset(variants)

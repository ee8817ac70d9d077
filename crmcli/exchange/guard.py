"""The guard against spreadsheet formulas: a cell that a spreadsheet would run gets a leading ``'``."""

import re

TRIGGERS = "=+-@\t\r"
_NUMBER = re.compile(r"[+-]?(?:\d+(?:,\d{3})*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_PHONE = re.compile(r"\+\d(?:[\d ().\-]{4,}|[\d ().\-]*\*{4}[\d ().\-]*)", re.ASCII)
"""Or one that is masked: four stars in a row are no formula."""


def guard(cell: str) -> str:
    """``=1+1`` → ``'=1+1``; numbers and phones like ``+86 138 0013 8000`` stay as they are."""
    return "'" + cell if _is_dangerous(cell) else cell


def unguard(cell: str) -> str:
    """Undo ``guard``, and nothing else: ``unguard(guard(x)) == x`` for every text."""
    return cell[1:] if cell[:1] == "'" and _is_dangerous(cell[1:]) else cell


def _is_dangerous(cell: str) -> bool:
    """Also true of a cell already guarded, so that guards stack and come off one by one."""
    bare = cell.lstrip("'")
    if bare[:1] not in TRIGGERS or not bare:
        return False
    return not (_NUMBER.fullmatch(bare) or _PHONE.fullmatch(bare))

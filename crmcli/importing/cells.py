"""What a cell says, whoever wrote it."""

from crmcli.exchange.guard import unguard

NULLS = frozenset((
    "NULL", "(null)", "<null>", "\\N", "#N/A", "#N/A N/A", "#NULL!", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!",
))  # fmt: skip
"""How databases and spreadsheets write "nothing"; spelled otherwise (Null) it may be somebody's name."""


def meant(cell: str) -> str:
    """Without the spaces around it and a guard against formulas; empty where it says nothing."""
    text = unguard(cell.strip())
    return "" if text in NULLS else text

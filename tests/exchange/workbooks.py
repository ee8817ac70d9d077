"""What stands in the cells of a workbook."""

from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook


def sheet(path: Path, number: int = 0) -> list[list[Any]]:
    """Text, numbers, dates as they are; an empty cell is ""."""
    with CalamineWorkbook.from_path(str(path)) as book:
        return book.get_sheet_by_index(number).to_python()

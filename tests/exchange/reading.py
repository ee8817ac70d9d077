"""What the tests of all readers share."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from crmcli.errors import CrmError
from crmcli.exchange.careful import Row
from crmcli.exchange.readers import Rows, open_rows


def read(source: str | bytes | Path, **options: Any) -> tuple[Rows, list[Row]]:
    """Rows of a path, or of text or bytes as they come through a pipe."""
    data = source.encode() if isinstance(source, str) else source
    with open_rows(str(data) if isinstance(data, Path) else BytesIO(data), **options) as rows:
        found = list(rows)
        assert rows.read == rows.good + rows.errors + rows.skipped + rows.blank
        assert len(found) == rows.read - rows.blank
        assert all(len(row.cells) == len(rows.headings) for row in found)
        assert list(rows.again()) == found
        return rows, found


def table(source: str | bytes | Path, **options: Any) -> list[dict[str, str]]:
    """Sound rows as objects, their empty cells left out."""
    rows, found = read(source, **options)
    sound = [row.cells for row in found if not row.error and not row.skip_reason]
    return [{h: cell for h, cell in zip(rows.headings, cells, strict=True) if cell} for cells in sound]


def faults(source: str | bytes | Path, **options: Any) -> list[tuple[int, str | None]]:
    """Line and reason of every row that is not sound."""
    return [(row.line, row.error or row.skip_reason) for row in read(source, **options)[1] if row.error or row[4]]


def refusal(source: str | bytes | Path, **options: Any) -> CrmError:
    with pytest.raises(CrmError) as caught:
        read(source, **options)
    return caught.value

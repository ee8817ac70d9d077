"""Text tables that line up in every script and fit a terminal.

A table too wide for the terminal first cuts its widest text columns (with an ellipsis) down to a floor;
ids, phones, e-mails, money and dates are never cut, so such a table may be wider than the screen.
"""

from collections.abc import Callable, Iterator, Sequence

from crmcli.i18n import word
from crmcli.result import Column, Row
from crmcli.text import moment, pad, safe, shorten, width

RIGHT = frozenset(("id", "int", "number", "money"))
WHOLE = frozenset(("id", "int", "number", "money", "date", "moment", "contact", "command"))
_FLOOR = 6
_GAP = 2


def grid_lines(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    limit: int | None,
    labels: Callable[[Column], str],
    style: Callable[[str, str], str],
) -> Iterator[str]:
    """The lines of a table; ``limit`` is the terminal's width, None for no cutting."""
    cells = [[_cell(column, row.get(column.name)) for column in columns] for row in rows]
    heads = [labels(column) for column in columns]
    used = [i for i in range(len(columns)) if any(line[i] for line in cells) or not cells or i == 0]
    widths = {i: max([width(heads[i]), *(width(line[i]) for line in cells)]) for i in used}
    if limit is not None:
        _fit(widths, columns, limit)
    last = used[-1]

    def line(texts: Sequence[str]) -> str:
        parts = []
        for i in used:
            text = shorten(texts[i], widths[i])
            right = columns[i].type in RIGHT
            parts.append(text if i == last and not right else pad(text, widths[i], right=right))
        return (" " * _GAP).join(parts).rstrip()

    yield style("heading", line(heads))
    for texts in cells:
        yield line(texts)


def _fit(widths: dict[int, int], columns: Sequence[Column], limit: int) -> None:
    """Take cells from the widest cuttable column until the table fits or nothing is left to take."""
    over = sum(widths.values()) + _GAP * (len(widths) - 1) - limit
    while over > 0:
        soft = [i for i in widths if columns[i].type not in WHOLE and widths[i] > _FLOOR]
        if not soft:
            return
        widest = max(soft, key=lambda i: widths[i])
        widths[widest] -= 1
        over -= 1


def _cell(column: Column, value: object) -> str:
    from crmcli.render import flat

    if column.type == "choice" and isinstance(value, str):
        return safe(word(value))
    if column.type == "list" and isinstance(value, list):
        return safe(" ".join(flat(item) for item in value))
    if column.type == "moment" and isinstance(value, str):
        return safe(moment(value))
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return safe(flat(value))

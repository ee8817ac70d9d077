"""Text tables that line up in every script and fit a terminal.

A table too wide for the terminal cuts its widest text columns (with an ellipsis) and leaves optional ones
out; ids, phones, e-mails, money and dates are never cut, so such a table may be wider than the screen.
"""

from collections.abc import Callable, Iterator, Sequence

from crmcli.i18n import word
from crmcli.result import Column, Row
from crmcli.text import moment, pad, safe, shorten, width

RIGHT = frozenset(("id", "int", "number", "money"))
WHOLE = frozenset(("id", "int", "number", "money", "date", "moment", "contact", "command", "choice"))
_COMFORT = 14
"""Cells that a text column keeps while there are optional columns to leave out."""
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
    used = list(widths)
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
    """Make the table fit: long text is cut down to a floor, optional columns go, then text is cut further."""
    natural = dict(widths)
    for floor in (_COMFORT, _FLOOR):
        while (over := _over(widths, limit)) > 0:
            soft = [i for i in widths if columns[i].type not in WHOLE and widths[i] > floor]
            if soft:
                widest = max(soft, key=lambda i: widths[i])
                rest = [widths[i] for i in soft if i != widest]
                widths[widest] -= min(over, max(1, widths[widest] - max([floor, *rest])))
            elif optional := [i for i in widths if columns[i].optional]:
                del widths[optional[-1]]
                widths.update((i, natural[i]) for i in widths)
            else:
                break


def _over(widths: dict[int, int], limit: int) -> int:
    return sum(widths.values()) + _GAP * (len(widths) - 1) - limit


def _cell(column: Column, value: object) -> str:
    from crmcli.render import flat

    if column.type == "choice" and isinstance(value, str):
        return safe(word(value))
    if column.type == "list" and isinstance(value, list):
        texts = [flat(item) for item in value]
        return safe((" / " if any(" " in text for text in texts) else " ").join(texts))
    if column.type == "moment" and isinstance(value, str):
        return safe(moment(value))
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return safe(flat(value))

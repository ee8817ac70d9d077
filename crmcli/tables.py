"""Text tables that line up in every script and fit a terminal.

A list too wide for the terminal cuts its widest text columns (with an ellipsis) and leaves optional ones out; a
table of a document has all of them, and long text goes on in further lines. Ids, phones, e-mails, money and dates
are never cut, so a table may be wider than the screen.
"""

from collections.abc import Callable, Iterator, Sequence

from crmcli.i18n import word
from crmcli.result import Column, Row
from crmcli.text import moment, pad, pieces, safe, shorten, width, wrap

RIGHT = frozenset(("id", "int", "number", "money"))
WHOLE = frozenset(("id", "int", "number", "money", "date", "moment", "birthday", "contact", "command", "choice"))
_COMFORT = 14
"""Cells that a text column keeps while there are optional columns to leave out."""
_FLOOR = 6
_LONG = (30, 20, 12)
"""Cells of a word that is rather broken than kept whole; fewer where the table is still too wide."""
_GAP = 2


class Table:
    """The lines of a table; ``limit`` is the terminal's width, None for as wide as it is.

    ``whole`` keeps all text and all columns. ``left_out`` are the labels of columns that found no room.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        *,
        limit: int | None,
        labels: Callable[[Column], str],
        style: Callable[[str, str], str],
        whole: bool = False,
    ) -> None:
        self.columns, self.style, self.whole = columns, style, whole
        self.cells = [[_cell(column, row.get(column.name)) for column in columns] for row in rows]
        self.heads = [labels(column) for column in columns]
        filled = [i for i in range(len(columns)) if any(line[i] for line in self.cells) or not self.cells or i == 0]
        self.widths = {i: max(map(width, self._texts(i))) for i in filled}
        if limit is not None:
            self._fit(limit)
        self.left_out = [self.heads[i] for i in filled if i not in self.widths]

    def _fit(self, limit: int) -> None:
        if not self.whole:
            _fit(self.widths, self.columns, limit)
            return
        for longest in _LONG:
            least = self._least(longest)
            while (over := _over(self.widths, limit)) > 0 and _narrow(self.widths, least, over):
                pass

    def lines(self) -> Iterator[str]:
        for text in self._row(self.heads):
            yield self.style("heading", text)
        for texts in self.cells:
            yield from self._row(texts)

    def _row(self, texts: Sequence[str]) -> list[str]:
        """A row as one line, or as several where text goes on."""
        if not self.whole or all(width(texts[i]) <= cells for i, cells in self.widths.items()):
            return [self._line(texts)]
        parts = {i: wrap(texts[i], cells) for i, cells in self.widths.items()}
        return [
            self._line([parts[i][k] if k < len(parts.get(i, ())) else "" for i in range(len(texts))])
            for k in range(max(map(len, parts.values())))
        ]

    def _line(self, texts: Sequence[str]) -> str:
        last = max(self.widths)
        found = []
        for i, cells in self.widths.items():
            text = texts[i] if self.whole else shorten(texts[i], cells)
            right = self.columns[i].type in RIGHT
            found.append(text if i == last and not right else pad(text, cells, right=right))
        return (" " * _GAP).join(found).rstrip()

    def _texts(self, i: int) -> list[str]:
        return [self.heads[i], *(line[i] for line in self.cells)]

    def _least(self, longest: int) -> dict[int, int]:
        """The cells that a column needs so that no word is broken (but an endless one), and nothing but text is."""
        found = {}
        for i in self.widths:
            soft = self.columns[i].type not in WHOLE
            words = [word for text in (self._texts(i) if soft else self.heads[i : i + 1]) for word in pieces(text)]
            found[i] = min(longest, max(map(width, words), default=0))
            if not soft:
                found[i] = max(found[i], *(width(line[i]) for line in self.cells))
        return found


def _fit(widths: dict[int, int], columns: Sequence[Column], limit: int) -> None:
    """Make the table fit: long text is cut down to a floor, optional columns go, then text is cut further."""
    natural = dict(widths)
    for floor in (_COMFORT, _FLOOR):
        while (over := _over(widths, limit)) > 0:
            floors = {i: floor for i in widths if columns[i].type not in WHOLE}
            if _narrow(widths, floors, over):
                continue
            if not (optional := [i for i in widths if columns[i].optional]):
                break
            del widths[optional[-1]]
            widths.update((i, natural[i]) for i in widths)


def _narrow(widths: dict[int, int], floors: dict[int, int], over: int) -> bool:
    """Take from the widest column above its floor, down to the next one at most; False where there is none."""
    soft = [i for i in floors if widths[i] > floors[i]]
    if not soft:
        return False
    widest = max(soft, key=lambda i: widths[i])
    rest = [widths[i] for i in soft if i != widest]
    widths[widest] -= min(over, max(1, widths[widest] - max([floors[widest], *rest])))
    return True


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

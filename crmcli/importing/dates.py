"""The order of day, month and year in each column of dates, told from a sample of the rows."""

import re
from collections.abc import Callable
from datetime import date

from crmcli.exchange.careful import Row
from crmcli.exchange.headings import Mapping
from crmcli.normalize.date_formats import date_reader, fits, guess_date_format

_ALWAYS = (
    "date", "resolved_at", "due", "done_at", "expected", "closed_at", "moved_at", "joined_at", "sent_at", "opened_at",
    "clicked_at", "replied_at", "converted_at",
)  # fmt: skip
_DATES = (*_ALWAYS, "birthday", "created_at")
Readers = dict[int, Callable[[str], date]]


def readers(
    mapping: Mapping, sample: list[Row], asked: str | None, region: str, likely: str | None = None
) -> tuple[Readers, dict[str, str]]:
    """A reader for each column of dates: by its sample, else as the system or the region writes them.

    Also the headings of those that the sample leaves open, with what they were taken for.
    """
    found_readers: Readers = {}
    guessed: dict[str, str] = {}
    for i, field in enumerate(mapping.fields):
        if field not in _DATES:
            continue
        texts = [row.cells[i].strip() for row in sample if row.error is None and row.skip_reason is None]
        plain = [text for text in texts if re.match(r"\d", text)]
        found = asked or guess_date_format(plain) or _without_years_first(plain)
        if found is None and any(re.match(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", text) for text in plain):
            found = guessed[mapping.headings[i]] = likely or ("mdy" if region in ("US", "") else "dmy")
        if found or field in _ALWAYS:
            found_readers[i] = date_reader(found or "ymd")
    return found_readers, guessed


def _without_years_first(texts: list[str]) -> str | None:
    """13/01/19 is a day before it is a year: dmy or mdy, if just one of them fits all samples."""
    fitting = [order for order in ("dmy", "mdy") if texts and all(fits(text, order) for text in texts)]
    return fitting[0] if len(fitting) == 1 else None

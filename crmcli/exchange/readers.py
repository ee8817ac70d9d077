"""Open a file of any format that rows can come from."""

from collections.abc import Callable
from typing import BinaryIO

from crmcli.errors import Invalid
from crmcli.exchange import table as tables
from crmcli.exchange.forms import FORMS, form_of
from crmcli.exchange.rows import Rows
from crmcli.exchange.source import UNREADABLE, Source, open_source, unreadable

__all__ = ["FORMS", "Rows", "open_rows"]

_WITH_SHEETS = ("xlsx", "xls")
_WITH_TABLES = ("sqlite", "json")


def open_rows(
    file: str | BinaryIO, *, encoding: str | None = None, delimiter: str | None = None,
    sheet: str | None = None, table: str | None = None, form: str | None = None, skip: int | None = None,
) -> Rows:  # fmt: skip
    """Rows of a path or a stream; close them, or use them in ``with``. ``skip`` lines of text, or rows of a
    sheet, are passed over before the headings are looked for; 0 says that they stand in the first.

    Raises NotFound("file_missing") and Invalid with the code of what is wrong with the file or an option.
    """
    delimiter = tables.delimiter_of(delimiter)
    source = open_source(file)
    try:
        form = form or form_of(source)
        if sheet is not None and form not in _WITH_SHEETS:
            raise Invalid("exchange.no_sheets", path=source.path, form=form)
        if table is not None and form not in _WITH_TABLES:
            raise Invalid("exchange.no_tables", path=source.path, form=form)
        return _reader(form, encoding, delimiter, sheet if sheet is not None else table, skip)(source)
    except UNREADABLE as error:
        source.close()
        raise unreadable(source.path, error) from error
    except BaseException:
        source.close()
        raise


def _reader(
    form: str, encoding: str | None, delimiter: str | None, part: str | None, skip: int | None
) -> Callable[[Source], Rows]:
    if form in _WITH_SHEETS:
        from crmcli.exchange.sheets import open_sheet

        return lambda source: open_sheet(source, form, part, skip)
    if form == "sqlite":
        from crmcli.exchange.sqlite_rows import open_sqlite

        return lambda source: open_sqlite(source, part)
    if form == "vcard":
        from crmcli.exchange.vcard import open_vcard

        return lambda source: open_vcard(source, encoding)
    if form in ("json", "ndjson"):
        from crmcli.exchange.json_rows import open_json

        return lambda source: open_json(source, form, encoding, part)
    mark = delimiter or ("\t" if form == "tsv" else None)
    return lambda source: tables.Table(source, tables.encoding_of(source, encoding), mark, skip)

"""One kind of records in one of the forms that other programs read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from io import BufferedWriter
from typing import Any, BinaryIO, NamedTuple, TextIO, cast

from crmcli import VERSION, segment
from crmcli.context import Context
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.normalize.money import format_money
from crmcli.render import Target, heading, show
from crmcli.reports import exports
from crmcli.result import Cells, Column, File, Rows
from crmcli.services import customers

TEXTS = ("csv", "tsv", "json", "ndjson", "md", "table", "ids")
FORMS = (*TEXTS, "xlsx", "vcard", "ical", "parquet")
SUFFIXES = {"vcf": "vcard", "ics": "ical", "txt": "table"}
_LUNAR_YEARS = 5
"""So many lunar birthdays ahead are written: no rule of a calendar repeats them."""


class Wish(NamedTuple):
    """What is to be written, and how."""

    kind: str
    ids: Sequence[int] | None
    form: str
    mask: dict[str, Callable[[Any], Any]]
    encoding: str = ""
    replace: bool = False
    excel: bool = False
    vcard: str = "3.0"
    events: bool = False


def export(ctx: Context, wish: Wish) -> Rows | Cells | File:
    """Raises Invalid where the kind has no such form."""
    if wish.form == "vcard":
        return _cards(ctx, wish)
    if wish.form == "ical":
        return _calendar(ctx, wish)
    if wish.kind == "customers" and wish.form in ("json", "ndjson"):
        return _whole(ctx, wish)
    found = _cells(ctx, wish)
    if wish.form in ("xlsx", "parquet"):
        return _table_file(ctx, wish, found)
    return _encoded(wish, found, _language(ctx)) if wish.encoding or wish.excel else found


def _language(ctx: Context) -> str:
    return ctx.flags.get("headings") or "en"


def _note(wish: Wish) -> str:
    return "" if wish.ids is None or wish.kind == "customers" else t("export.some", n=len(wish.ids))


# -- tables ----------------------------------------------------------------------------------------


def _cells(ctx: Context, wish: Wish) -> Cells:
    if wish.kind == "customers":
        own = segment.custom_types(ctx.repo)
        columns, rows = exports.customers(ctx.repo, wish.ids, own, format_money, ctx.currency)
    elif wish.kind == "birthdays":
        columns, rows = list(exports.BIRTHDAYS), birthdays(ctx, wish.ids)
    else:
        columns, rows = exports.facts(ctx.repo, wish.kind, wish.ids, format_money, ctx.currency)
    hidden = wish.mask if wish.kind in exports.OF_CUSTOMERS else {}
    masks = [(i, hidden[column.name]) for i, column in enumerate(columns) if column.name in hidden]
    if _language(ctx) == "zh":
        from crmcli.exchange.headings_own import chinese

        names = chinese(wish.kind)
        columns = [column._replace(label=names.get(column.name, column.name)) for column in columns]
    return Cells(columns, _masked(rows, masks) if masks else rows, _note(wish), form=wish.form)


def _masked(
    rows: Iterable[Sequence[Any]], masks: Sequence[tuple[int, Callable[[Any], Any]]]
) -> Iterator[Sequence[Any]]:
    for row in rows:
        cells = list(row)
        for i, hide in masks:
            cells[i] = hide(cells[i])
        yield cells


def _whole(ctx: Context, wish: Wish) -> Rows:
    """Customers for scripts, with what is computed (PRODUCT section 6)."""
    own = segment.custom_types(ctx.repo)
    rows = exports.whole_customers(ctx.repo, customers.facts(ctx), wish.ids, own)
    columns = [Column(name) for name in (*exports.CUSTOMER_COLUMNS, *own)]
    if _language(ctx) == "zh":
        from crmcli.exchange.headings_own import chinese

        names = {**dict.fromkeys((*exports.CUSTOMER_COLUMNS, *own), ""), **chinese("customers")}
        columns = [Column(name, label=label) for name, label in names.items()]
    found = customers.values(rows, ctx.currency)
    return Rows(columns, (_hidden(row, wish) for row in found) if wish.mask else found, form=wish.form)


def _hidden(row: dict[str, Any], wish: Wish) -> dict[str, Any]:
    return {name: wish.mask[name](value) if name in wish.mask else value for name, value in row.items()}


def _table_file(ctx: Context, wish: Wish, found: Cells) -> File:
    texts = [heading(column, _language(ctx)) for column in found.columns]
    types = [column.type for column in found.columns]

    def write(stream: BinaryIO) -> str:
        if wish.form == "parquet":
            from crmcli.exchange import parquet_writing

            parquet_writing.write(stream, texts, types, found.rows)
        else:
            from crmcli.exchange import xlsx_writing

            xlsx_writing.write(stream, wish.kind, texts, types, found.rows, ctx.now)
        return found.note

    return File(write)


def _encoded(wish: Wish, found: Cells, headings: str) -> File:
    """CSV or TSV in another encoding, or as Excel likes it: a mark in front, lines that end in CR and LF."""
    from crmcli.exchange.encoded import Encoded, codec

    encoding = codec(wish.encoding or "utf-8")
    if wish.excel and encoding == "utf-8":
        encoding = "utf-8-sig"

    def write(stream: BinaryIO) -> str:
        out = Encoded(stream, encoding, replace=wish.replace)
        target = Target(cast(TextIO, out), format=wish.form, headings=headings, line_end="\r\n" if wish.excel else "\n")
        note = show(found, target)
        lost = t("export.replaced", n=out.replaced, encoding=encoding) if out.replaced else ""
        return "\n".join(filter(None, (note, lost)))

    return File(write, binary=encoding not in ("utf-8", "utf-8-sig", "ascii"))


# -- cards and calendars ---------------------------------------------------------------------------


def _cards(ctx: Context, wish: Wish) -> File:
    from crmcli.exchange import vcard_writing

    if wish.kind != "customers":
        raise Invalid("export.no_such_form", kind=wish.kind, form="vcard", kinds="customers")
    people = (_card_hidden(row, wish) for row in exports.people(ctx.repo, wish.ids))
    return _lines(vcard_writing.cards(people, wish.vcard), "")


def _card_hidden(person: dict[str, Any], wish: Wish) -> dict[str, Any]:
    points = [
        (kind, wish.mask[kind](value) if kind in wish.mask else value, label) for kind, value, label in person["points"]
    ]
    hidden = {**_hidden(person, wish), "points": points}
    if "name" in wish.mask:  # its parts would show more of it
        hidden.update(family_name=hidden["name"], given_name=None)
    return hidden


def _calendar(ctx: Context, wish: Wish) -> File:
    from crmcli.exchange import ical_writing

    if wish.kind not in exports.CALENDARS:
        kinds = ", ".join(exports.CALENDARS)
        raise Invalid("export.no_such_form", kind=wish.kind, form="ical", kinds=kinds)
    clock = ical_writing.Clock(ctx.now, ctx.zone)
    if wish.kind == "birthdays":
        entries = _birthday_events(ctx, wish, clock)
    else:
        found = _cells(ctx, wish)
        names = [column.name for column in found.columns]
        tasks = (dict(zip(names, row, strict=True)) for row in found.rows)
        if wish.events:
            entries = (ical_writing.event(task, clock) for task in tasks if task["due"] and not task["done_at"])
        else:
            entries = (ical_writing.to_do(task, clock) for task in tasks)
    return _lines(ical_writing.calendar(entries, VERSION), _note(wish))


def _birthday_events(ctx: Context, wish: Wish, clock: Any) -> Iterator[bytes]:
    from crmcli.domain.birthdays import lunar_dates
    from crmcli.exchange import ical_writing

    hide = wish.mask.get("customer", lambda name: name)
    for day, _, uid, name, calendar, born, _, _ in birthdays(ctx, wish.ids):
        month_day = born[-5:]
        summary = t(f"export.birthday_{calendar}", name=hide(name))
        if calendar == "solar":
            leap = month_day == "02-29"
            start = date.fromisoformat(day)
            yield ical_writing.birthday(f"birthday-{uid}", summary, start, clock, yearly=True, leap=leap)
            continue
        for start, year in lunar_dates(month_day, ctx.today, _LUNAR_YEARS):
            yield ical_writing.birthday(f"birthday-{uid}-lunar-{year}", summary, start, clock, yearly=False)


def birthdays(ctx: Context, ids: Sequence[int] | None) -> Iterator[Sequence[Any]]:
    """Rows of ``exports.BIRTHDAYS``: of everybody who has one, the next one first."""
    from crmcli.domain.birthdays import MOST_DAYS, lunar_dates, solar_days

    solar = {key: day.isoformat() for key, day in solar_days(ctx.today, MOST_DAYS).items()}
    lunar = {}
    for key in exports.lunar_birthdays(ctx.repo):
        day, year = lunar_dates(key, ctx.today, 1)[0]
        lunar[key] = (day.isoformat(), year)
    return exports.birthdays(ctx.repo, ids, solar, lunar)


def _lines(parts: Iterable[bytes], note: str) -> File:
    def write(stream: BinaryIO) -> str:
        cast(BufferedWriter, stream).writelines(parts)
        return note

    return File(write, binary=False)

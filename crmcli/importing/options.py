"""The options of ``import``, by what they are about: each family one typed object."""

from typing import ClassVar, NamedTuple

from crmcli.exchange.forms import FORMS
from crmcli.importing.customers import ON_DUPLICATE
from crmcli.signature import Opt

FORMATS = ("iso", "ymd", "dmy", "mdy", "serial")
DECIMALS = ("point", "comma")
EXTRAS = ("list", "keep")


class _Reading(NamedTuple):
    form: str | None = None
    sheet: str | None = None
    table: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    skip_lines: int | None = None
    date_format: str | None = None
    decimal: str | None = None
    currency: str | None = None
    region: str | None = None
    null: list[str] = []  # noqa: RUF012 - never changed


class Reading(_Reading):
    """How the cells of the file are to be read."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "form": Opt("--as", help="import.opt_as", choices=FORMS),
        "sheet": Opt("--sheet", help="import.opt_sheet", metavar="NAME"),
        "table": Opt("--table", help="import.opt_table", metavar="NAME"),
        "encoding": Opt("--encoding", help="import.opt_encoding", metavar="NAME"),
        "delimiter": Opt("--delimiter", help="import.opt_delimiter", metavar="CHAR"),
        "skip_lines": Opt("--skip-lines", help="import.opt_skip_lines", metavar="N"),
        "date_format": Opt("--date-format", help="import.opt_date_format", choices=FORMATS),
        "decimal": Opt("--decimal", help="import.opt_decimal", choices=DECIMALS),
        "currency": Opt("--currency", help="import.opt_currency", metavar="CUR"),
        "region": Opt("--region", help="import.opt_region", metavar="CC"),
        "null": Opt("--null", help="import.opt_null", metavar="VALUE"),
    }
    __annotations__ = _Reading.__annotations__


class _Columns(NamedTuple):
    preset: str | None = None
    map: list[str] = []  # noqa: RUF012 - never changed
    const: list[str] = []  # noqa: RUF012 - never changed
    skip_column: list[str] = []  # noqa: RUF012 - never changed
    extra: str | None = None


class Columns(_Columns):
    """What the columns mean."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "preset": Opt("--preset", help="import.opt_preset", metavar="NAME"),
        "map": Opt("--map", help="import.opt_map", metavar="HEADING=FIELD"),
        "const": Opt("--const", help="import.opt_const", metavar="FIELD=VALUE"),
        "skip_column": Opt("--skip-column", help="import.opt_skip_column", metavar="HEADING"),
        "extra": Opt("--extra", help="import.opt_extra", choices=EXTRAS),
    }
    __annotations__ = _Columns.__annotations__


class _Identity(NamedTuple):
    source: str | None = None
    key: str | None = None
    on_duplicate: str | None = None


class Identity(_Identity):
    """Who is who."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "source": Opt("--source", help="import.opt_source", metavar="NAME"),
        "key": Opt("--key", help="import.opt_key", metavar="KEY,…"),
        "on_duplicate": Opt("--on-duplicate", help="import.opt_on_duplicate", choices=ON_DUPLICATE),
    }
    __annotations__ = _Identity.__annotations__


class _Trying(NamedTuple):
    dry_run: bool = False
    preview: int | None = None
    strict: bool = False
    rejects: str | None = None
    save_rules: bool = False
    no_rules: bool = False


class Trying(_Trying):
    """What is written, and where."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "dry_run": Opt("--dry-run", help="import.opt_dry_run"),
        "preview": Opt("--preview", help="import.opt_preview", metavar="N"),
        "strict": Opt("--strict", help="import.opt_strict"),
        "rejects": Opt("--rejects", help="import.opt_rejects", metavar="FILE"),
        "save_rules": Opt("--save-rules", help="import.opt_save_rules"),
        "no_rules": Opt("--no-rules", help="import.opt_no_rules"),
    }
    __annotations__ = _Trying.__annotations__

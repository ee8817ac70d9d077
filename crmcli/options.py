"""Options that several commands share, each family one typed object."""

from typing import ClassVar, NamedTuple

from crmcli.errors import Invalid
from crmcli.signature import Opt


class _Listing(NamedTuple):
    columns: str | None = None
    sort: str | None = None
    limit: int | None = None


class Listing(_Listing):
    """How a list is cut and ordered."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "columns": Opt("--columns", help="common.opt_columns", metavar="A,B,…"),
        "sort": Opt("--sort", help="common.opt_sort", metavar="[-]FIELD,…"),
        "limit": Opt("--limit", "-n", help="common.opt_limit", metavar="N"),
    }
    __annotations__ = _Listing.__annotations__


class _Period(NamedTuple):
    since: str | None = None
    until: str | None = None


class Period(_Period):
    """A stretch of days, both ends included."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "since": Opt("--since", help="common.opt_since", metavar="DATE"),
        "until": Opt("--until", help="common.opt_until", metavar="DATE"),
    }
    __annotations__ = _Period.__annotations__


class FieldValues(NamedTuple):
    """``field=value`` words and ``--field value`` options, in the order given.

    ``how`` is ``=`` (set), ``+`` (add to a multi-valued field) or ``-`` (take away).
    """

    items: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def read(cls, words: list[str], pairs: list[tuple[str, str]]) -> "FieldValues":
        """Raises Invalid ``not_an_assignment`` for a word without ``=``."""
        items = [(name, "=", value) for name, value in pairs]
        for word in words:
            name, equals, value = word.partition("=")
            if not equals or not name.strip("+- "):
                raise Invalid("not_an_assignment", word=word)
            how = name[-1] if name[-1] in "+-" else "="
            items.append((name.rstrip("+-").strip(), how, value))
        return cls(tuple(items))


class _Grouping(NamedTuple):
    group_by: str | None = None
    sums: str | None = None
    averages: str | None = None
    least: str | None = None
    most: str | None = None
    counted: bool = False
    pivot: str | None = None


class Grouping(_Grouping):
    """What is summed up by what, instead of a list of customers."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "group_by": Opt("--group-by", help="grouping.opt_group_by", metavar="FIELD,…"),
        "sums": Opt("--sum", help="grouping.opt_sum", metavar="FIELD,…"),
        "averages": Opt("--avg", help="grouping.opt_avg", metavar="FIELD,…"),
        "least": Opt("--min", help="grouping.opt_min", metavar="FIELD,…"),
        "most": Opt("--max", help="grouping.opt_max", metavar="FIELD,…"),
        "counted": Opt("--count", help="grouping.opt_count"),
        "pivot": Opt("--pivot", help="grouping.opt_pivot", metavar="FIELD"),
    }
    __annotations__ = _Grouping.__annotations__

    @property
    def asked(self) -> bool:
        return any(value is not None and value is not False for value in self)

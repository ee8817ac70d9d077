"""What list reports share: the columns one may ask for, and the order.

A list is a SELECT whose output columns carry the names of ``Shown``; ``--columns`` chooses among them and
``--sort`` orders by them, so no word of the user ever becomes SQL.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.result import Column

SCREENFUL = 50


class Listing(Protocol):
    """What ``options.Listing`` holds of a command line."""

    @property
    def columns(self) -> str | None: ...
    @property
    def sort(self) -> str | None: ...
    @property
    def limit(self) -> int | None: ...


class Shown(NamedTuple):
    """A column that a list can show; ``sql`` is what it is ordered by (its own name, mostly)."""

    name: str
    type: str = "text"
    sql: str = ""


def columns(
    listing: Listing, known: Sequence[Shown], usual: Sequence[str], optional: Sequence[str] = ()
) -> list[Column]:
    """The columns asked for, or the usual ones; Invalid ``unknown_field`` for one that is not known.

    ``optional`` are those of the usual ones that a narrow terminal may leave out.
    """
    by_name = {shown.name: shown for shown in known}
    asked = [word.strip() for word in (listing.columns or "").split(",") if word.strip()]
    names = dict.fromkeys(_name(word, by_name) for word in asked or usual)
    return [Column(name, by_name[name].type, optional=not asked and name in optional) for name in names]


def order(listing: Listing, known: Sequence[Shown], usual: str) -> str:
    """The ORDER BY for ``--sort -total,date``; empty values come last either way."""
    by_name = {shown.name: shown for shown in known}
    parts = []
    for word in (listing.sort or "").split(","):
        if not word.strip():
            continue
        shown = by_name[_name(word.strip().lstrip("-+"), by_name)]
        way = "DESC" if word.strip().startswith("-") else "ASC"
        parts += [f"{shown.sql or shown.name} IS NULL", f"{shown.sql or shown.name} {way}"]
    return ", ".join([*parts, usual])


def limit(listing: Listing, usual: int | None = None) -> int | None:
    """How many rows at most; None for all."""
    wanted = listing.limit if listing.limit is not None else usual
    if wanted is not None and wanted < 0:
        raise Invalid("negative", field="--limit", value=wanted)
    return wanted or None


def _name(word: str, known: Mapping[str, Shown]) -> str:
    name = word.lower().replace("-", "_")
    if name in known:
        return name
    from difflib import get_close_matches

    like = next(iter(get_close_matches(name, known, 1)), "")
    raise Invalid("unknown_field", field=word, like=like or ", ".join(known))


def screenful(terminal: bool, flags: Mapping[str, object]) -> int | None:
    """How many rows a list has by default: 50 on a terminal, all of them where a program may read."""
    return SCREENFUL if terminal and not (flags.get("format") or flags.get("output") or flags.get("quiet")) else None


def shown(limit: int | None, everything: Callable[[], int]) -> str:
    """What to say below the first ``limit`` of more; nothing is counted for a list without a limit."""
    total = everything() if limit is not None else 0
    return t("common.shown", n=limit, total=total) if limit is not None and total > limit else ""

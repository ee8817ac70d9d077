"""dedupe file: duplicates in any file, without a database."""

import io
import os
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import count
from typing import Annotated, BinaryIO, NamedTuple

from crmcli.config import SETTINGS, entered
from crmcli.context import Context
from crmcli.errors import Invalid
from crmcli.exchange import headings
from crmcli.exchange.careful import Row
from crmcli.i18n import t
from crmcli.result import Column, Rows
from crmcli.services import duplicates
from crmcli.services.duplicate_pages import chance
from crmcli.signature import Arg, Opt

_SAME = frozenset(("name", "given_name", "family_name", "kind", "birthday", "id_number", "company", "address",
                   "district", "city", "postcode", "gender", "occupation", "email"))  # fmt: skip
_PHONES = frozenset(("phone", "fax", "whatsapp"))
_HANDLES = frozenset(headings.CHANNELS) - _PHONES - {"email"}


class _Read(NamedTuple):
    mapping: headings.Mapping
    rows: list[Row]
    left_out: list[Row]


def file(
    ctx: Context,
    path: Annotated[str, Arg("dedupe_file.arg_file", "FILE")],
    column_map: Annotated[list[str] | None, Opt("--map", help="import.opt_map", metavar="HEADING=FIELD")] = None,
    least: Annotated[float | None, Opt("--min", help="dedupe.opt_min", metavar="P")] = None,
    region: Annotated[str | None, Opt("--region", help="import.opt_region", metavar="CC")] = None,
    only: Annotated[bool, Opt("--only-duplicates", help="dedupe_file.opt_only")] = False,
) -> Rows:
    """The rows as they are read, with the cluster that each belongs to and how probable it is."""
    from crmcli.dedupe.engine import find
    from crmcli.dedupe.listing import MOST
    from crmcli.dedupe.records import from_columns

    minimum = duplicates.at_least(least)
    at_home = entered(SETTINGS["region"], region) if region else ctx.config["region"]
    _check_place(path, ctx.flags.get("output"))
    read = _read(ctx, path, column_map or [])
    fields = _fields(read.mapping)
    if not set(fields.values()) - {"kind", "gender"}:
        raise Invalid("dedupe_file.nothing_known", path=path, headings=", ".join(read.mapping.headings))
    cells = {name: [row.cells[int(name)] for row in read.rows] for name in fields}
    records = from_columns(cells, fields, region=at_home)
    clusters = find(records).clusters(minimum)
    of_row = {row: (n, one.probability) for n, one in enumerate(clusters, 1) for row in one.rows}
    names = _names(read.mapping.headings)
    group, likely = _ours(names)
    rows = [
        {
            **dict(zip(names, row.cells, strict=False)),
            group: of_row[at][0] if at in of_row else None,
            likely: min(MOST, round(of_row[at][1], 4)) if at in of_row else None,
        }
        for at, row in enumerate(read.rows)
        if at in of_row or not only
    ]
    if read.left_out:
        _tell(ctx, read.left_out)
    columns = [
        *(Column(name, label=name, optional=at > 0) for at, name in enumerate(names)),
        Column(group, "int"), Column(likely, "number"),
    ]  # fmt: skip
    key = "dedupe_file.found" if clusters else "dedupe_file.none"
    note = t(key, n=len(clusters), rows=len(of_row), total=len(read.rows))
    shown = (row | {likely: chance(float(row[likely] or 0)) if row[group] else None} for row in rows)
    return Rows(columns, rows, note, shown=shown)


def _check_place(path: str, output: str | None) -> None:
    """The file is not written over: rows that could not be read would be lost."""
    if output and path != "-" and os.path.realpath(output) == os.path.realpath(path):
        raise Invalid("dedupe_file.over_itself", path=path)


def _read(ctx: Context, path: str, words: Sequence[str]) -> _Read:
    from crmcli.exchange.readers import open_rows
    from crmcli.importing import mapping, rules

    with open_rows(_stdin(ctx) if path == "-" else path) as table:
        preset = mapping.preset_for(table.headings, "customers", None)
        wishes = {"map": rules.pairs(list(words), "import.not_a_mapping"), "skip_columns": []}
        known = mapping.mapping_of(table.headings, "customers", preset, {}, wishes)
        rows = list(table)
    good = [row for row in rows if not (row.error or row.skip_reason)]
    return _Read(known, good, [row for row in rows if row.error or row.skip_reason])


def _stdin(ctx: Context) -> BinaryIO:
    found = getattr(ctx.stdin, "buffer", None)
    return io.BytesIO(found.read() if found is not None else ctx.stdin.read().encode())


def _fields(mapping: headings.Mapping) -> dict[str, str]:
    """Number of a column → what it is to the engine; others are not compared."""
    found = {}
    for number, name in enumerate(mapping.fields):
        if name in _SAME:
            found[str(number)] = name
        elif name in _PHONES:
            found[str(number)] = "phone"
        elif name in _HANDLES:
            found[str(number)] = "handle"
    return found


def _names(given: Sequence[str]) -> list[str]:
    """The headings, each one once."""
    names: list[str] = []
    for heading in given:
        names.append(_free(heading, names))
    return names


def _ours(names: Sequence[str]) -> tuple[str, str]:
    """What our columns are called beside these."""
    return _free("cluster", names), _free("probability", names)


def _free(name: str, taken: Collection[str]) -> str:
    """The name, or the first one with a number that is not taken."""
    return next(one for n in count(1) if (one := name if n == 1 else f"{name}_{n}") not in taken)


def _tell(ctx: Context, rows: list[Row]) -> None:
    """No row vanishes silently: those that were not compared are said, by reason."""
    for reason, n in sorted(Counter(row.error or row.skip_reason or "" for row in rows).items()):
        lines = [str(row.line) for row in rows if (row.error or row.skip_reason) == reason]
        more = "…" if len(lines) > 20 else ""
        ctx.remark(t("dedupe_file.left_out", n=n, reason=t(reason), lines=", ".join(lines[:20]) + more))

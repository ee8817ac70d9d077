"""``import --all``: what ``export --all`` wrote, into a file that was never used; ids and all."""

import json
import os
from collections.abc import Sequence
from typing import Any, NamedTuple

from crmcli import migrations
from crmcli.context import Context
from crmcli.errors import Conflict, CrmError, Invalid, NotFound
from crmcli.exchange import dump_files
from crmcli.exchange.dump_files import FORMAT, FORMS, MANIFEST, Listed
from crmcli.i18n import t
from crmcli.migrations.derived import columns as columns_of
from crmcli.migrations.derived import journalled_tables
from crmcli.result import Column, Document, Lines, Pairs
from crmcli.store import dump


class _Dump(NamedTuple):
    folder: str
    form: str
    currency: str
    made_at: str
    files: list[Listed]


def restore(ctx: Context, words: Sequence[str], *, alone: bool) -> Document:
    """The whole folder as one operation; everything is checked before anything is written.

    Raises Conflict where something is stored already, or the folder is of a newer program; Invalid where a
    file is not the one that was written.
    """
    if len(words) != 1:
        raise (
            Invalid("unexpected_argument", argument=words[1]) if words else Invalid("missing_argument", argument="DIR")
        )
    if not alone:
        raise Invalid("everything.alone")
    found = _open(words[0])
    with ctx.operation(bulk=True) as operation:
        if dump.was_used(ctx.repo):
            raise Conflict("everything.not_empty", path=ctx.db_path)
        for listed in found.files:
            _check(ctx, found, listed)
        files = {listed.table: listed for listed in found.files}
        with dump.loading(ctx.repo):
            for name in dump.parents_first(ctx.repo, files):
                _load(ctx, found, files[name])
        rows = sum(listed.rows for listed in found.files)
        operation.summary = f"{found.folder}: +{rows}"
    return _report(found, rows)


def _open(folder: str) -> _Dump:
    """The manifest; Invalid for one that is none."""
    path = os.path.join(folder, MANIFEST)
    try:
        with open(path, encoding="utf-8") as file:
            data: dict[str, Any] = json.load(file)
        if data["format"] > FORMAT or data["schema"] > migrations.latest():
            raise Conflict("everything.newer", program=data["program"])
        files = [Listed.read(each) for each in data["files"]]
        known = data["form"] in FORMS and all(os.path.basename(each.file) == each.file for each in files)
        if not known or len({each.table for each in files}) < len(files):
            raise ValueError
        return _Dump(folder, data["form"], data["currency"], data["made_at"], files)
    except FileNotFoundError:
        raise NotFound("everything.no_manifest", path=folder) from None
    except OSError as error:
        raise Invalid("everything.unreadable", path=path, reason=error.strerror or str(error)) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Invalid("everything.bad_manifest", path=path) from None


def _check(ctx: Context, found: _Dump, listed: Listed) -> None:
    """The file is there, as it was written, and of a table and columns that there are."""
    path = os.path.join(found.folder, listed.file)
    try:
        if dump_files.sha256(path) != listed.sha256:
            raise Invalid("everything.changed", path=path)
    except OSError as error:
        raise Invalid("everything.unreadable", path=path, reason=error.strerror or str(error)) from None
    db = ctx.repo.connection
    if listed.table not in journalled_tables(db):
        raise Invalid("everything.unknown", name=listed.table)
    names = columns_of(db, listed.table)
    for column in listed.columns:
        if column.stored and column.name not in names:
            raise Invalid("everything.unknown", name=f"{listed.table}.{column.name}")


def _load(ctx: Context, found: _Dump, listed: Listed) -> None:
    path = os.path.join(found.folder, listed.file)
    stored = [i for i, column in enumerate(listed.columns) if column.stored]
    names = [listed.columns[i].name for i in stored]
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = dump_files.read_table(file, found.form, listed.columns, found.currency)
            if listed.table == "settings":
                at, value = names.index("key"), names.index("value")
                settings = {row[at]: row[value] for row in rows}
                dump.replace_settings(ctx.repo, settings)
                count = len(settings)
            else:
                count = dump.load(ctx.repo, listed.table, names, ([row[i] for i in stored] for row in rows))
                dump.set_last_id(ctx.repo, listed.table, listed.last_id)
    except CrmError:
        raise
    except (ValueError, LookupError, TypeError, OSError) as error:
        raise Invalid("everything.bad_file", path=path, reason=str(error)) from None
    if count != listed.rows:
        raise Invalid("everything.bad_file", path=path, reason=f"{count} != {listed.rows}")


def _report(found: _Dump, rows: int) -> Document:
    files = [{"kind": each.table, "file": each.file, "rows": each.rows} for each in found.files if each.rows]
    data = {"folder": found.folder, "form": found.form, "made_at": found.made_at, "read": rows, "created": rows,
            "files": files}  # fmt: skip
    pairs = [
        (t("everything.label_folder"), found.folder),
        (t("everything.label_made"), found.made_at.replace("T", " ")[:16]),
        (t("everything.label_rows"), t("everything.rows", n=rows, tables=len(files))),
    ]
    return Document(data, [Pairs(pairs), Lines([])], [Column("kind"), Column("file"), Column("rows", "int")], files)

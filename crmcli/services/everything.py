"""``export --all``: a folder with a file a table, and a manifest that says what they are."""

import json
import os
from collections.abc import Callable

from crmcli import VERSION, migrations
from crmcli.context import Context
from crmcli.errors import Invalid
from crmcli.exchange import dump_files
from crmcli.exchange.dump_files import FORMAT, FORMS, MANIFEST, Listed
from crmcli.i18n import t
from crmcli.result import Folder
from crmcli.store import dump


def folder(ctx: Context, form: str) -> Folder:
    """Everything as it is at one moment, even while others write."""
    if form not in FORMS:
        raise Invalid("export.all_forms", forms=", ".join(FORMS), form=form)
    path = ctx.flags.get("output")

    def write(place: str) -> str:
        dump.freeze(ctx.repo)
        listed = [_file(ctx, place, form, table) for table in dump.tables(ctx.repo)]
        _manifest(ctx, place, form, listed)
        return t("export.all_done", n=sum(each.rows for each in listed), tables=len(listed), path=path)

    return Folder(write)


def _file(ctx: Context, place: str, form: str, table: dump.DumpTable) -> Listed:
    name = f"{table.name}.{form}"
    rows = dump.rows(ctx.repo, table)
    with open(os.path.join(place, name), "wb", opener=_private()) as file:
        count, sha256 = dump_files.write_table(file, form, table.columns, rows, ctx.currency)
    return Listed(table.name, name, count, dump.last_id(ctx.repo, table.name), sha256, table.columns)


def _manifest(ctx: Context, place: str, form: str, listed: list[Listed]) -> None:
    data = {
        "format": FORMAT,
        "program": f"crm {VERSION}",
        "schema": migrations.latest(),
        "made_at": ctx.now.isoformat(timespec="seconds"),
        "form": form,
        "currency": ctx.currency,
        "settings": ctx.repo.settings(),
        "files": [each.as_json() for each in listed],
    }
    path = os.path.join(place, MANIFEST)
    with open(path, "w", encoding="utf-8", opener=_private()) as file:
        file.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _private() -> Callable[[str, int], int]:
    """Nobody else may read what is written here."""
    return lambda path, flags: os.open(path, flags, 0o600)

"""init: make the database file."""

from typing import Annotated

from crmcli import config
from crmcli.context import Context
from crmcli.errors import Conflict
from crmcli.i18n import t
from crmcli.result import Column, Document, Lines
from crmcli.signature import Opt
from crmcli.store import files

_KEYS = ("currency", "region")


def init(
    ctx: Context,
    currency: Annotated[str | None, Opt("--currency", help="init.opt_currency", metavar="CUR")] = None,
    region: Annotated[str | None, Opt("--region", help="init.opt_region", metavar="CC")] = None,
) -> Document:
    """A new file with its currency and region; refused where there is data already."""
    given = {
        key: config.entered(config.SETTINGS[key], text)
        for key, text in zip(_KEYS, (currency, region), strict=True)
        if text is not None
    }
    ctx.config.flags = {**ctx.config.flags, **given}
    wanted = ctx.seed_settings()
    with ctx.operation() as operation:
        if files.has_data(ctx.repo):
            raise Conflict("init.has_data", path=ctx.db_path)
        for key, value in wanted.items():
            if given or key not in ctx.repo.settings():
                ctx.repo.set_setting(key, value)
        operation.summary = " ".join(f"{key}={value}" for key, value in given.items())
    stored = ctx.repo.settings()
    row = {"path": ctx.db_path, **{key: stored.get(key, "") for key in _KEYS}}
    ctx.remark(t("init.made", path=row["path"], currency=row["currency"], region=row["region"] or "-"))
    return Document(row, [Lines([row["path"]])], [Column(name) for name in row], [row])

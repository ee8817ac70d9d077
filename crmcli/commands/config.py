"""config …: settings, and where the value of each came from."""

from collections.abc import Iterator
from typing import Annotated, Any

from crmcli import config
from crmcli.context import Context
from crmcli.errors import Conflict, DatabaseError, Invalid
from crmcli.i18n import t
from crmcli.result import Column, Document, Done, Lines, Rows
from crmcli.signature import Arg

_COLUMNS = (Column("key"), Column("value"), Column("origin", "choice"), Column("about"))
_STAGE_DAYS = ("stage_active_days", "stage_lost_days")


def list_(ctx: Context) -> Rows:
    """All settings: flag > environment > database > file > default."""
    _read_stored(ctx)
    return Rows(_COLUMNS, _rows(ctx))


def get(ctx: Context, key: Annotated[str, Arg("config.arg_key", "KEY")]) -> Document:
    """The value alone, for scripts."""
    setting = config.known(key)
    _read_stored(ctx)
    row = _row(ctx, setting)
    return Document(row, [Lines([row["value"]])], _COLUMNS, [row])


def set_(
    ctx: Context,
    key: Annotated[str, Arg("config.arg_key", "KEY")],
    value: Annotated[str, Arg("config.arg_value", "VALUE")],
) -> Done:
    """Settings that belong to the data go into the database, the others into the config file."""
    setting = config.known(key)
    checked = config.entered(setting, value)
    if setting.travels:
        changed = _store(ctx, key, checked)
        place = ctx.db_path
    else:
        changed = ctx.config.file.get(key, "") != checked
        place = ctx.config.path
        _write_file(ctx, key, checked)
    _tell_if_overruled(ctx, setting, key)
    data = {"key": key, "value": checked, "changed": changed, "stored_in": place}
    sentence = "config.set" if checked else "config.removed"
    return Done(t(sentence, key=key, value=checked, place=place), data)


def _store(ctx: Context, key: str, value: str) -> bool:
    """Keep a setting in the database; the number of decimals follows the currency."""
    with ctx.operation() as operation:
        if ctx.repo.settings().get(key, "") == value:
            return False
        ctx.repo.set_setting(key, value or None)
        if key in _STAGE_DAYS:
            _check_stage_days(ctx)
        if key == "currency":
            _change_scale(ctx, value)
        operation.summary = f"{key} = {value}"
    return True


def _check_stage_days(ctx: Context) -> None:
    """Nobody is lost before being at risk; Invalid where the settings, as they are now, say so."""
    ctx.config.stored = ctx.repo.settings()
    active, lost = (ctx.config.number(key) for key in _STAGE_DAYS)
    if lost < active:
        raise Invalid("config.lost_before_at_risk", lost=lost, active=active)


def _change_scale(ctx: Context, currency: str) -> None:
    from crmcli.normalize.money import exponent
    from crmcli.store.money import holders

    tables = holders(ctx.repo)
    if tables:
        raise Conflict("config.currency_in_use", currency=ctx.currency, details=[{"table": name} for name in tables])
    ctx.repo.set_setting("money_scale", str(10 ** exponent(currency)))


def _write_file(ctx: Context, key: str, value: str) -> None:
    from crmcli.errors import Refused

    if ctx.flags.get("read_only"):
        raise Refused("read_only")
    try:
        config.write(ctx.config.path, key, value or None)
    except OSError as error:
        raise Refused("cannot_write", path=ctx.config.path, reason=error.strerror or str(error)) from error


def _tell_if_overruled(ctx: Context, setting: config.Setting, key: str) -> None:
    stronger = ("flag", "environment") if setting.travels else ("flag", "environment", "database")
    now = ctx.config.find(key)
    if now.origin in stronger:
        ctx.remark(t("config.overruled", key=key, value=now.value, origin=t(f"config.origin_{now.origin}")))


def _read_stored(ctx: Context) -> None:
    """Settings of the database, where there is one."""
    try:
        ctx.repo  # noqa: B018 - opening the file brings its settings
    except DatabaseError as error:
        if error.code != "db_missing":
            raise
        ctx.remark(t("config.no_database", path=ctx.db_path))


def _rows(ctx: Context) -> Iterator[dict[str, Any]]:
    return (_row(ctx, setting) for setting in config.SETTINGS.values())


def _row(ctx: Context, setting: config.Setting) -> dict[str, Any]:
    found = ctx.config.find(setting.key)
    value = found.value or (ctx.db_path if setting.key == "db" else "")
    return {
        "key": setting.key,
        "value": value,
        "origin": found.origin,
        "about": t(f"config.about_{setting.key}"),
        "default": setting.default,
        "choices": list(setting.choices),
    }

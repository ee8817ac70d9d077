"""Settings and where each value came from: flag > environment > database > file > default."""

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from crmcli.errors import Invalid
from crmcli.fields import ACTIVITY

_MOST_DAYS = 36_500
"""A hundred years: what is counted from today stays a date."""


class Setting(NamedTuple):
    key: str
    default: str
    type: str = "text"
    choices: tuple[str, ...] = ()
    travels: bool = True
    """Belongs to the data: stored in the database, so that it goes where the file goes."""


SETTINGS: dict[str, Setting] = {
    s.key: s
    for s in (
        Setting("db", "", travels=False),
        Setting("lang", "", "choice", ("en", "zh"), travels=False),
        Setting("bulk_confirm", "3", "int", travels=False),
        Setting("currency", ""),
        Setting("region", ""),
        Setting("timezone", ""),
        Setting("stage_new_days", "30", "int"),
        Setting("stage_active_days", "90", "int"),
        Setting("stage_lost_days", "365", "int"),
        Setting("stage_activity", "replies", "choice", ACTIVITY),
        *(Setting(f"rfm_{letter}", "", "cuts") for letter in "rfm"),
        Setting("birthday_days", "7", "int"),
        Setting("complaint_days_urgent", "1", "int"),
        Setting("complaint_days_high", "2", "int"),
        Setting("complaint_days_normal", "3", "int"),
        Setting("complaint_days_low", "7", "int"),
        Setting("deal_quiet_days", "21", "int"),
        Setting("payment_days", "30", "int"),
    )
}


class Value(NamedTuple):
    key: str
    value: str
    origin: str  # flag, environment, database, file, default


class Config:
    """All settings of one run. ``stored`` (the database's) is added when the file is opened."""

    def __init__(self, environ: Mapping[str, str], flags: Mapping[str, str | None]) -> None:
        self.environ = environ
        self.flags = {key: value for key, value in flags.items() if value}
        self.stored: Mapping[str, str] = {}
        self.path = config_path(environ)
        self.file = _read(self.path)

    def find(self, key: str) -> Value:
        setting = SETTINGS[key]
        for origin, values, name in (
            ("flag", self.flags, key),
            ("environment", self.environ, "CRMCLI_" + key.upper()),
            ("database", self.stored, key),
            ("file", self.file, key),
        ):
            if values.get(name):
                return Value(key, check(setting, str(values[name])), origin)
        return Value(key, setting.default, "default")

    def __getitem__(self, key: str) -> str:
        return self.find(key).value

    def number(self, key: str) -> int:
        """A number; of a choice its place among the choices."""
        value = self.find(key).value
        choices = SETTINGS[key].choices
        return choices.index(value) if choices else int(value)

    def cut_points(self, today: int) -> dict[str, int]:
        """The cut points of the RFM scores that are set, as parameters of the score expressions."""
        given = {letter: value for letter in "rfm" if (value := self[f"rfm_{letter}"])}
        if not given:
            return {}
        from crmcli.domain import rfm

        own = {letter: rfm.read_cuts(letter, value) for letter, value in given.items()}
        return rfm.parameters(own, today, self["currency"])


def check(setting: Setting, value: str) -> str:
    """The value, if the setting can have it."""
    if setting.type == "int" and not (value.isdecimal() and value.isascii() and int(value) <= _MOST_DAYS):
        raise Invalid("invalid_setting", key=setting.key, value=value)
    if setting.type == "cuts":
        from crmcli.domain import rfm

        rfm.read_cuts(setting.key[-1], value)
    if setting.choices and value not in setting.choices:
        raise Invalid("not_a_choice", option=setting.key, value=value, choices=", ".join(setting.choices))
    if setting.key == "currency":
        from crmcli.normalize.money import CURRENCIES

        if value not in CURRENCIES:
            raise Invalid("unknown_currency", value=value)
    return value


def entered(setting: Setting, text: str) -> str:
    """A value as a person sets it: tidied and checked more closely than on every reading; "" for none."""
    value = text.strip()
    if setting.type == "cuts" and value:
        from crmcli.domain import rfm

        value = rfm.tidied(value)
    if setting.key == "region":
        value = value.upper()
    if setting.key == "currency":
        from crmcli.normalize.money import currency_code

        value = currency_code(value)
    if setting.key == "currency" and not value:
        raise Invalid("config.cannot_be_empty", key=setting.key)
    if not value.isprintable() or (setting.type == "int" and len(value) > 9):
        raise Invalid("invalid_setting", key=setting.key, value=text)
    if setting.key == "db" and value:
        value = os.path.abspath(os.path.expanduser(value))
    if setting.key == "region" and value:
        _check_region(value)
    if setting.key == "timezone" and value:
        _check_zone(value)
    return check(setting, value) if value else ""


def _check_region(value: str) -> None:
    from phonenumbers import SUPPORTED_REGIONS

    if value not in SUPPORTED_REGIONS:
        raise Invalid("config.unknown_region", value=value)


def _check_zone(value: str) -> None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("config.unknown_zone", value=value) from None


def known(key: str) -> Setting:
    if key in SETTINGS:
        return SETTINGS[key]
    from difflib import get_close_matches

    raise Invalid("unknown_setting", key=key, like=next(iter(get_close_matches(key, SETTINGS, 1)), ""))


def config_path(environ: Mapping[str, str]) -> str:
    base = environ.get("XDG_CONFIG_HOME") or os.path.join(_home(environ), ".config")
    return os.path.join(base, "crmcli", "config.toml")


def language(environ: Mapping[str, str]) -> str:
    """The language that the config file asks for, "" if it does not; what is wrong with the file is said later."""
    try:
        return str(_read(config_path(environ)).get("lang", ""))
    except Invalid:
        return ""


def default_db(environ: Mapping[str, str]) -> str:
    base = environ.get("XDG_DATA_HOME") or os.path.join(_home(environ), ".local", "share")
    return os.path.join(base, "crmcli", "crm.db")


def _home(environ: Mapping[str, str]) -> str:
    return environ.get("HOME") or os.path.expanduser("~")


def _read(path: str) -> dict[str, Any]:
    if not os.path.exists(path):
        return {}
    import tomllib

    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except (tomllib.TOMLDecodeError, OSError, UnicodeDecodeError) as error:
        raise Invalid("config_unreadable", path=path, reason=str(error)) from error


def write(path: str, key: str, value: str | None) -> None:
    """Set or remove one line of the config file; other lines and comments stay as they are."""
    lines: list[str] = []
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
    kept = [line for line in lines if line.split("=")[0].strip() != key]
    if value is not None:
        quoted = value.replace("\\", "\\\\").replace('"', '\\"')
        kept.insert(0, f'{key} = "{quoted}"')
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write("\n".join(kept) + "\n")
    os.replace(path + ".new", path)

"""config list, get, set."""

from datetime import datetime

import pytest

from crmcli import i18n
from crmcli.config import SETTINGS
from tests.conftest import Crm


def row(crm: Crm, key: str, *argv: str, **environ: str) -> tuple[str, str]:
    found = crm.ok(*argv, "config", "get", key, "-f", "json", **environ).json
    return found["value"], found["origin"]


def test_every_setting_is_described_in_both_languages() -> None:
    for language in ("en", "zh"):
        assert {f"about_{key}" for key in SETTINGS} <= i18n.page("config", language).keys()


def test_the_list_says_where_each_value_came_from(crm: Crm) -> None:
    crm.ok("init", "--currency", "EUR")
    rows = {r["key"]: (r["value"], r["origin"]) for r in crm.ok("config", "list", "-f", "json").json}
    assert rows["db"] == (str(crm.db), "environment")
    assert rows["currency"] == ("EUR", "database")
    assert rows["bulk_confirm"] == ("3", "default")
    assert list(rows) == list(SETTINGS)


def test_flag_before_environment_before_database_before_file_before_default(crm: Crm) -> None:
    crm.ok("init")
    assert row(crm, "payment_days") == ("30", "default")
    config = crm.folder / ".config" / "crmcli" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('payment_days = 20\nlang = "zh"\n')
    assert row(crm, "payment_days") == ("20", "file")
    crm.ok("config", "set", "payment_days", "10")
    assert row(crm, "payment_days") == ("10", "database")
    assert row(crm, "payment_days", CRMCLI_PAYMENT_DAYS="5") == ("5", "environment")
    assert row(crm, "lang", "--lang", "en") == ("en", "flag")


def test_get_prints_the_bare_value(crm: Crm) -> None:
    crm.ok("init", "--currency", "EUR")
    assert crm.ok("config", "get", "currency").out == "EUR\n"


def test_without_a_database_the_other_settings_are_still_shown(crm: Crm) -> None:
    ran = crm.ok("config", "get", "bulk_confirm")
    assert (ran.out, crm.db.exists()) == ("3\n", False)


def test_settings_of_the_data_are_stored_in_the_database_and_undone(crm: Crm) -> None:
    crm.ok("config", "set", "stage_lost_days", "200")
    assert row(crm, "stage_lost_days") == ("200", "database")
    crm.ok("undo")
    assert row(crm, "stage_lost_days") == ("365", "default")


def test_settings_of_the_machine_go_into_the_config_file(crm: Crm) -> None:
    ran = crm.ok("config", "set", "bulk_confirm", "10")
    path = crm.folder / ".config" / "crmcli" / "config.toml"
    assert ran.err == f"bulk_confirm is now 10 ({path})\n"
    assert (path.read_text(), crm.db.exists()) == ('bulk_confirm = "10"\n', False)
    crm.ok("config", "set", "bulk_confirm", "")
    assert row(crm, "bulk_confirm") == ("3", "default")


def test_a_stronger_value_elsewhere_is_pointed_out(crm: Crm) -> None:
    ran = crm.ok("config", "set", "lang", "zh")
    assert ran.err.endswith("note: the environment says lang = en, and that goes first\n")


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("bulk_confrim", "1", "unknown_setting"),
        ("bulk_confirm", "many", "invalid_setting"),
        ("bulk_confirm", "-1", "invalid_setting"),
        ("lang", "fr", "not_a_choice"),
        ("currency", "ABC", "unknown_currency"),
        ("currency", "", "config.cannot_be_empty"),
        ("region", "Germany", "config.unknown_region"),
        ("timezone", "Mars/Base", "config.unknown_zone"),
        ("timezone", "../../etc/passwd", "config.unknown_zone"),
        ("db", "a\x00b", "invalid_setting"),
    ],
)
def test_a_value_that_cannot_be_is_refused(crm: Crm, key: str, value: str, code: str) -> None:
    ran = crm("config", "set", key, value, "-f", "json")
    assert (ran.status, ran.error["code"]) == (2, code)


def test_the_decimals_follow_the_currency(crm: Crm) -> None:
    crm.ok("config", "set", "currency", "jpy")
    crm.ok("product", "add", "Tea", "--price", "1200")
    assert crm.ok("product", "list", "-f", "json").json[0]["price"] == "1200"


def test_the_currency_stays_once_there_are_amounts(crm: Crm) -> None:
    crm.ok("init", "--currency", "EUR")
    crm.ok("add", "Ada", "credit_limit=100")
    ran = crm("config", "set", "currency", "USD", "-f", "json")
    assert (ran.status, ran.error["code"]) == (4, "config.currency_in_use")
    assert ran.error["details"] == [{"table": "customers"}]
    assert crm.ok("config", "set", "currency", "EUR").status == 0


def test_the_time_zone_of_the_database_sets_the_clock(crm: Crm) -> None:
    crm.ok("config", "set", "timezone", "Pacific/Kiritimati")
    crm.ok("add", "Ada", CRMCLI_NOW="")
    crm.ok("add", "Bob", CRMCLI_NOW="", CRMCLI_TIMEZONE="Pacific/Pago_Pago")
    first, second = (
        datetime.fromisoformat(r["created_at"]) for r in crm.ok("list", "--columns", "created_at", "-f", "json").json
    )
    assert 24 * 3600 <= (first - second).total_seconds() <= 25 * 3600 + 60


def test_read_only_writes_no_config_either(crm: Crm) -> None:
    assert crm("--read-only", "config", "set", "lang", "zh").status == 7
    assert not (crm.folder / ".config").exists()


@pytest.mark.parametrize(("key", "value"), [("stage_lost_days", "10"), ("stage_active_days", "400")])
def test_nobody_is_lost_before_being_at_risk(crm: Crm, key: str, value: str) -> None:
    crm.ok("init")
    ran = crm("config", "set", key, value, "-f", "json")
    assert (ran.status, ran.error["code"]) == (2, "config.lost_before_at_risk")
    assert crm.ok("config", "get", key).out != f"{value}\n"


def test_the_days_of_the_stages_in_both_languages(crm: Crm) -> None:
    crm.ok("init")
    line = ("config", "set", "stage_lost_days", "10")
    assert crm(*line).err.splitlines()[0] == (
        "error: stage_lost_days would be 10, less than stage_active_days, which is 90"
    )
    assert crm(*line, "--lang", "zh").err.splitlines()[0] == (
        "错误：stage_lost_days 将是 10，小于 stage_active_days 的 90"
    )
    crm.ok("config", "set", "stage_active_days", "10")
    crm.ok(*line)

"""init."""

import pytest

from tests.conftest import Crm


def test_the_file_is_made_for_its_owner_only(crm: Crm) -> None:
    ran = crm.ok("init", "--currency", "eur", "--region", "de")
    assert ran.out == f"{crm.db}\n"
    assert ran.err == f"ready: {crm.db} (currency EUR, region DE)\n"
    assert crm.db.stat().st_mode & 0o777 == 0o600


def test_the_language_chooses_where_nothing_is_said(crm: Crm) -> None:
    found = crm.ok("init", "-f", "json", CRMCLI_LANG="zh").json
    assert found == {"path": str(crm.db), "currency": "CNY", "region": "CN"}


def test_again_while_empty_changes_the_settings(crm: Crm) -> None:
    crm.ok("init", "--currency", "EUR", "--region", "DE")
    crm.ok("init", "--currency", "JPY")
    assert crm.ok("config", "get", "currency").out == "JPY\n"


def test_a_file_with_data_is_left_as_it_is(crm: Crm) -> None:
    crm.ok("add", "Ada")
    before = crm.db.read_bytes()
    ran = crm("init", "--currency", "JPY", "-f", "json")
    assert (ran.status, ran.error["code"]) == (4, "init.has_data")
    assert crm.db.read_bytes() == before


@pytest.mark.parametrize("argv", [["--currency", "XXZ"], ["--region", "QQ"], ["--currency", ""]])
def test_bad_settings_make_no_file(crm: Crm, argv: list[str]) -> None:
    assert crm("init", *argv).status == 2
    assert not crm.db.exists()

"""The made-up lists of different businesses that dedupe is measured on."""

import hashlib
import json

import pytest

from bench.dedupe_lists import LISTS, make
from crmcli.dedupe.records import FIELDS


def test_the_lists_are_frozen() -> None:
    """The same on every machine; who changes them measures something else from then on."""
    rows = json.dumps([make(name, 200, 7).rows for name in LISTS], ensure_ascii=False).encode()
    assert hashlib.sha256(rows).hexdigest()[:16] == "f1d7421e50ec6b95"


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_the_rows_asked_for_and_a_fifth_are_there_again(name: str) -> None:
    one = make(name, 1000, 7)
    assert len(one.rows) == 1000
    assert set(one.fields.values()) <= set(FIELDS)
    assert 0.15 < 1 - len({row["truth"] for row in one.rows}) / 1000 < 0.35


@pytest.mark.parametrize("name", LISTS)
def test_nobody_is_there_twice_in_a_list_without_duplicates(name: str) -> None:
    assert len({row["truth"] for row in make(name, 500, 7, again=False).rows}) == 500


def test_another_seed_is_another_list() -> None:
    assert make("leads", 100, 7).rows != make("leads", 100, 8).rows

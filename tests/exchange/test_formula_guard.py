import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.exchange.guard import guard, unguard


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|x", "-1+2", "@SUM(A1)", "\tx", "\rx", "'=1", "+"])
def test_what_a_spreadsheet_would_run_is_guarded(cell: str) -> None:
    assert guard(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell", ["-12.50", "+3", "1e5", "-1.5E-3", "+86 138 0013 8000", "-1,200.00", "O'Hara", "'tis", "", "+86138****8000"]
)
def test_numbers_phones_and_plain_text_stay(cell: str) -> None:
    assert guard(cell) == cell


@given(st.one_of(st.text(), st.text("'=+-@\t\r1a ")))
def test_unguard_undoes_guard(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@given(st.text("'=+-@\t\r1a "))
def test_a_guarded_cell_begins_harmlessly(cell: str) -> None:
    assert guard(cell)[:1] not in ("=", "@", "\t", "\r")

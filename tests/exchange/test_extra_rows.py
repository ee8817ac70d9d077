"""Rows of a CSV file that are no records: codes under the headings, totals under the records."""

import pytest

from crmcli.exchange.extras import is_total
from tests.exchange.reading import faults, table

RECORDS = "Name,Phone,Spent\nAnn,13800138001,5\nBob,13800138002,6\n"


@pytest.mark.parametrize(
    "line", ["合计,,11", "总计：,,¥11.00", "Total,,11", "GRAND TOTAL,2,11.00", ",小计,11.5", '"Sub-total:",,"1,234.50"']
)
def test_lines_of_totals_are_skipped(line: str) -> None:
    assert faults(RECORDS + line + "\n") == [(4, "exchange.totals")]
    assert len(table(RECORDS + line + "\n")) == 2


@pytest.mark.parametrize(
    "line", ["Total,13800138003,7", "Total,ask@total.com,7", "Total,,", "合计科技,,7", "Totally,,7"]
)
def test_customers_who_are_only_called_so_are_not(line: str) -> None:
    assert faults(RECORDS + line + "\n") == []


def test_totals_in_a_long_file_cost_no_row() -> None:
    text = RECORDS + "Cy,,7\n" * 5000 + "Total,,8\n" + "Dan,,9\n" * 5000
    assert faults(text) == [(5004, "exchange.totals")]
    assert len(table(text)) == 10_002


def test_field_codes_under_the_headings_are_skipped() -> None:
    text = "客户姓名,手机,创建时间\ncust_name,mobile,create_date\n张三,13800138000,2026-01-01\n"
    assert faults(text) == [(2, "exchange.field_codes")]
    assert [row["客户姓名"] for row in table(text)] == ["张三"]


def test_the_questions_and_ids_of_a_survey_are_skipped() -> None:
    text = (
        'StartDate,Q1,Email\n"Start Date","Who are you?\nYour name","Your e-mail"\n'
        '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n'
        "2026-01-01,Ann,ann@x.com\n"
    )
    assert faults(text) == [(2, "exchange.field_codes"), (4, "exchange.field_codes")]
    assert [row["Q1"] for row in table(text)] == ["Ann"]


@pytest.mark.parametrize("row", ["John,Smith,Berlin", "mobile,Ann,Rome", "a_b,c_d,e_f", "Ann,ann@x.com,138"])
def test_a_first_record_is_not_taken_for_codes(row: str) -> None:
    assert faults(f"First,Last,City\n{row}\n") == []


def test_a_total_of_nothing_is_none() -> None:
    assert not is_total([])
    assert not is_total(["", ""])

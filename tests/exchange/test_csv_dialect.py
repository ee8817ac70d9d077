import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.exchange.dialect import sniff


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_under_which_rows_agree(mark: str) -> None:
    rows = [["name", "city", "phone"], ["Ann", "Rome", "12"], ["Bob", "Bonn", "34"]]
    assert sniff("\n".join(mark.join(row) for row in rows)).delimiter == mark


def test_decimal_commas_do_not_beat_semicolons() -> None:
    assert sniff("name;price;weight\nA;1,50;0,3\nB;2,75;1,1\n").delimiter == ";"


def test_commas_inside_quotes_are_not_delimiters() -> None:
    assert sniff('name;note\nA;"a, b, c"\nB;"d, e, f"\n').delimiter == ";"


def test_tabs_that_pad_quoted_cells_are_not_delimiters() -> None:
    assert sniff('no,name,ref\n"1\t","A\t","x\t"\n"2\t","B\t","y\t"\n').delimiter == ","


def test_a_single_column_has_a_comma() -> None:
    assert sniff("name\nAnn\nBob\n").delimiter == ","


def test_excel_may_declare_its_delimiter() -> None:
    dialect = sniff("sep=;\nname;city\nAnn;Rome\n")
    assert (dialect.delimiter, dialect.preamble) == (";", 1)


def test_a_given_delimiter_is_believed() -> None:
    assert sniff("a,b;c,d\n", ";").delimiter == ";"


def test_single_quotes_are_recognised_where_all_of_them_close() -> None:
    assert sniff("a,b\n'x, y','z'\n'u','v'\n").quotechar == "'"
    assert sniff("a,b\n'x, y','it''s'\n'u','v'\n").quotechar == "'"


def test_an_apostrophe_is_no_quote() -> None:
    assert sniff("a,b\nO'Hara,x\n'tis,y\n").quotechar == '"'


def test_backslashes_may_escape_quotes() -> None:
    assert sniff('a,b\n"say \\"hi\\", please",1\n"no \\"way\\", sir",2\n').escapechar == "\\"


def test_prose_above_the_headings_is_preamble() -> None:
    text = "Export of 3 May\n\nAll amounts in CNY\nname,city,phone\nAnn,Rome,1\nBob,Bonn,2\n"
    assert sniff(text).preamble == 3


def test_prose_padded_with_delimiters_is_preamble() -> None:
    text = "账单明细,,,\n导出时间,,,\n日期,商品,金额,备注\n1,a,2,x\n2,b,3,y\n3,c,4,z\n"
    assert sniff(text).preamble == 2


def test_headings_that_name_only_some_columns_are_still_headings() -> None:
    assert sniff("id,,age\n1,Ann,3\n2,Bob,4\n").preamble == 0


def test_an_unclosed_quote_in_the_sample_does_not_hide_the_delimiter() -> None:
    text = "a;b;c\n" + '1;"x;y\n' + "".join(f"{n};p;q\n" for n in range(300))
    assert sniff(text).delimiter == ";"


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    assert len(sniff(text).delimiter) == 1

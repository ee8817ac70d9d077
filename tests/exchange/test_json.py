"""JSON and NDJSON as rows."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.reading import faults, read, refusal, table

PEOPLE = '[{"name": "Ann", "city": "Rome"},\n {"city": "Bonn", "phone": 13800138000}]'


def test_columns_come_in_order_of_first_appearance() -> None:
    rows, found = read(PEOPLE)
    assert rows.form == "json"
    assert rows.headings == ["name", "city", "phone"]
    assert [(row.line, row.cells) for row in found] == [(1, ["Ann", "Rome", ""]), (2, ["", "Bonn", "13800138000"])]


@pytest.mark.parametrize("number", ["13800138000", "1.10", "0.1", "-5", "1.38E+10", "1e3", "123456789012345678901"])
def test_numbers_stay_as_they_are_written(number: str) -> None:
    assert table(f'[{{"a": {number}}}]') == [{"a": number}]


def test_truth_is_yes_or_no_and_null_is_empty() -> None:
    assert table('[{"a": true, "b": false, "c": null, "d": NaN, "e": "null"}]') == [
        {"a": "yes", "b": "no", "e": "null"}
    ]


def test_nested_objects_have_dotted_keys() -> None:
    assert table('[{"a": {"b": {"c": 1}, "d": "x"}, "e": {}}]') == [{"a.b.c": "1", "a.d": "x"}]


def test_lists_of_plain_values_are_joined_and_others_stay_json() -> None:
    assert table('[{"tags": ["vip", "b", null], "lines": [{"sku": "P1"}]}]') == [
        {"tags": "vip;b", "lines": '[{"sku": "P1"}]'}
    ]


def test_an_object_around_one_list_is_seen_through() -> None:
    rows, _ = read('{"ok": true, "tags": ["x"], "data": [{"name": "Ann"}]}')
    assert (rows.part, rows.headings) == ("data", ["name"])


def test_of_several_lists_one_is_chosen() -> None:
    text = '{"a": [{"x": 1}], "b": [{"y": 2}]}'
    assert refusal(text).facts == {"path": "-", "names": "a, b"}
    assert table(text, table="b") == [{"y": "2"}]
    assert refusal(text, table="c").code == "exchange.no_such_table"
    assert refusal('[{"x": 1}]', table="c").code == "exchange.no_tables"


def test_a_single_object_is_a_row() -> None:
    assert table('{\n"name": "Ann",\n"tags": ["a", "b"]\n}') == [{"name": "Ann", "tags": "a;b"}]


def test_rows_in_one_line_are_numbered_themselves() -> None:
    assert [row.line for row in read('[{"a": 1}, {"a": 2}, {"a": 3}]')[1]] == [1, 2, 3]


def test_what_is_no_object_is_rejected() -> None:
    assert faults('[{"a": 1},\n2,\n[3]]') == [(2, "exchange.no_object"), (3, "exchange.no_object")]


def test_a_key_said_twice_is_rejected() -> None:
    assert faults('[{"a": 1, "a": 2},\n{"x.y": 1, "x": {"y": 2}}]') == [
        (1, "exchange.key_twice"),
        (2, "exchange.key_twice"),
    ]


def test_what_a_key_said_twice_said_is_in_the_rejected_row_whole() -> None:
    (row,) = read('[{"a": 1, "b": [{"c": "x", "c": "y"}], "a": 2}]')[1]
    assert (row.error, row.raw) == (
        "exchange.key_twice",
        ["2", '[{"c": "y"}]', '{"a": "1", "b": [{"c": "x", "c": "y"}], "a": "2"}'],
    )


def test_a_key_that_says_the_same_twice_does_no_harm() -> None:
    assert table('[{"a": "x", "a": "x", "b": "y"}]') == [{"a": "x", "b": "y"}]


@pytest.mark.parametrize(
    ("tags", "cell"),
    [
        ('["a,b"]', "a,b :::"),
        ('["a,b", "", "c"]', "a,b ::: c"),
        ('["a", null, "b"]', "a;b"),
        ("[]", ""),
        ('"a,b"', "a,b"),
    ],
)
def test_a_tag_of_a_list_is_not_split(tags: str, cell: str) -> None:
    assert table(f'[{{"x": 1, "Labels": {tags}}}]') == [{"x": "1", **({"Labels": cell} if cell else {})}]


def test_text_that_cannot_be_stored_is_rejected() -> None:
    assert faults('[{"a": "\\ud800"},\n{"a": "\\u0000"}]') == [(1, "exchange.undecodable"), (2, "exchange.nul_byte")]


def test_broken_json_is_refused_with_its_line() -> None:
    error = refusal('[{"a": 1},\n{"a": oops}]')
    assert (error.code, error.facts["line"]) == ("exchange.broken_json_file", 2)


@pytest.mark.parametrize("text", ["[]", "[ ]", "{}", '[{"a": 1}'])
def test_empty_and_cut_files_are_refused(text: str) -> None:
    assert refusal(text).code in ("file_empty", "exchange.broken_json_file")


def test_a_broken_line_of_ndjson_costs_itself() -> None:
    text = '{"a": 1}\n{"a": oops}\n\n[1]\n{"a": 2, "b": 3}\n'
    rows, found = read(text)
    assert (rows.form, rows.blank) == ("ndjson", 1)
    assert [(row.line, row.cells, row.error) for row in found] == [
        (1, ["1", ""], None),
        (2, ["", ""], "exchange.broken_json"),
        (4, ["", ""], "exchange.no_object"),
        (5, ["2", "3"], None),
    ]
    assert found[1].raw == ["", "", '{"a": oops}']


def test_a_long_line_is_a_line_of_ndjson_too() -> None:
    long = "x" * 10_000
    assert table(f'{{"a": "{long}"}}\n{{"a": "b"}}\n') == [{"a": long}, {"a": "b"}]


def test_ndjson_of_broken_lines_alone_is_refused() -> None:
    assert refusal('{"a": oops}\n{"b": oops}\n', form="ndjson").code == "exchange.nothing_sound"


def test_deep_nesting_is_no_crash() -> None:
    assert refusal("[" * 100_000 + "{}", form="json").code == "exchange.broken_json_file"
    assert faults('{"a": 1}\n{"a":' + "[" * 100_000 + "\n") == [(2, "exchange.broken_json")]


def test_too_many_columns_are_refused() -> None:
    text = "\n".join(f'{{"{n}": 1}}' for n in range(3000))
    assert refusal(text).code == "file_too_wide"


def test_other_encodings_are_told() -> None:
    text = '[{"姓名": "张三丰", "城市": "上海", "备注": "老客户，要回访"}]'
    assert table(text.encode("gb18030")) == table(text) == table(text.encode("utf-16"))


def test_a_quote_before_a_formula_is_text() -> None:
    _, (row,) = read('[{"a": "\'=1+1", "b": "=1+1"}]')
    assert (row.cells, row.raw) == (["''=1+1", "=1+1"], ["''=1+1", "'=1+1"])


SCALARS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0'"), max_size=20), st.integers()
)


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), SCALARS, min_size=1), min_size=1), st.sampled_from([None, 1]))
def test_any_list_of_objects_comes_back(people: list[dict[str, str | int]], indent: int | None) -> None:
    expected = [{key: str(value) for key, value in person.items() if str(value)} for person in people]
    expected = [person for person in expected if any(map(str.strip, person.values()))]
    assert table(json.dumps(people, indent=indent)) == expected
    assert table("\n".join(map(json.dumps, people)), form="ndjson") == expected

"""What holds for every text there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from crmcli.errors import Invalid
from crmcli.normalize import dates, emails, handles, money, names, phones, search

# Texts made of what matters turn up interesting cases far sooner than any Unicode does.
WORDS = st.lists(
    st.sampled_from(
        [
            "Mr.",
            "Dr",
            "Jr",
            "张",
            "三",
            "总",
            "经理",
            "先生",
            "有限公司",
            "集团",
            "Co.",
            "Ltd",
            "S.A.",
            "&",
            "（",
            "）",
            "ß",
            "İ",
            "ﬁ",
            "é",
        ]
    )
    | st.text(max_size=3)
).map("".join) | st.lists(
    st.sampled_from(["Mr", "jr", "ph", "d", "王", "老师", "工", "Inc", "s", "a", "the", "and", "公司"])
).map(" ".join)
TEXTS = st.text() | WORDS
DIGITS = st.text("0123456789+-() .x86", max_size=22) | st.from_regex(r"\+?[0-9]{5,15}(x[0-9]{1,5})?", fullmatch=True)
DATE_TEXTS = st.text("0123456789-/.:年月日号周下上半天后前个 tTzZ+dwmyago", max_size=16) | st.text()
REGIONS = st.sampled_from(["CN", "US", "GB", "DE", "IT", "MX", "AR", "BR", "RU", "HK"])


@contextmanager
def refusing(*codes: str) -> Iterator[None]:
    """A value may be refused, but only with one of these codes."""
    try:
        yield
    except Invalid as error:
        if error.code not in codes:
            raise


@given(TEXTS, st.sampled_from(["person", "company"]))
def test_the_key_of_a_name_key_is_itself(text: str, kind: str) -> None:
    key = names.name_key(text, kind)
    assert names.name_key(key, kind) == key


@given(TEXTS)
def test_a_name_that_is_taken_has_a_key(text: str) -> None:
    with refusing("invalid_name"):
        name = names.clean_name(text)
        assert names.clean_name(name) == name
        assert names.name_key(name)


@given(TEXTS)
def test_pinyin_and_search_terms_exist_for_every_text(text: str) -> None:
    assert "  " not in names.pinyin(text)
    assert search.split_cjk(search.split_cjk(text)) == search.split_cjk(text)
    search.pinyin_terms(text)
    names.split_latin(text)
    names.split_chinese(text)


@given(DIGITS | st.text(), REGIONS)
def test_the_key_of_a_phone_key_is_itself(text: str, region: str) -> None:
    with refusing("invalid_phone", "ruined_number"):
        value, key = phones.phone(text, region)
        assert phones.phone(key, region)[1] == key
        assert phones.phone(value, region)[1] == key
        assert phones.phone_digits(key).isdigit()


@given(st.emails() | st.text("ab@.<> -＠。", max_size=12) | st.text())
def test_the_key_of_an_email_key_is_itself(text: str) -> None:
    with refusing("invalid_email"):
        key = emails.email(text)[1]
        assert emails.email(key)[1] == key


@given(st.sampled_from(handles.KINDS), TEXTS | st.sampled_from(["https://t.me/", "@", "www."]))
def test_the_key_of_a_contact_key_is_itself(kind: str, text: str) -> None:
    with refusing("invalid_phone", "ruined_number", "invalid_email", "normalize.invalid_contact"):
        key = handles.contact(kind, text)[1]
        assert handles.contact(kind, key)[1] == key


@given(st.integers(-money.LARGEST, money.LARGEST), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_a_written_amount_reads_back(minor: int, currency: str) -> None:
    assert money.parse_money(money.format_money(minor, currency), currency) == minor


@given(st.text("0123456789.,-()¥$元万 +e", max_size=12) | st.text())
def test_an_amount_is_an_integer_or_invalid(text: str) -> None:
    with refusing("invalid_money"):
        assert isinstance(money.parse_money(text), int)


@given(st.text("0123456789.,-+e万", max_size=12) | st.text())
def test_a_number_is_a_number_or_invalid(text: str) -> None:
    with refusing("invalid_number"):
        assert abs(money.parse_number(text)) <= money.LARGEST


@given(st.floats(-1e6, 1e6), st.integers(-(10**9), 10**9))
def test_a_line_amount_is_within_half_a_unit(quantity: float, price: int) -> None:
    exact = Fraction(repr(quantity)) * price
    assert abs(money.line_amount(quantity, price) - exact) <= Fraction(1, 2)


@given(DATE_TEXTS, st.dates())
def test_a_date_is_read_or_invalid(text: str, today: date) -> None:
    with refusing("invalid_date", "serial_date"):
        dates.parse_date(text, today)


@given(st.dates(), st.dates())
def test_iso_means_itself_on_any_day(day: date, today: date) -> None:
    assert dates.parse_date(day.isoformat(), today) == day
    assert dates.from_day(dates.to_day(day)) == day


@given(st.dates(date(1000, 1, 1)))
def test_every_reader_agrees_on_full_dates(day: date) -> None:
    for fmt, pattern in (("iso", "%Y-%m-%d"), ("ymd", "%Y/%m/%d"), ("dmy", "%d.%m.%Y"), ("mdy", "%m/%d/%Y")):
        assert dates.date_reader(fmt)(day.strftime(pattern)) == day
    assert dates.parse_date(f"{day.year}年{day.month}月{day.day}日", day) == day


@given(DATE_TEXTS | st.text("明天下午上0123456789点半一三刻分:时amp ", max_size=10), st.datetimes())
def test_a_moment_is_read_or_invalid(text: str, now: datetime) -> None:
    with refusing("invalid_date", "serial_date"):
        dates.parse_moment(text, now)


@given(DATE_TEXTS | st.text("农历正腊冬月初廿十一二三0123456789-年闰", max_size=9))
def test_a_birthday_reads_back_as_itself_or_is_invalid(text: str) -> None:
    for read in (dates.parse_birthday, dates.parse_lunar_birthday):
        with refusing("invalid_birthday", "serial_date"):
            kept = read(text)
            assert len(kept) in (7, 10)
            assert read(kept) == kept


@given(st.lists(DATE_TEXTS, max_size=4))
def test_a_guessed_format_reads_its_samples(samples: list[str]) -> None:
    fmt = dates.guess_date_format(samples)
    if fmt is not None:
        for text in filter(str.strip, samples):
            dates.date_reader(fmt)(text)

"""One number has one key, whichever way it is written."""

import phonenumbers
import pytest

from crmcli.errors import Invalid
from crmcli.normalize.phones import phone, phone_digits


@pytest.mark.parametrize(
    "entered",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 138 0013 8000",
        "+86-138-00138000",
        "0086 138 0013 8000",
        "8613800138000",
        "86-13800138000",
        "(+86) 138 0013 8000",
        "(86)13800138000",
        "013800138000",
        "１３８００１３８０００",
        "＋８６ １３８ ００１３ ８０００",
        "\u202a+86 138\u20110013\u20118000\u202c",
        "'13800138000",
        "tel:+86-138-0013-8000",
        "13800138000.0",
        " 13800138000 ",
    ],
)
def test_a_chinese_mobile_has_one_key(entered: str) -> None:
    assert phone(entered)[1] == "+8613800138000"


@pytest.mark.parametrize(
    ("entered", "key"),
    [
        ("010-12345678", "+861012345678"),
        ("(010) 1234 5678", "+861012345678"),
        ("86-10-12345678", "+861012345678"),
        ("+86 (0)10 1234 5678", "+861012345678"),
        ("+86 010 1234 5678", "+861012345678"),
        ("0755-1234567", "+867551234567"),
        ("400-820-8820", "+864008208820"),
        ("4008208820", "+864008208820"),
        ("+86 400 820 8820", "+864008208820"),
        ("10086", "10086"),
        ("95588", "95588"),
        ("62345678", "62345678"),
    ],
)
def test_chinese_lines_and_service_numbers(entered: str, key: str) -> None:
    assert phone(entered)[1] == key


@pytest.mark.parametrize(
    ("entered", "key"),
    [
        ("+12297775154x718", "+12297775154x718"),
        ("+1 229 777 5154 ext. 718", "+12297775154x718"),
        ("(496)978-3969x58947", "4969783969x58947"),
        ("001-923-342-6852x90808", "+19233426852x90808"),
        ("010-12345678-801", "+861012345678x801"),
        ("010-12345678转801", "+861012345678x801"),
        ("010-12345678 分机 801", "+861012345678x801"),
        ("400-820-8820转1", "+864008208820x1"),
        ("010-12345678#801", "+861012345678x801"),
    ],
)
def test_an_extension_stays_with_its_number(entered: str, key: str) -> None:
    assert phone(entered)[1] == key


@pytest.mark.parametrize(
    ("entered", "region", "key"),
    [
        ("229.077.5154", "CN", "2290775154"),
        ("(229) 777-5154", "US", "+12297775154"),
        ("13800138000", "US", "+13800138000"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("+44 (0)20 7946 0958", "CN", "+442079460958"),
        ("+39 06 1234 5678", "CN", "+390612345678"),
        ("+123456", "CN", "+123456"),
        ("555-1234", "US", "5551234"),
    ],
)
def test_a_number_that_cannot_be_placed_keeps_its_digits(entered: str, region: str, key: str) -> None:
    assert phone(entered, region)[1] == key


@pytest.mark.parametrize(
    ("entered", "value"),
    [
        ("138 0013 8000", "138 0013 8000"),
        ("  (010)  1234 5678 ", "(010) 1234 5678"),
        ("13800138000.0", "13800138000"),
    ],
)
def test_the_value_is_as_entered(entered: str, value: str) -> None:
    assert phone(entered)[0] == value


@pytest.mark.parametrize(
    ("entered", "reason"),
    [
        ("", "too_few_digits"),
        ("1234", "too_few_digits"),
        ("1234567890123456", "too_many_digits"),
        ("13800138000/13900139000", "several_numbers"),
        ("13800138000,13900139000", "several_numbers"),
        ("-1199", "minus"),
        ("1-800-FLOWERS", "letters"),
        ("电话13800138000", "letters"),
        ("138=0013", "odd_characters"),
        ("12+3456", "odd_characters"),
        ("9" * 10_000, "too_many_digits"),
    ],
)
def test_what_is_no_phone_is_refused_with_the_reason(entered: str, reason: str) -> None:
    with pytest.raises(Invalid) as error:
        phone(entered)
    assert (error.value.code, error.value.facts["reason"]) == ("invalid_phone", f"normalize.reason_{reason}")


@pytest.mark.parametrize("entered", ["1.38E+10", "1.38001E+10", "1.38e10", "138E8"])
def test_a_number_that_a_spreadsheet_rounded_is_lost(entered: str) -> None:
    with pytest.raises(Invalid) as error:
        phone(entered)
    assert error.value.code == "ruined_number"


@pytest.mark.parametrize(
    ("key", "found"),
    [("+8613800138000", "8613800138000"), ("+12297775154x718", "12297775154"), ("10086", "10086")],
)
def test_the_digits_to_search_are_the_numbers_own(key: str, found: str) -> None:
    assert phone_digits(key) == found


@pytest.mark.parametrize("region", ["CN", "US", "GB", "HK", "TW", "SG", "IN", "AU", "FR", "MO"])
def test_the_fast_path_agrees_with_the_library(region: str) -> None:
    for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
        number = phonenumbers.example_number_for_type(region, kind)
        assert number is not None
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        for style in (phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.NATIONAL):
            assert phone(phonenumbers.format_number(number, style), region)[1] == e164
        assert phone(e164)[1] == e164


@pytest.mark.parametrize("region", ["CN", ""])
def test_a_chinese_mobile_in_full_width_is_known_by_its_looks(region: str) -> None:
    for text in (
        "１３５００００８８８８",
        "１３５－００００－８８８８",
        "　135 0000 8888 ",
        "＋８６１３５００００８８８８",
    ):
        assert phone(text, region)[1] == "+8613500008888"

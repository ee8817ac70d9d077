"""Phone numbers: as entered → one key for every way of writing the same number.

The key is E.164 (``+8613800138000``), with an extension as ``+12297775154x718``. A number that nobody
can place (a short service number, a foreign number without its country) keeps its digits as the key.
"""

import re
from collections.abc import Sequence
from functools import cache

from crmcli.errors import Invalid
from crmcli.normalize.text import INVISIBLE, decimals, half_width, printable, squeeze

FEWEST, MOST = 5, 15
LONGEST = 60  # with every separator and an extension

_SEPARATORS = dict.fromkeys(map(ord, " \t\xa0\u3000-‐‑‒–—―−－─.．()（）[]/·'’_~～"))
_SEVERAL = frozenset(",;，；/、|\n")
_HOW_THEY_ARE_TYPED = {ord("＋"): "+", ord("ｘ"): "x", ord("："): ":"} | INVISIBLE


@cache
def _chinese_mobile() -> re.Pattern[str]:
    return re.compile(r"(?:\+86|0086|86)?[ -]?(1[3-9][0-9])[ -]?([0-9]{4})[ -]?([0-9]{4})")


@cache
def _chinese_mobile_line() -> re.Pattern[str]:
    return re.compile(f"^(?:{_chinese_mobile().pattern}|.*)$", re.M)


@cache
def _chinese_national() -> re.Pattern[str]:
    """As dialled within China: an area code with its 0, a mobile (the 0 is of old), 400 and 800."""
    return re.compile(r"0?(1[3-9][0-9]{9})|0((?:10|2[0-9])[0-9]{8}|[3-9][0-9]{2}[0-9]{7,8})|([48]00[0-9]{7})")


@cache
def _clean_e164() -> re.Pattern[str]:
    """Countries whose numbers are written after the + just as they are dialled from abroad.

    Elsewhere people write a trunk digit that has to go, and only the library knows which.
    """
    return re.compile(
        r"\+(?:86(?:1[3-9][0-9]{9}|10[0-9]{8}|2[0-9]{9}|[48]00[0-9]{7})|1[2-9][0-9]{9}|44[1-9][0-9]{9}"
        r"|33[1-9][0-9]{8}|852[2-9][0-9]{7}|853[268][0-9]{7}|65[3689][0-9]{7}|91[6-9][0-9]{9}|61[2-478][0-9]{8})"
    )


@cache
def _extension() -> re.Pattern[str]:
    return re.compile(
        r"(.*?[0-9)\s.])[\s,;.]*(?:x|ext\.?|ex\.|extn\.?|extension|转|轉|分机号?|分機|#|;ext=)[\s.:]*([0-9]{1,8})",
        re.S,
    )


@cache
def _dashed_extension() -> re.Pattern[str]:
    """The Chinese way: 010-12345678-801."""
    return re.compile(r"(\(?0[0-9]{2,3}\)?[ -]?[0-9]{7,8}|[48]00-?[0-9]{3}-?[0-9]{4})-([0-9]{1,6})")


@cache
def _scientific() -> re.Pattern[str]:
    return re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?e[+-]?[0-9]+", re.I)


@cache
def _float() -> re.Pattern[str]:
    return re.compile(r"([0-9]{5,15})\.0+")


@cache
def _international() -> re.Pattern[str]:
    return re.compile(r"\+[0-9][0-9 -]*")


UNSAID = "US"


def phone(text: str, region: str = "CN") -> tuple[str, str]:
    """(value as entered, key). ``region`` is the country of numbers that do not name theirs; "" for
    nobody said: Chinese mobiles are known by their looks, the rest is taken for ``UNSAID``.

    >>> phone("138 0013 8000")
    ('138 0013 8000', '+8613800138000')
    """
    if region in ("CN", "") and (found := _chinese_mobile().fullmatch(text if text.isascii() else half_width(text))):
        return squeeze(text), f"+86{found[1]}{found[2]}{found[3]}"
    if _international().fullmatch(text) and len(text) <= LONGEST:
        key = text.replace(" ", "").replace("-", "")
        if _clean_e164().fullmatch(key):
            return squeeze(text), key
    region = region or UNSAID
    value = squeeze(text.translate(_HOW_THEY_ARE_TYPED)) if not text.isascii() else squeeze(text)
    value = value.removeprefix("'")  # how a spreadsheet marks a number as text
    if len(value) > LONGEST:
        raise _invalid(text[:LONGEST] + "…", "too_many_digits")
    if whole := _float().fullmatch(value):
        value = whole[1]
    plain = decimals(value).lower().removeprefix("tel:").strip()
    _refuse_ruined(plain, text)
    number, extension = _without_extension(plain, region)
    digits = _bare(number, text)
    key = _key(digits, region)
    return value, f"{key}x{extension}" if extension else key


def plain_keys(texts: Sequence[str], region: str) -> list[str]:
    """The keys of Chinese mobiles, found all at once; an empty one for each text that ``phone`` has to look at."""
    found = _chinese_mobile_line().findall("\n".join(texts)) if region in ("CN", "") else ()
    if len(found) != len(texts):
        return [""] * len(texts)
    return [f"+86{a}{b}{c}" if a else "" for a, b, c in found]


def phone_digits(key: str) -> str:
    """The digits to search in: those of the number, not of the extension."""
    return key.partition("x")[0].removeprefix("+")


def _refuse_ruined(plain: str, text: str) -> None:
    if _scientific().fullmatch(plain):
        raise Invalid("ruined_number", value=printable(text))
    if plain[:1] in {"-", "−", "－"}:
        raise _invalid(text, "minus")


def _invalid(text: str, reason: str) -> Invalid:
    return Invalid("invalid_phone", value=printable(text), reason=f"normalize.reason_{reason}")


def _without_extension(plain: str, region: str) -> tuple[str, str]:
    found = _extension().fullmatch(plain)
    if not found and region == "CN":
        found = _dashed_extension().fullmatch(plain)
    return (found[1], found[2]) if found else (plain, "")


def _bare(number: str, text: str) -> str:
    """Digits, with a + in front where it was written or dialled (00); Invalid when it is no phone."""
    # +44 (0)20 … names the trunk digit that is not to be dialled from abroad.
    bare = (number.replace("(0)", "") if "+" in number else number).translate(_SEPARATORS)
    digits = bare.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        raise _invalid(text, _why_not_digits(number))
    if digits.startswith("00") and not bare.startswith("+") and len(digits) > 9:
        bare = "+" + (digits := digits[2:])
    if len(digits) < FEWEST:
        raise _invalid(text, "too_few_digits")
    if len(digits) > MOST:
        raise _invalid(text, "several_numbers" if _SEVERAL.intersection(number) else "too_many_digits")
    return bare


def _why_not_digits(number: str) -> str:
    if any(char.isalpha() for char in number):
        return "letters"
    if not any(char.isdigit() for char in number):
        return "too_few_digits"
    return "several_numbers" if _SEVERAL.intersection(number) else "odd_characters"


def _key(bare: str, region: str) -> str:
    if bare.startswith("+"):
        return bare if _clean_e164().fullmatch(bare) else _library_key(bare, None) or bare
    if region == "CN":
        return _chinese_key(bare)
    if region in ("US", "CA") and len(bare) == 10 and bare[0] > "1":
        return "+1" + bare
    return _library_key(bare, region) or bare


def _chinese_key(bare: str) -> str:
    if found := _chinese_national().fullmatch(bare):
        return "+86" + (found[1] or found[2] or found[3])
    # 86 opens no Chinese number, so before enough digits it is the country, its + forgotten.
    if bare.startswith("86") and len(bare) >= 12:
        return _library_key("+" + bare, None) or bare
    # What is left, without the 0 of an area code, could be from anywhere: 2290775154 is American here.
    return bare


def _library_key(bare: str, region: str | None) -> str | None:
    """E.164 for a number that is possible where it says it belongs; else nothing."""
    key = _possible_e164(bare, region)
    # A key that would be read as yet another number (a second trunk digit goes) is none.
    return key if key is None or key == bare or _possible_e164(key, None) == key else None


def _possible_e164(bare: str, region: str | None) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(bare, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

"""Amounts and numbers: text → integer minor units, by integer arithmetic only."""

import re
from functools import cache

from crmcli.errors import Invalid
from crmcli.normalize.text import decimals, printable, word_set

CURRENCIES = word_set(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT "
    "LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR "
    "NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
    "STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG "
    "XOF XPF YER ZAR ZMW ZWG"
)
_EXPONENTS = dict.fromkeys(
    word_set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"), 0
) | dict.fromkeys(word_set("BHD IQD JOD KWD LYD OMR TND"), 3)

# Sums of a few thousand amounts this large still fit into the 64 bits of a column.
LARGEST = 10**15

_DOLLARS = word_set(
    "USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD TWD XCD ARS CLP COP"
)
# A sign that belongs to other currencies is a mistake worth hearing of: $12 is not ¥12.
_SIGNS = {
    "$": _DOLLARS,
    "us$": word_set("USD"),
    "hk$": word_set("HKD"),
    "nt$": word_set("TWD"),
    "¥": word_set("CNY JPY"),
    "rmb": word_set("CNY"),
    "人民币": word_set("CNY"),
    "元": word_set("CNY HKD TWD MOP JPY USD SGD"),
    "圆": word_set("CNY JPY"),
    "円": word_set("JPY"),
    "块": word_set("CNY"),
    "块钱": word_set("CNY"),
    "€": word_set("EUR"),
    "£": word_set("GBP"),
    "₩": word_set("KRW"),
    "₹": word_set("INR"),
    "美元": word_set("USD"),
    "港币": word_set("HKD"),
    "港元": word_set("HKD"),
    "日元": word_set("JPY"),
    "欧元": word_set("EUR"),
    "英镑": word_set("GBP"),
    "韩元": word_set("KRW"),
}  # fmt: skip
_SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "萬": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "億": 8}
_ALIKE = {ord("￥"): "¥", ord("－"): "-", ord("−"): "-", ord("＋"): "+", ord("，"): ",", ord("．"): "."}
_ALIKE |= {
    ord("（"): "(",
    ord("）"): ")",
    ord("＄"): "$",
    ord("\xa0"): " ",
    ord("\u202f"): " ",
    ord("\u3000"): " ",
}
_ALIKE |= {ord("’"): "'", ord("￡"): "£", ord("￦"): "₩"}


def exponent(code: str) -> int:
    """How many decimals the currency has: 2, but 0 for JPY and 3 for KWD."""
    return _EXPONENTS.get(code, 2)


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]*))?")


@cache
def _dressed() -> re.Pattern[str]:
    """sign, currency sign, digits with their separators, scale, currency sign."""
    return re.compile(r"([+-]?)([^0-9.,+-]*)([+-]?)([0-9][0-9,.' ]*|[.,][0-9]+)([百千万萬亿億]*)([^0-9]*)")


@cache
def _grouped(decimal: str) -> re.Pattern[str]:
    """Digits in groups of three (two before the last three, as in India), or without any groups."""
    point = re.escape(decimal)
    group = "[,' ]" if decimal == "." else "[.' ]"
    return re.compile(
        rf"([0-9]+|[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]{{1,2}}(?:,[0-9]{{2}})+,[0-9]{{3}}|)(?:{point}([0-9]*))?"
    )


def _power(places: int) -> int:
    # To a type checker 10**n is a float for some n; here n is never negative.
    return int(10**places)


def parse_money(text: str, currency: str = "CNY", decimal: str = ".", round_extra: bool = False) -> int:
    """Minor units of ``currency``; ``decimal`` is the mark before the decimals of this writer.

    More decimals than the currency has are Invalid, or with ``round_extra`` rounded half away from zero.

    >>> parse_money("¥1,234.50"), parse_money("12.5万")
    (123450, 12500000)
    """
    if decimal == "." and (found := _plain().fullmatch(text)):
        sign, whole, rest, shift = found[1], found[2], found[3] or "", 0
    else:
        sign, whole, rest, shift = _undressed(text, currency, decimal)
    shift += exponent(currency) - len(rest)
    number = int(whole + rest)
    if shift >= 0:
        number *= _power(shift)
    else:
        number = _shortened(number, _power(-shift), text, round_extra)
    if number > LARGEST:
        raise _invalid(text, "too_large")
    return -number if sign == "-" else number


def _shortened(number: int, unit: int, text: str, round_extra: bool) -> int:
    """``number / unit``, which must come out even unless the writer allowed rounding."""
    if number % unit and not round_extra:
        raise _invalid(text, "too_many_decimals")
    return (2 * number + unit) // (2 * unit)


def _invalid(text: str, reason: str) -> Invalid:
    return Invalid("invalid_money", value=printable(text), reason=f"normalize.reason_{reason}")


def _undressed(text: str, currency: str, decimal: str) -> tuple[str, str, str, int]:
    """(sign, whole digits, decimals, power of ten) of an amount with signs, separators or 万."""
    plain = decimals(text.translate(_ALIKE)).strip().lower()
    negative = len(plain) > 2 and plain[0] == "(" and plain[-1] == ")"
    found = _dressed().fullmatch(plain[1:-1].strip() if negative else plain)
    if not found or (found[1] and found[3]) or (negative and (found[1] or found[3])):
        raise _invalid(text, "no_amount")
    _check_currency(found[2].strip(), currency, text)
    _check_currency(found[6].strip(), currency, text)
    if found[5] not in _SCALES:
        raise _invalid(text, "no_amount")
    whole, rest = _digits(found[4].strip(), decimal, text)
    sign = "-" if negative else found[1] or found[3]
    return sign, whole, rest, _SCALES[found[5]]


def _digits(written: str, decimal: str, text: str) -> tuple[str, str]:
    found = _grouped(decimal).fullmatch(written)
    if not found or not (found[1] or found[2]):
        raise _invalid(text, "separators")
    whole = "".join(filter(str.isdigit, found[1]))
    rest = (found[2] or "").rstrip("0")
    if len(whole) + len(rest) > 40:
        raise _invalid(text, "too_large")
    return whole or "0", rest


def _check_currency(sign: str, currency: str, text: str) -> None:
    if not sign or sign.upper() == currency or currency in _SIGNS.get(sign, ()):
        return
    known = sign in _SIGNS or sign.upper() in CURRENCIES
    raise _invalid(text, "other_currency" if known else "no_amount")


def currency_code(text: str, base: str = "") -> str:
    """The ISO code for a code, a sign or a name (人民币, 元, €); of several currencies that share it the
    base one. Another word stays, in upper case.

    >>> currency_code("人民币"), currency_code("元", "CNY"), currency_code("usd")
    ('CNY', 'CNY', 'USD')
    """
    word = text.translate(_ALIKE).strip()
    meant = _SIGNS.get(word.lower(), frozenset())
    if base in meant:
        return base
    return next(iter(meant)) if len(meant) == 1 else word.upper()


def format_money(minor: int, currency: str = "CNY") -> str:
    """Plain decimals without sign or separators, as ``parse_money`` reads them: -1234.50."""
    places = exponent(currency)
    if not places:
        return str(minor)
    whole, rest = divmod(abs(minor), 10**places)
    return f"{'-' if minor < 0 else ''}{whole}.{rest:0{places}}"


def line_amount(quantity: str | int | float, price_minor: int) -> int:
    """quantity × price, half away from zero; exact for the decimals as they are written.

    >>> line_amount("0.5", 101)
    51
    """
    if isinstance(quantity, int):
        return quantity * price_minor
    number, unit = _fraction(str(quantity))
    product = number * price_minor
    amount = (2 * abs(product) + unit) // (2 * unit)
    return -amount if product < 0 else amount


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:e([+-]?[0-9]{1,3}))?", re.I)


def _fraction(text: str) -> tuple[int, int]:
    """A decimal as (numerator, power of ten): what repr(float) writes too, 1e-05 included."""
    found = _number().fullmatch(text.strip())
    if not found or not (found[2] or found[3]) or len(text) > 60:
        raise Invalid("invalid_number", value=printable(text), reason="normalize.reason_no_number")
    rest = found[3] or ""
    number = int(found[1] + found[2] + rest)
    power = len(rest) - int(found[4] or 0)
    return (number, _power(power)) if power >= 0 else (number * _power(-power), 1)


def parse_number(text: str, decimal: str = ".") -> int | float:
    """1,234.5, 12.5万, 1e3: an integer where it is one."""
    if decimal == "." and (found := _plain().fullmatch(text)):
        return float(text) if (found[3] or "").strip("0") else int(found[1] + found[2])
    plain = decimals(text.translate(_ALIKE)).strip().lower()
    scale = next((mark for mark in ("万", "萬", "亿", "億") if plain.endswith(mark)), "")
    try:
        number, unit = _fraction(_ungrouped(plain.removesuffix(scale).strip(), decimal))
    except Invalid:
        raise Invalid("invalid_number", value=printable(text), reason="normalize.reason_no_number") from None
    number *= _power(_SCALES[scale])
    if abs(number) > LARGEST * unit:
        raise Invalid("invalid_number", value=printable(text), reason="normalize.reason_too_large")
    return number // unit if number % unit == 0 else number / unit


def _ungrouped(written: str, decimal: str) -> str:
    """Thousands separators gone and a point before the decimals, where the groups are right."""
    sign, digits = (written[0], written[1:]) if written[:1] in ("+", "-") else ("", written)
    found = _grouped(decimal).fullmatch(digits)
    if not found:
        return written if decimal == "." else ""
    return f"{sign}{''.join(filter(str.isdigit, found[1]))}.{found[2] or ''}"

"""Small Chinese numbers: 三, 十五, 廿三, 二〇二六."""

_DIGITS = {char: at for at, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2, "元": 1}

#: The characters a number may be written with, for a regular expression's class.
NUMERALS = "〇零一二两兩三四五六七八九十廿卅"


def chinese_number(text: str) -> int | None:
    """0 … 99, a year digit by digit, or ASCII digits; nothing when it is none of them."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    if text[0] in "廿卅":
        return _tens(2 if text[0] == "廿" else 3, text[1:])
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _tens(_DIGITS.get(tens) if tens else 1, ones)
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return None


def _tens(tens: int | None, ones: str) -> int | None:
    if tens is None or not (ones == "" or ones in _DIGITS):
        return None
    return 10 * tens + (_DIGITS[ones] if ones else 0)

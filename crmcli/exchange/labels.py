"""Which phone is the one at home: labels of contact points, from their heading or from a column beside them.

``Home Phone`` and 家庭电话 say it themselves; Google's ``Phone 1 - Value`` has it in ``Phone 1 - Label``
(of old ``Phone 1 - Type``), row by row.
"""

import re

from crmcli.exchange.headings import CHANNELS, Mapping, normal

WORDS: dict[str, tuple[str, ...]] = {
    "mobile": ("mobile", "cell", "手机", "移动电话", "携帯"),
    "home": ("home", "personal", "private", "家庭", "住宅", "家里", "宅电", "个人"),
    "work": ("work", "business", "office", "company", "单位", "公司", "办公", "工作", "企业"),
    "other": ("other", "secondary", "backup", "备用", "其他"),
}
"""Label → the words of headings that say so, as ``normal`` leaves them."""

_PAIR = re.compile(r"(.*\S)\s*-\s*(label|type|value|标签|类型|值)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]\s*$")
_GENERAL = frozenset(("work", "home", "mobile", "other"))


def labels(mapping: Mapping) -> dict[int, str | int]:
    """Column of a contact point → its label, or the column that has the label of each row."""
    found: dict[int, str | int] = {}
    partners = pairs(mapping)
    for column, field in enumerate(mapping.fields):
        if field not in CHANNELS:
            continue
        if column in partners:
            found[column] = partners[column]
        elif label := of_heading(mapping.headings[column]):
            found[column] = label
    return found


def pairs(mapping: Mapping) -> dict[int, int]:
    """Columns of values → the columns of their labels: ``Phone 1 - Value`` or just ``Phone``, ``Phone - Label``."""
    named: dict[str, int] = {}
    values: dict[str, int] = {}
    plain: dict[str, int] = {}
    for column, heading in enumerate(mapping.headings):
        if part := _PAIR.fullmatch(heading.strip()):
            which = part[2].casefold() in ("value", "值")
            (values if which else named).setdefault(normal(part[1]), column)
        else:
            plain.setdefault(normal(heading), column)
    return {
        column: named[name]
        for name, column in {**plain, **values}.items()
        if name in named and mapping.fields[column] in CHANNELS
    }


def of_heading(heading: str) -> str | None:
    """``Person - Email (Work)`` → work, 手机 → mobile; a plain ``Phone`` says nothing."""
    brackets = _IN_BRACKETS.search(heading)
    text = normal(brackets[1]) if brackets else normal(heading)
    return next((label for label, words in WORDS.items() if any(word in text for word in words)), None)


def of_cell(text: str) -> str | None:
    """``* Mobile`` of Google (the star marks the preferred one) → mobile; own words stay as they are."""
    plain = text.strip().removeprefix("*").strip()
    lower = plain.casefold()
    if lower in _GENERAL:
        return lower
    return next((label for label, words in WORDS.items() if lower in words), plain[:60] or None)

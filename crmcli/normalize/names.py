"""Names of people and companies: as entered → the key under which spellings of one name meet."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from crmcli.errors import Invalid
from crmcli.normalize.companies import company_key
from crmcli.normalize.name_parts import split_chinese, split_latin
from crmcli.normalize.text import (
    INVISIBLE,
    MARKS,
    PUNCTUATION,
    encodable,
    fold,
    is_cjk,
    join_cjk,
    printable,
    quick_table,
    squeeze,
)
from crmcli.normalize.titles import TITLE_ENDS, without_chinese_title, without_latin_titles

if TYPE_CHECKING:
    import re

__all__ = [
    "clean_name",
    "company_key",
    "initials",
    "is_cjk",
    "name_key",
    "pinyin",
    "split_chinese",
    "split_latin",
]

LONGEST = 200
_MARKS_OUT = quick_table(PUNCTUATION)


def name_key(text: str, kind: str = "person") -> str:
    """Mr. John  SMITH → john smith; 张 三 先生 → 张三; 王总 → 王. Companies: see ``company_key``."""
    if kind != "person":
        return company_key(text)
    folded = fold(text)
    words = _words(folded)
    if not words:
        return squeeze(folded)
    if len(words) > 1:
        words = without_latin_titles(words)
    key = join_cjk(words) if len(words) > 1 and not folded.isascii() else " ".join(words)
    if key[-1] not in TITLE_ENDS:
        return key
    rest = without_chinese_title(key)
    return key if rest == key else name_key(rest)  # Mr. 王 Jr. 先生: one title hides another


@cache
def _chinese_line() -> "re.Pattern[str]":
    import re

    return re.compile("^(?:([\u4e00-\u9fff]+)|.*)$", re.M)


def plain_keys(texts: Sequence[str]) -> list[str]:
    """The keys of plain Chinese names of persons; an empty one for each text that ``name_key`` has to look at."""
    found = _chinese_line().findall("\n".join(texts))
    if len(found) != len(texts):
        return [""] * len(texts)
    return [key if key and key[-1] not in TITLE_ENDS else "" for key in found]


def _words(folded: str) -> list[str]:
    if not MARKS.isdisjoint(folded):
        folded = folded.translate(_MARKS_OUT)
    return folded.split()


def clean_name(text: str) -> str:
    """As entered, trimmed, inner white space collapsed; other control characters stay as they are."""
    name = squeeze(text) if _no_odd_spaces(text) else _squeeze_plain_spaces(text)
    if not name or not name.translate(INVISIBLE).split():
        raise Invalid("invalid_name", value=printable(text), reason="normalize.reason_empty")
    if len(name) > LONGEST:
        raise Invalid("invalid_name", value=printable(name[:40]) + "…", reason="normalize.reason_too_long_name")
    if "\0" in name:
        raise Invalid("invalid_name", value=name.replace("\0", "␀"), reason="normalize.reason_nul")
    if not encodable(name):
        raise Invalid("invalid_name", value=printable(name), reason="normalize.reason_encoding")
    return name


# str.split takes the separators of the ASCII control block for spaces; they are kept as entered.
_ODD_SPACES = frozenset("\x1c\x1d\x1e\x1f\x85")


def _no_odd_spaces(text: str) -> bool:
    return _ODD_SPACES.isdisjoint(text)


def _squeeze_plain_spaces(text: str) -> str:
    import re

    return re.sub(r"[^\S\x1c-\x1f\x85]+", " ", text).strip(" ")


def pinyin(text: str, kind: str = "person") -> str:
    """张三丰 → zhang san feng; 曾 as the first character of a person is zeng. Latin parts lose accents."""
    if text.isascii():
        return " ".join(text.lower().split())
    return _read()(text.strip(), kind == "person")


@cache
def _read() -> Callable[[str, bool], str]:
    from crmcli.normalize.readings import read

    return read


def initials(pinyin: str) -> str:
    """zhang san feng → zsf."""
    return "".join([word[0] for word in pinyin.split()])

"""Which part of a name is the family's: best effort, for columns that other programs keep apart."""

from crmcli.normalize.surnames import family_length
from crmcli.normalize.text import PUNCTUATION, all_cjk, squeeze, word_set
from crmcli.normalize.titles import TITLES_AFTER, TITLES_BEFORE, without_chinese_title

_PARTICLES = word_set("van von der den de del della di da dos das du la le ter ten zu zur af al bin ibn st mac mc")


def split_latin(full: str) -> tuple[str, str]:
    """(given, family), best effort: John van der Berg → John, van der Berg; Smith, John → John, Smith."""
    family, comma, given = full.partition(",")
    if comma and given.strip() and not _is_title(given):
        return squeeze(given), squeeze(family)
    words = _without_entered_titles(full.replace(",", " ").split())
    if len(words) < 2:
        return " ".join(words), ""
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def _is_title(text: str) -> bool:
    return all(word in TITLES_AFTER for word in text.lower().replace(".", "").split())


def _without_entered_titles(words: list[str]) -> list[str]:
    bare = [word.lower().replace(".", "") for word in words]
    start, end = 0, len(words)
    while end - start > 1 and bare[start] in TITLES_BEFORE:
        start += 1
    while end - start > 1 and bare[end - 1] in TITLES_AFTER:
        end -= 1
    return words[start:end]


def split_chinese(name: str) -> tuple[str, str]:
    """(family, given), best effort: 欧阳锋 → 欧阳, 锋; 王总 → 王, nothing; a long name is foreign."""
    words = name.translate(PUNCTUATION).split()
    joined = without_chinese_title("".join(words)) if words else ""
    if len(joined) > 4 or not all_cjk(joined):
        return _split_foreign(words, joined)
    family = family_length(joined) or 1
    return joined[:family], joined[family:]


def _split_foreign(words: list[str], joined: str) -> tuple[str, str]:
    """约翰·史密斯 names the family last; a long name without a dot cannot be told apart."""
    if len(words) > 1:
        return words[-1], "·".join(words[:-1])
    return "", joined

"""The common characters of the legacy encodings: what real text in each of them is mostly made of."""

from collections.abc import Iterator
from functools import cache

_PUNCTUATION = "，。、；：？！（）《》【】“”‘’「」·—…～￥　"
_FULL_WIDTH = "".join(map(chr, range(0xFF01, 0xFF5F)))
_LATIN = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÇÈÉÊËÍÎÑÓÔÖØÚÜŠŽ‘’“”–—…•€£¥§©®°±²³·º«»¡¿™\xa0"


def _pairs(encoding: str, leads: range, trails: tuple[range, ...]) -> Iterator[str]:
    for lead in leads:
        for trail in (byte for span in trails for byte in span):
            text = bytes((lead, trail)).decode(encoding, "ignore")
            if len(text) == 1 and not text.isascii():
                yield text


_HIGH = (range(0xA1, 0xFF),)
_BIG5_TRAILS = (range(0x40, 0x7F), range(0xA1, 0xFF))
_SJIS_TRAILS = (range(0x40, 0x7F), range(0x80, 0xFD))


def _kana() -> str:
    return "".join(map(chr, range(0x3041, 0x30FF)))


@cache
def common(encoding: str) -> frozenset[str]:
    """Level-one hanzi or kanji, kana for Japanese, letters with accents for Latin; and punctuation."""
    if encoding == "cp1252":
        return frozenset(_LATIN)
    if encoding == "gb18030":
        hanzi = _pairs("gb2312", range(0xB0, 0xD8), _HIGH)
    elif encoding == "big5":
        hanzi = _pairs("big5", range(0xA4, 0xC7), _BIG5_TRAILS)
    else:
        hanzi = _pairs("cp932", range(0x88, 0x98), _SJIS_TRAILS)
    extra = _kana() if encoding in ("cp932", "euc_jp") else ""
    return frozenset(hanzi) | frozenset(_PUNCTUATION + _FULL_WIDTH + extra)


@cache
def seldom(encoding: str) -> frozenset[str]:
    """Level-two characters: they occur in names, at half weight."""
    if encoding == "gb18030":
        return frozenset(_pairs("gb2312", range(0xD8, 0xF8), _HIGH))
    if encoding == "big5":
        return frozenset(_pairs("big5", range(0xC9, 0xFA), _BIG5_TRAILS))
    if encoding in ("cp932", "euc_jp"):
        return frozenset(_pairs("cp932", range(0x98, 0xA0), _SJIS_TRAILS))
    return frozenset()


def is_kana(character: str) -> bool:
    return "\u3041" <= character <= "\u30fe"

"""Which encoding a file is in: byte order mark, then strict UTF-8, then the most plausible legacy one.

Statistics over all bytes fail on a file of ASCII rows with one Chinese name in it, so only lines with
bytes above 127 are looked at, and each candidate is judged by how common its characters would be.
"""

import codecs
import io
import re
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import BinaryIO, NamedTuple

from crmcli.exchange import blocks

BLOCK = 1 << 18
HEAD = 4096
SAMPLE_LINES = 2000
SAMPLE_BYTES = 1 << 16
LINES_PER_BLOCK = 200
CLEARLY_MEANT = 0.95
LEGACY = ("gb18030", "big5", "cp932", "euc_jp", "cp1252")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_RUN = re.compile(r"[^\x00-\x7f]+")
_INSIDE_WORD = re.compile(r"(?<![^\x00-\x7f])[^\x00-\x7f]{1,2}(?=[a-z])")  # no place for a hanzi
_LINE_END = re.compile(rb"[\r\n]+")


class Encoding(NamedTuple):
    """``name`` is a Python codec; ``readable`` the share of sampled non-ASCII lines that it decodes,
    1 only where every byte was checked or the file says so itself, 0 where nobody looked."""

    name: str
    bom: bool
    certain: bool
    readable: float = 1.0


class _Score(NamedTuple):
    plausible: float
    readable: float
    name: str


def detect(data: bytes) -> Encoding:
    return detect_stream(io.BytesIO(data))


def detect_stream(stream: BinaryIO) -> Encoding:
    """Reads a seekable stream from where it stands and puts it back there."""
    start = stream.tell()
    found = of_head(stream.read(HEAD))
    stream.seek(start)
    if found is None and is_utf8(stream):
        found = Encoding("utf-8", bom=False, certain=True)
    if found is None:
        stream.seek(start)
        found = _best(_sample(stream))
    stream.seek(start)
    return found


def of_head(head: bytes) -> Encoding | None:
    """What the first bytes alone decide: a byte order mark, or UTF-16 without one."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, bom=True, certain=True)
    utf16 = _utf16_by_zeros(head)
    return Encoding(utf16, bom=False, certain=True) if utf16 else None


def _utf16_by_zeros(head: bytes) -> str | None:
    """ASCII in UTF-16 leaves a zero in every other byte, all on one side."""
    head = head[: len(head) // 2 * 2]
    even, odd = head[::2].count(0), head[1::2].count(0)
    many, few = max(even, odd), min(even, odd)
    if many < 4 or few * 20 > many or many * 5 < len(head) // 2:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def is_utf8(stream: BinaryIO) -> bool:
    """Strictly, to the end of the stream."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in iter(partial(stream.read, BLOCK), b""):
            if not block.isascii() or decoder.getstate()[0]:
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _sample(stream: BinaryIO) -> list[bytes]:
    """Non-ASCII lines from all over the file, bounded in number and in bytes."""
    sample: list[bytes] = []
    size = 0
    for block in _whole_lines(stream):
        if block.isascii():
            continue
        for line in islice((x for x in _LINE_END.split(block) if not x.isascii()), LINES_PER_BLOCK):
            sample.append(line[:SAMPLE_BYTES])
            size += len(sample[-1])
            if len(sample) >= SAMPLE_LINES or size >= SAMPLE_BYTES:
                return sample
    return sample


def _whole_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Blocks cut at a line end, so that no character is cut."""
    rest = b""
    for block in iter(partial(stream.read, BLOCK), b""):
        block = rest + block
        cut = max(block.rfind(b"\n"), block.rfind(b"\r")) + 1
        rest = block[cut:] if cut else b""
        yield block[:cut] if cut else block
    yield rest


def _best(lines: list[bytes]) -> Encoding:
    utf8 = _readable(lines, "utf-8")
    if utf8 >= CLEARLY_MEANT:
        return Encoding("utf-8", bom=False, certain=True, readable=min(utf8, 0.999))
    scores = [_Score(utf8, utf8, "utf-8")] + [_score(lines, name) for name in LEGACY]
    ranked = sorted(scores, key=lambda score: (-is_enough(score.readable, len(lines)), -score.plausible))
    first, second = ranked[:2]
    certain = first.plausible >= 0.75 and first.plausible - second.plausible >= 0.1
    enough = is_enough(first.readable, len(lines))
    readable = max(first.readable, CLEARLY_MEANT) if enough else first.readable
    return Encoding(first.name, bom=False, certain=certain, readable=readable)


def is_enough(readable: float, lines: int) -> bool:
    """Nineteen lines in twenty, or all but one of a few."""
    return readable >= CLEARLY_MEANT or (lines >= 8 and (1 - readable) * lines < 1.5)


def _readable(lines: list[bytes], name: str) -> float:
    return sum(_decode(line, name) is not None for line in lines) / max(len(lines), 1)


def _decode(line: bytes, name: str) -> str | None:
    try:
        return line.decode(name)
    except UnicodeDecodeError:
        return None


def _score(lines: list[bytes], name: str) -> _Score:
    """Common characters count 1, seldom ones ½, others and undecodable pairs of bytes nothing."""
    texts = [_decode(line, name) for line in lines]
    unread = [line for line, text in zip(lines, texts, strict=True) if text is None]
    lost = sum(sum(byte > 127 for byte in line) / 2 for line in unread)
    text = "\n".join(filter(None, texts))
    characters = [c for c in text if c > "\x7f"]
    weight = _latin_weight(text) if name == "cp1252" else _eastern_weight(text, name)
    read = 1 - len(unread) / max(len(lines), 1)
    return _Score(weight / max(len(characters) + lost, 1), read, name)


def _latin_weight(text: str) -> float:
    """Letters with accents stand alone or in pairs among plain letters, never in long runs."""
    common = blocks.common("cp1252")
    return sum(
        sum(map(common.__contains__, run)) * (1 if len(run) == 1 else 0.7)
        for run in _RUN.findall(text)
        if len(run) <= 2
    )


def _eastern_weight(text: str, name: str) -> float:
    characters = [c for c in _INSIDE_WORD.sub("", text) if c > "\x7f"]
    if name == "euc_jp" and sum(map(blocks.is_kana, characters)) < 0.15 * len(characters):
        return 0.0  # without kana the same bytes are more likely Chinese
    often = sum(map(blocks.common(name).__contains__, characters))
    return often + sum(map(blocks.seldom(name).__contains__, characters)) / 2

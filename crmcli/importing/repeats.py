"""Keys that several rows of a file have: found while it is read, so that the rows are known to belong together.

Of each key only the hash is kept, in memory or, of many, in a file; so a file of any length takes no more memory.
"""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from tempfile import TemporaryFile
from typing import IO, Any

from crmcli.importing.spool import on_disk

END = 1 << 60
"""Later than any chunk."""
_LIVE = 150_000
"""So many hashes of a kind stay in memory."""
_SHARE = 1_000_000
"""So many of a file are sorted at once."""
_BYTES = 8


class Repeats:
    """All chunks are read before anything is asked."""

    def __init__(self) -> None:
        self.chunks = 0
        self._marks: dict[str, _Marks] = {}
        self._loose: dict[str, dict[int, int]] = {}

    def read(self, keys: Mapping[str, list[str]]) -> None:
        """One more chunk of the file; empty keys are nobody's."""
        for kind, texts in keys.items():
            self._marks.setdefault(kind, _Marks()).add(self.chunks, texts)
        self.chunks += 1

    def read_loose(self, kind: str, keys: Iterable[str]) -> None:
        """Keys that any row of the file may have again, for all that is kept of the others."""
        self._loose.setdefault(kind, {}).update(dict.fromkeys(map(hash, keys), END))

    @cached_property
    def last(self) -> dict[str, dict[int, int]]:
        """Kind by kind, the hashes of the keys that come more than once → the last chunk with one."""
        found = {kind: marks.last() | self._loose.pop(kind, {}) for kind, marks in self._marks.items()}
        return {kind: last for kind, last in (found | self._loose).items() if last}

    def forget(self) -> None:
        """Only what came again is of use from here on."""
        assert self.last is not None
        self._marks.clear()

    def has(self, keys: Iterable[tuple[str, str]]) -> bool:
        """Is one of these in the file at all?"""
        return any(self._has(kind, hash(key)) for kind, key in keys)

    def _has(self, kind: str, mark: int) -> bool:
        return mark in self.last.get(kind, ()) or (kind in self._marks and self._marks[kind].has(mark))


class _Marks:
    """The hashes of all keys of a kind, one after the other."""

    def __init__(self) -> None:
        self.chunks: list[int] = []
        self.ends: list[int] = []
        """Chunk by chunk, how many there are with it."""
        self.here = array("q")
        self.file: IO[bytes] | None = None

    def add(self, chunk: int, texts: list[str]) -> None:
        before = len(self.here)
        self.here.extend(map(hash, filter(None, texts)))
        self.chunks.append(chunk)
        self.ends.append((self.ends[-1] if self.ends else 0) + len(self.here) - before)
        if len(self.here) > _LIVE:
            self._put_away()

    def _put_away(self) -> None:
        with on_disk():
            self.file = self.file or TemporaryFile(prefix="crm-import-")  # noqa: SIM115 - closed by ``last``
            self.here.tofile(self.file)
        del self.here[:]

    def last(self) -> dict[int, int]:
        if self.file is None:
            found = self._places()
        else:
            self._put_away()
            with self.file:
                found = self._places_in(self.file)
        return {mark: self.chunks[bisect_right(self.ends, place)] for mark, place in found.items()}

    def _places(self) -> dict[int, int]:
        """Of those that come more than once, the last."""
        if len(self._known) == len(self.here):
            return {}
        again = {mark for mark, times in Counter(self.here).items() if times > 1}
        return {mark: place for place, mark in enumerate(self.here) if mark in again}

    def _places_in(self, file: IO[bytes]) -> dict[int, int]:
        import numpy as np

        found: dict[int, int] = {}
        shares = [mine[1:][mine[1:] == mine[:-1]] for mine in self._sorted]
        again = np.concatenate(shares)
        if len(again):
            for start in range(0, self.ends[-1], _SHARE):
                block = _read(file, start)
                places = np.flatnonzero(np.isin(block, again))
                found.update(zip(block[places].tolist(), (places + start).tolist(), strict=True))
        return found

    def has(self, mark: int) -> bool:
        if self.file is None:
            return mark in self._known
        mine = self._sorted[mark % len(self._sorted)]
        place = int(mine.searchsorted(mark))
        return place < len(mine) and bool(mine[place] == mark)

    @cached_property
    def _known(self) -> set[int]:
        return set(self.here)

    @cached_property
    def _sorted(self) -> list[Any]:
        """Those in the file, dealt out by their remainders, each share sorted; in a file, too."""
        import numpy as np

        assert self.file is not None
        shares = self.ends[-1] // _SHARE + 1
        found = []
        for share in range(shares):
            blocks = (_read(self.file, start) for start in range(0, self.ends[-1], _SHARE))
            mine = np.concatenate([block[block % shares == share] for block in blocks])
            mine.sort()
            with on_disk(), TemporaryFile(prefix="crm-import-") as file:
                file.write(mine.tobytes())
                file.flush()
                found.append(np.memmap(file, np.int64, "r") if len(mine) else mine)
        return found


def _read(file: IO[bytes], start: int) -> Any:
    """The marks from ``start`` on, a block of them."""
    import numpy as np

    file.seek(start * _BYTES)
    return np.frombuffer(file.read(_SHARE * _BYTES), np.int64)

"""Letters with marks, written without: ä, ö, ü, ø and å as ae, oe, ue and aa, or without any sign of them."""

import re

_DIGRAPHS = re.compile("aa|ae|oe|(?<![xyjqln])ue|ue(?=r)")


def plain(word: str) -> str:
    """Juergen, as jurgen, which is what is left of Jürgen; not where ``ue`` may be pinyin, as in Yueyang and Xue."""
    return _DIGRAPHS.sub(_first, word) if _DIGRAPHS.search(word) else word


def _first(found: re.Match[str]) -> str:
    return found[0][0]

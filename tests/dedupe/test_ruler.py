"""The made-up customers that dedupe is measured on."""

import hashlib
import json

from bench.people import make


def test_the_ruler_is_frozen() -> None:
    """Who changes it measures something else from then on, and has to measure everything anew."""
    rows = json.dumps(make(500), ensure_ascii=False, sort_keys=True).encode()
    assert hashlib.sha256(rows).hexdigest()[:16] == "bd91652a07629cf7"


def test_a_tenth_was_entered_twice() -> None:
    rows = make(2000)
    assert 0.09 < 1 - len({row["truth"] for row in rows}) / len(rows) < 0.11

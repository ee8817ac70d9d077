"""Holds what every refusal has in common: status, one readable sentence in both languages, nothing changed."""

import re
from typing import Any

from tests.conftest import Crm, Ran
from tests.importing.content import content

# C0 and C1 controls but for the newline, and the marks that reorder text.
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def refused(crm: Crm, status: int, sentence: str, *line: str, **options: Any) -> Ran:
    """Run the line in English, Chinese and for a script; its English sentence is ``sentence``. Returns the JSON run."""
    before = content(crm.db)
    english = crm(*line, **options)
    assert (english.status, english.out) == (status, ""), english
    assert english.err.splitlines()[0] == f"error: {sentence}"
    chinese = crm("--lang", "zh", *line, **options)
    assert (chinese.status, chinese.out) == (status, "")
    assert re.match("错误：.*[\u4e00-\u9fff]", chinese.err)
    assert re.match("提示：.*[\u4e00-\u9fff]", chinese.err.splitlines()[-1]) if "hint: " in english.err else True
    script = crm(*line, "-f", "json", **options)
    assert (script.status, script.out) == (status, "")
    assert script.error["message"] == sentence
    for ran in (english, chinese, script):
        assert "Traceback" not in ran.err
        assert not RAW.search(ran.err)
    assert content(crm.db) == before
    return script

"""Every session in tests/golden is answered as it stands there, to the letter."""

from pathlib import Path

import pytest

from tests.conftest import Crm
from tests.golden.session import Step, parse, replay

SESSIONS = sorted((Path(__file__).parent / "golden").glob("*.test"))


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_session(path: Path, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(crm.folder)
    text = path.read_text(encoding="utf-8")
    assert replay(text, crm).splitlines() == text.splitlines()


def test_every_kind_of_line_is_told_apart() -> None:
    text = "Prose.\n\n  $ crm list\n  one\n\n  two\n  2> three\n  exit 4\n\n  $ crm show 1\n\nEnd.\n"
    assert list(parse(text)) == [
        "Prose.", "",
        Step("crm list", ["one", "", "two", "2> three", "exit 4"]), "",
        Step("crm show 1", []), "",
        "End.",
    ]  # fmt: skip

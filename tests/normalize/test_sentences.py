"""Every reason has its clause in both languages, and none stands there for nothing."""

import re
from pathlib import Path

import crmcli.normalize
from crmcli import i18n

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(*crmcli.normalize.__path__).glob("*.py"))


def test_both_pages_have_the_same_reasons() -> None:
    assert i18n.page("normalize", "en").keys() == i18n.page("normalize", "zh").keys()


def test_every_reason_on_the_page_is_given_somewhere() -> None:
    for key in i18n.page("normalize", "en"):
        name = key.removeprefix("reason_")
        assert f'"{name}"' in SOURCES or f"{key}" in SOURCES


def test_every_reason_given_is_on_the_page() -> None:
    given = set(re.findall(r"reason_[a-z_]+", SOURCES))
    assert given <= i18n.page("normalize", "en").keys()

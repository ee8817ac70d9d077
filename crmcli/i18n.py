"""Sentences by name, in the language of the user.

A key is ``page.name``: page ``sale`` of the Chinese catalogue is the module ``crmcli.locale.zh.sale``,
whose ``MESSAGES`` maps names to sentences with ``{placeholders}``. Only the pages that are used get
imported. A pair of sentences ``(one, many)`` is chosen by the fact ``n``.
"""

import os
from collections.abc import Mapping
from importlib import import_module
from typing import Any

LANGUAGES = ("en", "zh")

_language = "en"
_pages: dict[tuple[str, str], Mapping[str, str | tuple[str, str]]] = {}


def choose(flag: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """The language to speak: the flag, else CRMCLI_LANG, else the locale of the process."""
    for wish in (flag, environ.get("CRMCLI_LANG")):
        if wish:
            return "zh" if wish.lower().startswith("zh") else "en"
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


def set_language(language: str) -> None:
    global _language
    _language = language


def language() -> str:
    return _language


def page(name: str, lang: str | None = None) -> Mapping[str, str | tuple[str, str]]:
    """One page of the catalogue; an unknown page is empty."""
    lang = lang or _language
    found = _pages.get((lang, name))
    if found is None:
        try:
            found = import_module(f"crmcli.locale.{lang}.{name}").MESSAGES
        except ModuleNotFoundError:
            found = {}
        _pages[lang, name] = found
    return found


def has(key: str) -> bool:
    name, _, rest = key.partition(".")
    return rest in page(name)


def t(key: str, /, **facts: Any) -> str:
    """The sentence called ``key``, filled with ``facts``. A missing key is a bug: KeyError."""
    name, _, rest = key.partition(".")
    text = page(name)[rest]
    if isinstance(text, tuple):
        text = text[0] if facts.get("n") == 1 else text[1]
    return text.format_map(facts) if facts else text


def word(value: str) -> str:
    """A choice as people read it (``at_risk`` → 流失风险); any other value as it is."""
    return str(page("words").get(value, value))

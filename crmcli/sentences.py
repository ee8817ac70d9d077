"""An error's code and facts as the sentence and the hint that the catalogues have for it."""

from typing import Any

from crmcli import i18n
from crmcli.errors import CrmError
from crmcli.i18n import t


def key(code: str) -> str:
    """General codes are on page ``errors``; ``sale.already_cancelled`` names its page itself."""
    return code if "." in code else f"errors.{code}"


def sentence(error: CrmError) -> str:
    name = key(error.code)
    facts = {k: _field_name(v) if k == "field" else _fact(v) for k, v in error.facts.items()}
    facts.update((k, _listed(v)) for k, v in facts.items() if k in _LISTS)
    facts.update((k, i18n.word(v)) for k, v in facts.items() if k in _WORDS)
    text = t(name, **facts)
    if facts.get("reason") and "{reason}" not in str(i18n.page(name.partition(".")[0])[name.partition(".")[2]]):
        text += t("errors._because", reason=facts["reason"])
    return text


def hint(error: CrmError) -> str:
    """The advice for this error: the likelier word if there is one, else the catalogue's hint."""
    name = key(error.code)
    if error.facts.get("like"):
        return t("errors._did_you_mean", like=error.facts["like"])
    if i18n.has(f"{name}.hint"):
        facts = {k: _fact(v, 1_000 if k in _LISTS else _LONGEST) for k, v in error.facts.items()}
        return t(f"{name}.hint", **{k: _listed(v) if k in _LISTS else v for k, v in facts.items()})
    return ""


_LONGEST = 120
_WORDS = frozenset(("looks_like",))
_LISTS = frozenset(("choices", "columns", "fields", "names", "ids"))
"""Facts that are several words, with commas between them."""


def _listed(value: Any) -> Any:
    return value.replace(", ", t("common.comma")) if isinstance(value, str) else value


def _fact(value: Any, longest: int = _LONGEST) -> Any:
    """A fact as people read it: a catalogue key speaks, a long value is cut."""
    if not isinstance(value, str):
        return value
    if "." in value and (" " not in value or value.startswith("metavars.")) and i18n.has(value):
        return t(value)
    return value if len(value) <= longest else value[: longest - 3] + "…"


def _field_name(value: Any) -> Any:
    """A field by its Chinese name in a Chinese sentence."""
    known = i18n.page("labels").get(value) if i18n.language() == "zh" else None
    return known or _fact(value)

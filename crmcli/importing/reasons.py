"""Why a row cannot be taken: all reasons at once, so that it need not be mended twice."""

from collections.abc import Sequence
from typing import TypeVar

from crmcli.errors import CrmError
from crmcli.i18n import t
from crmcli.sentences import sentence

Error = TypeVar("Error", bound=CrmError)


def together(errors: Sequence[Error]) -> Error:
    """The first error, with the others as its details."""
    first, *others = errors
    return type(first)(first.code, details=[{"error": other} for other in others], **first.facts) if others else first


def codes(error: CrmError) -> dict[str, str]:
    """Sentence → code of each reason."""
    return {sentence(each): each.code for each in (error, *(more["error"] for more in error.details))}


def told(error: CrmError) -> str:
    return t("import.reasons_between").join(codes(error))

"""Why a row cannot be taken: all reasons at once, so that it need not be mended twice."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from crmcli.errors import CrmError
from crmcli.i18n import t
from crmcli.importing.tally import take_back
from crmcli.sentences import sentence

Error = TypeVar("Error", bound=CrmError)


class Reader(Protocol):
    field: str
    """The one that was looked at last."""
    passed: set[str]
    """Fields known to be no good, which it takes for empty."""
    left_out: Counter[str]


def plain(error: CrmError) -> CrmError:
    """The error without its traceback, which leads to everything that was in hand."""
    error.__traceback__ = error.__context__ = None
    return error


def all_of(reader: Reader, read: Callable[[], object], counted: Counter[str]) -> CrmError:
    """All that is wrong with a row: it is read again and again, each time without the cell that failed.

    What the first reading left out was ``counted`` before, and is taken back.
    """
    errors: list[CrmError] = []
    while True:
        try:
            read()
            break
        except CrmError as error:
            if reader.field in reader.passed:
                break
            reader.passed.add(reader.field)
            if not errors:
                take_back(counted, reader.left_out)
            errors.append(plain(error))
    return together(errors)


def together(errors: Sequence[Error]) -> Error:
    """The first error, with the others as its details."""
    first, *others = errors
    return type(first)(first.code, details=[{"error": other} for other in others], **first.facts) if others else first


def codes(error: CrmError) -> dict[str, str]:
    """Sentence → code of each reason."""
    return {sentence(each): each.code for each in (error, *(more["error"] for more in error.details))}


def told(error: CrmError) -> str:
    return t("import.reasons_between").join(codes(error))

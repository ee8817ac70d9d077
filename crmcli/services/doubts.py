"""Why a new customer with somebody's phone or e-mail is not certainly that customer, in words."""

from typing import TYPE_CHECKING

from crmcli.context import Context
from crmcli.domain import merging
from crmcli.domain.customers import Customer
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.normalize.titles import contradict
from crmcli.sentences import sentence
from crmcli.services import duplicate_pages, duplicates

if TYPE_CHECKING:
    from crmcli.dedupe.explain import Step


def against(ctx: Context, found: duplicates.Found, new: Customer, known: Customer) -> str:
    """What speaks against it, the weightiest first."""
    assert new.id is not None
    assert known.id is not None
    try:
        steps = duplicates.between(found, known.id, new.id).steps
    except Invalid as error:
        return sentence(error)
    except KeyError:  # so many have the phone that it is not looked at, or nothing was learned of companies
        steps = []
    how = dict.fromkeys(merging.contradictions(known, new), t("dedupe.level_differ"))
    for step in sorted(filter(_doubtful, steps), key=lambda step: step.weight):
        how[step.field] = duplicate_pages.said(step)
    doubts = [t("customer.other_title")] if contradict(known.name, new.name) else []
    doubts += [t("customer.doubt", field=t(f"dedupe.field_{field}"), how=text) for field, text in how.items()]
    return t("customer.semicolon").join(doubts) or t("customer.too_little")


def _doubtful(step: "Step") -> bool:
    """A field in which they differ, or agree as many others do."""
    parts = step.level.split(".")
    return bool(step.level) and (step.weight < 0 or "differ" in parts or "shared" in parts)

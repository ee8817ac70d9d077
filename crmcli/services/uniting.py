"""Merging customers without asking which value of a field to keep: the usual rule of ``domain.merging`` decides."""

from collections.abc import Sequence
from typing import Any

from crmcli.context import Context
from crmcli.domain import customers as domain
from crmcli.domain import merging
from crmcli.domain.customers import Customer
from crmcli.errors import Conflict
from crmcli.safety import merge as safety


def unite(ctx: Context, ids: Sequence[int]) -> Customer:
    """The first stays, inside the operation under way; Conflict if one of them has gone meanwhile."""
    people = [ctx.repo.get(Customer, number) for number in ids]
    for person in people:
        if person.deleted_at is not None:
            raise Conflict("dedupe.gone_meanwhile", id=person.id, name=person.name)
    survivor, *gone = people
    assert survivor.id is not None
    choice = merging.choose(survivor, gone, {})
    stamp = ctx.now.isoformat(timespec="seconds")
    for person in gone:
        assert person.id is not None
        part = safety.unite(ctx.repo, survivor.id, person.id)
        safety.retire(ctx.repo, survivor.id, person.id, stamp, _noted(choice, person.id, part))
    return ctx.repo.save(domain.revise(survivor, choice.values, at=ctx.now))


def _noted(choice: merging.Choice, lost: int, part: safety.Redirected) -> dict[str, Any]:
    """What the merge notes about one of those who went."""
    return {
        "taken": [field for field, source in choice.taken.items() if source == lost],
        "left": [field for field, sources in choice.left.items() if lost in sources],
        "moved": dict(part.moved),
        "already_there": dict(part.dropped),
    }

"""Several customers become one: what ``merge`` does, and the merges that nobody is asked about."""

from collections.abc import Iterable, Sequence
from typing import Any

from crmcli.context import Context
from crmcli.domain import customers as domain
from crmcli.domain import merging
from crmcli.domain.customers import Customer
from crmcli.errors import Conflict
from crmcli.safety import merge as safety
from crmcli.store import journal


def unite(ctx: Context, ids: Sequence[int], rule: str = "keep") -> Customer:
    """The first stays, by one of the rules for fields, inside the operation under way.

    Conflict if one of them has gone meanwhile.
    """
    people = [ctx.repo.get(Customer, number) for number in ids]
    for person in people:
        if person.deleted_at is not None:
            raise Conflict("dedupe.gone_meanwhile", id=person.id, name=person.name)
    survivor, *gone = people
    choice = merging.choose(survivor, gone, {}, rule)
    take_over(ctx, survivor, gone, choice)
    return ctx.repo.save(domain.revise(survivor, choice.values, at=ctx.now))


def unite_all(ctx: Context, groups: Iterable[Sequence[int]], rule: str = "keep") -> list[Customer]:
    """Many merges at once; of each the one who stays."""
    with journal.quietly(ctx.repo.connection):
        return [unite(ctx, ids, rule) for ids in groups]


def take_over(ctx: Context, survivor: Customer, gone: Sequence[Customer], choice: merging.Choice) -> safety.Redirected:
    """Give the survivor all records of those who go, and note of each what was chosen."""
    assert survivor.id is not None
    stamp = ctx.now.isoformat(timespec="seconds")
    parts = []
    for person in gone:
        assert person.id is not None
        part = safety.unite(ctx.repo, survivor.id, person.id)
        safety.retire(ctx.repo, survivor.id, person.id, stamp, _noted(choice, person.id, part))
        parts.append(part)
    return safety.total(parts)


def _noted(choice: merging.Choice, lost: int, part: safety.Redirected) -> dict[str, Any]:
    """What the merge notes about one of those who went."""
    return {
        "taken": [field for field, source in choice.taken.items() if source == lost],
        "left": [field for field, sources in choice.left.items() if lost in sources],
        "moved": dict(part.moved),
        "already_there": dict(part.dropped),
    }

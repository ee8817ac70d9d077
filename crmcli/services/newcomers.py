"""New customers who are likely to be here already, by what ``dedupe train`` learned: said, or acted on.

Only the new ones are compared, among each other and with their neighbours.
"""

import json
from collections.abc import Sequence
from typing import Any

from crmcli.context import Context
from crmcli.domain import merging
from crmcli.domain.customers import ContactPoint, Customer
from crmcli.errors import Conflict
from crmcli.i18n import t
from crmcli.normalize.titles import contradict
from crmcli.services import duplicate_pages, duplicates

ACTS = {"update": "recent", "fill": "keep"}
"""``--on-duplicate`` → whose value a field gets when the new one becomes one with the one who was here."""
HOW = (*ACTS, "skip", "reject")
Held = Sequence[tuple[str, dict[str, Any]]]
"""A phone or e-mail of the new one, and somebody who has it."""
_TOLD = 3


class Known(Exception):
    """Nobody new: ``number`` is who it is."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def warn(ctx: Context, number: int) -> None:
    """Say whom a new customer is likely to be; numpy only if there is a neighbour."""
    if ctx.flags.get("quiet"):
        return
    for other, name, probability in likely(ctx, number)[:_TOLD]:
        chance = duplicate_pages.chance(probability)
        ctx.remark(t("dedupe.looks_like", id=number, other=other, name=name, probability=chance))


def likely(ctx: Context, number: int) -> list[tuple[int, str, float]]:
    """(id, name, probability), the likeliest first."""
    from crmcli.dedupe import stored
    from crmcli.dedupe.neighbours import neighbours

    if not stored.trained(ctx.repo):
        return []
    around = neighbours(ctx.repo, [number])
    if len(around) < 2:
        return []
    from crmcli.dedupe import near

    if not (models := stored.load(ctx.repo)):
        ctx.remark(t("dedupe.learned_before"))
    return near.likely(ctx.repo, number, around, models)


def known_as(ctx: Context, new: Customer, how: str, held: Held) -> int | None:
    """Whom to merge a customer just added with: only one whom ``dedupe auto`` would, or of whom nothing new was said.

    Known for ``skip``; Conflict for ``reject``, of any likely one, and where others have the phone or e-mail
    (``held``) but are not certainly the same. Each of them takes the new one back.
    """
    number = new.id
    assert number is not None
    if how == "reject":
        for known, name, probability in likely(ctx, number)[:1]:
            raise Conflict("customer.likely_known", id=known, name=name, probability=probability)
        return None
    same = _replayed(ctx, new, held)
    if same is None:
        compared = _compared(ctx, [number])
        same = next((ids[0] for ids in _certain(ctx, compared, [number])), None)
        if same is None and held:
            raise _doubted(ctx, compared, new, held)
    if same is not None and how == "skip":
        raise Known(same)
    return same


def _doubted(ctx: Context, compared: duplicates.Found, new: Customer, held: Held) -> Conflict:
    """Not certainly the same as the likeliest of those who have the phone or e-mail."""
    from crmcli.dedupe import near
    from crmcli.services import doubts

    details = [{"id": other["id"], "name": other["name"], "contact": value} for value, other in held]
    chances = dict(near.partners(compared.records, compared.findings, new.id or 0))
    value, other = max(held, key=lambda one: chances.get(one[1]["id"], 0.0))
    reason = doubts.against(ctx, compared, new, ctx.repo.get(Customer, other["id"]))
    facts = {"id": other["id"], "name": other["name"], "value": value, "reason": reason}
    return Conflict("customer.held", details=details, **facts)


def _replayed(ctx: Context, new: Customer, held: Held) -> int | None:
    """The one customer with the phone or e-mail, if of the same name and with all that is known of the new one."""
    holders = {other["id"] for _, other in held}
    if len(holders) != 1:
        return None
    known = ctx.repo.get(Customer, holders.pop())
    points, theirs = ({(p.kind, p.key) for p in ctx.repo.find(ContactPoint, customer_id=c.id)} for c in (new, known))
    own, custom = (json.loads(one.custom or "{}") for one in (new, known))
    columns = (name for name in merging.COLUMNS if name != "name" and getattr(new, name) is not None)
    named = known.name_key == new.name_key and not contradict(known.name, new.name)
    same = named and points <= theirs and own.items() <= custom.items()
    return known.id if same and all(getattr(new, name) == getattr(known, name) for name in columns) else None


def unite(ctx: Context, ids: Sequence[int], how: str) -> str:
    """Inside the operation under way; what history says of it."""
    from crmcli.services import uniting

    kept = uniting.unite(ctx, ids, ACTS[how])
    return f"{kept.id} {kept.name} ← {', '.join(map(str, ids[1:]))}"


class Arrivals:
    """The customers whom one import adds, from here on."""

    def __init__(self, ctx: Context) -> None:
        from crmcli.dedupe import stored

        self.ctx = ctx
        self.newest = stored.newest(ctx.repo)
        self.merged: set[int] = set()

    @property
    def new(self) -> list[int]:
        """Those who are on their own; none where nothing was learned by which to know them again."""
        from crmcli.dedupe import stored

        if not stored.trained(self.ctx.repo):
            return []
        return [number for number in stored.added_after(self.ctx.repo, self.newest) if number not in self.merged]

    def unite(self, rule: str) -> str:
        """Those who are certainly somebody else become one with who was here first, inside the operation under way;
        what history says of it."""
        from crmcli.services import uniting

        ctx, new = self.ctx, self.new
        groups = _certain(ctx, _compared(ctx, new), new) if new else []
        if not groups:
            return ""
        if len(groups) > ctx.config.number("bulk_confirm"):
            from crmcli.safety import copies

            ctx.remark(t("dedupe.backup", path=copies.before(ctx.repo, "merge", ctx.now)))
        kept = uniting.unite_all(ctx, groups, rule)
        self.merged.update(number for ids in groups for number in ids[1:])
        for ids, one in list(zip(groups, kept, strict=True))[:_TOLD]:
            gone = t("common.comma").join(map(str, ids[1:]))
            ctx.remark(t("dedupe.review_merged", id=one.id, name=one.name, gone=gone, last=ids[-1]))
        summary = t("dedupe.auto_done", n=len(groups), customers=len(self.merged) + len(groups))
        if len(groups) > _TOLD:
            ctx.remark(summary)
        return summary

    def tell(self) -> None:
        """Say how many of the others are likely to be somebody who is here."""
        from crmcli.dedupe import stored
        from crmcli.dedupe.identifiers import shared_by

        ctx, new = self.ctx, self.new
        if ctx.flags.get("quiet"):
            return
        if len(new) > duplicates.FEW:
            ctx.remark(t("dedupe.many_new", n=len(new), shared=shared_by(ctx.repo, self.newest)))
        elif new and (found := duplicates.near(ctx, new, stored.load(ctx.repo)).clusters):
            ctx.remark(t("dedupe.new_look_like", n=len(found)))


def _compared(ctx: Context, new: Sequence[int]) -> duplicates.Found:
    from crmcli.dedupe import stored

    models = stored.load(ctx.repo)
    return duplicates.near(ctx, new, models) if models else duplicates.find(ctx)


def _certain(ctx: Context, compared: duplicates.Found, new: Sequence[int]) -> list[list[int]]:
    """Groups that need no second look: the one who stays, then the new ones; two who were here are never merged."""
    fresh, found = set(new), []
    for group in duplicates.certain(ctx, compared):
        first = ctx.repo.get(Customer, group.customers[0])
        others = (ctx.repo.get(Customer, number) for number in group.customers[1:] if number in fresh)
        # What was learned before there were birthdays knows nothing of them.
        same = [one.id for one in others if one.id and not merging.contradictions(first, one)]
        if same:
            found.append([group.customers[0], *same])
    return found

"""New customers who are likely to be here already, by what ``dedupe train`` learned: said, or acted on.

Only the new ones are compared, among each other and with their neighbours.
"""

from collections.abc import Sequence

from crmcli.context import Context
from crmcli.domain.customers import Customer
from crmcli.errors import Conflict
from crmcli.i18n import t
from crmcli.services import duplicates

ACTS = {"update": "recent", "fill": "keep"}
"""``--on-duplicate`` → whose value a field gets when the new one becomes one with the one who was here."""
HOW = (*ACTS, "skip", "reject")
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
        ctx.remark(t("dedupe.looks_like", id=number, other=other, name=name, probability=probability))


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

    return near.likely(ctx.repo, number, around)


def known_as(ctx: Context, new: Customer, how: str, *, held: bool) -> int | None:
    """Whom to merge a customer just added with: only one whom ``dedupe auto`` would.

    Known for ``skip``; Conflict for ``reject``, of any likely one, and where somebody has the phone or e-mail
    (``held``) but is not certainly the same. Each of them takes the new one back.
    """
    assert new.id is not None
    if how == "reject":
        for other, name, probability in likely(ctx, new.id)[:1]:
            raise Conflict("customer.likely_known", id=other, name=name, probability=probability)
        return None
    known = next((ids[0] for ids in certainly(ctx, [new.id])), None)
    if known is None and held:
        raise Conflict("customer.held")
    if known is not None and how == "skip":
        raise Known(known)
    return known


def unite(ctx: Context, ids: Sequence[int], how: str) -> None:
    from crmcli.services import uniting

    with ctx.operation() as operation:
        kept = uniting.unite(ctx, ids, ACTS[how])
        operation.summary = f"{kept.id} {kept.name} ← {', '.join(map(str, ids[1:]))}"


def after_import(ctx: Context, newest: int, how: str | None) -> int:
    """Merge customers added after ``newest`` as ``--on-duplicate`` said, and count the likely ones that are left.

    The merges are an operation of their own, so that each can be taken back. Returns how many customers were merged.
    """
    from crmcli.dedupe import stored

    if not stored.trained(ctx.repo):
        return 0
    new = stored.added_after(ctx.repo, newest)
    if not new:
        return 0
    merged = set(_merge(ctx, new, ACTS[how]) if how in ACTS else ())
    if not ctx.flags.get("quiet"):
        _tell(ctx, newest, [number for number in new if number not in merged])
    return len(merged)


def _tell(ctx: Context, newest: int, new: Sequence[int]) -> None:
    from crmcli.dedupe import stored
    from crmcli.dedupe.identifiers import shared_by

    if len(new) > duplicates.FEW:
        ctx.remark(t("dedupe.many_new", n=len(new), shared=shared_by(ctx.repo, newest)))
    elif new and (found := duplicates.near(ctx, new, stored.load(ctx.repo)).clusters):
        ctx.remark(t("dedupe.new_look_like", n=len(found)))


def _merge(ctx: Context, new: Sequence[int], rule: str) -> list[int]:
    """Those of the new ones who are certainly somebody else, merged into who was here first."""
    from crmcli.services import uniting

    groups = certainly(ctx, new)
    if not groups:
        return []
    if len(groups) > ctx.config.number("bulk_confirm"):
        from crmcli.safety import copies

        ctx.remark(t("dedupe.backup", path=copies.before(ctx.repo, "merge", ctx.now)))
    gone = [number for ids in groups for number in ids[1:]]
    with ctx.operation() as operation:
        kept = uniting.unite_all(ctx, groups, rule)
        operation.summary = t("dedupe.auto_done", n=len(groups), customers=len(gone) + len(groups))
    for ids, one in list(zip(groups, kept, strict=True))[:_TOLD]:
        merged = t("common.comma").join(map(str, ids[1:]))
        ctx.remark(t("dedupe.review_merged", id=one.id, name=one.name, gone=merged, last=ids[-1]))
    if len(groups) > _TOLD:
        ctx.remark(operation.summary)
    return gone


def certainly(ctx: Context, new: Sequence[int]) -> list[list[int]]:
    """Groups that need no second look: the one who stays, then the new ones; two who were here are never merged."""
    from crmcli.dedupe import stored

    models = stored.load(ctx.repo)
    groups = duplicates.certain(ctx, duplicates.near(ctx, new, models) if models else duplicates.find(ctx))
    fresh = set(new)
    found = ([group.customers[0], *(one for one in group.customers[1:] if one in fresh)] for group in groups)
    return [ids for ids in found if len(ids) > 1]

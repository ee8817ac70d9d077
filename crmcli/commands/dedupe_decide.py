"""dedupe reject, auto: decisions about likely duplicates."""

from itertools import combinations
from typing import TYPE_CHECKING, Annotated

from crmcli.context import Context
from crmcli.i18n import t
from crmcli.result import Column, Done, Row, Rows
from crmcli.services import duplicates, uniting
from crmcli.signature import Arg, Opt

if TYPE_CHECKING:
    from crmcli.dedupe.listing import Listed

_COLUMNS = (
    Column("customer", "id"), Column("merged", "list"), Column("names", "list"), Column("probability", "number"),
)  # fmt: skip


def reject(
    ctx: Context,
    who: Annotated[list[str], Arg("dedupe.arg_different", "WHO")],
) -> Done:
    """Remember that these customers are all different people, whatever they have in common."""
    from crmcli.dedupe import rejections

    with ctx.operation() as operation:
        ids = duplicates.people(ctx, who)
        pairs = list(combinations(sorted(ids), 2))
        new = rejections.reject(ctx.repo, pairs, ctx.now.isoformat(timespec="seconds"))
        operation.changed = new > 0
        operation.summary = " ≠ ".join(map(str, ids))
    listed = t("common.comma").join(map(str, ids))
    message = t("dedupe.rejected" if new else "dedupe.rejected_already", who=listed)
    return Done(message, {"customers": ids, "pairs": [list(pair) for pair in pairs], "new": new}, ids)


def auto(
    ctx: Context,
    dry_run: Annotated[bool, Opt("--dry-run", help="dedupe.opt_dry_run")] = False,
) -> Rows:
    """Merge what needs no second look; the customer who was there first stays."""
    if dry_run:
        ctx.try_only()
        groups = duplicates.certain(ctx, duplicates.find(ctx))
        return _told(groups, _named(ctx, groups), t("dedupe.auto_would", **_counts(groups)))
    mark = ctx.repo.data_version
    groups = duplicates.certain(ctx, duplicates.find(ctx))
    ctx.confirm(len(groups), t("dedupe.confirm_auto", **_counts(groups)))
    if len(groups) > ctx.config.number("bulk_confirm"):
        from crmcli.safety import copies

        ctx.remark(t("dedupe.backup", path=copies.before(ctx.repo, "merge", ctx.now)))
    with ctx.operation() as operation:
        if ctx.repo.data_version != mark:
            groups = duplicates.certain(ctx, duplicates.find(ctx))
        names = _named(ctx, groups)
        uniting.unite_all(ctx, [group.customers for group in groups])
        operation.changed = bool(groups)
        operation.summary = t("dedupe.auto_done", **_counts(groups))
    return _told(groups, names, t("dedupe.auto_done", **_counts(groups)))


def _counts(groups: "list[Listed]") -> dict[str, int]:
    return {"n": len(groups), "customers": sum(len(group.customers) for group in groups)}


def _named(ctx: Context, groups: "list[Listed]") -> dict[int, str]:
    from crmcli.dedupe import listing

    return listing.names(ctx.repo, groups)


def _told(groups: "list[Listed]", names: dict[int, str], note: str) -> Rows:
    rows: list[Row] = [
        {
            "customer": group.customers[0],
            "merged": group.customers[1:],
            "names": [names[number] for number in group.customers],
            "probability": group.probability,
        }
        for group in groups
    ]
    return Rows(_COLUMNS, rows, note if groups else t("dedupe.auto_none"))

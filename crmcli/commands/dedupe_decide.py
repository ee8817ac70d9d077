"""dedupe reject, auto: decisions about likely duplicates."""

from itertools import combinations
from typing import TYPE_CHECKING, Annotated

from crmcli.context import Context
from crmcli.domain import merging
from crmcli.domain.customers import Customer
from crmcli.i18n import t
from crmcli.result import Column, Done, Row, Rows
from crmcli.services import duplicate_pages, duplicates, naming, uniting
from crmcli.signature import Arg, Opt

if TYPE_CHECKING:
    from crmcli.dedupe.listing import Listed


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
        return _told(_rows(ctx, groups), t("dedupe.auto_would", **_counts(groups)))
    mark = ctx.repo.data_version
    groups = duplicates.certain(ctx, duplicates.find(ctx))
    ctx.confirm(len(groups), t("dedupe.confirm_auto", **_counts(groups)))
    if len(groups) > ctx.config.number("bulk_confirm"):
        from crmcli.safety import copies

        ctx.remark(t("dedupe.backup", path=copies.before(ctx.repo, "merge", ctx.now)))
    with ctx.operation() as operation:
        if ctx.repo.data_version != mark:
            groups = duplicates.certain(ctx, duplicates.find(ctx))
        rows = _rows(ctx, groups)
        uniting.unite_all(ctx, [group.customers for group in groups])
        operation.changed = bool(groups)
        operation.summary = t("dedupe.auto_done", **_counts(groups))
    if groups:
        ctx.remark(t("dedupe.auto_back"))
    return _told(rows, t("dedupe.auto_done", **_counts(groups)))


def _counts(groups: "list[Listed]") -> dict[str, int]:
    return {"n": len(groups), "customers": sum(len(group.customers) for group in groups)}


def _rows(ctx: Context, groups: "list[Listed]") -> list[Row]:
    """Each merge as it is before anything is merged."""
    from crmcli.dedupe import listing

    names = listing.names(ctx.repo, groups)
    return [
        {
            "customer": group.customers[0],
            "merged": group.customers[1:],
            "names": [names[number] for number in group.customers],
            "probability": group.probability,
            "left": _left(ctx, group.customers),
        }
        for group in groups
    ]


def _left(ctx: Context, ids: list[int]) -> dict[str, list[int]]:
    first, *others = (ctx.repo.get(Customer, number) for number in ids)
    return merging.choose(first, others, {}).left


def _told(rows: list[Row], note: str) -> Rows:
    columns = (
        Column("customer", "id"), Column("merged", "list", t("dedupe.column_merged")), Column("names", "list"),
        Column("probability", "number"), Column("left", "list", t("dedupe.column_left")),
    )  # fmt: skip
    comma = t("common.comma")
    shown = [duplicate_pages.readable(row) | {"left": comma.join(map(naming.field, row["left"]))} for row in rows]
    return Rows(columns, rows, note if rows else t("dedupe.auto_none"), shown=shown)

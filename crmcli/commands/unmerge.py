"""unmerge: a merge taken back, also when more was recorded since."""

from collections.abc import Mapping
from typing import Annotated

from crmcli import segment
from crmcli.context import Context
from crmcli.domain.customers import Customer
from crmcli.errors import Conflict
from crmcli.i18n import t
from crmcli.result import Record
from crmcli.safety import unmerge as safety
from crmcli.safety.added import Unlinked
from crmcli.services import customers, naming
from crmcli.signature import Arg, Opt
from crmcli.store import trash


def unmerge(
    ctx: Context,
    who: Annotated[str, Arg("unmerge.arg_who", "WHO")],
    to: Annotated[
        str,
        Opt("--to", help="unmerge.opt_to", choices=("keep", "restored"), words={"保留": "keep", "恢复": "restored"}),
    ] = "keep",
) -> Record:
    """WHO was merged and comes back with what was theirs; --to says whose the records added since are."""
    with ctx.operation() as operation:
        lost = _lost(ctx, who)
        done = safety.unmerge(ctx.repo, lost, to_restored=to == "restored")
        person, survivor = ctx.repo.get(Customer, lost), ctx.repo.get(Customer, done.kept)
        operation.summary = f"{lost} {person.name} ← {done.kept} {survivor.name}"
    if done.left:
        ctx.remark(t("unmerge.left", id=done.kept, fields=t("common.comma").join(map(naming.field, done.left))))
    if done.removed:
        ctx.remark(t("unmerge.removed", id=lost, what=naming.counts(done.removed)))
    if done.unlinked:
        ctx.remark(t("unmerge.unlinked", links=t("common.comma").join(map(_link, done.unlinked))))
    data = {
        **customers.record(ctx, lost),
        "unmerged_from": done.kept,
        "moved": dict(done.moved),
        "added": dict(done.added),
        "changed": done.changed,
        "left": done.left,
        "removed": dict(done.removed),
        "unlinked": [one._asdict() for one in done.unlinked],
    }
    said = t("unmerge.unmerged", id=lost, name=person.name, kept=done.kept, survivor=survivor.name)
    return Record(data, said + _counts("merge.moved", done.moved) + _counts("unmerge.added", done.added))


def _lost(ctx: Context, who: str) -> int:
    """The merged customer that is meant: by id, uid or name; or the only one whom WHO includes."""
    if trash.merged_into(ctx.repo, who) is not None:
        return safety.by_id(ctx.repo, who)
    found = safety.named(ctx.repo, who)
    if len(found) == 1:
        return found[0]
    kept = segment.one(ctx.repo, who, region=ctx.region)
    those = safety.merged_into(ctx.repo, kept)
    if not those:
        raise Conflict("unmerge.not_merged", who=who, id=kept)
    if len(those) > 1:
        raise Conflict("unmerge.several", who=who, n=len(those), details=those)
    return int(those[0]["id"])


def _link(one: Unlinked) -> str:
    ends = ((one.table, one.row), (one.parent, one.was))
    return " → ".join(t("merge.count", table=naming.table(table), n=number) for table, number in ends)


def _counts(key: str, rows: Mapping[str, int]) -> str:
    return t(key, what=naming.counts(rows)) if rows else ""

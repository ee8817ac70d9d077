"""dedupe …: customers who were probably entered twice."""

from typing import Annotated

from crmcli.context import Context
from crmcli.dedupe import exact
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.result import Column, Rows
from crmcli.signature import Opt


def list_(
    ctx: Context,
    limit: Annotated[int | None, Opt("--limit", "-n", help="common.opt_limit", metavar="N")] = None,
) -> Rows:
    """Clusters of customers who share a phone, an e-mail, an id number, or name and birthday."""
    if limit is not None and limit < 0:
        raise Invalid("negative", field="--limit", value=limit)
    found = exact.clusters(ctx.repo)
    shown = found[:limit] if limit else found
    names = exact.names(ctx.repo, shown)
    machine = ctx.flags.get("format") not in ("table", "md") and not ctx.stdout.isatty()
    rows = [
        {
            "cluster": number,
            "probability": cluster.probability,
            "customers": cluster.customers,
            "names": [names[one] for one in cluster.customers],
            "reasons": cluster.reasons if machine else [_said(reason) for reason in cluster.reasons],
        }
        for number, cluster in enumerate(shown, 1)
    ]
    columns = [
        Column("cluster", "id"), Column("probability", "number"), Column("customers", "list"),
        Column("names", "list"), Column("reasons", "list"),
    ]  # fmt: skip
    if len(shown) < len(found):
        ctx.remark(t("common.shown", n=len(shown), total=len(found)))
    return Rows(columns, rows, _note(len(found), shown[0].customers if shown else []))


def _note(total: int, first: list[int]) -> str:
    """How to go on from here."""
    if not total:
        return t("dedupe.none")
    return t("dedupe.found", n=total, ids=" ".join(map(str, first)))


def _said(reason: str) -> str:
    """``phone: +86…`` with the kind of key in the user's language."""
    kind, _, key = reason.partition(": ")
    return t("dedupe.reason", kind=t("dedupe.key_" + kind.replace("+", "_")), key=key)

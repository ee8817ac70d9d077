"""export: customers, sales, contacts or complaints as rows that import understands."""

from typing import Annotated

from crmcli import segment
from crmcli.context import Context
from crmcli.i18n import t
from crmcli.reports import exports
from crmcli.result import Rows
from crmcli.services import customers
from crmcli.signature import Arg
from crmcli.store import customers as store


def export(ctx: Context, words: Annotated[list[str], Arg("export.arg_words", "[KIND] [WHO]")] = []) -> Rows:  # noqa: B006 - never changed
    """All rows of a kind (customers when left out), or those of the customers that WHO means; CSV."""
    kind, who = ("customers", words)
    if words and words[0] in exports.KINDS:
        kind, who = words[0], words[1:]
    ids = segment.several(ctx.repo, " ".join(who), region=ctx.region) if who else None
    if kind == "customers":
        own = store.custom_fields(ctx.repo)
        whole = _form(ctx) in ("json", "ndjson")
        columns, found = exports.customers(ctx.repo, customers.facts(ctx), ids, own, whole=whole)
        return Rows(columns, customers.values(found, ctx.currency), form="csv")
    from crmcli.normalize.money import format_money

    columns, rows = exports.facts(ctx.repo, kind, ids, format_money)
    note = "" if ids is None else t("export.some", n=len(ids))
    return Rows(columns, rows, note, form="csv")


def _form(ctx: Context) -> str:
    """The format asked for, by -f or by the suffix of -o."""
    return str(ctx.flags.get("format") or (ctx.flags.get("output") or "").rpartition(".")[2])

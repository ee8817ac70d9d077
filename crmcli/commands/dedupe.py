"""dedupe …: customers who were probably entered twice."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

from crmcli import segment
from crmcli.context import Context
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import t
from crmcli.result import Column, Document, Row, Rows
from crmcli.services import duplicate_pages, duplicates
from crmcli.signature import Arg, Opt

if TYPE_CHECKING:
    from crmcli.dedupe.listing import Listed

_LONGEST = 20
"""Digits of a number that may be a group's."""


def list_(
    ctx: Context,
    who: Annotated[list[str] | None, Arg("dedupe.arg_query", "WHO")] = None,
    least: Annotated[float | None, Opt("--min", help="dedupe.opt_min", metavar="P")] = None,
    since: Annotated[str | None, Opt("--since", help="dedupe.opt_since", metavar="DATE")] = None,
    limit: Annotated[int | None, Opt("--limit", "-n", help="common.opt_limit", metavar="N")] = None,
) -> Rows:
    """Clusters of customers who are probably one and the same; with WHO, those that one of them is in."""
    from crmcli.dedupe import listing

    if limit is not None and limit < 0:
        raise Invalid("negative", field="--limit", value=limit)
    minimum = duplicates.at_least(least)
    wanted = set(segment.resolve(ctx.repo, " ".join(who), region=ctx.region)) if who else None
    found = duplicates.since(ctx, _day(ctx, since)) if since else duplicates.find(ctx)
    clusters = [
        (number, cluster)
        for number, cluster in enumerate(found.clusters, 1)
        if cluster.probability >= minimum and (wanted is None or wanted & set(cluster.customers))
    ]
    shown = clusters[:limit] if limit else clusters
    names = listing.names(ctx.repo, [cluster for _, cluster in shown])
    rows = [_row(number, cluster, names) for number, cluster in shown]
    numbers = t("dedupe.column_number" if since else "dedupe.column_group")
    columns = [
        Column("cluster", "id", numbers), Column("probability", "number"), Column("customers", "list"),
        Column("names", "list"), Column("reasons", "list"),
    ]  # fmt: skip
    if len(shown) < len(clusters):
        ctx.remark(t("common.shown", n=len(shown), total=len(clusters)))
    duplicates.remark_model(ctx, found)
    duplicates.remark_skipped(ctx, found.findings)
    if wanted is not None and not wanted:
        note = t("errors.no_such_customer", who=" ".join(who or ()))
    else:
        note = _note(len(clusters), shown[0] if shown else None, numbered=not since, of_all=wanted is None)
    return Rows(columns, rows, note, shown=map(duplicate_pages.readable, rows))


def _row(number: int, cluster: "Listed", names: Mapping[int, str]) -> Row:
    return {
        "cluster": number,
        "probability": cluster.probability,
        "customers": cluster.customers,
        "names": [names[one] for one in cluster.customers],
        "reasons": cluster.reasons(names),
    }


def show(
    ctx: Context,
    which: Annotated[list[str], Arg("dedupe.arg_which", "WHICH")],
) -> Document:
    """Customers side by side: those of a cluster (its number, or one of them by name), or those named."""
    from crmcli.dedupe import listing

    if len(which) > 1:
        return duplicate_pages.side_by_side(ctx, duplicates.people(ctx, which), {})
    number, cluster = _group(ctx, which[0])
    about = duplicate_pages.facts(number, cluster, listing.names(ctx.repo, [cluster]))
    return duplicate_pages.side_by_side(ctx, cluster.customers, about)


def _group(ctx: Context, which: str) -> "tuple[int, Listed]":
    """A group by its number or by WHO, if all whom that means are in it.

    A number is a group's; who meant the customer of that number is told in which group they are.
    """
    clusters = duplicates.find(ctx).clusters
    meant = set(segment.resolve(ctx.repo, which, region=ctx.region))
    theirs = next((n for n, one in enumerate(clusters, 1) if meant and meant <= set(one.customers)), 0)
    is_number = which.isascii() and which.isdecimal() and len(which) < _LONGEST
    number = int(which) if is_number else 0
    if 1 <= number <= len(clusters):
        if theirs not in (0, number):
            ctx.remark(t("dedupe.other_group", cluster=number, group=theirs))
        return number, clusters[number - 1]
    if theirs and number in meant:
        raise NotFound("dedupe.no_group_but_customer", cluster=number, n=len(clusters), group=theirs)
    if theirs:
        return theirs, clusters[theirs - 1]
    if is_number:
        raise NotFound("dedupe.no_such_group", cluster=number, n=len(clusters))
    segment.one(ctx.repo, which, region=ctx.region)
    raise NotFound("dedupe.in_no_group", who=which)


def explain(
    ctx: Context,
    a: Annotated[str, Arg("dedupe.arg_a", "WHO")],
    b: Annotated[str, Arg("dedupe.arg_b", "WHO")],
) -> Document:
    """How much each field speaks for two customers being one, or against it."""
    from crmcli.dedupe.rejections import rejected_at

    one, other = duplicates.people(ctx, [a, b])
    found = duplicates.explain(ctx, one, other)
    return duplicate_pages.waterfall(ctx, (one, other), found, rejected_at(ctx.repo, one, other))


def _note(total: int, first: "tuple[int, Listed] | None", *, numbered: bool, of_all: bool) -> str:
    """How to go on from here; groups of a part have no numbers that 'show' knows."""
    if first is None:
        return t("dedupe.none" if of_all else "dedupe.none_of_them")
    number, cluster = first
    ids = " ".join(map(str, cluster.customers))
    return t("dedupe.found", n=total, cluster=number if numbered else ids, ids=ids)


def _day(ctx: Context, text: str) -> date:
    """``7d`` is 7 days ago here."""
    from crmcli.normalize.dates import parse_date

    day = parse_date(f"-{text}" if text[:1].isdecimal() and text[-1:] in "dwmy" else text, ctx.today)
    if day > ctx.today:
        raise Invalid("dedupe.since_future", day=day.isoformat())
    return day

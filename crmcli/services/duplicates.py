"""Likely duplicates as commands handle them: found in the file, with what the engine skipped on the way."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from crmcli import segment
from crmcli.context import Context
from crmcli.errors import Invalid
from crmcli.i18n import t

if TYPE_CHECKING:
    from crmcli.dedupe.engine import Findings, Models
    from crmcli.dedupe.explain import Explanation
    from crmcli.dedupe.listing import Listed
    from crmcli.dedupe.records import Records

LEAST = 0.5
FEW = 2000
"""Up to so many new customers it is quicker to read their neighbours than everybody."""
SMALL = 20_000
"""Up to so many customers in all it takes about a second to look at everybody, who is found by near keys, too."""
GROWN = 1.5
"""Times as many customers, or as few, from which what was learned before is out of date."""


class Found(NamedTuple):
    records: "Records"
    findings: "Findings"
    clusters: "list[Listed]"
    """The most probable first: their place is the number that people call them by."""
    trained: bool = True
    """Compared by what was learned before."""


def find(ctx: Context) -> Found:
    """Everybody compared with everybody, by what ``dedupe train`` learned, else by what they teach now.

    Who was declared not the same stays apart.
    """
    from crmcli.dedupe import engine, listing, stored
    from crmcli.dedupe.records import from_database

    records = from_database(ctx.repo)
    models = engine.fitting(records, stored.load(ctx.repo))
    findings = engine.find(records, models)
    return Found(records, findings, listing.listed(records, findings, LEAST), bool(models))


def since(ctx: Context, day: date) -> Found:
    """Only those added or changed on this day or later, among each other and among all the rest."""
    from crmcli.dedupe import stored

    new = stored.changed_since(ctx.repo, day.isoformat())
    models = stored.load(ctx.repo)
    if not models:
        found = find(ctx)
        return found._replace(clusters=[one for one in found.clusters if not set(new).isdisjoint(one.customers)])
    return near(ctx, new, models)


def near(ctx: Context, new: Sequence[int], models: "Models") -> Found:
    """These customers among each other and among all the rest (in a large file their neighbours only), by what
    ``dedupe train`` learned."""
    import numpy as np

    from crmcli.dedupe import engine, listing
    from crmcli.dedupe.neighbours import neighbours
    from crmcli.dedupe.records import from_database

    if not models:
        ctx.remark(t("dedupe.learned_before"))
    everybody = len(new) > FEW or segment.count(ctx.repo) <= SMALL
    records = from_database(ctx.repo, None if everybody else neighbours(ctx.repo, new))
    rows = np.flatnonzero(np.isin(records.ids, new)).astype(np.int32)
    findings = engine.find_new(records, rows, models)
    return Found(records, findings, listing.listed(records, findings, LEAST))


def people(ctx: Context, words: Sequence[str]) -> list[int]:
    """Ids of customers named one by one, two different ones at least."""
    ids = [segment.one(ctx.repo, word, region=ctx.region) for word in words]
    for word, number in zip(words[1:], ids[1:], strict=True):
        if ids.index(number) != len(ids) - 1 - ids[::-1].index(number):
            raise Invalid("dedupe.twice", who=word, id=number)
    if len(ids) < 2:
        raise Invalid("dedupe.one_alone")
    return ids


def explain(ctx: Context, a: int, b: int) -> "Explanation":
    """By what the customers there are teach about each field."""
    return between(find(ctx), a, b)


def between(found: Found, a: int, b: int) -> "Explanation":
    from crmcli.dedupe import explain

    row_of = {int(number): row for row, number in enumerate(found.records.ids)}
    one, other = row_of[a], row_of[b]
    if found.records.company[one] != found.records.company[other]:
        raise Invalid("dedupe.other_kind", id=b if found.records.company[one] else a)
    return explain.explain(found.records, found.findings.models, one, other)


def certain(ctx: Context, found: Found) -> "list[Listed]":
    """Groups whose customers are linked by pairs that need no second look, in the order of their first customers.

    None with John Carter II and John Carter III, or Mr and Mrs Green: the titles say that these are two.
    """
    import numpy as np

    from crmcli.dedupe import clusters
    from crmcli.dedupe.certain import certain
    from crmcli.dedupe.listing import MOST, Listed, names
    from crmcli.normalize.titles import contradict

    i, j = found.findings.i, found.findings.j
    sure = certain(found.records, found.findings)
    labels = clusters.components(len(found.records), i[sure], j[sure])
    groups = []
    for first in np.unique(labels[i[sure]]).tolist():
        odds = found.findings.probability[sure][labels[i[sure]] == first]
        ids = [int(number) for number in found.records.ids[labels == first]]
        groups.append(Listed(ids, min(MOST, round(float(odds.min()), 4)), []))
    called = names(ctx.repo, groups)
    return [
        group
        for group in groups
        if not any(contradict(called[a], called[b]) for a, b in combinations(group.customers, 2))
    ]


def remark_model(ctx: Context, found: Found) -> None:
    """Say by what was compared if it was learned before, and when the file is another one by now."""
    from crmcli.dedupe import stored

    if not found.trained:
        return
    models, now = stored.trained(ctx.repo), stored.customers(ctx.repo)
    day, n = min(one.at for one in models)[:10], sum(one.rows for one in models)
    stale = not n / GROWN <= now <= n * GROWN
    ctx.remark(t("dedupe.by_old_model" if stale else "dedupe.by_model", day=day, n=n, now=now))


def remark_skipped(ctx: Context, findings: "Findings") -> None:
    """Say aloud which look-ups had more hits than anybody can compare."""
    skipped = [block for block in findings.report if block.skipped]
    if skipped:
        rules = t("common.comma").join(dict.fromkeys(block.rule for block in skipped))
        n, largest = sum(block.skipped for block in skipped), max(block.largest for block in skipped)
        ctx.remark(t("dedupe.skipped", n=n, largest=largest, rules=rules))


def at_least(value: float | None) -> float:
    """The lowest probability of ``--min``."""
    if value is None:
        return LEAST
    if not LEAST <= value <= 1:
        raise Invalid("dedupe.bad_min", value=f"{value:g}")
    return value

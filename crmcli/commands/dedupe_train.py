"""dedupe train, stats: what the look for duplicates has learned, and what it found."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crmcli.context import Context
from crmcli.errors import NotFound
from crmcli.i18n import t
from crmcli.result import Block, Column, Document, Done, Grid, Pairs, Row, Title
from crmcli.services import duplicates
from crmcli.text import moment

if TYPE_CHECKING:
    from crmcli.dedupe.blocking import Block as Looked


def train(ctx: Context) -> Done:
    """Learn from all customers how much each field tells, and keep it in the file."""
    from crmcli.dedupe import engine, stored
    from crmcli.dedupe.records import from_database

    with ctx.operation() as operation:
        models = engine.find(from_database(ctx.repo)).models
        if not models:
            raise NotFound("dedupe.nothing_to_learn")
        stored.save(ctx.repo, models, ctx.now.isoformat(timespec="seconds"))
        rows = sum(model.rows for model in models.values())
        operation.summary = t("dedupe.trained", n=rows)
    data = {"trained_at": ctx.now.isoformat(timespec="seconds"), "rows": rows, "models": sorted(models)}
    return Done(t("dedupe.trained", n=rows), data)


def stats(ctx: Context) -> Document:
    """How many pairs were compared, how many of them are likely, and which look-ups found too much."""
    from crmcli.dedupe import stored
    from crmcli.dedupe.certain import certain

    found = duplicates.find(ctx)
    probability = found.findings.probability
    readable = stored.load(ctx.repo)
    models = [one for one in stored.trained(ctx.repo) if one.kind in readable]
    rejected, merged = stored.decided(ctx.repo)
    counts = {
        "customers": len(found.records), "companies": int(found.records.company.sum()),
        "pairs": sum(block.pairs for block in found.findings.report),
        "likely": int((probability >= duplicates.LEAST).sum()),
        "certain": int(certain(found.records, found.findings).sum()),
        "clusters": len(found.clusters),
        "in_clusters": sum(len(cluster.customers) for cluster in found.clusters),
        "rejected": rejected, "merged": merged,
    }  # fmt: skip
    when = t("common.comma").join(t(f"dedupe.trained_{one.kind}", at=moment(one.at), n=one.rows) for one in models)
    pairs = [(t(f"dedupe.stat_{name}"), str(n)) for name, n in counts.items()]
    pairs.append((t("dedupe.stat_trained"), when or t("dedupe.untrained")))
    rows = list(_rules(found.findings.report, persons=counts["customers"] - counts["companies"]))
    names = {"kind": "text", "rule": "text", "pairs": "int", "skipped": "int", "lost": "int", "largest": "int"}
    columns = [Column(name, kind, label=t(f"dedupe.rule_{name}")) for name, kind in names.items()]
    words = {ALL: t("dedupe.rule_all")}
    shown = [
        row | {"kind": t(f"dedupe.rule_{row['kind']}"), "rule": words.get(row["rule"], row["rule"])} for row in rows
    ]
    data = {**counts, "trained": [one._asdict() for one in models], "rules": rows}
    blocks: list[Block] = [Title(t("dedupe.stats")), Pairs(pairs), Grid(columns, shown, t("dedupe.rules"))]
    return Document(data, blocks, [Column(column.name, column.type) for column in columns], rows)


ALL = "all"
"""Every pair is compared, where there are few customers."""


def _rules(report: "Sequence[Looked]", persons: int) -> Iterator[Row]:
    """Each look-up with the kind of customers that it was for: persons come first, each of theirs once, in order."""
    from crmcli.dedupe import rules

    order = [ALL, *(name for name, _ in rules.rules(company=False))]
    last, kind = -1, "person" if persons > 1 else "company"
    for block in report:
        at = order.index(block.rule) if block.rule in order else -1
        if at <= last or order[last] == ALL:
            kind = "company"
        last = at
        yield {"kind": kind, **block._asdict()}

"""The page of ``report lifecycle``: customers by stage with what to do, and the movements of a period."""

from typing import Any

from crmcli.context import Context
from crmcli.errors import Invalid
from crmcli.fields import STAGES
from crmcli.i18n import t
from crmcli.normalize.days import from_day, to_day
from crmcli.reports import lifecycle
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.services import pages
from crmcli.services.reports import Asked, only

_MOVES = (Column("from", "choice"), Column("to", "choice"), Column("customers", "int"))


def page(ctx: Context, asked: Asked) -> Document:
    """The period is 30 days unless said."""
    repo, span = ctx.repo, asked.span
    last = span.last if span.last is not None else to_day(ctx.today)
    first = span.first if span.first is not None else last - 29
    since, until = from_day(first).isoformat(), from_day(last).isoformat()
    if first > last:
        raise Invalid("report.since_after_until", since=since, until=until)
    flow = lifecycle.flow(repo, (first - 1, from_day(first - 1).isoformat()), (last, until), asked.ids)
    before, after = lifecycle.counts(flow, 0), lifecycle.counts(flow, 1)
    rows: list[Row] = [
        {"stage": stage, "customers": after[stage], "before": before[stage], "change": after[stage] - before[stage],
         "action": t(f"report.action_{stage}")}
        for stage in STAGES
    ]  # fmt: skip
    moves = lifecycle.movements(flow)
    thresholds = _thresholds(ctx)
    headline = t("report.headline_lifecycle", n=sum(after.values()), since=since, until=until)
    data: dict[str, Any] = {
        "report": "lifecycle", "where": asked.where, "since": since, "until": until, "rows": rows,
        "headline": headline, "currency": ctx.currency, "movements": moves, "thresholds": thresholds,
    }  # fmt: skip
    columns = [
        Column("stage", "choice"), Column("customers", "int", t("report.column_customers")),
        Column("before", "int", t("report.before")), Column("change", "int", t("report.change")),
        Column("action", label=t("report.column_action")),
    ]  # fmt: skip
    blocks: list[Block] = [Title(t("report.title_lifecycle")), Lines([headline]), *only(asked), Grid(columns, rows)]
    if moves:
        blocks.append(_moved(moves, since, until))
    activity = t(f"report.activity_{thresholds['activity']}")
    blocks.append(Lines([t("report.thresholds", **{**thresholds, "activity": activity})]))
    return Document(data, blocks, columns, rows)


def _thresholds(ctx: Context) -> Row:
    number = ctx.config.number
    return {
        "new_days": number("stage_new_days"), "active_days": number("stage_active_days"),
        "lost_days": number("stage_lost_days"), "activity": ctx.config["stage_activity"],
    }  # fmt: skip


def _moved(moves: list[Row], since: str, until: str) -> Grid:
    shown = [
        {**m, "from": pages.word(m["from"]) if m["from"] else t("report.newcomer"), "to": pages.word(m["to"])}
        for m in moves
    ]
    labels = [
        column._replace(label=t(f"report.{key}"))
        for column, key in zip(_MOVES, ("moved_from", "moved_to", "column_customers"), strict=True)
    ]
    return Grid(labels, shown, t("report.movements", since=since, until=until))

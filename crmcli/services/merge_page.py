"""The page of ``merge --dry-run``: the customers side by side, what would become of each field, and why."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from crmcli.context import Context
from crmcli.domain import merging
from crmcli.domain.customers import Customer
from crmcli.i18n import t, word
from crmcli.normalize.money import format_money
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.safety import merge as safety
from crmcli.services import duplicate_pages, naming


def page(
    ctx: Context, survivor: Customer, gone: Sequence[Customer], choice: merging.Choice, wishes: Mapping[str, int]
) -> Document:
    people = [survivor, *gone]
    ids = [number for number in (person.id for person in people) if number is not None]
    rows = [row for field in merging.COLUMNS if (row := _column(ctx, field, people, choice, wishes))]
    rows += _custom(people, choice, wishes)
    rows += [_contacts(ctx, kind, ids, wishes) for kind in safety.kinds(ctx.repo, ids)]
    moved = dict(safety.records(ctx.repo, ids[1:]))
    who = t("common.comma").join(f"{person.id} {person.name}" for person in gone)
    title = t("merge.page", who=who, id=ids[0], name=survivor.name)
    columns = [
        Column("field"), *(Column(str(number), label=str(number)) for number in ids),
        Column("result", label=t("merge.result")), Column("because", label=t("merge.because")),
    ]  # fmt: skip
    shown = [_told(row, ids) for row in rows]
    blocks: list[Block] = [Title(title), Grid(columns, shown)]
    if moved:
        blocks.append(Lines([t("merge.would_move", what=naming.counts(moved))]))
    data = {"id": ids[0], "merged": ids[1:], "fields": rows, "moved": moved, "taken": choice.taken, "left": choice.left}
    return Document(data, blocks, columns, rows)


def _told(row: Row, ids: Sequence[int]) -> Row:
    """A row as people read it."""
    told = {**row, "field": naming.field(row["field"]), "because": t(f"merge.why_{row['because']}")}
    if row["field"] not in duplicate_pages.WORDS:
        return told
    return told | {name: word(row[name]) for name in (*map(str, ids), "result") if row.get(name)}


def _column(
    ctx: Context, field: str, people: Sequence[Customer], choice: merging.Choice, wishes: Mapping[str, int]
) -> Row | None:
    values = {person.id: getattr(person, field) for person in people}
    result = choice.values.get(field)
    if field == "credit_limit":
        values = {number: _money(ctx, value) for number, value in values.items()}
        result = _money(ctx, result)
    return _row(field, values, result, choice, wishes)


def _money(ctx: Context, value: int | None) -> str | None:
    return None if value is None else format_money(value, ctx.currency)


def _custom(people: Sequence[Customer], choice: merging.Choice, wishes: Mapping[str, int]) -> list[Row]:
    own = {person.id: json.loads(person.custom or "{}") for person in people}
    result = json.loads(choice.values["custom"] or "{}")
    names = dict.fromkeys(name for values in own.values() for name in values)
    rows = (
        _row(f"custom.{name}", {number: values.get(name) for number, values in own.items()}, result.get(name), choice,
             wishes)
        for name in names
    )  # fmt: skip
    return [row for row in rows if row]


def _row(
    field: str, values: Mapping[int | None, Any], result: Any, choice: merging.Choice, wishes: Mapping[str, int]
) -> Row | None:
    filled = [value for value in values.values() if value is not None]
    if not filled:
        return None
    return {
        "field": field,
        **{str(number): value for number, value in values.items()},
        "result": result,
        "because": _because(field, values, filled, result, choice, wishes),
    }


def _because(
    field: str, values: Mapping[int | None, Any], filled: list[Any], result: Any, choice: merging.Choice,
    wishes: Mapping[str, int],
) -> str:  # fmt: skip
    first = next(iter(values.values()))
    if field in wishes:
        return "take"
    if all(value == result for value in filled):
        return "same" if first is not None else "only"
    if first == result:
        return "keep"
    return "only" if first is None else choice.rule


def _contacts(ctx: Context, kind: str, ids: list[int], wishes: Mapping[str, int]) -> Row:
    own = {number: safety.contacts(ctx.repo, number, kind) for number in ids}
    order = [wishes[kind], *ids] if kind in wishes else ids
    result = list(dict.fromkeys(value for number in order for value in own[number]))
    cells = {str(number): ", ".join(values) or None for number, values in own.items()}
    return {"field": kind, **cells, "result": ", ".join(result), "because": "take" if kind in wishes else "all"}

"""What becomes of each field in a merge: the values that go, and the page of ``merge --dry-run`` with all of them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from crmcli.context import Context
from crmcli.domain import merging
from crmcli.domain.customers import ContactPoint, Customer
from crmcli.i18n import t, word
from crmcli.normalize.money import format_money
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.safety import merge as safety
from crmcli.services import duplicate_pages, naming
from crmcli.text import shorten

_LONG = 160
"""Cells of a value in a sentence."""


def losses(ctx: Context, people: Sequence[Customer], choice: merging.Choice) -> list[Row]:
    """Field, the value that stays, and the different ones that go with whose they are; ``people`` before the merge."""
    return [
        {
            "field": field,
            "kept": _value(ctx, field, choice.values),
            "lost": [
                {"id": one.id, "value": _value(ctx, field, _values_of(one))}
                for one in people
                if one.id in choice.left[field]
            ],
        }
        for field in dict.fromkeys((*merging.COLUMNS, *choice.left))
        if field in choice.left
    ]


def told(lost: Sequence[Row]) -> list[str]:
    """A sentence for each field."""
    comma = t("common.comma")
    lines = []
    for row in lost:
        whose: dict[str, list[str]] = {}
        for one in row["lost"]:
            whose.setdefault(_word(row["field"], one["value"]), []).append(str(one["id"]))
        values = comma.join(t("merge.lost_value", value=value, ids=comma.join(ids)) for value, ids in whose.items())
        if row["kept"] is None:
            lines.append(t("merge.lost_apart", field=naming.field(row["field"]), lost=values))
            continue
        kept = _word(row["field"], row["kept"])
        lines.append(t("merge.lost", field=naming.field(row["field"]), kept=kept, lost=values))
    return lines


def _values_of(person: Customer) -> dict[str, Any]:
    return {name: getattr(person, name) for name in (*merging.COLUMNS, "custom")}


def _value(ctx: Context, field: str, values: Mapping[str, Any]) -> Any:
    if field.startswith("custom."):
        return json.loads(values["custom"] or "{}").get(field.removeprefix("custom."))
    return _money(ctx, values[field]) if field == "credit_limit" else values[field]


def _word(field: str, value: Any) -> str:
    return shorten(word(value) if field in duplicate_pages.WORDS else str(value), _LONG)


def page(
    ctx: Context, survivor: Customer, gone: Sequence[Customer], choice: merging.Choice, wishes: Mapping[str, int]
) -> Document:
    people = [survivor, *gone]
    ids = [number for number in (person.id for person in people) if number is not None]
    rows = [row for field in merging.COLUMNS if (row := _column(ctx, field, people, choice, wishes))]
    rows += _custom(people, choice, wishes)
    rows += [_contacts(ctx, kind, ids, wishes) for kind in safety.kinds(ctx.repo, ids)]
    lost = losses(ctx, people, choice)
    moved = dict(safety.records(ctx.repo, ids[1:]))
    who = t("common.comma").join(f"{person.id} {person.name}" for person in gone)
    title = t("merge.page", who=who, id=ids[0], name=survivor.name)
    columns = [
        Column("field"), *(Column(str(number), label=str(number)) for number in ids),
        Column("result", label=t("merge.result")), Column("because", label=t("merge.because")),
    ]  # fmt: skip
    shown = [_shown(row, ids) for row in rows]
    blocks: list[Block] = [Title(title), Grid(columns, shown)]
    if lost:
        blocks.append(Lines([t("merge.would_lose"), *told(lost)]))
    if moved:
        blocks.append(Lines([t("merge.would_move", what=naming.counts(moved))]))
    data = {
        "id": ids[0], "merged": ids[1:], "fields": rows, "moved": moved, "taken": choice.taken, "left": choice.left,
        "not_taken": lost,
    }  # fmt: skip
    return Document(data, blocks, columns, rows)


def _shown(row: Row, ids: Sequence[int]) -> Row:
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
    if len(filled) > 1 and first is not None and all(value == result for value in filled):
        return "same"
    if result is None:
        return "apart"
    if first == result:
        return "keep"
    return "only" if first is None else choice.rule


def _contacts(ctx: Context, kind: str, ids: list[int], wishes: Mapping[str, int]) -> Row:
    """What both have, however it is spelled, is kept once."""
    points = {number: list(ctx.repo.find(ContactPoint, customer_id=number, kind=kind)) for number in ids}
    for several in points.values():
        several.sort(key=lambda point: (not point.is_primary, point.id))
    order = [wishes[kind], *ids] if kind in wishes else ids
    result: dict[str, str] = {}
    for point in (point for number in order for point in points[number]):
        result.setdefault(point.key, point.value)
    cells = {str(number): ", ".join(point.value for point in several) or None for number, several in points.items()}
    because = "take" if kind in wishes else "all"
    if len({tuple(sorted(point.key for point in several)) for several in points.values()}) == 1:
        because = "same"
    return {"field": kind, **cells, "result": ", ".join(result.values()), "because": because}

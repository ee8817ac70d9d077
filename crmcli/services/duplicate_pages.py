"""Pages about likely duplicates: customers side by side, and why two of them are taken for one."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from crmcli.context import Context
from crmcli.domain.customers import ContactPoint
from crmcli.i18n import t, word
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.services import customers
from crmcli.text import moment

if TYPE_CHECKING:
    from crmcli.dedupe.explain import Explanation, Step

ABREAST = 3
"""So many customers stand side by side; more go on below."""
MARKS = {"same": "=", "partly": "≈", "different": "≠", "": ""}
_LEFT_OUT = ("id", "uid", "phone", "email", "currency", "stage", "custom")
_HISTORY = ("spent", "orders", "last_sale", "last_contact")
"""What happened to differ says nothing about who they are."""
_PARTS = ("given_name", "family_name")
WORDS = ("kind", "gender", "income_level", "preferred_channel")
"""Fields whose values are words that the user's language has its own for."""


def side_by_side(ctx: Context, ids: Sequence[int], about: Mapping[str, Any], *, advice: bool = True) -> Document:
    """Every filled field of each; ``about`` are the facts of their cluster, {} for none."""
    people = [customers.record(ctx, number) for number in ids]
    keys = _keys(ctx, ids)
    lines = [_line(name, [_value(one, name) for one in people], keys) for name in _fields(people)]
    lines = [line for line in lines if any(line["values"])]
    blocks: list[Block] = [Title(_title(ids, about))]
    if about.get("said"):
        blocks.append(Lines([t("dedupe.in_common", what=t("common.comma").join(about["said"]))]))
    shown = [line for line in lines if not _goes_without_saying(line, people)]
    blocks += [_grid(shown, ids, start) for start in range(0, len(ids), ABREAST)]
    blocks.append(Lines([t("dedupe.marks"), *_declared(ctx, ids)]))
    if advice:
        typed = " ".join(map(str, ids))
        pair = " ".join(map(str, ids[:2]))
        comparable = len({one["kind"] for one in people}) == 1
        reasons = [f"crm dedupe explain {pair}"] if comparable else []
        blocks.append(Lines([f"crm merge {typed}", f"crm dedupe reject {typed}", *reasons]))
    data = {
        **{name: about.get(name) for name in ("cluster", "probability", "reasons")},
        "customers": people,
        **{f"{mark}_fields": [line["name"] for line in lines if line["mark"] == mark] for mark in MARKS if mark},
    }
    names = ("id", "name", "company", "phones", "emails", "city", "birthday", "tags")
    columns = [Column(name, "id" if name == "id" else "list" if name.endswith("s") else "text") for name in names]
    return Document(data, blocks, columns, people)


def reason(text: str) -> str:
    """``phone: +86…`` with the kind of key in the user's language."""
    kind, _, key = text.partition(": ")
    return t("dedupe.reason", kind=t("dedupe.key_" + kind), key=key)


def kinds(reasons: Sequence[str]) -> list[str]:
    """Which kinds of keys they share, in the user's language: all that a list has room for."""
    return list(dict.fromkeys(t("dedupe.key_" + one.partition(": ")[0]) for one in reasons))


def _title(ids: Sequence[int], about: Mapping[str, Any]) -> str:
    if about.get("of"):
        return t("dedupe.group_of", **{name: about[name] for name in ("cluster", "of", "probability")})
    if about:
        return t("dedupe.group", cluster=about["cluster"], probability=about["probability"])
    return t("dedupe.side_by_side", n=len(ids))


def _fields(people: Sequence[Row]) -> list[str]:
    own = dict.fromkeys(f"custom.{name}" for one in people for name in one["custom"])
    return [*(name for name in people[0] if name not in _LEFT_OUT), *own]


def _value(person: Row, name: str) -> Any:
    value = person["custom"].get(name.removeprefix("custom.")) if name.startswith("custom.") else person[name]
    return None if name in ("orders", "spent") and not person["orders"] else value


def _declared(ctx: Context, ids: Sequence[int]) -> list[str]:
    """That two were declared not to be the same."""
    from crmcli.dedupe.rejections import rejected_at

    at = rejected_at(ctx.repo, ids[0], ids[1]) if len(ids) == 2 else None
    return [t("dedupe.rejected_on", day=at[:10])] if at else []


def _keys(ctx: Context, ids: Sequence[int]) -> dict[str, str]:
    """Contact point as entered → the key that it is the same by however it is spelled."""
    points = (point for number in ids for point in ctx.repo.find(ContactPoint, customer_id=number))
    return {point.value: point.key for point in points}


def _goes_without_saying(line: Row, people: Sequence[Row]) -> bool:
    """That all are persons, and parts of a name that is there in full."""
    if line["name"] == "kind":
        return bool(line["mark"] == "same")
    return line["name"] in _PARTS and all((one[line["name"]] or "") in one["name"] for one in people)


def _line(name: str, values: list[Any], keys: Mapping[str, str]) -> Row:
    known = [value if isinstance(value, list) else [value] for value in values if value]
    sets = [set().union(*(_plain(name, str(one), keys) for one in several)) for several in known]
    return {"name": name, "values": values, "mark": "" if name in _HISTORY else agreement(sets)}


def agreement(sets: Sequence[set[str]]) -> str:
    """same, partly, different; "" where fewer than two are known."""
    if len(sets) < 2:
        return ""
    if all(one == sets[0] for one in sets):
        return "same"
    shared = any(one & other for at, one in enumerate(sets) for other in sets[:at])
    return "partly" if shared else "different"


def _plain(name: str, text: str, keys: Mapping[str, str]) -> set[str]:
    """What makes it the same however it is spelled; names are partly the same by a word, or by how they are read."""
    from crmcli.dedupe.addresses import address_key
    from crmcli.dedupe.cities import city_key
    from crmcli.normalize.names import company_key, pinyin
    from crmcli.normalize.text import fold, squeeze

    if text in keys:
        return {keys[text]}
    if name == "name":
        words = re.findall(r"\w+", pinyin(text))
        return {squeeze(fold(text)), " ".join(sorted(words)), *(words if text.isascii() else ())}
    same = {"company": company_key, "city": city_key, "district": city_key, "address": address_key}.get(name)
    return {same(text) if same else squeeze(fold(text))}


def _grid(lines: Sequence[Row], ids: Sequence[int], start: int) -> Grid:
    part = range(start, min(start + ABREAST, len(ids)))
    columns = [Column("mark", "choice", label=" "), Column("field", label=t("dedupe.column_field"))]
    columns += [Column(f"c{at}", label=str(ids[at])) for at in part]
    rows = [
        {
            "mark": MARKS[line["mark"]],
            "field": _label(line["name"]),
            **{f"c{at}": _text(line["name"], line["values"][at]) for at in part},
        }
        for line in lines
    ]
    return Grid(columns, rows)


def _text(name: str, value: Any) -> str:
    if isinstance(value, list):
        return t("common.comma").join(map(str, value))
    if value is None:
        return ""
    if name == "last_contact":
        return moment(value)
    return word(value) if name in WORDS else str(value)


def _label(name: str) -> str:
    from crmcli.render import label

    return label(Column(name.removeprefix("custom.")))


# -- why -------------------------------------------------------------------------------------------


def waterfall(ctx: Context, ids: tuple[int, int], found: "Explanation", rejected: str | None) -> Document:
    """From the prior through each field to the result; ``rejected`` is when they were declared not the same."""
    from crmcli.dedupe.listing import MOST

    names = [customers.record(ctx, number)["name"] for number in ids]
    likely = min(MOST, round(found.probability, 4))
    total = 0.0
    steps, rows = [], []
    for step in found.steps:
        total = step.weight if step.field == "result" else total + step.weight
        row = {
            "field": step.field, "level": step.level, "bits": round(step.weight, 1),
            "frequency_bits": round(step.frequency, 1), "sum": round(total, 1),
        }  # fmt: skip
        steps.append(row)
        how = said(step) if step.field != "result" else t("dedupe.result", probability=likely)
        bits = f"{step.weight:+.1f}" if step.field != "result" else ""
        rows.append({"what": t(f"dedupe.field_{step.field}"), "how": how, "bits": bits, "sum": f"{total:+.1f}"})
    columns = [
        Column("what", "choice", label=t("dedupe.column_field")), Column("how", label=t("dedupe.column_how")),
        Column("bits", "number", label=t("dedupe.column_bits")), Column("sum", "number", label=t("dedupe.column_sum")),
    ]  # fmt: skip
    title = t("dedupe.pair", a=ids[0], b=ids[1], name_a=names[0], name_b=names[1])
    notes = [t("dedupe.bits")] + ([t("dedupe.rejected_on", day=rejected[:10])] if rejected else [])
    data = {
        "customers": list(ids), "names": names, "probability": likely, "bits": round(total, 1), "steps": steps,
        "rejected_at": rejected,
    }  # fmt: skip
    keys = ("field", "level", "bits", "frequency_bits", "sum")
    plain = [Column(key, "text" if key in ("field", "level") else "number") for key in keys]
    return Document(data, [Title(title), Grid(columns, rows), Lines(notes)], plain, steps)


def said(step: "Step") -> str:
    """How the two compare in this field, in words."""
    from crmcli.dedupe.explain import label_keys

    if not step.level:
        return t(f"dedupe.about_{step.field}")
    _, *levels = label_keys(step)
    if len(levels) == 1 or levels[0] == levels[1]:
        text = t(f"dedupe.{levels[0]}")
    else:
        parts = zip(("given", "family"), levels, strict=True)
        text = t("common.comma").join(
            t(f"dedupe.{part}", how=t(f"dedupe.{level}")) for part, level in parts if level != "level_missing"
        )
    if step.frequency > _NOTED:
        return t("dedupe.rare", how=text)
    return t("dedupe.frequent", how=text) if step.frequency < -_NOTED else text


_NOTED = 0.5
"""Bits from which it is said that a value is rare or frequent."""

"""Pages about likely duplicates: customers side by side, and why two of them are taken for one."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli import i18n
from crmcli.context import Context
from crmcli.domain.customers import ContactPoint
from crmcli.fields import CUSTOMER
from crmcli.i18n import t, word
from crmcli.normalize.companies import is_company
from crmcli.normalize.names import name_key
from crmcli.result import Block, Column, Document, Grid, Lines, Row, Title
from crmcli.services import customers
from crmcli.text import moment

if TYPE_CHECKING:
    from crmcli.dedupe.explain import Explanation, Step
    from crmcli.dedupe.listing import Listed

ABREAST = 3
"""So many customers stand side by side; more go on below."""
MARKS = {"same": "=", "partly": "≈", "different": "≠", "": ""}
_LEFT_OUT = ("id", "uid", "phone", "email", "currency", "stage", "custom")
_UNMARKED = ("tags", "spent", "orders", "last_sale", "last_contact")
"""What was noted of them, and what happened to differ, says nothing about who they are."""
_PARTS = ("given_name", "family_name")
WORDS = ("kind", "gender", "income_level", "preferred_channel")
"""Fields whose values are words that the user's language has its own for."""
_NAMED = 5
"""So many ids have room in a title."""


class Comparison(NamedTuple):
    """Customers side by side: a line for each field that one of them has."""

    ids: Sequence[int]
    people: Sequence[Row]
    lines: Sequence[Row]
    """``name``, ``values`` in the order of ``ids``, ``mark`` and ``said`` (False where it goes without saying)."""

    @property
    def shown(self) -> list[Row]:
        return [line for line in self.lines if line["said"]]


def compare(ctx: Context, ids: Sequence[int]) -> Comparison:
    people = [customers.record(ctx, number) for number in ids]
    keys = _keys(ctx, ids)
    companies = all(one["kind"] == "company" for one in people)
    lines = [_line(name, [_value(one, name) for one in people], keys, companies) for name in _fields(people)]
    said = [{**line, "said": not _goes_without_saying(line, people)} for line in lines if any(line["values"])]
    return Comparison(ids, people, said)


def facts(number: int, group: "Listed", names: Mapping[int, str], of: int = 0) -> dict[str, Any]:
    """What is known of a group; ``of`` how many, in a review."""
    reasons = group.reasons(names)
    return {
        "cluster": number, "of": of, "probability": group.probability, "reasons": reasons,
        "said": [_reason(one) for one in reasons],
    }  # fmt: skip


def side_by_side(ctx: Context, ids: Sequence[int], about: Mapping[str, Any]) -> Document:
    """Every filled field of each; ``about`` are the facts of their group, {} for none."""
    compared = compare(ctx, ids)
    blocks = page(compared, about, compared.shown, _declared(ctx, ids))
    typed = " ".join(map(str, ids))
    pair = " ".join(map(str, ids[:2]))
    populations = {is_company(one["kind"], name_key(one["name"], one["kind"])) for one in compared.people}
    comparable = len(populations) == 1 or bool(about)
    reasons = [f"crm dedupe explain {pair}"] if comparable else []
    blocks.append(Lines([f"crm merge {typed}", f"crm dedupe reject {typed}", *reasons]))
    marked = {mark: [line["name"] for line in compared.lines if line["mark"] == mark] for mark in MARKS if mark}
    data = {
        **{name: about.get(name) for name in ("cluster", "probability", "reasons")},
        "customers": compared.people,
        **{f"{mark}_fields": fields for mark, fields in marked.items()},
    }
    names = ("id", "name", "company", "phones", "emails", "city", "birthday", "tags")
    columns = [Column(name, "id" if name == "id" else "list" if name.endswith("s") else "text") for name in names]
    return Document(data, blocks, columns, compared.people)


def page(
    compared: Comparison, about: Mapping[str, Any], lines: Sequence[Row], notes: Sequence[str] = ()
) -> list[Block]:
    """Who is shown, what they have in common, and these of the lines."""
    blocks: list[Block] = [Title(title(compared.ids, about))]
    if about.get("said"):
        blocks.append(Lines([t("dedupe.in_common", what=t("common.comma").join(about["said"]))]))
    blocks += [_grid(lines, compared.ids, start) for start in range(0, len(compared.ids), ABREAST)]
    return [*blocks, Lines([t("dedupe.marks"), *notes])]


def chance(probability: float) -> str:
    """As people read it: nothing is certain, and nothing impossible."""
    from crmcli.dedupe.listing import MOST

    rounded = round(probability, 4)
    return f"> {MOST}" if rounded >= MOST else str(rounded) if rounded else "< 0.0001"


def _reason(text: str) -> str:
    """``phone: +86…`` with the kind of key in the user's language."""
    kind, _, key = text.partition(": ")
    return t("dedupe.reason", kind=t("dedupe.key_" + kind), key=key)


def readable(row: Row) -> Row:
    """A group in a list: of what they share, if that is told, a list has room for the kinds of keys."""
    kinds = dict.fromkeys(t("dedupe.key_" + one.partition(": ")[0]) for one in row.get("reasons", ()))
    told = {"names": " / ".join(row["names"]), "reasons": t("common.comma").join(kinds)}
    return row | {"probability": chance(row["probability"])} | told


def title(ids: Sequence[int], about: Mapping[str, Any]) -> str:
    if not about:
        return t("dedupe.side_by_side", n=len(ids))
    few = t("common.comma").join(map(str, ids[:_NAMED])) + ("…" if len(ids) > _NAMED else "")
    chances = chance(about["probability"])
    key = "dedupe.group_of" if about["of"] else "dedupe.group"
    return t(key, cluster=about["cluster"], of=about["of"], probability=chances, ids=few)


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


def _line(name: str, values: list[Any], keys: Mapping[str, str], companies: bool) -> Row:
    known = [value if isinstance(value, list) else [value] for value in values if value]
    what = "company" if companies and name == "name" else name
    sets = [set().union(*(_plain(what, str(one), keys) for one in several)) for several in known]
    return {"name": name, "values": values, "mark": "" if name in _UNMARKED else agreement(sets)}


def agreement(sets: Sequence[set[str]]) -> str:
    """same, partly, different; "" where fewer than two are known."""
    if len(sets) < 2:
        return ""
    if all(one == sets[0] for one in sets):
        return "same"
    shared = any(one & other for at, one in enumerate(sets) for other in sets[:at])
    return "partly" if shared else "different"


def _plain(name: str, text: str, keys: Mapping[str, str]) -> set[str]:
    """What makes it the same however it is spelled; names and towns are partly the same by how they are read, names
    by a word as well, and companies without the town in their name."""
    from crmcli.dedupe.addresses import address_key, company_core
    from crmcli.dedupe.cities import city_key
    from crmcli.dedupe.spellings import plain
    from crmcli.normalize.names import company_key, pinyin
    from crmcli.normalize.text import fold, squeeze

    if text in keys:
        return {keys[text]}
    if name == "name":
        words = re.findall(r"\w+", plain(pinyin(text)))
        return {squeeze(fold(text)), " ".join(sorted(words)), "".join(words), *(words if text.isascii() else ())}
    same = {"company": company_key, "city": city_key, "district": city_key, "address": address_key}.get(name)
    key = same(text) if same else squeeze(fold(text))
    if same is company_key:
        return {key, company_core(key)}
    return {key, pinyin(key, "word").replace(" ", "")} if same is city_key else {key}


def _grid(lines: Sequence[Row], ids: Sequence[int], start: int) -> Grid:
    part = range(start, min(start + ABREAST, len(ids)))
    columns = [Column("mark", "contact", label=" "), Column("field", "contact", label=t("dedupe.column_field"))]
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

    if name in CUSTOMER and i18n.language() == "zh":
        return CUSTOMER[name].zh
    return label(Column(name.removeprefix("custom.")))


# -- why -------------------------------------------------------------------------------------------


def waterfall(ctx: Context, ids: tuple[int, int], found: "Explanation", rejected: str | None) -> Document:
    """From the prior through each field to the result; ``rejected`` is when they were declared not the same."""
    from crmcli.dedupe.listing import MOST

    names = [customers.record(ctx, number)["name"] for number in ids]
    total = 0.0
    steps, rows = [], []
    for step in found.steps:
        last = step.field == "result"
        total = step.weight if last else total + step.weight
        row = {
            "field": step.field, "level": step.level, "bits": _tenths(step.weight),
            "frequency_bits": _tenths(step.frequency), "sum": _tenths(total),
        }  # fmt: skip
        steps.append(row)
        how = t("dedupe.result", probability=chance(found.probability)) if last else said(step)
        bits = "" if last else f"{row['bits']:+.1f}"
        rows.append({"what": t(f"dedupe.field_{step.field}"), "how": how, "bits": bits, "sum": f"{row['sum']:+.1f}"})
    columns = [
        Column("what", "choice", label=t("dedupe.column_field")), Column("how", label=t("dedupe.column_how")),
        Column("bits", "number", label=t("dedupe.column_bits")), Column("sum", "number", label=t("dedupe.column_sum")),
    ]  # fmt: skip
    title = t("dedupe.pair", a=ids[0], b=ids[1], name_a=names[0], name_b=names[1])
    notes = [t("dedupe.bits")] + ([t("dedupe.rejected_on", day=rejected[:10])] if rejected else [])
    data = {
        "customers": list(ids), "names": names, "probability": min(MOST, round(found.probability, 4)),
        "bits": _tenths(total), "steps": steps, "rejected_at": rejected,
    }  # fmt: skip
    keys = ("field", "level", "bits", "frequency_bits", "sum")
    plain = [Column(key, "text" if key in ("field", "level") else "number") for key in keys]
    return Document(data, [Title(title), Grid(columns, rows), Lines(notes)], plain, steps)


def _tenths(bits: float) -> float:
    return round(bits, 1) + 0.0  # no -0.0


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

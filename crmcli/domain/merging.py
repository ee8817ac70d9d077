"""Which value of each field the customer who stays gets when several are one and the same."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from crmcli.domain.birthdays import unlike
from crmcli.domain.customers import Customer
from crmcli.errors import Invalid
from crmcli.fields import CUSTOMER
from crmcli.normalize.text import fold

COLUMNS = tuple(field.name for field in CUSTOMER.values() if field.edit == "column")
PLACE = ("country", "province", "city", "district", "address", "postcode")
"""Parts of one address: a street goes with its town."""
_PARTS = {"given_name": "name_key", "family_name": "name_key", "company_id": "company_key"}
"""Parts of a name and the company's id come only from someone of the same name, the same company."""


Best = Callable[[Mapping[int | None, Any]], int | None]
"""Whose value a field gets: an id among those who have one, given in the order of preference."""


class Choice(NamedTuple):
    values: dict[str, Any]
    """Columns of the customer who stays; ``custom`` is JSON text."""
    taken: dict[str, int]
    """Field → the other customer whose value it has now."""
    left: dict[str, list[int]]
    """Field → others whose different value was not taken."""
    rule: str = "keep"


RULES = ("keep", "recent", "longer")
RULE_WORDS = {"保留": "keep", "最近": "recent", "较长": "longer"}


def contradictions(one: Customer, other: Customer) -> list[str]:
    """The fields that say that these are two people, however much alike they are."""
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in ("id_number", "gender")}
    differing = [name for name, (a, b) in pairs.items() if a and b and a != b]
    return ["birthday", *differing] if unlike(one.birthday, other.birthday) else differing


def choose(keep: Customer, others: Sequence[Customer], wishes: Mapping[str, int], rule: str = "keep") -> Choice:
    """The value of each field: by the rule, among those who have one; wishes go first.

    ``keep``: that of the customer who stays, then of the other updated last; ``recent``: of whoever was updated
    last; ``longer``: the longest text. ``wishes`` maps fields (custom ones as ``custom.NAME``) to the
    id whose value is wanted.
    """
    everyone = [keep, *sorted(others, key=_changed, reverse=True)]
    choice = Choice({}, {}, {}, rule)
    best = _RULES[rule]([one.id for one in sorted(everyone, key=_changed, reverse=True)])
    for field in COLUMNS:
        if (field not in _PARTS and field not in PLACE) or field in wishes:
            values = {one.id: getattr(one, field) for one in everyone}
            choice.values[field] = _pick(choice, field, values, wishes, best)
    _pick_place(choice, everyone, wishes, best)
    for part, whole in _PARTS.items():
        if part not in wishes:
            _pick_part(choice, part, whole, everyone)
    choice.values["custom"] = _custom(choice, everyone, wishes, best)
    return choice


def _changed(one: Customer) -> tuple[str, int]:
    return one.updated_at, one.id or 0


def _by_recency(order: list[int | None]) -> Best:
    return lambda filled: next(number for number in order if number in filled)


_RULES: Mapping[str, Callable[[list[int | None]], Best]] = {
    "keep": lambda _: lambda filled: next(iter(filled)),
    "recent": _by_recency,
    "longer": lambda _: lambda filled: max(filled, key=lambda number: len(str(filled[number]))),
}


def _pick(choice: Choice, field: str, values: Mapping[int | None, Any], wishes: Mapping[str, int], best: Best) -> Any:
    """One field's value; ``values`` are everybody's by id, in the order of preference."""
    filled = {number: value for number, value in values.items() if value is not None}
    if field in wishes and wishes[field] not in filled:
        raise Invalid("merge.nothing_to_take", field=field.removeprefix("custom."), id=wishes[field])
    if not filled:
        return None
    return _settled(choice, field, values, wishes.get(field, best(filled)))


def _settled(choice: Choice, field: str, values: Mapping[int | None, Any], source: int | None) -> Any:
    """The value of ``source`` (nobody's for None); it is noted where another's is taken, and whose other one is not."""
    value = None if source is None else values[source]
    if source is not None and value != next(iter(values.values())):
        choice.taken[field] = source
    others = [number for number, other in values.items() if other not in (None, value) and number is not None]
    if others:
        choice.left[field] = others
    return value


def _pick_place(choice: Choice, everyone: Sequence[Customer], wishes: Mapping[str, int], best: Best) -> None:
    """One address: that of the one whom the rule prefers, completed only from those who have no other one."""
    parts = [field for field in PLACE if field not in wishes]
    places = {one.id: {field: getattr(one, field) for field in parts} for one in everyone}
    left = {number: "".join(filter(None, place.values())) for number, place in places.items() if any(place.values())}
    found: dict[str, Any] = dict.fromkeys(parts)
    sources: dict[str, int | None] = {}
    while left:
        source = best(left)
        del left[source]
        if _agree(found, places[source]):
            new = {field: value for field, value in places[source].items() if found[field] is None and value}
            found |= new
            sources |= dict.fromkeys(new, source)
    for field in parts:
        values = {number: place[field] for number, place in places.items()}
        choice.values[field] = _settled(choice, field, values, sources.get(field))


def _agree(one: Mapping[str, str | None], other: Mapping[str, str | None]) -> bool:
    """Whether two addresses contradict each other nowhere; 上海 and 上海市, Main St. and Main Street do not."""
    pairs = ((fold(a), fold(b)) for field, a in one.items() if a and (b := other[field]))
    return all(a.startswith(b.rstrip(".")) or b.startswith(a.rstrip(".")) for a, b in pairs)


def _pick_part(choice: Choice, part: str, whole: str, everyone: Sequence[Customer]) -> None:
    """A part goes with its whole: from the first who has it, of those who agree on the whole."""
    text = {"name_key": "name", "company_key": "company"}[whole]
    sources = [one for one in everyone if getattr(one, text) == choice.values[text]] or list(everyone[:1])
    key = getattr(sources[0], whole)
    agreeing = [*sources, *(one for one in everyone if getattr(one, whole) == key and one not in sources)]
    merging = {one.id for one in everyone}
    values = (getattr(one, part) for one in agreeing)
    choice.values[part] = next(
        (v for v in values if v is not None and not (part == "company_id" and v in merging)), None
    )


def _custom(choice: Choice, everyone: Sequence[Customer], wishes: Mapping[str, int], best: Best) -> str | None:
    stored: dict[int | None, dict[str, Any]] = {
        one.id: json.loads(one.custom) if one.custom else {} for one in everyone
    }
    names = list(dict.fromkeys(name for values in stored.values() for name in values))
    wanted = [wish.removeprefix("custom.") for wish in wishes if wish.startswith("custom.")]
    values = {}
    for name in dict.fromkeys((*names, *wanted)):
        everybodys = {number: own.get(name) for number, own in stored.items()}
        values[name] = _pick(choice, f"custom.{name}", everybodys, wishes, best)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) if values else None

"""Survivors of merges: a row that was about somebody who is part of them now brings only what is new since then.

What it is compared with is the merged customer as the merge left it: the row in the table, and what the journal says
of its contact points, tags and ids. Where the journal was emptied, those of the survivor stand for them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crmcli.db import Repository
from crmcli.importing.person import Person
from crmcli.safety.origin import WITH
from crmcli.store import merged


def recall(repo: Repository, source: str, columns: Sequence[str], people: Mapping[int, Person]) -> None:
    """Tell survivors, by their ids, who was merged into them, and what those were like (under the survivor's id)."""
    gone: dict[int, Person] = {}
    for number, kept, uid, name_key, *values in merged.lost(repo, people, ("uid", "name_key", *columns)):
        gone[number] = Person(kept, uid, name_key, dict(zip(columns, values, strict=True)), fresh=False)
        people[kept].formers.append(gone[number])
    operations = merged.operations(repo, gone)
    for had in merged.had(repo, operations):
        _give(gone[had.customer], had, source)
    for number, former in gone.items():
        if number not in operations:
            survivor = people[former.id]
            former.keys, former.tags, former.numbers = survivor.keys, survivor.tags, survivor.numbers
    everybody = {**people, **gone}
    for number, taken, before in merged.replaced(repo, everybody):
        everybody[number].earlier.append(_replaced(taken, before))


def _give(person: Person, had: merged.Had, source: str) -> None:
    if had.table == "contact_points":
        person.keys.add((had.values["kind"], had.values["key"]))
    elif had.table == "customer_tags":
        person.tags.add(had.values["tag"].casefold())
    elif had.values["source"] == source:
        person.numbers.add(had.values["external"])


def _replaced(taken: Iterable[str], before: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that a merge took over from somebody else, as they were before."""
    columns = {part for name in taken for part in (name, *WITH.get(name, ()))}
    own = {name: value for name, value in json.loads(before["custom"] or "{}").items() if f"custom.{name}" in taken}
    return {**{name: before[name] for name in columns & before.keys()}, "custom": json.dumps(own)}

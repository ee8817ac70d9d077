"""Customers who share something that two people rarely share: found by the indexes, in one pass.

    key            probability that two customers who share it are one and the same
    id_number      0.99
    name+birthday  0.95   (0.85 where the birthday lacks its year)
    phone          0.90
    email          0.90

Several keys combine as independent evidence (phone and email: 1 - 0.1 * 0.1 = 0.99, at most 0.999); a
cluster is as probable as its least certain member. The values are fixed; nothing is estimated from data.

Evidence against wins over a shared name, phone or address: customers with different id numbers, or with
different full birthdays (unless the id number is the same), never meet in one cluster, nor do two who
were declared not to be duplicates. Persons and companies are never compared with each other.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from crmcli.db import Repository

PROBABILITIES = {"id_number": 0.99, "name+birthday": 0.95, "name+day": 0.85, "phone": 0.9, "email": 0.9}
CERTAIN = 0.999


class Group(NamedTuple):
    """Customers who share a key."""

    kind: str
    key: str
    customers: list[int]


class Cluster(NamedTuple):
    customers: list[int]
    probability: float
    reasons: list[str]


def clusters(repo: Repository) -> list[Cluster]:
    """The most probable first; customers in the trash are left out."""
    groups = list(_groups(repo))
    people = _people(repo, {number for group in groups for number in group.customers})
    forest = _Forest(people, _declared(repo))
    for group in sorted(groups, key=lambda one: -PROBABILITIES[one.kind]):
        forest.join(group)
    found = [_cluster(sorted(members), reasons) for members, reasons in forest.clusters()]
    return sorted(found, key=lambda one: (-one.probability, one.customers))


# -- candidates ------------------------------------------------------------------------------------


def _groups(repo: Repository) -> Iterator[Group]:
    shared = (
        "SELECT key, kind FROM contact_points WHERE kind IN ('phone', 'email') GROUP BY key, kind HAVING count(*) > 1"
    )
    sql = (
        "SELECT kind, key, json_group_array(customer_id) AS ids "
        f"FROM contact_points JOIN ({shared}) USING (key, kind) GROUP BY key, kind"
    )
    yield from _read(repo, sql)
    sql = (
        "SELECT 'id_number' AS kind, upper(id_number) AS key, json_group_array(id) AS ids FROM customers "
        "WHERE id_number IS NOT NULL AND deleted_at IS NULL GROUP BY 2 HAVING count(*) > 1"
    )
    yield from _read(repo, sql)
    sql = (
        "SELECT CASE WHEN birthday LIKE '--%' THEN 'name+day' ELSE 'name+birthday' END AS kind, "
        "name_key || ' ' || birthday AS key, json_group_array(id) AS ids FROM customers "
        "WHERE birthday IS NOT NULL AND deleted_at IS NULL GROUP BY name_key, birthday HAVING count(*) > 1"
    )
    yield from _read(repo, sql)


def _read(repo: Repository, sql: str) -> Iterator[Group]:
    import json

    for row in repo.rows(sql):
        yield Group(row["kind"], row["key"], sorted(json.loads(row["ids"])))


class _Person(NamedTuple):
    kind: str
    id_number: str | None
    birthday: str | None


def _people(repo: Repository, ids: set[int]) -> dict[int, _Person]:
    """What can tell customers apart; those in the trash are missing."""
    import json

    sql = (
        "SELECT c.id, c.kind, upper(c.id_number) AS id_number, "
        "CASE WHEN c.birthday NOT LIKE '--%' THEN c.birthday END AS birthday "
        "FROM json_each(?) w JOIN customers c ON c.id = w.value WHERE c.deleted_at IS NULL"
    )
    return {
        row["id"]: _Person(row["kind"], row["id_number"], row["birthday"])
        for row in repo.rows(sql, (json.dumps(sorted(ids)),))
    }


def _declared(repo: Repository) -> list[tuple[int, int]]:
    return [(row["a"], row["b"]) for row in repo.rows("SELECT a, b FROM not_duplicates")]


# -- clusters --------------------------------------------------------------------------------------


class _Tree:
    """Customers joined so far, and what tells them from others."""

    def __init__(self, number: int, person: _Person) -> None:
        self.kind = person.kind
        self.members = {number}
        self.id_numbers = {person.id_number} - {None}
        self.birthdays = {person.birthday} - {None}
        self.strangers: set[int] = set()
        self.reasons: list[Group] = []


class _Forest:
    def __init__(self, people: dict[int, _Person], declared: list[tuple[int, int]]) -> None:
        self.tree = {number: _Tree(number, person) for number, person in people.items()}
        for a, b in declared:
            if a in self.tree and b in self.tree:
                self.tree[a].strangers.add(b)
                self.tree[b].strangers.add(a)

    def join(self, group: Group) -> None:
        """Join whoever of the group may be one; those who may not stay in trees of their own."""
        kept: list[_Tree] = []
        for number in group.customers:
            tree = self.tree.get(number)
            if tree is None or any(tree is other for other in kept):
                continue
            for other in kept:
                if _compatible(tree, other, group.kind):
                    self._unite(other, tree)
                    break
            else:
                kept.append(tree)
        for tree in kept:
            if len(tree.members) > 1:
                tree.reasons.append(group)

    def _unite(self, into: _Tree, tree: _Tree) -> None:
        for number in tree.members:
            self.tree[number] = into
        into.members |= tree.members
        into.id_numbers |= tree.id_numbers
        into.birthdays |= tree.birthdays
        into.strangers |= tree.strangers
        into.reasons += tree.reasons

    def clusters(self) -> Iterator[tuple[set[int], list[Group]]]:
        seen: set[int] = set()
        for number, tree in self.tree.items():
            if number not in seen and len(tree.members) > 1:
                seen |= tree.members
                yield tree.members, tree.reasons


def _compatible(a: _Tree, b: _Tree, kind: str) -> bool:
    if a.kind != b.kind or not a.strangers.isdisjoint(b.members):
        return False
    if kind == "id_number":
        return True
    return not (_differ(a.id_numbers, b.id_numbers) or _differ(a.birthdays, b.birthdays))


def _differ(a: set[str | None], b: set[str | None]) -> bool:
    """Whether both know values and these are not one and the same."""
    return bool(a and b) and len(a | b) > 1


def _cluster(members: list[int], reasons: list[Group]) -> Cluster:
    kinds: dict[int, set[str]] = defaultdict(set)
    inside, told = set(members), []
    for group in reasons:
        sharing = inside.intersection(group.customers)
        if len(sharing) > 1:
            told.append(f"{group.kind}: {group.key}")
            for number in sharing:
                kinds[number].add(group.kind)
    return Cluster(members, min(_combined(kinds[number]) for number in members), list(dict.fromkeys(told)))


def _combined(kinds: set[str]) -> float:
    doubt = 1.0
    for kind in kinds:
        doubt *= 1 - PROBABILITIES[kind]
    return min(CERTAIN, round(1 - doubt, 4))


def names(repo: Repository, found: list[Cluster]) -> dict[int, Any]:
    """id → name of everybody in the clusters."""
    import json

    ids = [number for cluster in found for number in cluster.customers]
    sql = "SELECT c.id, c.name FROM json_each(?) w JOIN customers c ON c.id = w.value"
    return {row["id"]: row["name"] for row in repo.rows(sql, (json.dumps(ids),))}

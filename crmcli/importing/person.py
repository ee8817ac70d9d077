"""A customer while the rows of a file are being applied to it."""

import json
from typing import Any

from crmcli.importing.columns import Contact, Parsed
from crmcli.importing.customer_rows import merged
from crmcli.normalize import names


class Person:
    """A customer while rows are being applied: as stored, or about to be made."""

    __slots__ = (
        "added", "columns", "earlier", "externals", "formers", "fresh", "id", "keys", "lent", "name_key", "news",
        "numbers", "stored", "tags", "uid",
    )  # fmt: skip

    def __init__(self, number: int, uid: str, name_key: str, columns: dict[str, Any], *, fresh: bool) -> None:
        self.id = number
        self.uid = uid
        self.name_key = name_key
        self.columns = columns
        self.stored: dict[str, Any] = {} if fresh else dict(columns)
        self.keys: set[tuple[str, str]] = set()
        self.added: list[Contact] = []
        self.tags: set[str] = set()
        self.externals: list[str] = []
        """Ids in the source that are yet to be stored."""
        self.numbers: set[str] = set()
        """All its ids in the source."""
        self.fresh = fresh
        self.news: dict[str, None] = {}
        """What rows brought since it was stored, by name of field."""
        self.formers: list[Person] = []
        """Those who were merged into this one, as they were then."""
        self.earlier: list[dict[str, Any]] = []
        """Values that merging replaced by somebody else's."""
        self.lent: dict[str, tuple[set[str], Any]] = {}
        """Field of a survivor → whom (by uid) the row was about that changed it, and what stood there before."""

    def is_called(self, row: Parsed, name_key: str) -> bool:
        """Does the row give their name (or that before a merge), be it read as a person's or as a company's?"""
        if self.name_key == name_key or row.nameless:
            return True
        own = {self.name_key, *(image.get("name_key") for image in self.earlier)}
        return name_key in own or names.name_key(row.columns["name"], self.columns.get("kind") or "person") in own

    def rename(self) -> None:
        """Name or kind changed, and with them the key."""
        self.name_key = names.name_key(self.columns["name"], self.columns.get("kind") or "person")

    def missing(
        self, row: Parsed, fields: tuple[str, ...], *, only_empty: bool
    ) -> tuple[dict[str, Any], list[Contact], list[str]]:
        """Columns (of those in ``fields``), contact points and tags that the row says and that are not here yet."""
        values: dict[str, Any] = {}
        if self.formers:
            row, values = self._news(row)
        for field, value in row.columns.items():
            # created_at is only of use to somebody new, and so is an e-mail for want of a name
            if field not in fields or (row.nameless and field == "name"):
                continue
            if field == "custom":
                value = merged(self.columns.get(field), value, only_empty=only_empty)
            elif only_empty and self.columns.get(field):
                continue
            if self.columns.get(field) != value:
                values[field] = value
        contacts = {(c[0], c[2]): c for c in reversed(row.contacts) if (c[0], c[2]) not in self.keys}
        tags = [tag for tag in row.tags if tag not in self.tags and tag.casefold() not in self.tags]
        return values, list(reversed(contacts.values())), tags

    def changes(self) -> list[str]:
        """The fields that are no longer as they are stored; what one row changed another may have changed back."""
        return [f for f in self.news if f not in self.columns or self.columns[f] != self.stored.get(f)]

    def take(self, row: Parsed, values: dict[str, Any]) -> None:
        """The values of a row become theirs."""
        if self.formers:
            meant = {one.uid for one in self._meant(row)}
            self.lent.update((f, (meant, self.columns.get(f))) for f in values if not self._lent_by(meant, f))
        self.columns.update(values)

    def _lent_by(self, meant: set[str], field: str) -> bool:
        return field in self.lent and not meant.isdisjoint(self.lent[field][0])

    def _news(self, row: Parsed) -> tuple[Parsed, dict[str, Any]]:
        """What the row says since the merge: not what the one whom it was about had then. And what has to go back
        as an earlier row of the file about the same one had changed it."""
        meant = self._meant(row)
        uids, gone = {one.uid for one in meant}, [one for one in meant if one is not self]
        images = [image for one in meant for image in one.earlier] + [one.columns for one in gone]
        columns = {f: v for f, v in row.columns.items() if not any(image.get(f) == v for image in images)}
        if "custom" in columns:
            known = [json.loads(image["custom"]) for image in images if image.get("custom")]
            said = json.loads(columns.pop("custom"))
            said = {name: value for name, value in said.items() if not any(own.get(name) == value for own in known)}
            columns |= {"custom": json.dumps(said, ensure_ascii=False)} if said else {}
        contacts = [c for c in row.contacts if not any((c[0], c[2]) in one.keys for one in gone)]
        tags = [tag for tag in row.tags if not any(tag.casefold() in one.tags for one in gone)]
        back = {f: self.lent[f][1] for f in row.columns.keys() - columns.keys() if self._lent_by(uids, f)}
        back = {field: value for field, value in back.items() if self.columns.get(field) != value}
        return row._replace(columns=columns, contacts=contacts, tags=tags), back

    def _meant(self, row: Parsed) -> list["Person"]:
        """Whom the row was about when these were several."""
        everybody = [self, *self.formers]
        found = [one for one in self.formers if row.external in one.numbers]
        if found := found or [one for one in everybody if row.uid == one.uid]:
            return found
        key = names.name_key(row.columns["name"], row.columns.get("kind") or "person")
        called = [one for one in everybody if one.is_called(row, key)]
        mine = {(kind, contact) for kind, _, contact, _ in row.contacts}
        close = [one for one in called if not mine or mine & one.keys]
        return close or ([self] if self in called else called) or [self]

"""Whom a sale, a contact or a complaint belongs to: by our uid, the other system's id, phone, e-mail or name.

Nothing is booked to somebody whom the row contradicts: an id of another system, a shared phone or a namesake
counts only where nothing else that the row says speaks against it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from crmcli.db import Repository
from crmcli.domain import customers as rules
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.importing.tally import Tally
from crmcli.normalize.countries import region as country_code
from crmcli.normalize.emails import email
from crmcli.normalize.names import name_key
from crmcli.normalize.phones import phone
from crmcli.store import bulk, merged

ANONYMOUS = "anonymous"
OWN_SOURCE = "crm"


class Buyer(NamedTuple):
    """How a row names its customer; ``country`` is where new ones live, no part of who it is."""

    external: str
    phone: str
    email: str
    name: str
    uid: str = ""


NOBODY = Buyer("", "", "", "")


class Known:
    """What is known of somebody who may be meant."""

    __slots__ = ("id", "keys", "names", "numbers")

    def __init__(self, number: int, names: set[str], keys: set[tuple[str, str]], numbers: set[str]) -> None:
        """``names``: keys of their own and of those who were merged into them."""
        self.id, self.names, self.keys, self.numbers = number, names, keys, numbers


class Claim:
    """What a row says of its customer, ready to be compared."""

    def __init__(self, buyer: Buyer, home: str) -> None:
        self.buyer = buyer
        self.names = {name_key(buyer.name), name_key(buyer.name, "company")} if buyer.name else set()
        self.contacts: list[tuple[str, str, str]] = []
        """kind, value and key of the phone and the e-mail that are sound."""
        for kind, text in (("phone", buyer.phone), ("email", buyer.email)):
            if text:
                try:
                    self.contacts.append((kind, *(phone(text, home) if kind == "phone" else email(text))))
                except Invalid:
                    continue

    def says_name(self, known: Known) -> bool | None:
        """Is it the same name? None where the row has none."""
        return not known.names.isdisjoint(self.names) if self.names else None

    def says_contacts(self, known: Known) -> tuple[int, int]:
        """How many of the row's contact points are the same, and how many are others than theirs."""
        same = sum((kind, key) in known.keys for kind, _, key in self.contacts)
        kinds = {kind for kind, _ in known.keys}
        return same, sum(kind in kinds and (kind, key) not in known.keys for kind, _, key in self.contacts)

    def fits(self, known: Known, by: str) -> bool:
        """May it be them, whom ``by`` (id, contact, name) found? Not if what else is said speaks against it."""
        if self.buyer.external and known.numbers and self.buyer.external not in known.numbers:
            return False
        name, (same, other) = self.says_name(known), self.says_contacts(known)
        if by == "id":
            return (name is not False or same > 0) and (not other or name is True or same > other)
        if by == "contact":
            return name is not False and (not other or name is True)
        return name is True and not other


class Buyers:
    """Customers of the rows of one import; each way of naming one is looked up once."""

    def __init__(
        self, repo: Repository, source: str, region: str, *, create: bool, anonymous: bool, at: datetime,
        random: Any, dry_run: bool, tally: Tally, sure: bool = True,
    ) -> None:  # fmt: skip
        self.repo, self.source, self.region, self.sure = repo, source, region, sure
        self.create, self.anonymous, self.dry_run = create, anonymous, dry_run
        self.at, self.random, self.tally = at, random, tally
        self.found: dict[Buyer, int | Invalid] = {}
        self.people: dict[int, Known] = {}
        self.made: set[int] = set()
        self._external: dict[str, set[int]] = {}
        self._uid: dict[str, set[int]] = {}
        self._contact: dict[tuple[str, str], set[int]] = {}
        self._name: dict[str, set[int]] = {}

    def load(self, buyers: Iterable[tuple[Buyer, str]]) -> None:
        """Find the customers of those not seen before, each with the country of the row."""
        fresh = {buyer: country for buyer, country in buyers if buyer not in self.found}
        if not fresh:
            return
        claims = {b: Claim(b, country_code(country) or self.region) for b, country in fresh.items()}
        wanted = {buyer.external for buyer in fresh if buyer.external}
        own = bulk.external(self.repo, "customer_id", self.source, wanted)
        alive = bulk.alive(self.repo, set(own.values()))
        anywhere = bulk.external_anywhere(self.repo, wanted - own.keys())
        named = {buyer.uid for buyer in fresh if buyer.uid}
        uids = bulk.by_uid(self.repo, named)
        trashed = bulk.known_uids(self.repo, named - uids.keys()) if named - uids.keys() else set()
        names = self._by_name({key for claim in claims.values() for key in claim.names})
        contacts = bulk.by_contact(self.repo, {key for claim in claims.values() for _, _, key in claim.contacts})
        self._fetch(alive.values(), uids.values(), *anywhere.values(), *names.values(), *contacts.values())
        gone = {external for external, number in own.items() if number not in alive}
        for buyer, claim in claims.items():
            try:
                if buyer.external in gone or buyer.uid in trashed:
                    raise Invalid("import.in_trash", id=buyer.uid if buyer.uid in trashed else buyer.external)
                mine = {alive[own[buyer.external]]} if buyer.external in own else set()
                self.found[buyer] = self._find(
                    claim, fresh[buyer], {uids[buyer.uid]} if buyer.uid in uids else set(), mine,
                    anywhere.get(buyer.external, set()),
                    set().union(*(contacts.get((kind, key), set()) for kind, _, key in claim.contacts)),
                    set().union(*(names.get(key, set()) for key in claim.names)),
                )  # fmt: skip
            except Invalid as error:
                self.found[buyer] = error

    def get(self, buyer: Buyer) -> int:
        """The customer's id. Raises Invalid with the reason why there is none."""
        found = self.found[buyer]
        if isinstance(found, Invalid):
            raise found
        return found

    def _fetch(self, *groups: Iterable[int]) -> None:
        ids = [n for n in {n for group in groups for n in group} if n not in self.people]
        if not ids:
            return
        keys = bulk.contact_keys(self.repo, ids)
        numbers = bulk.numbers(self.repo, self.source, ids)
        for number, (key,) in bulk.people(self.repo, ids, ("name_key",)).items():
            self.people[number] = Known(number, {key}, keys.get(number, set()), numbers.get(number, set()))
        for number in self.aliases.keys() & set(ids):
            self.people[number].names |= self.aliases[number]

    @cached_property
    def former_names(self) -> dict[str, set[int]]:
        """Keys of names that customers had before merges, and whose they are now."""
        return merged.names(self.repo)

    @cached_property
    def aliases(self) -> dict[int, set[str]]:
        """The same, customer by customer."""
        found: dict[int, set[str]] = {}
        for key, numbers in self.former_names.items():
            for number in numbers:
                found.setdefault(number, set()).add(key)
        return found

    def _by_name(self, keys: set[str]) -> dict[str, set[int]]:
        found = bulk.by_name(self.repo, keys)
        for key in self.former_names.keys() & keys:
            found.setdefault(key, set()).update(self.former_names[key])
        return found

    def _find(
        self, claim: Claim, country: str, uids: set[int], own: set[int], anywhere: set[int], contacts: set[int],
        names: set[int],
    ) -> int:  # fmt: skip
        """Those made in this load are looked at like those that were there."""
        buyer = claim.buyer
        if buyer == NOBODY:
            return self._anonymous()
        if uids := uids | self._uid.get(buyer.uid, set()):
            return min(uids)
        for number in own | self._external.get(buyer.external, set()):
            if not self.sure and number not in self.made and not claim.fits(self.people[number], "id"):
                raise Invalid("import.other_person", id=buyer.external, customer=number, source=self.source)
            return self._met(number, claim)
        for kind, _, key in claim.contacts:
            contacts = contacts | self._contact.get((kind, key), set())
        for key in claim.names:
            names = names | self._name.get(key, set())
        for by, ids in (("id", anywhere), ("contact", contacts), ("name", names)):
            fitting = {number for number in ids if claim.fits(self.people[number], by)}
            if len(fitting) > 1:
                raise Invalid("import.ambiguous", ids=", ".join(map(str, sorted(fitting))))
            if fitting:
                return self._met(fitting.pop(), claim)
        if not self.create:
            raise Invalid("import.no_such_customer", who=buyer.name or buyer.email or buyer.phone or buyer.external)
        return self._make(claim, country)

    def _met(self, number: int, claim: Claim) -> int:
        """Somebody made in this load gets what a later row says more of them."""
        if number in self.made:
            known = self.people[number]
            new = [contact for contact in claim.contacts if (contact[0], contact[2]) not in known.keys]
            self._store_contacts(known, new)
        return number

    def _anonymous(self) -> int:
        """The one customer whom sales without a customer are booked to, if that was asked for."""
        if not self.anonymous:
            raise Invalid("import.no_customer")
        found = bulk.external(self.repo, "customer_id", OWN_SOURCE, [ANONYMOUS]).get(ANONYMOUS)
        if found is not None and (alive := bulk.alive(self.repo, [found])):
            return alive[found]
        return self._store(t("import.anonymous_name"), "", "", OWN_SOURCE, ANONYMOUS)

    def _make(self, claim: Claim, country: str) -> int:
        buyer = claim.buyer
        numbered = t("import.numbered_name", number=buyer.external) if buyer.external else ""
        name = buyer.name or numbered or buyer.phone or buyer.email
        number = self._store(name, country, buyer.uid, self.source, buyer.external)
        self.made.add(number)
        known = Known(number, {name_key(name)}, set(), {buyer.external} - {""})
        self.people[number] = known
        if buyer.external:
            self._external[buyer.external] = {number}
        if buyer.uid:
            self._uid[buyer.uid] = {number}
        self._name.setdefault(name_key(name), set()).add(number)
        self._store_contacts(known, claim.contacts)
        return number

    def _store(self, name: str, country: str, uid: str, source: str, external: str) -> int:
        self.tally.made["customers"] += 1
        if self.dry_run:
            return -self.tally.made["customers"]
        if not uid or bulk.known_uids(self.repo, [uid]):
            uid = rules.new_uid(self.random)
        made = rules.create(name, {}, uid=uid, at=self.at)
        if country and len(country) <= rules.SHORT_LIMIT:
            made = replace(made, country=country)
        number = self.repo.save(made).id
        assert number is not None
        if external:
            self.repo.insert("external_ids", {"source": source, "external": external, "customer_id": number})
        return number

    def _store_contacts(self, known: Known, contacts: list[tuple[str, str, str]]) -> None:
        for kind, value, key in contacts:
            first = kind not in {kind for kind, _ in known.keys}
            known.keys.add((kind, key))
            self._contact.setdefault((kind, key), set()).add(known.id)
            if not self.dry_run:
                values = {"customer_id": known.id, "kind": kind, "value": value, "key": key, "is_primary": int(first)}
                self.repo.insert("contact_points", values)

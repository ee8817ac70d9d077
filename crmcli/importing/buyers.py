"""Whom a sale belongs to: by the other system's number, phone, e-mail or exact name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from crmcli.db import Repository
from crmcli.domain import customers as rules
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.importing.sale_rows import Buyer
from crmcli.importing.tally import Tally
from crmcli.normalize.emails import email
from crmcli.normalize.names import name_key
from crmcli.normalize.phones import phone
from crmcli.store import bulk

NOBODY = Buyer("", "", "", "")
ANONYMOUS = "anonymous"
_OWN_SOURCE = "crm"


class Buyers:
    """Customers of the orders of one import; each way of naming one is looked up once."""

    def __init__(
        self, repo: Repository, source: str, region: str, *, create: bool, anonymous: bool, at: datetime,
        random: Any, dry_run: bool, tally: Tally,
    ) -> None:  # fmt: skip
        self.repo, self.source, self.region = repo, source, region
        self.create, self.anonymous, self.dry_run = create, anonymous, dry_run
        self.at, self.random, self.tally = at, random, tally
        self.known: dict[Buyer, int | Invalid] = {}

    def load(self, buyers: Iterable[Buyer]) -> None:
        """Look up those not seen before."""
        fresh = [buyer for buyer in dict.fromkeys(buyers) if buyer not in self.known]
        if not fresh:
            return
        wanted = {buyer.external for buyer in fresh if buyer.external}
        own = bulk.external(self.repo, "customer_id", self.source, wanted)
        alive = bulk.alive(self.repo, set(own.values()))
        anywhere = bulk.external_anywhere(self.repo, wanted - own.keys())
        names = bulk.by_name(self.repo, {name_key(b.name) for b in fresh if b.name})
        for buyer in fresh:
            try:
                self.known[buyer] = self._find(buyer, own, alive, anywhere, names)
            except Invalid as error:
                self.known[buyer] = error

    def get(self, buyer: Buyer) -> int:
        """The customer's id. Raises Invalid with the reason why there is none."""
        found = self.known[buyer]
        if isinstance(found, Invalid):
            raise found
        return found

    def _find(
        self, buyer: Buyer, own: dict[str, int], alive: dict[int, int], anywhere: dict[str, set[int]],
        names: dict[str, set[int]],
    ) -> int:  # fmt: skip
        if buyer == NOBODY:
            return self._anonymous()
        if buyer.external in own:
            if own[buyer.external] not in alive:
                raise Invalid("import.in_trash", id=buyer.external)
            return alive[own[buyer.external]]
        for ids in (
            anywhere.get(buyer.external, set()),
            *self._by_contact(buyer),
            names.get(name_key(buyer.name or "-"), set()),
        ):
            if len(ids) > 1:
                raise Invalid("import.ambiguous", ids=", ".join(map(str, sorted(ids))))
            if ids:
                return next(iter(ids))
        if not self.create:
            raise Invalid("import.no_such_customer", who=next(filter(None, buyer)))
        return self._make(buyer)

    def _by_contact(self, buyer: Buyer) -> list[set[int]]:
        keys = self._keys(buyer)
        found = bulk.by_contact(self.repo, (key for _, _, key in keys)) if keys else {}
        return [found.get((kind, key), set()) for kind, _, key in keys]

    def _keys(self, buyer: Buyer) -> list[tuple[str, str, str]]:
        """kind, value and key of the phone and the e-mail that are sound."""
        keys = []
        for kind, text in (("phone", buyer.phone), ("email", buyer.email)):
            if text:
                try:
                    keys.append((kind, *(phone(text, self.region) if kind == "phone" else email(text))))
                except Invalid:
                    continue
        return keys

    def _anonymous(self) -> int:
        """The one customer whom sales without a customer are booked to, if that was asked for."""
        if not self.anonymous:
            raise Invalid("import.no_customer")
        found = bulk.external(self.repo, "customer_id", _OWN_SOURCE, [ANONYMOUS]).get(ANONYMOUS)
        if found is not None and (alive := bulk.alive(self.repo, [found])):
            return alive[found]
        return self._store(t("import.anonymous_name"), [], _OWN_SOURCE, ANONYMOUS)

    def _make(self, buyer: Buyer) -> int:
        name = buyer.name or (
            t("import.numbered_name", number=buyer.external) if buyer.external else buyer.phone or buyer.email
        )
        return self._store(name, self._keys(buyer), self.source, buyer.external)

    def _store(self, name: str, keys: list[tuple[str, str, str]], source: str, external: str) -> int:
        self.tally.made["customers"] += 1
        if self.dry_run:
            return -self.tally.made["customers"]
        made = rules.create(name, {}, uid=rules.new_uid(self.random), at=self.at)
        number = self.repo.save(made).id
        assert number is not None
        for kind, value, key in keys:
            values = {"customer_id": number, "kind": kind, "value": value, "key": key, "is_primary": 1}
            self.repo.insert("contact_points", values)
        if external:
            self.repo.insert("external_ids", {"source": source, "external": external, "customer_id": number})
        return number

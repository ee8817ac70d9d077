"""One row of a customer file → a checked customer with contact points and tags, or the reason why not."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from crmcli.domain import customers as rules
from crmcli.errors import Invalid
from crmcli.exchange.guard import unguard
from crmcli.exchange.headings import Mapping
from crmcli.fields import CUSTOMER
from crmcli.normalize import names
from crmcli.normalize.countries import region
from crmcli.normalize.emails import email
from crmcli.normalize.handles import contact
from crmcli.normalize.phones import phone

Contact = tuple[str, str, str]
"""kind, value as entered, key."""

LENIENT = ("gender", "stage", "kind", "payment_terms", "company_size")
"""Fields whose unknown words are left out (and counted) instead of costing the whole row."""

_IDENTITY = ("external_id", "uid", "id")


class Parsed(NamedTuple):
    columns: dict[str, Any]
    contacts: list[Contact]
    tags: list[str]
    external: str
    uid: str


class RowReader:
    """Made once for a file; ``read`` is called for each row."""

    def __init__(
        self,
        mapping: Mapping,
        *,
        today: date,
        region: str,
        currency: str,
        dates: dict[int, Callable[[str], date]],
    ) -> None:
        """``dates`` reads the columns of dates whose format the whole file tells."""
        self.today = today
        self.region = region
        self.currency = currency
        self.dates = dates
        self.left_out: Counter[str] = Counter()
        self.country = next(iter(mapping.columns("country")), None)
        self.external = self._identity(mapping)
        self.uid = next(iter(mapping.columns("uid")), None)
        self.steps = [
            (i, field, self._step(i, field))
            for i, field in enumerate(mapping.fields)
            if field and field not in _IDENTITY
        ]
        self.composed = "given_name" in mapping.fields or "family_name" in mapping.fields
        self.has_name = "name" in mapping.fields

    @staticmethod
    def _identity(mapping: Mapping) -> int | None:
        """The column of the other system's id; a bare ``id`` column is one unless our uid is there."""
        columns = mapping.columns("external_id") or ([] if mapping.columns("uid") else mapping.columns("id"))
        return columns[0] if columns else None

    def read(self, cells: list[str]) -> Parsed:
        """Raises Invalid with the reason."""
        columns: dict[str, Any] = {}
        contacts: list[Contact] = []
        tags: list[str] = []
        home = self.region
        if self.country is not None and cells[self.country]:
            home = region(cells[self.country]) or home
        for i, field, step in self.steps:
            text = cells[i].strip()
            if text:
                if text[0] == "'":
                    text = unguard(text)
                step(text, field, columns, contacts, tags, home)
        self._name(columns)
        return Parsed(columns, contacts, tags, self._external(cells), self._uid(cells))

    # -- one cell --------------------------------------------------------------------------------

    def _step(self, column: int, field: str) -> Callable[..., None]:
        if field == "phone":
            return self._phone
        if field == "email":
            return self._email
        if field == "tags":
            return self._tags
        if field in ("note", "address"):
            return self._joined
        if CUSTOMER.get(field) is None:
            return lambda *_: None
        if CUSTOMER[field].edit == "contact":
            return self._handle
        if CUSTOMER[field].type == "text":
            return self._text
        if column in self.dates:
            return self._date_step(self.dates[column])
        return self._checked

    def _text(self, text: str, field: str, columns: dict[str, Any], *_: Any) -> None:
        if len(text) > rules.SHORT_LIMIT:
            raise Invalid("too_long", field=field, n=len(text), limit=rules.SHORT_LIMIT)
        columns[field] = text

    def _joined(self, text: str, field: str, columns: dict[str, Any], *_: Any) -> None:
        """Several columns of notes or address lines become one value."""
        joined = f"{columns[field]}\n{text}" if columns.get(field) else text
        if len(joined) > rules.TEXT_LIMIT:
            raise Invalid("too_long", field=field, n=len(joined), limit=rules.TEXT_LIMIT)
        columns[field] = joined if field == "note" else joined.replace("\n", " ")

    def _checked(self, text: str, field: str, columns: dict[str, Any], *_: Any) -> None:
        if field == "birthday" and any(mark in text for mark in ("农历", "阴历", "lunar")):
            field = "lunar_birthday"
        if field == "created_at":
            return
        try:
            columns[field] = rules.check(field, text, today=self.today, currency=self.currency)
        except Invalid:
            if field not in LENIENT:
                raise
            self.left_out[f"{field} '{text[:40]}'"] += 1

    def _date_step(self, read: Callable[[str], date]) -> Callable[..., None]:
        def step(text: str, field: str, columns: dict[str, Any], *_: Any) -> None:
            if field == "birthday" and not text[0].isdigit():
                self._checked(text, field, columns)
                return
            try:
                day = read(text)
            except Invalid:
                if field != "birthday":
                    raise
                self._checked(text, field, columns)
                return
            if field == "birthday" and day > self.today:
                raise Invalid("birthday_in_future", value=text)
            columns[field] = day.isoformat() + ("T00:00:00" if field == "created_at" else "")

        return step

    def _phone(self, text: str, _f: str, _c: dict[str, Any], contacts: list[Contact], _t: Any, home: str) -> None:
        for part in _parts(text):
            value, key = phone(part, home)
            contacts.append(("phone", value, key))

    def _email(self, text: str, _f: str, _c: dict[str, Any], contacts: list[Contact], *_: Any) -> None:
        for part in _parts(text):
            value, key = email(part)
            contacts.append(("email", value, key))

    def _handle(self, text: str, field: str, _c: dict[str, Any], contacts: list[Contact], _t: Any, home: str) -> None:
        value, key = contact(field, text, home)
        contacts.append((field, value, key))

    def _tags(self, text: str, _f: str, _c: dict[str, Any], _p: Any, tags: list[str], _h: str) -> None:
        tags += rules.split_tags(text)

    # -- the whole row ---------------------------------------------------------------------------

    def _name(self, columns: dict[str, Any]) -> None:
        """The full name from its parts, a company's own name, and the keys that follow from it."""
        name = columns.get("name")
        if name is None and self.composed:
            given, family = columns.get("given_name", ""), columns.get("family_name", "")
            chinese = (family or given) and names.is_cjk((family or given)[0])
            name = f"{family}{given}" if chinese else f"{given} {family}".strip()
        if not name:
            name = columns.pop("company", None)
            if not name:
                raise Invalid("import.no_name")
            columns["kind"] = "company"
        columns["name"] = names.clean_name(name)


    def _external(self, cells: list[str]) -> str:
        return external_id(cells[self.external]) if self.external is not None else ""

    def _uid(self, cells: list[str]) -> str:
        uid = cells[self.uid].strip().lower() if self.uid is not None else ""
        if uid and (uid.isdigit() or len(uid) > 40 or not uid.isascii() or not uid.isalnum()):
            raise Invalid("import.bad_uid", value=uid)
        return uid


def external_id(text: str) -> str:
    """Another system's id as it is; ``13085.0`` of a spreadsheet is 13085, ``2.01812E+11`` is ruined."""
    text = unguard(text.strip())
    if text.endswith(".0") and text[:-2].isdigit():
        return text[:-2]
    head, _, tail = text.upper().partition("E+")
    if tail.isdigit() and head.replace(".", "").isdigit():
        raise Invalid("ruined_number", value=text)
    if len(text) > 200:
        raise Invalid("too_long", field="external_id", n=len(text), limit=200)
    return text


def _parts(text: str) -> list[str]:
    """A cell with several phones or e-mails."""
    if text.isalnum():
        return [text]
    for mark in (" ::: ", ";", "；", "、", "，", ",", "\n"):
        if mark in text:
            pieces = [piece.strip() for piece in text.split(mark)]
            return [piece for piece in pieces if piece]
    return [text]

"""Rows of a customer file → columns of checked values, and for each row that is none the reason."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from crmcli.domain import customers as rules
from crmcli.errors import Invalid
from crmcli.exchange.guard import unguard
from crmcli.exchange.headings import Mapping
from crmcli.exchange.labels import labels, of_cell
from crmcli.fields import CUSTOMER
from crmcli.importing.cells import NULLS
from crmcli.importing.clock import moment_of
from crmcli.importing.columns import FINGERPRINT, BadCell, Chunk, Contact, ContactColumn, Memo, Parsed
from crmcli.normalize import emails, names, phones
from crmcli.normalize.countries import region as country_code
from crmcli.normalize.handles import contact

__all__ = ["Contact", "Parsed", "RowReader", "external_id"]

LENIENT = ("gender", "stage", "kind", "payment_terms", "company_size")
"""Fields whose unknown words are left out (and counted) instead of costing the whole row."""

_IDENTITY = ("external_id", "uid", "id")
_LUNAR = ("农历", "阴历", "lunar")
_SEPARATORS = (" ::: ", ";", "；", "、", "，", ",", "\n")
"""What stands between several phones or e-mails in one cell."""

Step = Callable[[Chunk, list[str]], None]


class RowReader:
    """Made once for a file; ``read`` takes it chunk by chunk."""

    def __init__(
        self,
        mapping: Mapping,
        *,
        today: date,
        region: str,
        currency: str,
        dates: dict[int, Callable[[str], date]],
        custom: dict[str, Callable[[str], Any]] | None = None,
        strict: bool = False,
    ) -> None:
        """``dates`` reads the columns of dates whose format the whole file tells; ``custom`` custom fields.

        ``strict``: a bad second phone costs its row, too.
        """
        self.strict = strict
        self.headings = mapping.headings
        self.labels = labels(mapping)
        self.cells: Sequence[Sequence[str]] = ()
        """The chunk under way, column by column."""
        self.custom = custom or {}
        self.today = today
        self.region = region
        self.currency = currency
        self.dates = dates
        self.left_out: Counter[str] = Counter()
        self.country = next(iter(mapping.columns("country")), None)
        self.homes: list[str] | None = None
        """The country of each row of the chunk under way, where the file has a column of them."""
        self.external = self._identity(mapping)
        self.uid = next(iter(mapping.columns("uid")), None)
        self.steps = [
            (i, self._step(i, field)) for i, field in enumerate(mapping.fields) if field and field not in _IDENTITY
        ]
        self.composed = "given_name" in mapping.fields or "family_name" in mapping.fields
        self._home = Memo(country_code)
        self._name_keys = Memo(names.name_key)
        self.seen: Counter[str] = Counter()

    @staticmethod
    def _identity(mapping: Mapping) -> int | None:
        """The column of the other system's id; a bare ``id`` column is one unless our uid is there."""
        columns = mapping.columns("external_id") or ([] if mapping.columns("uid") else mapping.columns("id"))
        return columns[0] if columns else None

    def read(self, rows: Sequence[list[str]]) -> Chunk:
        chunk = Chunk(len(rows))
        cells = self.cells = list(zip(*rows, strict=False))
        if self.country is not None:
            self.homes = [home or self.region for home in self._home.all(_stripped(cells[self.country]))]
        for i, step in self.steps:
            step(chunk, _without_nulls(_unguarded(_stripped(cells[i]))))
        self._settle(chunk)
        self._names(chunk)
        if self.external is not None:
            chunk.externals = _external_ids(chunk, _stripped(cells[self.external]))
        if self.uid is not None:
            chunk.uids = _uids(chunk, _stripped(cells[self.uid]))
        self._fingerprints(chunk)
        chunk.join_reasons()
        return chunk

    def _fingerprints(self, chunk: Chunk) -> None:
        """A row with a name alone is known by all that it says, so that the same file changes nothing.

        By the name it must not be: another Anna may stand in another file of the same name.
        """
        if all(chunk.externals):
            return
        direct = [column.keys for column in chunk.contacts if column.kind in ("phone", "email")]
        fields = sorted(chunk.values)
        for row in range(chunk.size):
            if chunk.externals[row] or chunk.uids[row] or row in chunk.errors or any(keys[row] for keys in direct):
                continue
            facts = repr([(field, chunk.values[field][row]) for field in fields] + chunk.tags.get(row, []))
            mark = hashlib.sha256(facts.encode()).hexdigest()[:20]
            self.seen[mark] += 1
            chunk.externals[row] = f"{FINGERPRINT}{mark}#{self.seen[mark]}"

    # -- one column ------------------------------------------------------------------------------

    def _step(self, column: int, field: str) -> Step:
        if field == "tags":
            return self._tags
        if field in ("note", "address"):
            return lambda chunk, texts: self._joined(chunk, texts, field)
        if field in self.custom:
            memo = Memo(self.custom[field])
            return lambda chunk, texts: self._custom(chunk, texts, field.removeprefix("custom."), memo)
        if CUSTOMER.get(field) is None:
            return lambda *_: None
        if CUSTOMER[field].edit == "contact":
            return lambda chunk, texts: self._contacts(chunk, texts, field, column)
        if CUSTOMER[field].type == "text":
            return lambda chunk, texts: self._text(chunk, texts, field)
        read = self.dates.get(column)
        if read is None and field == "created_at":
            return lambda *_: None
        return self._checked(field, self._date(field, read) if read else self._check(field))

    def _text(self, chunk: Chunk, texts: list[str], field: str) -> None:
        if max(map(len, texts)) > rules.SHORT_LIMIT:
            for row, text in enumerate(texts):
                if len(text) > rules.SHORT_LIMIT:
                    chunk.refuse(row, Invalid("too_long", field=field, n=len(text), limit=rules.SHORT_LIMIT))
        chunk.values[field] = [text or None for text in texts]

    def _custom(self, chunk: Chunk, texts: list[str], name: str, memo: Memo) -> None:
        """A column of a custom field joins the others in one JSON object a row."""
        column = chunk.values.setdefault("custom", [None] * chunk.size)
        for row, value in enumerate(memo.all(texts)):
            if error := memo.bad.get(texts[row]):
                chunk.refuse(row, error)
            elif value is not None:
                column[row] = merged(column[row], json.dumps({name: value}, ensure_ascii=False), only_empty=False)

    def _joined(self, chunk: Chunk, texts: list[str], field: str) -> None:
        """Several columns of notes or address lines become one value."""
        between = "\n" if field == "note" else " "
        if field == "address":
            texts = [text.replace("\n", " ") for text in texts]
        if before := chunk.values.get(field):
            texts = [
                f"{one}{between}{text}" if one and text else one or text
                for one, text in zip(before, texts, strict=True)
            ]
        if max(map(len, texts)) > rules.TEXT_LIMIT:
            for row, text in enumerate(texts):
                if len(text) > rules.TEXT_LIMIT:
                    chunk.refuse(row, Invalid("too_long", field=field, n=len(text), limit=rules.TEXT_LIMIT))
        chunk.values[field] = [text or None for text in texts]

    def _tags(self, chunk: Chunk, texts: list[str]) -> None:
        for row, text in enumerate(texts):
            if text:
                try:
                    chunk.tags[row] = [*chunk.tags.get(row, ()), *rules.split_tags(text)]
                except Invalid as error:
                    chunk.refuse(row, error)

    def _checked(self, field: str, work_out: Callable[[str], Any]) -> Step:
        """A column of values that repeat (dates, choices, numbers), each spelling worked out once."""
        memo = Memo(work_out)

        def step(chunk: Chunk, texts: list[str]) -> None:
            texts = texts if NOTHING.isdisjoint(texts) else ["" if text in NOTHING else text for text in texts]
            chunk.values[field] = memo.all(texts)
            if memo.bad:
                self._judge(chunk, texts, field, memo.bad)
            if field == "birthday" and _has(texts, _LUNAR):
                self._lunar(chunk, texts)

        return step

    def _judge(self, chunk: Chunk, texts: list[str], field: str, bad: dict[str, Invalid]) -> None:
        for row, text in enumerate(texts):
            if error := bad.get(text):
                if field in LENIENT:
                    self.left_out[f"{field} '{text[:40]}'"] += 1
                else:
                    chunk.refuse(row, error)

    def _lunar(self, chunk: Chunk, texts: list[str]) -> None:
        """Lunar birthdays among the others go to their own column."""
        solar = chunk.values["birthday"]
        lunar = chunk.values.setdefault("lunar_birthday", [None] * chunk.size)
        for row, text in enumerate(texts):
            if any(mark in text for mark in _LUNAR):
                solar[row], lunar[row] = None, solar[row]

    def _check(self, field: str) -> Callable[[str], Any]:
        def work_out(text: str) -> Any:
            name = "lunar_birthday" if field == "birthday" and any(mark in text for mark in _LUNAR) else field
            return rules.check(name, text, today=self.today, currency=self.currency)

        return work_out

    def _date(self, field: str, read: Callable[[str], date]) -> Callable[[str], str]:
        if field == "created_at":
            return lambda text: moment_of(text, read(text))[0]
        if field != "birthday":
            return lambda text: read(text).isoformat()
        other = self._check(field)

        def birthday(text: str) -> str:
            try:
                day = read(text) if text[0].isdigit() else None
            except Invalid:
                day = None
            if day is None:
                return str(other(text))
            if day > self.today:
                raise Invalid("birthday_in_future", value=text)
            return day.isoformat()

        return birthday

    # -- contact points --------------------------------------------------------------------------

    def _contacts(self, chunk: Chunk, texts: list[str], kind: str, i: int) -> None:
        values: list[str | None] = [None] * chunk.size
        keys: list[str | None] = [None] * chunk.size
        column = ContactColumn(kind, values, keys, {}, self._labels(i))
        chunk.contacts.append(column)
        several = kind in ("phone", "email") and _has(texts, _SEPARATORS)
        read = _READERS.get(kind) or (lambda text, home: contact(kind, text, home))
        homes, home = self.homes, self.region
        for row in self._plain_contacts(column, texts):
            text = texts[row]
            if text and text not in NOTHING:
                if homes:
                    home = homes[row]
                try:
                    if not several or text.isalnum():
                        values[row], keys[row] = read(text, home)
                        continue
                except Invalid as error:
                    chunk.bad_contacts.append(_bad(row, kind, self.headings[i], text, error))
                    continue
                found = []
                for part in _parts(text):
                    try:
                        found.append(read(part, home))
                    except Invalid as error:
                        chunk.bad_contacts.append(_bad(row, kind, self.headings[i], part, error))
                if found:
                    values[row], keys[row] = found[0]
                if len(found) > 1:
                    column.more[row] = found[1:]

    def _plain_contacts(self, column: ContactColumn, texts: list[str]) -> list[int]:
        """Fill in what needs no closer look; the other rows."""
        if column.kind == "email":
            found = emails.plain_keys(texts)
        elif column.kind == "phone" and not self.homes:
            found = phones.plain_keys(texts, self.region)
        else:
            return list(range(len(texts)))
        column.keys[:] = [key or None for key in found]
        column.values[:] = (
            texts if all(found) else [text if key else None for text, key in zip(texts, found, strict=True)]
        )
        return [row for row, key in enumerate(found) if not key]

    def _labels(self, i: int) -> str | list[str | None] | None:
        label = self.labels.get(i)
        return [of_cell(text) for text in _stripped(self.cells[label])] if isinstance(label, int) else label

    def _settle(self, chunk: Chunk) -> None:
        """A bad phone beside a sound one costs only its cell; a row's only phone must be one."""
        for bad in chunk.bad_contacts:
            sound = any(column.kind == bad.kind and column.keys[bad.row] for column in chunk.contacts)
            if sound and not self.strict:
                chunk.warnings.append(bad)
            else:
                chunk.refuse(bad.row, bad.error)

    # -- names -----------------------------------------------------------------------------------

    def _names(self, chunk: Chunk) -> None:
        """The full name from its parts, a company's own name, and the keys that follow from it."""
        values = chunk.values
        found = values.setdefault("name", [None] * chunk.size)
        kinds = values.setdefault("kind", [None] * chunk.size)
        unnamed = {bad.row for bad in chunk.bad_contacts if bad.kind == "email" and bad.row in chunk.errors}
        for row, name in enumerate(found):
            if name is None and row not in unnamed:
                found[row] = self._other_name(chunk, row)
        _clean(chunk, found)
        if any(kinds):
            values["name_key"] = [
                names.name_key(name or "", kind or "person") for name, kind in zip(found, kinds, strict=True)
            ]
        else:
            texts = [name or "" for name in found]
            plain = names.plain_keys(texts)
            other = self._name_keys.all([text if not key else "" for text, key in zip(texts, plain, strict=True)])
            values["name_key"] = [key or another or "" for key, another in zip(plain, other, strict=True)]

    def _other_name(self, chunk: Chunk, row: int) -> str | None:
        values = chunk.values
        if self.composed:
            given, family = (values[f][row] or "" if f in values else "" for f in ("given_name", "family_name"))
            chinese = (family or given) and names.is_cjk((family or given)[0])
            if name := f"{family}{given}" if chinese else f"{given} {family}".strip():
                return name
        company: str | None = values["company"][row] if "company" in values else None
        if company is None:
            mails = (column.values[row] for column in chunk.contacts if column.kind == "email")
            if mail := next(filter(None, mails), None):
                chunk.nameless.add(row)
                return mail
            chunk.refuse(row, Invalid("import.no_name"))
            return None
        values["company"][row] = None
        values["kind"][row] = "company"
        return company


def merged(old: str | None, new: str, *, only_empty: bool) -> str:
    """Custom values (JSON objects) with those of a row; with ``only_empty`` the old ones stay."""
    stored, added = json.loads(old) if old else {}, json.loads(new)
    values = {**added, **stored} if only_empty else {**stored, **added}
    ordered = {name: values[name] for name in (*stored, *(name for name in added if name not in stored))}
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))


def _clean(chunk: Chunk, found: list[Any]) -> None:
    """As ``names.clean_name``, which most names need not go through: they are clean as they are."""
    together = "".join(filter(None, found))
    longest = max((len(name) for name in found if name), default=0)
    if together.isprintable() and "  " not in together and longest <= names.LONGEST:
        return
    for row, name in enumerate(found):
        if name is not None:
            try:
                found[row] = names.clean_name(name)
            except Invalid as error:
                chunk.refuse(row, error)


_READERS: dict[str, Callable[[str, str], tuple[str, str]]] = {
    "phone": phones.phone,
    "email": lambda text, _: emails.email(text),
}


def _bad(row: int, kind: str, heading: str, text: str, error: Invalid) -> BadCell:
    error.__traceback__ = None  # it leads back to the chunk, which is to be forgotten soon
    return BadCell(row, kind, heading, text, error)


def _stripped(cells: Sequence[str]) -> list[str]:
    return list(map(str.strip, cells))


def _has(texts: list[str], marks: Sequence[str]) -> bool:
    """Is one of the marks in any of the texts?"""
    together = "\t".join(texts)
    return any(mark in together for mark in marks)


def _unguarded(texts: list[str]) -> list[str]:
    if not _has(texts, "'"):
        return texts
    return [unguard(text) if text[:1] == "'" else text for text in texts]


NOTHING = NULLS | {"-", "--", "—", "N/A", "n/a"}
"""The same in cells of phones, dates and numbers, where a dash says nothing either."""


def _without_nulls(texts: list[str]) -> list[str]:
    if NULLS.isdisjoint(texts):
        return texts
    return ["" if text in NULLS else text for text in texts]


def _external_ids(chunk: Chunk, texts: list[str]) -> list[str]:
    if not _has(texts, ("'", ".0", "E+", "e+")) and max(map(len, texts)) <= 200:
        return texts
    for row, text in enumerate(texts):
        try:
            texts[row] = external_id(text)
        except Invalid as error:
            chunk.refuse(row, error)
    return texts


def _uids(chunk: Chunk, texts: list[str]) -> list[str]:
    found = [text.lower() for text in texts]
    for row, uid in enumerate(found):
        if uid and (uid.isdigit() or len(uid) > 40 or not uid.isascii() or not uid.isalnum()):
            chunk.refuse(row, Invalid("import.bad_uid", value=uid))
    return found


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
    for mark in _SEPARATORS:
        if mark in text:
            pieces = [piece.strip() for piece in text.split(mark)]
            return [piece for piece in pieces if piece]
    return [text]

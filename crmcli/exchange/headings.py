"""Recognise what the columns of somebody's table mean.

Headings are compared as ``normal`` leaves them, whole and not by parts: ``Mum-phone`` or 代理人电话 is
another person's, so it must not match ``phone``. Only words that mean the record itself (``Person -
Name``, 客户电话) may stand before a known heading.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from crmcli.exchange import headings_customers, headings_deals, headings_own, headings_sales, headings_service
from crmcli.exchange.simplified import SIMPLE

HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "customers": headings_customers.HEADINGS,
    "sales": headings_sales.SALES,
    "contacts": headings_service.CONTACTS,
    "complaints": headings_service.COMPLAINTS,
    "products": headings_sales.PRODUCTS,
    "payments": headings_sales.PAYMENTS,
    "tasks": headings_service.TASKS,
    "tags": headings_service.TAGS,
    "feedback": headings_service.FEEDBACK,
    "deals": headings_deals.DEALS,
    "campaigns": headings_deals.CAMPAIGNS,
}
OWN_WORDS = {
    "customers": headings_customers.OWN_WORDS,
    **headings_sales.OWN_WORDS,
    **headings_service.OWN_WORDS,
    **headings_deals.OWN_WORDS,
}
CHANNELS = (
    "phone", "email", "wechat", "qq", "weibo", "whatsapp", "telegram", "line", "linkedin", "facebook",
    "instagram", "douyin", "website", "fax",
)  # fmt: skip
# Fields that several columns may fill; the others belong to the best of their columns.
MANY = frozenset((*CHANNELS, "tags", "note", "content", "customer_phone", "customer_email", "outcome"))
IGNORED = frozenset(
    ("index", "no", "序号", "行号", "行数", "rownumber", "rowid", "rownum", "sn", "serial", "fivetransynced")
)
# Our own export has columns that are derived and never read back.
_OURS = frozenset(("_line", "_reason"))
_EXTRA_CUSTOMER_FIELDS = ("id",)
# What only our own export has, and what it says: which record of which file it was.
OWN_EXPORTS: dict[str, dict[str, str | None]] = {
    "sales": {"sale_id": "own_id", "created_at": "own_created", "customer_id": None, "customer_uid": "customer_uid"},
    "contacts": {"id": "own_id", "created_at": "own_created", "customer_id": None, "customer_uid": "customer_uid",
                 "direction": "direction"},
    "payments": {"id": "own_id", "created_at": "own_created", "customer_id": None, "customer_uid": "customer_uid",
                 "sale_id": "own_sale", "amount": "amount"},
    "tasks": {"id": "own_id", "created_at": "created_at", "customer_id": None, "customer_uid": "customer_uid",
              "title": "title", "origin": "origin"},
    "tags": {"customer_id": None, "customer_uid": "customer_uid", "tag": "tag"},
    "complaints": {"id": "own_id", "customer_id": None, "customer_uid": "customer_uid", "sale_id": "own_sale",
                   "priority": "priority", "resolution": "resolution"},
    "feedback": {"id": "own_id", "created_at": "own_created", "customer_id": None, "customer_uid": "customer_uid",
                 "score": "score", "sale_id": "own_sale", "complaint_id": "own_complaint"},
    "deals": {"id": "own_id", "created_at": "own_created", "customer_id": None, "customer_uid": "customer_uid",
              "title": "title", "stage": "stage", "sale_id": "own_sale"},
    "campaigns": {"customer_id": None, "customer_uid": "customer_uid", "campaign": "campaign",
                  "joined_at": "joined_at", "converted_at": "converted_at", "sale_id": "own_sale"},
}  # fmt: skip
_OWN_FIELDS = frozenset(("kind", "rate", "product_id", "satisfaction", "sku", "participants"))
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>|\{[^{}]*\}")
_ADDRESS_LINE = re.compile(r"(?:address|addressline|street|streetaddress|homeaddress)([23])")


class Mapping(NamedTuple):
    """``fields[i]`` is the field of column ``i``, or None. Columns in ``ignored`` carry nothing."""

    kind: str
    headings: tuple[str, ...]
    fields: tuple[str | None, ...]
    ignored: frozenset[int]

    def columns(self, field: str) -> list[int]:
        """All columns of a field, in file order."""
        return [index for index, name in enumerate(self.fields) if name == field]

    def unmapped(self) -> list[int]:
        """Columns with something in them that nobody recognised."""
        return [i for i, name in enumerate(self.fields) if name is None and i not in self.ignored]


class _Claim(NamedTuple):
    rank: int  # 0 is best
    column: int
    field: str


@cache
def normal(heading: str) -> str:
    """NFKC, lower case, simplified; brackets with what they hold, spaces and punctuation removed."""
    text = unicodedata.normalize("NFKC", heading).casefold().translate(SIMPLE)
    bare = _BRACKETS.sub("", text)
    return _letters(bare) or _letters(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def recognise(headings: list[str], kind: str) -> Mapping:
    """Map the headings of one of the kinds in HEADINGS; KeyError for another."""
    if (plain := headings_own.english(headings, kind)) != headings:
        return recognise(plain, kind)._replace(headings=tuple(headings))
    if is_own_export(headings, kind):
        return _own_export(headings, kind)
    claims = [claim for column, heading in enumerate(headings) for claim in _claims(heading, column, kind)]
    if kind == "customers":
        claims = _accounts_and_persons(headings, _without_lookalikes(headings, claims))
    if kind == "sales" and headings_sales.ORDER_EXPORT & set(map(normal, headings)):
        claims = [c._replace(field="number") if normal(headings[c.column]) == "name" else c for c in claims]
    fields = _settled(claims, len(headings))
    derived = headings_own.derived(headings) if kind == "customers" else frozenset()
    fields = [None if i in derived else field for i, field in enumerate(fields)]
    bare = {i for i, heading in enumerate(headings) if fields[i] is None and _is_ignored(heading)}
    return Mapping(kind, tuple(headings), tuple(fields), derived | bare)


def is_own_export(headings: list[str], kind: str) -> bool:
    return kind in OWN_EXPORTS and set(OWN_EXPORTS[kind]) <= set(headings_own.english(headings, kind))


def _own_export(headings: list[str], kind: str) -> Mapping:
    """The columns of our own export mean what they are called."""
    own = OWN_EXPORTS[kind]
    known = HEADINGS[kind].keys() | _OWN_FIELDS
    fields = tuple(own.get(h, h if h in known else None) for h in headings)
    ignored = frozenset(i for i, field in enumerate(fields) if field is None)
    return Mapping(kind, tuple(headings), fields, ignored)


def guess_kind(headings: list[str]) -> str | None:
    """The kind that explains the columns best, where it is clear."""
    if is_own_export(headings, "tags"):
        return "tags"
    known = [h for h in headings if not _is_ignored(h)]
    best, best_score = None, 0.0
    for kind in HEADINGS:
        score = _fit(recognise(known, kind))
        if score > best_score + 0.01:
            best, best_score = kind, score
    return None if best in ("sales", "payments") and any(map(_runs_on, known)) else best


def _runs_on(heading: str) -> bool:
    """What is left on an account after each movement: a bank's statement, and most of it is no sale."""
    return normal(heading).endswith(("余额", "runningbalance"))


# What a list must have to be of a kind: one field out of each group.
_NEEDS: dict[str, tuple[frozenset[str], ...]] = {
    "customers": (frozenset(("name", "given_name", "family_name", "company", "phone", "email", "wechat")),),
    "sales": (
        frozenset(("amount", "price", "quantity", "paid", "status", "shipping")),
        frozenset(("number", "date")),
        frozenset(("item", "sku", "customer", "customer_external_id", "number", "status", "channel")),
    ),
    "contacts": (frozenset(("content", "outcome", "subject")), frozenset(("date", "channel", "direction"))),
    "complaints": (
        frozenset(("content", "subject", "category", "number")),
        frozenset(("status", "priority", "resolution", "resolved_at")),
    ),
    "products": (frozenset(("name", "sku")), frozenset(("price", "cost", "stock"))),
    "payments": (frozenset(("amount",)), frozenset(("payment_method", "sale")), frozenset(("date", "sale"))),
    "tasks": (frozenset(("title",)), frozenset(("due",))),
    "feedback": (
        frozenset(("score",)),
        frozenset(("date",)),
        frozenset(("customer", "customer_external_id", "customer_phone", "customer_email")),
    ),
    "deals": (
        frozenset(("stage", "probability")),
        frozenset(("title", "number", "product")),
        frozenset(("amount", "expected", "probability")),
    ),
    "campaigns": (
        frozenset(("campaign",)),
        frozenset(("result", "joined_at", "sent_at", "opened_at", "clicked_at", "replied_at", "converted_at")),
        frozenset(("customer", "customer_external_id", "customer_phone", "customer_email")),
    ),
    "tags": (frozenset(("tag",)), frozenset(("customer", "customer_external_id", "customer_phone", "customer_email"))),
}
# Fields that belong to one kind alone, and so speak for it.
_TELLING = {
    "customers": ("given_name", "family_name", "birthday", "gender", "company", "title", "wechat", "website"),
    "sales": ("quantity", "item", "sku", "amount", "shipping"),
    "contacts": ("direction", "outcome", "content", "duration"),
    "complaints": ("priority", "resolution", "resolved_at"),
    "products": ("cost", "stock", "brand", "barcode", "active"),
    "payments": ("payment_method", "sale", "reference"),
    "tasks": ("due", "done", "recurrence"),
    "tags": ("tag",),
    "feedback": ("score", "comment"),
    "deals": ("stage", "probability", "expected", "reason"),
    "campaigns": ("campaign", "result", "sent_at", "opened_at"),
}


def _fit(mapping: Mapping) -> float:
    """0 where something needed is missing; else the share of columns explained, plus what is telling."""
    found = {field for field in mapping.fields if field}
    if not mapping.fields or not all(group & found for group in _NEEDS[mapping.kind]):
        return 0.0
    share = sum(field is not None for field in mapping.fields) / len(mapping.fields)
    telling = len(found.intersection(_TELLING[mapping.kind]))
    return share + 0.06 * min(telling, 4) if share >= 0.2 or len(found) >= 6 else 0.0


@cache
def _index(kind: str) -> dict[str, tuple[str, int]]:
    """Normal heading → its field and rank."""
    index: dict[str, tuple[str, int]] = {}
    for field, variants in HEADINGS[kind].items():
        for rank, variant in enumerate((_letters(field), *variants), 1):
            index.setdefault(variant, (field, rank))
    if kind == "customers":
        for rank, variant in enumerate(headings_customers.ACCOUNT_NAMES, 5):
            index.setdefault(variant, ("name", rank))
    return index


def is_tags(heading: str) -> bool:
    """Are there tags under it, in a list of customers?"""
    return _index("customers").get(normal(heading), ("", 0))[0] == "tags"


def _claims(heading: str, column: int, kind: str) -> list[_Claim]:
    exact = heading.strip()
    if exact in HEADINGS[kind] or (kind == "customers" and exact in _EXTRA_CUSTOMER_FIELDS):
        return [_Claim(0, column, exact)]
    if exact in _OURS:
        return []
    found = _lookup(normal(heading), kind)
    return [_Claim(found[1], column, found[0])] if found else []


def _lookup(text: str, kind: str) -> tuple[str, int] | None:
    """By the whole heading; by one with a number (``Phone 2``); by one after a word for the record."""
    index = _index(kind)
    for candidate, penalty in _spellings(text, kind):
        found = index.get(candidate)
        if found and (candidate == text or penalty >= 100 or found[0] in MANY):
            return found[0], found[1] + penalty
    if kind == "customers" and (line := _ADDRESS_LINE.fullmatch(text)):
        return "address", 1000 + int(line[1])
    return None


def _spellings(text: str, kind: str) -> list[tuple[str, int]]:
    """Each with its penalty: 50 for a dropped number, 100 for a dropped word."""
    bare = re.sub(r"\d+", "", text)
    spellings = [(text, 0), (bare, 50)]
    for word in OWN_WORDS[kind]:
        if text.startswith(word) and len(text) > len(word):
            spellings += [(text[len(word) :], 100), (bare[len(word) :], 150)]
    return spellings


def _settled(claims: list[_Claim], width: int) -> list[str | None]:
    """Each field to its best column; the fields of MANY, and the lines of an address, to all of theirs."""
    fields: list[str | None] = [None] * width
    taken: set[str] = set()
    for claim in sorted(claims):
        several = claim.field in MANY or (claim.field == "address" and claim.rank >= 1000)
        if several or claim.field not in taken:
            fields[claim.column] = claim.field
            taken.add(claim.field)
    return fields


def _accounts_and_persons(headings: list[str], claims: list[_Claim]) -> list[_Claim]:
    """客户名称 is the company where there is another column for the person's name."""
    accounts = [c for c in claims if normal(headings[c.column]) in headings_customers.ACCOUNT_NAMES]
    names = {"name", "given_name", "family_name"}
    if not any(claim.field in names for claim in claims if claim not in accounts):
        return claims
    return [c._replace(field="company", rank=c.rank + 20) if c in accounts else c for c in claims]


def _without_lookalikes(headings: list[str], claims: list[_Claim]) -> list[_Claim]:
    """``Title`` before the first name is Mr or Dr; ``Birth Day`` beside a month is a number; a nickname
    is no name where there is one."""
    texts = list(map(normal, headings))
    given = {claim.column for claim in claims if claim.field == "given_name"}
    dropped = {n for n, text in enumerate(texts) if text == "title" and n + 1 in given}
    if "birthmonth" in texts:
        dropped |= {n for n, text in enumerate(texts) if text == "birthday"}
    if given:
        dropped |= {n for n, text in enumerate(texts) if text in headings_customers.NICKNAMES}
    return [claim for claim in claims if claim.column not in dropped]


def _is_ignored(heading: str) -> bool:
    return heading.strip() in _OURS or normal(heading) in IGNORED or heading.startswith("column ")

"""Who could be a duplicate of a few customers: found by the indexes, without reading everybody."""

import json
from collections.abc import Iterator, Sequence

from crmcli.db import Repository
from crmcli.dedupe.addresses import company_core
from crmcli.dedupe.mailboxes import local_part
from crmcli.normalize.companies import company_key, is_company
from crmcli.query import words

MOST = 100
"""Customers looked up by one key of one customer: a name or a day that more of them have tells little."""

MOST_PHONES = 500
"""Phones that have a part in common with one: most of them are other people's."""


def neighbours(repo: Repository, ids: Sequence[int]) -> list[int]:
    """The customers themselves and those who share a phone (or one a slip away), a mailbox (or its unusual part before
    the @), a name however written, a birthday, or an id number; companies whose names hold all words of theirs."""
    found = set(ids)
    wanted = json.dumps(list(map(int, ids)))
    for sql in (_CONTACTS, _NAMES, _ID_NUMBERS):
        found.update(repo.column(sql, {"ids": wanted, "most": MOST}))
    for kind, key in repo.connection.execute(_KEYS, {"ids": wanted}).fetchall():
        found.update(_by_mailbox(repo, key) if kind == "email" else _by_phone(repo, key))
    for kind, name, reading, birthday in repo.connection.execute(_ASKED, {"ids": wanted}).fetchall():
        found.update(_by_core(repo, name) if is_company(kind, name) else _by_sound(repo, name, reading))
        if birthday:
            found.update(_by_birthday(repo, birthday))
    return sorted(found)


_ASKED = (
    "SELECT kind, name_key, pinyin, birthday FROM customers WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id"
)
_KEYS = (
    "SELECT kind, key FROM contact_points WHERE customer_id IN (SELECT value FROM json_each(:ids)) "
    "AND kind IN ('phone', 'whatsapp', 'fax', 'email') ORDER BY id"
)
_CONTACTS = (
    "SELECT o.customer_id FROM contact_points p JOIN contact_points o ON o.key = p.key "
    "WHERE p.customer_id IN (SELECT value FROM json_each(:ids)) AND "
    "(SELECT count(*) FROM (SELECT 1 FROM contact_points n WHERE n.key = p.key LIMIT :most)) < :most"
)
_NAMES = (
    "SELECT o.id FROM customers c JOIN customers o ON o.name_key = c.name_key "
    "WHERE c.id IN (SELECT value FROM json_each(:ids)) AND "
    "(SELECT count(*) FROM (SELECT 1 FROM customers n WHERE n.name_key = c.name_key LIMIT :most)) < :most"
)
_ID_NUMBERS = (
    "SELECT o.id FROM customers c JOIN customers o ON o.id_number = c.id_number "
    "WHERE c.id IN (SELECT value FROM json_each(:ids)) AND c.id_number IS NOT NULL"
)
_BIRTHDAY = (
    "SELECT id FROM customers WHERE substr(birthday, -5) = :day AND birthday IS NOT NULL AND birthday = :birthday "
    "AND deleted_at IS NULL LIMIT :most"
)
_MAILBOXES = (
    "SELECT customer_id FROM contact_points WHERE kind = 'email' AND key >= :local || '@' AND key < :local || 'A' "
    "LIMIT :most"
)
_DIGITS = "SELECT rowid, digits FROM search_digits WHERE search_digits MATCH :part LIMIT :most"
_WORDS = "SELECT rowid FROM search WHERE search MATCH :words LIMIT :most"


def _by_birthday(repo: Repository, birthday: str) -> list[int]:
    return repo.column(_BIRTHDAY, {"day": birthday[-5:], "birthday": birthday, "most": MOST})


def _by_sound(repo: Repository, name: str, reading: str) -> list[int]:
    """张三 for Zhang San and the other way round, by the search index; words in any order."""
    words = [word for word in reading.replace(",", " ").replace(".", " ").split() if word.isascii() and word.isalnum()]
    if len(words) < 2:
        return []
    spelled = " ".join(f'"{word}"' for word in words)
    joined = [*("".join(words[at:] + words[:at]) for at in (0, len(words) - 1))]
    match = f"(name : {spelled}) OR (pinyin : {' OR '.join(joined)})"
    if not name.isascii() and len(words) > 2:
        match += f' OR (name : "{words[0]}" "{"".join(words[1:])}")'
    return _by_words(repo, match)


def _by_mailbox(repo: Repository, key: str) -> list[int]:
    """The same before the @: a slip in the domain, or a mailbox elsewhere."""
    local = local_part(key)
    return repo.column(_MAILBOXES, {"local": local, "most": MOST}) if local else []


def _by_phone(repo: Repository, key: str) -> Iterator[int]:
    """A slip leaves the last five digits as they are, or the six before them."""
    number = "".join(filter(str.isdigit, key))
    for part in (number[-5:], number[-11:-5]):
        if len(part) < 5:
            continue
        for customer, theirs in repo.connection.execute(_DIGITS, {"part": part, "most": MOST_PHONES}):
            if any(other != number and _is_near(number, other) for other in theirs.split()):
                yield customer


def _is_near(number: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(number, other, score_cutoff=1) <= 1)


def _by_core(repo: Repository, name: str) -> list[int]:
    """Companies by all words of a name without town and legal form."""
    return _by_words(repo, words.match(company_core(company_key(name)), "name"))


def _by_words(repo: Repository, match: str) -> list[int]:
    return repo.column(_WORDS, {"words": match, "most": MOST}) if match else []

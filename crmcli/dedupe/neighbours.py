"""Who could be a duplicate of a few customers: found by the indexes, without reading everybody."""

import json
from collections.abc import Sequence

from crmcli.db import Repository

MOST = 100
"""Customers looked up by one key of one customer: a name or a day that more of them have tells little."""


def neighbours(repo: Repository, ids: Sequence[int]) -> list[int]:
    """The customers themselves and those who share a phone, a mailbox, a name however written, a birthday, a company
    with the same surname, or an id number."""
    found = set(ids)
    wanted = json.dumps(list(map(int, ids)))
    for sql in (_CONTACTS, _NAMES, _ID_NUMBERS):
        found.update(_ids(repo, sql, wanted))
    for name, reading, birthday in repo.connection.execute(_ASKED, {"ids": wanted}).fetchall():
        found.update(_by_sound(repo, name, reading))
        if birthday:
            found.update(_by_birthday(repo, birthday))
    return sorted(found)


_ASKED = "SELECT name_key, pinyin, birthday FROM customers WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id"
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
_SOUND = "SELECT rowid FROM search WHERE search MATCH :words LIMIT :most"


def _ids(repo: Repository, sql: str, wanted: str) -> list[int]:
    return [number for (number,) in repo.connection.execute(sql, {"ids": wanted, "most": MOST})]


def _by_birthday(repo: Repository, birthday: str) -> list[int]:
    values = {"day": birthday[-5:], "birthday": birthday, "most": MOST}
    return [number for (number,) in repo.connection.execute(_BIRTHDAY, values)]


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
    return [number for (number,) in repo.connection.execute(_SOUND, {"words": match, "most": MOST})]

"""Search text of customers: kept beside them, fed to two full-text indexes.

``name`` and ``other`` hold Chinese text one character a token, ``pinyin`` syllables, joined tails and
initials, ``digits`` the digits of every phone. Triggers note in ``search_dirty`` whose text is stale;
every operation writes those anew before it commits.
"""

import sqlite3
from collections.abc import Iterator

from crmcli.normalize.search import digits, split_cjk, terms
from crmcli.store import triggers

SOURCES = {"customers": "id", "contact_points": "customer_id", "interactions": "customer_id"}
"""The tables that search text is made from, and the column that says whose it is."""

_TEXT = """
SELECT c.id, c.name, c.pinyin,
  coalesce(c.company, '') || ' ' || coalesce(c.note, '')
  || ' ' || coalesce((SELECT group_concat(value, ' ') FROM contact_points
    WHERE customer_id = c.id AND kind <> 'phone'), '')
  || ' ' || coalesce((SELECT group_concat(content, ' ') FROM interactions
    WHERE customer_id = c.id AND kind = 'note'), ''),
  coalesce((SELECT group_concat(key, ' ') FROM contact_points
    WHERE customer_id = c.id AND kind IN ('phone', 'whatsapp', 'fax')), '')
FROM customers c WHERE """

_PUT = (
    "INSERT INTO search_text VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (customer_id) DO UPDATE SET "
    "name = excluded.name, pinyin = excluded.pinyin, other = excluded.other, digits = excluded.digits"
)

_MANY = 1000
_HASH_BYTES = 4 << 20
"""So much text is gathered in memory before it is written: four times as much as usual, to be merged less often."""


def refresh(db: sqlite3.Connection) -> None:
    """Write anew the text of every customer noted as stale."""
    stale = db.execute("SELECT count(*) FROM search_dirty").fetchone()[0]
    if stale < _MANY or stale * 4 < db.execute("SELECT count(*) FROM search_text").fetchone()[0]:
        if stale:
            _write_anew(db)
        return
    # Of so many it is quicker to make both indexes anew than to take them out one by one.
    asleep = triggers.sleep(db, ("search_text",))
    _write_anew(db)
    triggers.wake(db, asleep)
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    db.execute("INSERT INTO search_digits (search_digits) VALUES ('delete-all')")
    feed(db, 0)


def _write_anew(db: sqlite3.Connection) -> None:
    db.execute(
        "DELETE FROM search_text WHERE customer_id IN "
        "(SELECT customer_id FROM search_dirty EXCEPT SELECT id FROM customers)"
    )
    db.executemany(_PUT, texts(db, "c.id IN (SELECT customer_id FROM search_dirty)"))
    db.execute("DELETE FROM search_dirty")


def after_bulk(db: sqlite3.Connection, marks: dict[str, int]) -> None:
    """Text and index of the customers that a bulk load made or gave something to."""
    mark = marks["customers"]
    for table, extra in (("contact_points", ""), ("interactions", " AND kind = 'note'")):
        db.execute(
            f"INSERT OR IGNORE INTO search_dirty SELECT customer_id FROM {table} "
            f"WHERE id > ?{extra} AND customer_id <= ?",
            (marks[table], mark),
        )
    refresh(db)
    asleep = triggers.sleep(db, ("search_text",))
    db.executemany(_PUT, texts(db, "c.id > ?", (mark,)))
    triggers.wake(db, asleep)
    feed(db, mark)


def feed(db: sqlite3.Connection, above: int) -> None:
    """Put the text of customers above an id into both indexes, in one go."""
    for index in ("search", "search_digits"):
        db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', {_HASH_BYTES})")
    db.execute(
        "INSERT INTO search (rowid, name, pinyin, other) "
        "SELECT customer_id, name, pinyin, other FROM search_text WHERE customer_id > ?",
        (above,),
    )
    db.execute(
        "INSERT INTO search_digits (rowid, digits) "
        "SELECT customer_id, digits FROM search_text WHERE customer_id > ? AND digits <> ''",
        (above,),
    )


def rebuild(db: sqlite3.Connection) -> None:
    """Make text and indexes of all customers anew."""
    db.execute("DELETE FROM search_text")
    db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    db.execute("INSERT INTO search_digits (search_digits) VALUES ('delete-all')")
    db.executemany(_PUT, texts(db, "1"))
    db.execute("DELETE FROM search_dirty")


def texts(db: sqlite3.Connection, where: str, params: tuple[int, ...] = ()) -> Iterator[tuple[int, str, str, str, str]]:
    """(id, name, pinyin, other, digits) of the customers that meet ``where``."""
    for number, name, reading, other, phones in db.execute(_TEXT + where, params):
        plain = name.isascii()
        yield (
            number,
            name if plain else split_cjk(name),
            terms(name, reading),
            other if other.isascii() else split_cjk(other),
            digits(phones) if " " not in phones else " ".join(map(digits, phones.split())),
        )

"""Export: whole tables as rows that the importer understands; streamed, in a stable order."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from crmcli import segment
from crmcli.db import Repository
from crmcli.domain.sales import ADJUSTMENT
from crmcli.fields import CONTACT_KINDS, CUSTOMER, JSON_COLUMNS, expression
from crmcli.result import Column

Money = Callable[[int, str], str]
Table = tuple[list[Column], Iterator[Sequence[Any]]]


class _Kind(NamedTuple):
    """``columns`` are (name, type, SQL); ``x`` is the table, ``c`` the customer, where there is one."""

    columns: tuple[tuple[str, str, str], ...]
    source: str
    order: str = "x.id"
    of_customers: bool = True


def _day(column: str) -> str:
    return f"date({column} * 86400, 'unixepoch')"


def _same(kind: str, names: str) -> tuple[tuple[str, str, str], ...]:
    """Columns of the table that are called what they are called there."""
    return tuple((name, kind, f"x.{name}") for name in names.split())


_WHO = (("customer_id", "id", "x.customer_id"), ("customer_uid", "text", "c.uid"), ("customer", "text", "c.name"))
_ALIVE = "JOIN customers c ON c.id = x.customer_id AND c.deleted_at IS NULL"
_PAID = "(SELECT coalesce(sum(amount), 0) FROM payments WHERE sale_id = x.id)"
_METHOD = (
    "(SELECT method FROM payments WHERE sale_id = x.id AND method IS NOT NULL ORDER BY id LIMIT 1)"  # of the first
)
_DUE = f"{_day('x.due_day')} || coalesce('T' || x.due_time, '')"

_KINDS: dict[str, _Kind] = {
    # An order's discount and shipping are columns, so the line that carries them is left out.
    "sales": _Kind(
        (
            ("sale_id", "id", "x.id"), *_same("moment", "created_at"), *_same("text", "number kind status"),
            ("date", "moment", "x.at"), *_WHO, ("product_id", "id", "p.id"), ("sku", "text", "p.sku"),
            ("item", "text", "l.item"), ("category", "text", "p.category"), ("quantity", "number", "l.quantity"),
            ("price", "money", "l.price"), ("amount", "money", "l.amount"), *_same("money", "discount shipping total"),
            *_same("text", "currency"), *_same("number", "rate"), *_same("text", "channel"),
            ("paid", "text", f"CASE WHEN x.settled THEN 'settled' WHEN {_PAID} = x.total THEN 'yes' "
                f"WHEN {_PAID} = 0 THEN 'no' ELSE {_PAID} END"),
            ("payment_method", "text", _METHOD), ("due", "date", _day("x.due_day")), *_same("text", "note"),
        ),
        f"sales x {_ALIVE} JOIN sale_lines l ON l.sale_id = x.id AND l.item <> '{ADJUSTMENT}' "
        "LEFT JOIN products p ON p.id = l.product_id",
        "x.id, l.id",
    ),
    "contacts": _Kind(
        (
            ("id", "id", "x.id"), *_same("moment", "created_at"), ("date", "moment", "x.at"), *_WHO,
            *_same("text", "kind channel direction subject content outcome place participants"),
            *_same("int", "duration satisfaction"),
        ),
        f"interactions x {_ALIVE}",
    ),
    "complaints": _Kind(
        (
            ("id", "id", "x.id"), *_same("text", "number"), ("date", "moment", "x.opened_at"), *_WHO,
            *_same("id", "sale_id"), ("sku", "text", "p.sku"),
            *_same("text", "category priority status channel content resolution"), *_same("int", "satisfaction"),
            *_same("text", "owner"), ("due", "moment", "x.due_at"), *_same("moment", "resolved_at"),
        ),
        f"complaints x {_ALIVE} LEFT JOIN products p ON p.id = x.product_id",
    ),
    "products": _Kind(
        (
            ("id", "id", "x.id"), *_same("text", "sku name category"), *_same("money", "price cost"),
            ("currency", "text", ":currency"), *_same("text", "unit"),
            ("active", "text", "CASE WHEN x.active THEN 'yes' ELSE 'no' END"), *_same("text", "note"),
            *_same("moment", "created_at"),
        ),
        "products x",
        of_customers=False,
    ),
    "payments": _Kind(
        (
            ("id", "id", "x.id"), *_same("moment", "created_at"), ("date", "date", _day("x.day")), *_WHO,
            *_same("id", "sale_id"), ("sale", "text", "s.number"), *_same("money", "amount"),
            *_same("text", "currency"), ("payment_method", "text", "x.method"), *_same("text", "note"),
        ),
        f"payments x {_ALIVE} LEFT JOIN sales s ON s.id = x.sale_id",
    ),
    "tasks": _Kind(
        (
            ("id", "id", "x.id"), *_same("text", "title"), ("due", "moment", _DUE), *_same("text", "priority"),
            ("status", "text", "CASE WHEN x.done_at IS NULL THEN 'open' ELSE 'done' END"), *_WHO,
            *_same("id", "complaint_id"), *_same("text", "recurrence origin note"),
            *_same("moment", "done_at created_at"),
        ),
        "tasks x LEFT JOIN customers c ON c.id = x.customer_id",
    ),
    "tags": _Kind(
        (*_WHO, ("tag", "text", "t.name")),
        f"customer_tags x {_ALIVE} JOIN tags t ON t.id = x.tag_id",
        "x.customer_id, t.name",
    ),
    "feedback": _Kind(
        (
            ("id", "id", "x.id"), *_same("moment", "created_at"), ("date", "moment", "x.at"), *_WHO,
            *_same("text", "kind"), *_same("int", "score"), *_same("text", "comment channel"),
            *_same("id", "sale_id complaint_id"),
        ),
        f"feedback x {_ALIVE}",
    ),
    "deals": _Kind(
        (
            ("id", "id", "x.id"), *_same("moment", "created_at"), ("date", "moment", "x.opened_at"), *_WHO,
            *_same("text", "title stage"), *_same("money", "amount"), ("currency", "text", ":currency"),
            *_same("int", "probability"), ("expected", "date", _day("x.expected_day")),
            *_same("text", "source owner reason"), *_same("id", "sale_id"), *_same("moment", "moved_at closed_at"),
            *_same("text", "note"),
        ),
        f"deals x {_ALIVE}",
    ),
    "campaigns": _Kind(
        (
            ("campaign", "text", "g.name"), ("channel", "text", "g.channel"), *_WHO,
            *_same("moment", "joined_at sent_at opened_at clicked_at replied_at converted_at"), *_same("id", "sale_id"),
        ),
        f"campaign_members x {_ALIVE} JOIN campaigns g ON g.id = x.campaign_id",
        "x.campaign_id, x.id",
    ),
    "fields": _Kind(
        (*_same("text", "name label type"),
         ("choices", "text", "(SELECT group_concat(value, ';') FROM json_each(x.choices))"),
         *_same("moment", "created_at")),
        "fields x",
        of_customers=False,
    ),
    "segments": _Kind(
        (*_same("text", "name query"), ("frozen", "text", "CASE WHEN x.frozen THEN 'yes' ELSE 'no' END"),
         ("members", "int", "(SELECT count(*) FROM segment_members WHERE segment_id = x.id AND kind = 'frozen')"),
         *_same("text", "note"), *_same("moment", "created_at updated_at")),
        "segments x",
        "x.name",
        of_customers=False,
    ),
}  # fmt: skip
KINDS = ("customers", *_KINDS, "birthdays")
CALENDARS = ("tasks", "birthdays")
"""The kinds that a calendar can show."""
OF_CUSTOMERS = frozenset(("customers", "birthdays", *(name for name, kind in _KINDS.items() if kind.of_customers)))
"""The kinds that can be had of some customers."""
_SOME = "SELECT value FROM json_each(:ids)"

_LEFT_OUT = ("company_id",)
CUSTOMER_COLUMNS = (
    "id", "uid", *(f.name for f in CUSTOMER.values() if f.edit == "column" and f.name not in ("stage", *_LEFT_OUT)),
    *CONTACT_KINDS, "tags", "created_at",
)  # fmt: skip
_POINTS = (
    "(SELECT group_concat(value, ';') FROM (SELECT value FROM contact_points WHERE customer_id = c.id "
    "AND kind = '{}' ORDER BY is_primary DESC, id))"
)
_TAGS = (
    "(SELECT group_concat(name, ';') FROM (SELECT t.name FROM customer_tags x JOIN tags t ON t.id = x.tag_id "
    "WHERE x.customer_id = c.id ORDER BY t.name))"
)
_OWN_TYPES = {"number": "number", "date": "date", "money": "money"}


# -- customers -------------------------------------------------------------------------------------


def customers(
    repo: Repository, ids: Sequence[int] | None, own: Mapping[str, str], money: Money, currency: str
) -> Table:
    """Customers with every field that can be imported again, several contact points of a kind joined by ``;``.

    ``own`` are the custom fields and their types.
    """
    present = set(repo.column("SELECT DISTINCT kind FROM contact_points"))
    columns, chosen = [], []
    for name in CUSTOMER_COLUMNS:
        field = expression(name)
        columns.append(Column(name, "text" if field.type in ("list", "choice") else field.type))
        if name in CONTACT_KINDS:
            chosen.append(_POINTS.format(name) if name in present else "NULL")
        else:
            chosen.append(_TAGS if name == "tags" else field.sql)
    for name, kind in own.items():
        columns.append(Column(name, _OWN_TYPES.get(kind, "text")))
        chosen.append(expression(f"custom.{name}").sql)
    source, order = "customers c", "c.id"
    if ids is not None:
        source, order = "json_each(:ids) w CROSS JOIN customers c ON c.id = w.value", "w.key"
    sql = f"SELECT {', '.join(chosen)} FROM {source} WHERE c.deleted_at IS NULL ORDER BY {order}"
    cursor = repo.connection.execute(sql, {"ids": _listed(ids)})
    at = columns.index(Column("credit_limit", "money"))
    return columns, _with_credit(cursor, at, money, currency)


def _with_credit(rows: Iterable[tuple[Any, ...]], at: int, money: Money, currency: str) -> Iterator[Sequence[Any]]:
    for row in rows:
        if row[at] is None:
            yield row
        else:
            yield (*row[:at], money(row[at], currency), *row[at + 1 :])


def whole_customers(
    repo: Repository, params: segment.Facts, ids: Sequence[int] | None, own: Iterable[str]
) -> Iterator[dict[str, Any]]:
    """The same with what is computed too, as scripts get them."""
    names = [*CUSTOMER_COLUMNS, *(f"custom.{name}" for name in own)]
    read = list(dict.fromkeys((*names, *JSON_COLUMNS)))
    return segment.select(repo, read, params, ids=ids, custom=tuple(own))


def people(repo: Repository, ids: Sequence[int] | None) -> Iterator[dict[str, Any]]:
    """Customers for address cards: columns, ``points`` of (kind, value, label), ``tags``."""
    sql = (
        "SELECT c.*, (SELECT json_group_array(json_array(kind, value, label)) FROM (SELECT kind, value, label "
        "FROM contact_points WHERE customer_id = c.id ORDER BY kind, is_primary DESC, id)) AS points, "
        "(SELECT json_group_array(name) FROM (SELECT t.name FROM customer_tags x JOIN tags t ON t.id = x.tag_id "
        "WHERE x.customer_id = c.id ORDER BY t.name)) AS tags "
        f"FROM customers c WHERE c.deleted_at IS NULL{'' if ids is None else f' AND c.id IN ({_SOME})'} ORDER BY c.id"
    )
    for row in repo.rows(sql, {"ids": _listed(ids)}):
        yield {**row, "points": json.loads(row["points"]), "tags": json.loads(row["tags"])}


# -- everything about them -------------------------------------------------------------------------


def facts(repo: Repository, kind: str, ids: Sequence[int] | None, money: Money, currency: str) -> Table:
    """One of the other kinds, of all customers or of those in ``ids``; ``currency`` is that of the file."""
    what = _KINDS[kind]
    where = f"x.customer_id IN ({_SOME})" if ids is not None else "1"
    if kind == "tasks":
        where += " AND c.deleted_at IS NULL"
    chosen = ", ".join(f"{sql} AS {name}" for name, _, sql in what.columns)
    sql = f"SELECT {chosen} FROM {what.source} WHERE {where} ORDER BY {what.order}"
    cursor = repo.connection.execute(sql, {"ids": _listed(ids), "currency": currency})
    columns = [Column(name, kind) for name, kind, _ in what.columns]
    sums = [i for i, column in enumerate(columns) if column.type == "money" or column.name == "paid"]
    return columns, _readable(cursor, columns, sums, money) if sums else cursor


def _readable(
    rows: Iterable[tuple[Any, ...]], columns: list[Column], sums: list[int], money: Money
) -> Iterator[Sequence[Any]]:
    """Decimal money; whole numbers without a point."""
    numbers = [i for i, column in enumerate(columns) if column.type == "number"]
    at = columns.index(Column("currency"))
    for row in rows:
        cells = list(row)
        for i in sums:
            if isinstance(cells[i], int):
                cells[i] = money(cells[i], cells[at])
        for i in numbers:
            if cells[i] == int(cells[i]):
                cells[i] = int(cells[i])
        yield cells


# -- birthdays -------------------------------------------------------------------------------------

BIRTHDAYS = (
    Column("date", "date"), Column("customer_id", "id"), Column("customer_uid"), Column("customer"),
    Column("calendar"), Column("birthday", "birthday"), Column("turns", "int"), Column("phone", "contact"),
)  # fmt: skip


def lunar_birthdays(repo: Repository) -> list[str]:
    """The MM-DD of the lunar calendar that are somebody's birthday."""
    sql = "SELECT DISTINCT substr(lunar_birthday, -5) FROM customers WHERE lunar_birthday IS NOT NULL"
    return repo.column(sql)


def birthdays(
    repo: Repository, ids: Sequence[int] | None, solar: Mapping[str, str], lunar: Mapping[str, tuple[str, int]]
) -> Iterator[Sequence[Any]]:
    """Rows of ``BIRTHDAYS``, the next one first. ``solar``: MM-DD → its next day; ``lunar``: that and its year."""
    who = f"c.deleted_at IS NULL{'' if ids is None else f' AND c.id IN ({_SOME})'}"
    phone = expression("phone").sql
    year = "CASE WHEN {0} GLOB '[0-9]*' THEN {1} - CAST(substr({0}, 1, 4) AS INTEGER) END"
    sql = (
        "SELECT d.value AS date, c.id, c.uid, c.name, 'solar', c.birthday, "
        f"{year.format('c.birthday', 'CAST(substr(d.value, 1, 4) AS INTEGER)')}, {phone} "
        f"FROM customers c JOIN json_each(:solar) d ON d.key = substr(c.birthday, -5) WHERE {who} UNION ALL "
        "SELECT d.value ->> 0, c.id, c.uid, c.name, 'lunar', c.lunar_birthday, "
        f"{year.format('c.lunar_birthday', '(d.value ->> 1)')}, {phone} "
        f"FROM customers c JOIN json_each(:lunar) d ON d.key = substr(c.lunar_birthday, -5) WHERE {who} ORDER BY 1, 2"
    )
    bound = {"ids": _listed(ids), "solar": json.dumps(dict(solar)), "lunar": json.dumps(dict(lunar))}
    return iter(repo.connection.execute(sql, bound))


def _listed(ids: Sequence[int] | None) -> str:
    return json.dumps(list(ids or ()))

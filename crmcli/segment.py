"""Which customers: WHO resolved to ids, and the one place that builds a SELECT over customers.

WHO is a query (package ``query``). Bare words are tried as an id, a uid, an exact phone, e-mail or handle, an
exact name, a number of another system, and then as search words; the first that finds somebody counts.
Anything else is compiled to SQL.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from unicodedata import combining

from crmcli.db import Repository
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.fields import Field, expression, lookup
from crmcli.normalize.names import is_cjk, name_key
from crmcli.normalize.search import split_cjk
from crmcli.store import segments

if TYPE_CHECKING:
    from crmcli.query.clauses import Clause
    from crmcli.query.compile import Compiler
    from crmcli.query.tree import Node

_FOUND_AT_MOST = 2_000
"""Search hits that are looked at; ranking a word that half the customers share would cost seconds."""

_EVERYWHERE = "name pinyin other"
"""The columns of the search index."""

Facts = dict[str, Any]


def facts(today: date, number: Any) -> Facts:
    """Values of the named parameters that field expressions use; ``number`` reads a setting."""
    from crmcli.normalize.days import to_day

    return {
        "today": to_day(today),
        "today_iso": today.isoformat(),
        "stage_new_days": number("stage_new_days"),
        "stage_active_days": number("stage_active_days"),
        "stage_lost_days": number("stage_lost_days"),
    }


# -- WHO -------------------------------------------------------------------------------------------


def resolve(repo: Repository, who: str, *, region: str, trashed: bool = False) -> list[int]:
    """Ids of the customers that WHO means, tried in the order of the contract; [] for none.

    A merged customer's id and uid lead to the survivor. ``trashed`` looks in the trash instead.
    """
    text = who.strip()
    if not text:
        raise Invalid("empty_who")
    if "," in text and text.replace(",", "").isdecimal():
        text = f"id:{text}"
    if not _is_plain(text):
        return matching(repo, condition(repo, text), trashed=trashed)
    for step in (_by_id, _by_uid, _by_contact, _by_name, _by_external, _by_search):
        ids = step(repo, text, region, trashed)
        if ids:
            return ids
    return []


def _by_search(repo: Repository, text: str, region: str, trashed: bool) -> list[int]:
    """Everybody whom the words find, best first. A number is an id or a whole phone, never a part of one."""
    if text.isascii() and text.isdecimal():
        return []
    return found(repo, text, trashed=trashed)


def found(repo: Repository, text: str, *, trashed: bool = False) -> list[int]:
    """All customers that all the words are found in; ranked unless they are too many to be looked through."""
    ids = search(repo, text, trashed=trashed)
    if len(ids) < _FOUND_AT_MOST:
        return ids
    return matching(repo, _found_by(text), trashed=trashed)


def one(repo: Repository, who: str, *, region: str, trashed: bool = False) -> int:
    """The one customer that WHO means; NotFound or Conflict ``ambiguous`` (with candidates) otherwise."""
    ids = resolve(repo, who, region=region, trashed=trashed)
    if not ids:
        if not trashed and resolve(repo, who, region=region, trashed=True):
            raise NotFound("customer_in_trash", who=who)
        raise NotFound("no_such_customer", who=who)
    if len(ids) > 1:
        raise Conflict("ambiguous", who=who, n=len(ids), details=candidates(repo, ids[:10]))
    return ids[0]


def several(repo: Repository, who: str, *, region: str, trashed: bool = False) -> list[int]:
    """All customers that WHO means, for commands on many; NotFound for none."""
    ids = resolve(repo, who, region=region, trashed=trashed)
    if not ids:
        one(repo, who, region=region, trashed=trashed)
    return ids


def candidates(repo: Repository, ids: Sequence[int]) -> list[dict[str, Any]]:
    """id, name, company, phone and city of the customers, for an ambiguous name."""
    phone = expression("phone").sql
    sql = f"SELECT c.id, c.name, c.company, {phone} AS phone, c.city FROM customers c WHERE c.id = ?"
    rows = (repo.row(sql, (number,)) for number in ids)
    return [row for row in rows if row]


def _alive(trashed: bool) -> str:
    return "c.deleted_at IS NOT NULL AND c.merged_into IS NULL" if trashed else "c.deleted_at IS NULL"


def _by_id(repo: Repository, text: str, region: str, trashed: bool) -> list[int]:
    if not (text.isascii() and text.isdecimal()) or len(text) > 18 or text[0] == "0":
        return []
    return _survivors(repo, "c.id = ?", int(text), trashed)


def _by_uid(repo: Repository, text: str, region: str, trashed: bool) -> list[int]:
    return _survivors(repo, "c.uid = ?", text.lower(), trashed)


def _survivors(repo: Repository, where: str, value: int | str, trashed: bool) -> list[int]:
    sql = (
        f"SELECT c.id FROM customers c WHERE c.id = (SELECT coalesce(c.merged_into, c.id) "
        f"FROM customers c WHERE {where}) AND {_alive(trashed)}"
    )
    return [row["id"] for row in repo.rows(sql, (value,))]


def _by_contact(repo: Repository, text: str, region: str, trashed: bool) -> list[int]:
    """Exact phone, e-mail or handle, however it is spelled."""
    from crmcli.normalize.handles import contact

    keys: list[tuple[str, str]] = []
    if "@" in text and " " not in text:
        kinds: tuple[str, ...] = ("email",)
    elif sum(char.isdigit() for char in text) >= 5:
        kinds = ("phone", "wechat", "qq")
    elif text.isascii() and " " not in text:
        kinds = ("wechat",)
    else:
        return []
    for kind in kinds:
        try:
            keys.append((kind, contact(kind, text, region)[1]))
        except Invalid:
            continue
    if not keys:
        return []
    marks = ", ".join("(?, ?)" for _ in keys)
    sql = (
        "SELECT DISTINCT c.id FROM contact_points p JOIN customers c ON c.id = p.customer_id "
        f"WHERE (p.kind, p.key) IN (VALUES {marks}) AND {_alive(trashed)} ORDER BY c.id"
    )
    return [row["id"] for row in repo.rows(sql, tuple(v for pair in keys for v in pair))]


def _by_external(repo: Repository, text: str, region: str, trashed: bool) -> list[int]:
    """The customer's number in the system that a file came from."""
    sql = (
        "SELECT DISTINCT c.id FROM external_ids e JOIN customers c ON c.id = e.customer_id "
        f"WHERE e.external = ? AND e.customer_id IS NOT NULL AND {_alive(trashed)} ORDER BY c.id"
    )
    return [row["id"] for row in repo.rows(sql, (text,))]


def _by_name(repo: Repository, text: str, region: str, trashed: bool) -> list[int]:
    """The exact name as entered; failing that, the same name in another spelling."""
    sql = f"SELECT c.id, c.name FROM customers c WHERE c.name_key = ? AND {_alive(trashed)} ORDER BY c.id"
    found = list(repo.rows(sql, (name_key(text),)))
    exact = [row["id"] for row in found if row["name"] == text]
    return exact or [row["id"] for row in found]


_MARKS = frozenset(':=<>~()"!：＝＞＜（）！～“”≥≤≠')
_WORDS = frozenset(("and", "or", "not", "&", "&&", "|", "||", "且", "并且", "或", "或者", "非"))


def _is_plain(text: str) -> bool:
    """Whether the text is bare words only (a name, a phone, an e-mail), told without loading the language."""
    words = text.split()
    if _MARKS.isdisjoint(text):
        return not any(word[0] == "-" or word.lower() in _WORDS for word in words)
    from crmcli.query.parser import is_plain

    return is_plain(text)


# -- queries ---------------------------------------------------------------------------------------


def condition(repo: Repository, text: str) -> "Clause":
    """A query as a condition on ``c`` (customers) and ``s`` (customer_stats)."""
    from crmcli.query.parser import parse

    clause = compiler(repo).where(parse(text))
    if "REGEXP" in clause.sql or "fold(" in clause.sql:
        _add_functions(repo)
    return clause


def compiler(repo: Repository) -> "Compiler":
    from crmcli.query.compile import Compiler
    from crmcli.query.parser import parse

    def saved(name: str) -> "Node | Clause":
        found = segments.find(repo, name)
        return members_of(found["id"]) if found["frozen"] else parse(found["query"])

    assert repo.world is not None, "a query needs to know what day it is"
    return Compiler(repo.world, custom_types(repo), _found_by, saved)


def members_of(segment: int) -> "Clause":
    """The condition to be on a frozen list."""
    from crmcli.query.clauses import Clause

    sql = "c.id IN (SELECT customer_id FROM segment_members WHERE segment_id = ? AND kind = 'frozen')"
    return Clause(sql, (segment,))


def matching(repo: Repository, clause: "Clause", *, trashed: bool = False) -> list[int]:
    """Ids of the customers that meet a condition, in their order."""
    sql, params = _select(repo, clause, "c.id", trashed=trashed)
    return repo.column(f"{sql} ORDER BY c.id", params)


def count_matching(repo: Repository, clause: "Clause") -> int:
    sql, params = _select(repo, clause, "count(*)")
    return int(repo.value(sql, params))


def plan(repo: Repository, clause: "Clause") -> list[str]:
    """How SQLite would find the customers, a line a step."""
    sql, params = _select(repo, clause, "c.id")
    return [row["detail"] for row in repo.rows(f"EXPLAIN QUERY PLAN {sql}", params)]


def in_words(repo: Repository, text: str) -> str:
    """A query as a sentence in the user's language."""
    from crmcli.query.explain import sentence
    from crmcli.query.parser import parse

    return sentence(parse(text), compiler(repo).field, repo.world.today)


def names_in(text: str) -> set[str]:
    """The segments that a query names, case folded."""
    from crmcli.query.parser import parse
    from crmcli.query.tree import saved_names

    return {name.casefold() for name in saved_names(parse(text))}


def _select(repo: Repository, clause: "Clause", what: str, *, trashed: bool = False) -> tuple[str, Facts]:
    """A SELECT of ``what`` over the customers that meet a condition, and its parameters."""
    from crmcli.query.compile import bound

    params = dict(repo.params)
    where = bound(clause, params)
    bind_scores(repo, where, params)
    source = "customers c JOIN customer_stats s ON s.customer_id = c.id"
    return f"SELECT {what} FROM {source} WHERE ({where}) AND {_alive(trashed)}", params


def bind_scores(repo: Repository, sql: str, params: Facts) -> None:
    """The cut points of the RFM scores, looked up only where a statement needs them."""
    if ":r4" in sql or ":f4" in sql or ":m4" in sql:
        from crmcli.store.scores import cut_points

        params.update(cut_points(repo))


def custom_types(repo: Repository) -> dict[str, str]:
    return {row["name"]: row["type"] for row in repo.rows("SELECT name, type FROM fields ORDER BY id")}


def _found_by(text: str) -> "Clause":
    """The condition that a bare word finds a customer; a word without letters or digits finds nobody."""
    from crmcli.query.clauses import Clause, any_of

    parts = []
    if match := _match(text, _EVERYWHERE):
        parts.append(Clause("c.id IN (SELECT rowid FROM search WHERE search MATCH ?)", (match,)))
    if digits := _digits_match(text):
        parts.append(Clause("c.id IN (SELECT rowid FROM search_digits WHERE search_digits MATCH ?)", (digits,)))
    return any_of(parts)


def _add_functions(repo: Repository) -> None:
    """What SQLite leaves to us: regular expressions, and letters beyond ASCII in one case."""
    import re

    def regexp(pattern: str, text: str | None) -> bool:
        return text is not None and re.search(pattern, str(text), re.IGNORECASE) is not None

    repo.connection.create_function("REGEXP", 2, regexp, deterministic=True)
    repo.connection.create_function(
        "fold", 1, lambda text: None if text is None else str(text).casefold(), deterministic=True
    )


# -- search ----------------------------------------------------------------------------------------


def search(repo: Repository, text: str, region: str = "", trashed: bool = False) -> list[int]:
    """Customers that all the words are found in, best first: names, then pinyin, then the rest."""
    found: dict[int, None] = {}
    for columns in ("name", "pinyin", _EVERYWHERE):
        for number in _fulltext(repo, text, columns, trashed):
            found.setdefault(number)
        if len(found) >= _FOUND_AT_MOST:
            break
    for number in _digits(repo, text, trashed):
        found.setdefault(number)
    return list(found)


def _fulltext(repo: Repository, text: str, columns: str, trashed: bool) -> Iterator[int]:
    match = _match(text, columns)
    if not match:
        return
    sql = (
        "SELECT c.id FROM search JOIN customers c ON c.id = search.rowid "
        f"WHERE search MATCH ? AND {_alive(trashed)} LIMIT ?"
    )
    yield from repo.column(sql, (match, _FOUND_AT_MOST))


def _match(text: str, columns: str) -> str:
    """All the words in any of the columns, as FTS5 reads it; "" where a word has nothing to look for."""
    terms = [_term(word) for word in text.split()]
    return f"{{{columns}}} : ({' AND '.join(terms)})" if terms and all(terms) else ""


def _term(word: str) -> str:
    """A word as FTS5 reads it: a quoted phrase (Chinese characters side by side), latin words as prefixes."""
    tokens = "".join(char if char.isalnum() or combining(char) else " " for char in split_cjk(word)).split()
    if not any(map(str.isalnum, "".join(tokens))):
        return ""
    return '"' + " ".join(tokens) + '"' + ("" if is_cjk(tokens[-1][-1]) else " *")


def _digits(repo: Repository, text: str, trashed: bool) -> Iterator[int]:
    """Customers with a phone that has these digits anywhere."""
    wanted = _digits_match(text)
    if not wanted:
        return
    sql = (
        "SELECT c.id FROM search_digits JOIN customers c ON c.id = search_digits.rowid "
        f"WHERE search_digits MATCH ? AND {_alive(trashed)} LIMIT ?"
    )
    yield from repo.column(sql, (wanted, _FOUND_AT_MOST))


def _digits_match(text: str) -> str:
    """The digits of a phone or a part of one (three at least), as FTS5 reads them; "" for other words."""
    wanted = "".join(char for char in text if char.isdigit())
    return f'"{wanted}"' if len(wanted) >= 3 and not any(char.isalpha() for char in text) else ""


# -- SELECT ----------------------------------------------------------------------------------------


def select(
    repo: Repository,
    columns: Sequence[str],
    params: Facts,
    *,
    ids: Sequence[int] | None = None,
    sort: str | None = None,
    limit: int | None = None,
    trashed: bool = False,
    custom: tuple[str, ...] = (),
) -> Iterator[dict[str, Any]]:
    """Rows of customers with the given (looked-up) columns, as the database has them (see ``values``).

    ``ids`` restricts and, without ``sort``, orders them.
    """
    chosen = [expression(name) for name in columns]
    shown = ", ".join(f'{field.sql} AS "{name}"' for name, field in zip(columns, chosen, strict=True))
    source = "customers c JOIN customer_stats s ON s.customer_id = c.id"
    order = _order(sort, custom) if sort else "c.id"
    bound = dict(params)
    if ids is not None:
        import json

        source += " JOIN json_each(:ids) wanted ON wanted.value = c.id"
        bound["ids"] = json.dumps(list(ids))
        order = order if sort else "wanted.key"
    sql = f"SELECT {shown} FROM {source} WHERE {_alive(trashed)} ORDER BY {order}"
    bind_scores(repo, sql, bound)
    if limit is not None:
        sql += " LIMIT :limit"
        bound["limit"] = limit
    return repo.rows(sql, bound)


def count(repo: Repository, *, trashed: bool = False) -> int:
    return int(repo.value(f"SELECT count(*) FROM customers c WHERE {_alive(trashed)}"))


def _order(sort: str, custom: tuple[str, ...]) -> str:
    """``-spent,name`` as an ORDER BY; empty values come last either way, names by their pinyin."""
    parts = []
    for word in filter(None, (w.strip() for w in sort.split(","))):
        name = lookup(word.lstrip("-+"), custom)
        sql = "coalesce(nullif(c.pinyin, ''), c.name_key)" if name == "name" else _sortable(expression(name))
        parts += [f"{sql} IS NULL", f"{sql} {'DESC' if word.startswith('-') else 'ASC'}"]
    return ", ".join([*parts, "c.id"])


def _sortable(field: Field) -> str:
    return field.sql

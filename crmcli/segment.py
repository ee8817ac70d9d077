"""Which customers: WHO resolved to ids, and the one place that builds a SELECT over customers.

WHO is a query (package ``query``). Bare words are tried as an id, a uid, an exact phone, e-mail or handle, an
exact name, a number of another system, and then as search words; the first that finds somebody counts.
Anything else is compiled to SQL.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from crmcli.db import Repository
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.fields import CUT_POINTS, Own, expression, lookup
from crmcli.normalize.names import name_key
from crmcli.query import finding
from crmcli.query.words import EVERYWHERE, digits_match, found_by, match
from crmcli.store import segments

if TYPE_CHECKING:
    from crmcli.query.clauses import Clause
    from crmcli.query.compile import Compiler
    from crmcli.query.tree import Node

_FOUND_AT_MOST = 2_000
"""Search hits that are looked at; ranking a word that half the customers share would cost seconds."""

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
        "stage_activity": number("stage_activity"),
    }


# -- WHO -------------------------------------------------------------------------------------------


def resolve(repo: Repository, who: str, *, region: str, trashed: bool = False, limit: int | None = None) -> list[int]:
    """Ids of the customers that WHO means, tried in the order of the contract; [] for none.

    A merged customer's id and uid lead to the survivor. ``trashed`` looks in the trash instead. ``limit`` is how
    many are needed: of those whom a query selects, no more are looked for.
    """
    text = who.strip()
    if not text:
        raise Invalid("empty_who")
    if is_ids(text):
        return _by_ids(repo, text, trashed)[:limit]
    if not is_plain(text):
        return matching(repo, condition(repo, text), trashed=trashed, limit=limit)
    for step in (_by_id, _by_uid, _by_contact, _by_name, _by_external):
        ids = step(repo, text, region, trashed)
        if ids:
            return ids
    # A number is an id or a whole phone, never a part of one.
    return [] if text.isascii() and text.isdecimal() else found(repo, text, trashed=trashed, limit=limit)


def is_ids(text: str) -> bool:
    """A list of ids: 3,5,8."""
    return "," in text and text.replace(",", "").isdecimal()


def found(repo: Repository, text: str, *, trashed: bool = False, limit: int | None = None) -> list[int]:
    """All customers that all the words are found in; ranked unless they are too many to be looked through."""
    ids = search(repo, text, trashed=trashed)
    if len(ids) < _FOUND_AT_MOST:
        return ids
    return matching(repo, _words(text), trashed=trashed, limit=limit)


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


def _by_ids(repo: Repository, text: str, trashed: bool) -> list[int]:
    """Of ``3,5,8`` those that there are, in their order; one by one, as they may be many."""
    wanted = f"[{','.join(str(int(word)) for word in text.split(',') if word)}]"
    among = "json_each(?) x JOIN customers c ON c.id = x.value"
    sql = f"SELECT DISTINCT c.id FROM {among} WHERE {_alive(trashed)} ORDER BY 1"
    return [int(number) for number in repo.column(sql, (wanted,))]


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


_MARKS = frozenset(':=<>~()"!「『‘：＝＞＜（）！～“”≥≤≠')
_WORDS = frozenset(("and", "or", "not", "&", "&&", "|", "||", "且", "并且", "或", "或者", "非"))


def is_plain(text: str) -> bool:
    """Whether the text is bare words only (a name, a phone, an e-mail), told without loading the language."""
    if _MARKS.isdisjoint(text):
        return not any(word[0] in "-'" or word.lower() in _WORDS for word in text.split())
    from crmcli.query import parser

    return parser.is_plain(text)


# -- queries ---------------------------------------------------------------------------------------


def condition(repo: Repository, text: str) -> "Clause":
    """A query as a condition on ``c`` (customers) and ``s`` (customer_stats), with its candidates."""
    from crmcli.query.candidates import Candidates
    from crmcli.query.parser import parse
    from crmcli.query.patience import add_functions

    node = parse(text)
    compiled = compiler(repo)
    clause = compiled.where(node)

    def read(sql: str, params: Sequence[Any]) -> list[Any]:
        if "REGEXP" in sql or "fold(" in sql:
            add_functions(repo)
        return repo.column(sql, tuple(params))

    if "REGEXP" in clause.sql or "fold(" in clause.sql:
        add_functions(repo)
    ids = Candidates(compiled, read).of(node)
    return clause._replace(ids=tuple(ids), stream=_stream(compiled, node))


def _stream(compiled: "Compiler", node: "Node") -> "tuple[str, Clause] | None":
    """The words of a query, and what else it asks for; None for a query without words, or with a number among them."""
    from crmcli.query.tree import And, Word

    parts = node.items if isinstance(node, And) else (node,)
    said = " ".join(part.text for part in parts if isinstance(part, Word))
    numbers = any(digits_match(part.text) for part in parts if isinstance(part, Word))
    if not said or numbers or not match(said, EVERYWHERE):
        return None
    rest = tuple(part for part in parts if not isinstance(part, Word))
    return match(said, EVERYWHERE), compiled.where(And(rest))


def _words(text: str) -> "Clause":
    """Words alone, as a condition."""
    from crmcli.query.clauses import TRUE

    clause = found_by(text)
    matched = match(text, EVERYWHERE)
    return clause._replace(stream=(matched, TRUE)) if matched and not digits_match(text) else clause


def compiler(repo: Repository) -> "Compiler":
    from crmcli.query.compile import Compiler
    from crmcli.query.parser import parse
    from crmcli.query.world import own_fields

    def saved(name: str) -> "Node | Clause":
        found = segments.find(repo, name)
        return members_of(found["id"]) if found["frozen"] else parse(found["query"])

    assert repo.world is not None, "a query needs to know what day it is"
    return Compiler(repo.world, own_fields(repo), found_by, saved)


def members_of(segment: int) -> "Clause":
    """The condition to be on a frozen list."""
    from crmcli.query.clauses import Clause

    members = Clause("SELECT customer_id FROM segment_members WHERE segment_id = ? AND kind = 'frozen'", (segment,))
    return Clause(f"c.id IN ({members.sql})", members.params, (members,))


def matching(repo: Repository, clause: "Clause", *, trashed: bool = False, limit: int | None = None) -> list[int]:
    """Ids of the customers that meet a condition (the first ``limit`` of them), in their order."""
    return finding.ids(repo, clause, _params(repo, clause), _alive(trashed), limit)


def best(repo: Repository, clause: "Clause", sort: str, limit: int, custom: Own = ()) -> list[int]:
    """Ids of the first ``limit`` by ``--sort`` of those who meet a condition, in that order."""
    params = _params(repo, clause)
    order = _order(sort, custom)
    bind_scores(repo, order, params)
    return finding.best(repo, clause, params, _alive(trashed=False), order, limit)


def count_matching(repo: Repository, clause: "Clause") -> int:
    return finding.count(repo, clause, _params(repo, clause), _alive(trashed=False))


def plan(repo: Repository, clause: "Clause") -> list[str]:
    """How SQLite finds the customers, a line a step."""
    params = _params(repo, clause)
    by = finding.way(repo, clause, params)
    sql, values = finding.statement("c.id", clause, params, _alive(trashed=False), by)
    return [row["detail"] for row in repo.rows(f"EXPLAIN QUERY PLAN {sql} ORDER BY c.id", values)]


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


def _params(repo: Repository, clause: "Clause") -> Facts:
    """The named parameters of a condition and its candidates."""
    params = dict(repo.params)
    bind_scores(repo, " ".join([clause.sql, *(select.sql for select in clause.ids)]), params)
    return params


def bind_scores(repo: Repository, sql: str, params: Facts) -> None:
    """The cut points of the RFM scores and the model of customer value, made only where a statement needs them."""
    if "clv_of(" in sql or "churn_of(" in sql:
        from crmcli.store.value import add_functions

        add_functions(repo)
    names = [name for name in CUT_POINTS if f":{name}" in sql]
    if names:
        from crmcli.store.scores import cut_points

        params.update(cut_points(repo, names))


def custom_types(repo: Repository) -> dict[str, str]:
    return {row["name"]: row["type"] for row in repo.rows("SELECT name, type FROM fields ORDER BY id")}


# -- search ----------------------------------------------------------------------------------------


def search(repo: Repository, text: str, region: str = "", trashed: bool = False) -> list[int]:
    """Customers that all the words are found in, best first: names, then pinyin, then the rest."""
    found: dict[int, None] = {}
    for columns in ("name", "pinyin", EVERYWHERE):
        for number in _fulltext(repo, text, columns, trashed):
            found.setdefault(number)
        if len(found) >= _FOUND_AT_MOST:
            break
    for number in _digits(repo, text, trashed):
        found.setdefault(number)
    return list(found)


def _fulltext(repo: Repository, text: str, columns: str, trashed: bool) -> Iterator[int]:
    matched = match(text, columns)
    if not matched:
        return
    sql = (
        "SELECT c.id FROM search JOIN customers c ON c.id = search.rowid "
        f"WHERE search MATCH ? AND {_alive(trashed)} LIMIT ?"
    )
    yield from repo.column(sql, (matched, _FOUND_AT_MOST))


def _digits(repo: Repository, text: str, trashed: bool) -> Iterator[int]:
    """Customers with a phone that has these digits anywhere."""
    wanted = digits_match(text)
    if not wanted:
        return
    sql = (
        "SELECT c.id FROM search_digits JOIN customers c ON c.id = search_digits.rowid "
        f"WHERE search_digits MATCH ? AND {_alive(trashed)} LIMIT ?"
    )
    yield from repo.column(sql, (wanted, _FOUND_AT_MOST))


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
    custom: Own = (),
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
    """All customers; counted without reading them: those there are, less those in the trash."""
    gone = "SELECT count(*) FROM customers WHERE deleted_at IS NOT NULL"
    if trashed:
        return int(repo.value(f"{gone} AND merged_into IS NULL"))
    return int(repo.value(f"SELECT (SELECT count(*) FROM customers) - ({gone})"))


def _order(sort: str, custom: Own) -> str:
    """``-spent,name`` as an ORDER BY; empty values come last either way, names by their pinyin."""
    parts = []
    for word in filter(None, (w.strip() for w in sort.split(","))):
        name = lookup(word.lstrip("-+"), custom)
        field = expression(name)
        sql = "coalesce(nullif(c.pinyin, ''), c.name_key)" if name == "name" else field.sql
        if field.type == "list":
            sql = f"nullif({sql}, '[]')"
        parts.append(f"{sql} {'DESC' if word.startswith('-') else 'ASC'} NULLS LAST")
    return ", ".join([*parts, "c.id"])

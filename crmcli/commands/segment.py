"""segment: queries with a name, used as segment:NAME wherever a query stands."""

from dataclasses import replace
from typing import Annotated, Any

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import segments as rules
from crmcli.domain.segments import Segment
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.i18n import t
from crmcli.options import Listing
from crmcli.result import Block, Column, Document, Done, Grid, Lines, Pairs, Record, Rows
from crmcli.services import customer_list
from crmcli.signature import Arg, Opt
from crmcli.store import segments as store


def save(
    ctx: Context,
    name: Annotated[str, Arg("segment.arg_name", "NAME")],
    query: Annotated[list[str], Arg("segment.arg_query", "QUERY")],
    note: Annotated[str | None, Opt("--note", help="segment.opt_note", metavar="TEXT")] = None,
) -> Record:
    """Give a query a name; saving the name again replaces its query."""
    text = _text(query)
    name = rules.segment_name(name)
    stamp = ctx.now.isoformat(timespec="seconds")
    with ctx.operation() as operation:
        old = ctx.repo.first(Segment, name=name)
        made = replace(
            old or Segment(name=name, query=text, created_at=stamp, updated_at=stamp),
            name=name, query=text, frozen=0, note=note or (old.note if old else None), updated_at=stamp,
        )  # fmt: skip
        stored = ctx.repo.save(made)
        if old and old.frozen:
            store.clear(ctx.repo, stored.id or 0)
        found = _count(ctx, f"segment:{name}")
        operation.summary = f"{name}: {text}"[:200]
    data = {"id": stored.id, "name": name, "query": text, "customers": found, "replaced": old.query if old else None}
    if old and (old.frozen or old.query != text):
        was = t("segment.was_frozen") if old.frozen else old.query
        return Record(data, t("segment.changed", name=name, n=found, was=was))
    return Record(data, t("segment.saved", name=name, n=found))


def _text(words: list[str]) -> str:
    """A query as it was typed; Invalid for none."""
    text = " ".join(words).strip()
    if not text:
        raise Invalid("segment.empty_query")
    return text


def list_(
    ctx: Context,
    counts: Annotated[bool, Opt("--counts", help="segment.opt_counts")] = False,
) -> Rows:
    """All segments; with --counts how many customers each holds now."""
    rows = store.everything(ctx.repo)
    for row in rows:
        row["frozen"] = bool(row["frozen"])
        if counts:
            row["customers"] = _count_or_say_why_not(ctx, row["name"])
    columns = [Column("id", "id"), Column("name"), *([Column("customers", "int")] if counts else [])]
    shown = [{**row, "frozen": t("segment.is_frozen") if row["frozen"] else ""} for row in rows]
    return Rows([*columns, Column("frozen"), Column("query"), Column("note")], rows, shown=shown)


def _count_or_say_why_not(ctx: Context, name: str) -> int | None:
    """None, with a remark, for a segment whose query no longer holds (a field that it names was removed)."""
    try:
        return _count(ctx, f"segment:{name}")
    except (Invalid, NotFound, Conflict) as error:
        from crmcli.sentences import sentence

        ctx.remark(t("segment.uncounted", name=name, reason=sentence(error)))
        return None


def show(ctx: Context, listing: Listing, name: Annotated[str, Arg("segment.arg_name", "NAME")]) -> Rows:
    """The customers in a segment."""
    store.find(ctx.repo, name)
    return customer_list.of(ctx, listing, f"segment:{name}")


def explain(ctx: Context, query: Annotated[list[str], Arg("segment.arg_query_or_name", "QUERY")]) -> Document:
    """A query (or segment) in words, as SQL, and how SQLite goes about it."""
    text = _named(ctx, _text(query))
    clause = segment.condition(ctx.repo, text)
    words, used = _in_words(ctx, text)
    plan = segment.plan(ctx.repo, clause)
    data = {
        "query": text, "words": words, "segments": used, "sql": clause.sql, "params": list(clause.params), "plan": plan,
    }  # fmt: skip
    blocks: list[Block] = [
        Lines([words, *(t("segment.means", name=name, words=said) for name, said in used.items())]),
        Pairs([(t("segment.label_sql"), clause.sql), (t("segment.label_params"), ", ".join(map(str, clause.params)))]),
        Lines(plan),
    ]
    return Document(data, blocks, [Column("words"), Column("sql")], [data])


def _in_words(ctx: Context, text: str) -> tuple[str, dict[str, str]]:
    """A query as a sentence, and what the segments mean that it names, each once and those within them too.

    For a segment alone it is its own query, or that it is a list.
    """
    found: dict[str, str] = {}
    wanted = [text]
    for query in wanted:
        for name in sorted(segment.names_in(query)):
            row = store.find(ctx.repo, name)
            if row["name"] not in found:
                found[row["name"]] = _meaning(ctx, row)
                wanted += [] if row["frozen"] else [row["query"]]
    alone = text.removeprefix("segment:").casefold()
    itself = next((name for name in found if name.casefold() == alone), None)
    return segment.in_words(ctx.repo, text) if itself is None else found.pop(itself), found


def _meaning(ctx: Context, row: dict[str, Any]) -> str:
    if not row["frozen"]:
        return segment.in_words(ctx.repo, row["query"])
    n = len(store.members(ctx.repo, row["id"], "frozen"))
    return t("segment.words_frozen", n=n, date=row["updated_at"][:10])


def count(ctx: Context, query: Annotated[list[str], Arg("segment.arg_query_or_name", "QUERY")]) -> Document:
    """How many customers a query or segment holds."""
    text = _named(ctx, _text(query))
    data = {"query": text, "customers": _count(ctx, text)}
    return Document(data, [Lines([str(data["customers"])])], [Column("customers", "int")], [data])


def compare(
    ctx: Context,
    a: Annotated[str, Arg("segment.arg_first", "A")],
    b: Annotated[str, Arg("segment.arg_second", "B")],
) -> Document:
    """How two segments (or queries) overlap, and what differs between all of the one and all of the other."""
    from crmcli.services import comparison

    first, second = (set(_members(ctx, _named(ctx, _text([query])))) for query in (a, b))
    parts = [("both", first & second), ("only_a", first - second), ("only_b", second - first)]
    rows: list[dict[str, Any]] = [{"part": key, "customers": len(ids), "ids": sorted(ids)} for key, ids in parts]
    shown = [{**row, "part": t(f"segment.part_{row['part']}", a=a, b=b)} for row in rows]
    columns = [Column("part"), Column("customers", "int")]
    differs = comparison.differences(ctx, sorted(first), sorted(second))
    data = {"a": a, "b": b, "rows": rows, "currency": ctx.currency, "differs": differs}
    blocks: list[Block] = [Grid(columns, shown), comparison.grid(differs, a, b, ctx.currency)]
    return Document(data, blocks, [*columns, Column("ids", "list")], rows)


def freeze(
    ctx: Context,
    name: Annotated[str, Arg("segment.arg_name", "NAME")],
    to: Annotated[str | None, Opt("--as", help="segment.opt_as", metavar="NAME")] = None,
) -> Done:
    """Make a list of the customers who are in a segment now; it no longer follows its query."""
    stamp = ctx.now.isoformat(timespec="seconds")
    with ctx.operation() as operation:
        source = ctx.repo.get(Segment, store.find(ctx.repo, name)["id"])
        ids = _members(ctx, f"segment:{name}")
        target = source if to is None else _new(ctx, to, source.query, stamp)
        stored = ctx.repo.save(replace(target, frozen=1, updated_at=stamp))
        store.set_members(ctx.repo, stored.id or 0, "frozen", ids)
        operation.summary = f"{stored.name}: {len(ids)}"
    return Done(t("segment.frozen", name=stored.name, n=len(ids)), {"name": stored.name, "customers": len(ids)}, ids)


def _new(ctx: Context, name: str, query: str, stamp: str) -> Segment:
    if store.exists(ctx.repo, name) is not None:
        raise Conflict("segment.exists", name=name)
    return Segment(name=rules.segment_name(name), query=query, created_at=stamp, updated_at=stamp)


def watch(ctx: Context, name: Annotated[str, Arg("segment.arg_name", "NAME")]) -> Rows:
    """Who entered and who left a segment since this was last asked; for cron."""
    with ctx.operation() as operation:
        number = store.find(ctx.repo, name)["id"]
        entered, left = store.set_members(ctx.repo, number, "seen", _members(ctx, f"segment:{name}"))
        ctx.repo.update("segments", number, {"watched_at": ctx.now.isoformat(timespec="seconds")})
        operation.summary = f"{name}: +{len(entered)} -{len(left)}"
    rows = [
        {"change": change, **person}
        for change, ids in (("entered", entered), ("left", left))
        for person in segment.candidates(ctx.repo, ids)
    ]
    columns = [
        Column("change", "choice"),
        Column("id", "id"),
        Column("name"),
        Column("phone", "contact"),
        Column("city"),
    ]
    return Rows(columns, rows)


def rename(
    ctx: Context,
    name: Annotated[str, Arg("segment.arg_name", "NAME")],
    new: Annotated[str, Arg("segment.arg_new", "NEW")],
) -> Done:
    """Give a segment another name, in the queries that name it too."""
    new = rules.segment_name(new)
    with ctx.operation() as operation:
        found = store.find(ctx.repo, name)
        other = store.exists(ctx.repo, new)
        if other is not None and other != found["id"]:
            raise Conflict("segment.exists", name=new)
        users = _rename_within(ctx, found["name"], new, name)
        ctx.repo.update("segments", found["id"], {"name": new})
        operation.summary = f"{name} → {new}"
    message = t("segment.renamed", name=name, new=new)
    if users:
        message = t("segment.renamed_too", message=message, users=", ".join(users))
    return Done(message, {"id": found["id"], "name": new, "changed": users}, [found["id"]])


def _rename_within(ctx: Context, old: str, new: str, said: str) -> list[str]:
    """Name a segment anew in every stored query; Conflict where its name cannot be found in one. Whose they are."""
    from crmcli.query.rewrite import renamed

    users = []
    for row in store.queries(ctx.repo):
        if old.casefold() not in segment.names_in(row["query"]):
            continue
        query = renamed(row["query"], old, new)
        if query is None:
            raise Conflict("segment.used_by", name=said, users=row["name"])
        ctx.repo.update(row["home"], row["id"], {"query": query})
        users.append(row["name"])
    return users


def rm(ctx: Context, name: Annotated[str, Arg("segment.arg_name", "NAME")]) -> Done:
    """Remove a segment; its customers stay."""
    with ctx.operation() as operation:
        found = store.find(ctx.repo, name)
        _refuse_if_used(ctx, found["name"], name)
        store.clear(ctx.repo, found["id"])
        ctx.repo.delete("segments", found["id"])
        operation.summary = f"- {name}"
    return Done(t("segment.removed", name=name), {"id": found["id"], "name": found["name"]}, [found["id"]])


def _refuse_if_used(ctx: Context, name: str, said: str) -> None:
    """Conflict where the query of another segment names this one; ``said`` is how the user called it."""
    needle = name.casefold()
    users = [
        row["name"]
        for row in store.everything(ctx.repo)
        if not row["frozen"] and row["name"].casefold() != needle and needle in segment.names_in(row["query"])
    ]
    if users:
        raise Conflict("segment.used_by", name=said, users=", ".join(users))


def _named(ctx: Context, text: str) -> str:
    """The query that a text is or that a segment of this name stands for; NotFound for words that name none."""
    if store.exists(ctx.repo, text) is not None:
        return f"segment:{text}"
    if segment.is_plain(text):
        try:
            store.find(ctx.repo, text)
        except NotFound as error:
            like = error.facts["like"]
            near = t("segment.near", like=like) if like else ""
            raise NotFound("segment.no_such_name", name=text, near=near) from None
    return text


def _members(ctx: Context, query: str) -> list[int]:
    return segment.matching(ctx.repo, segment.condition(ctx.repo, query))


def _count(ctx: Context, query: str) -> int:
    return segment.count_matching(ctx.repo, segment.condition(ctx.repo, query))

"""add, list, find, edit: customers themselves."""

from typing import Annotated

from crmcli import customers, segment
from crmcli.context import Context
from crmcli.domain import customers as domain
from crmcli.errors import Invalid
from crmcli.fields import JSON_COLUMNS, LIST_COLUMNS, expression, lookup
from crmcli.i18n import t
from crmcli.options import FieldValues, Listing
from crmcli.result import Column, Done, Record, Rows
from crmcli.signature import Arg, Opt
from crmcli.store import customers as store

_ON_A_TERMINAL = 50
_OPTIONAL = ("tags", "company", "last_contact")


def add(
    ctx: Context,
    name: Annotated[str, Arg("customer.arg_name", "NAME")],
    values: FieldValues,
    force: Annotated[bool, Opt("--force", help="customer.opt_force")] = False,
) -> Record:
    """A new customer; refused where another one has the phone or e-mail, but for --force."""
    changes = customers.read_changes(ctx, values)
    with ctx.operation() as operation:
        if not force:
            customers.refuse_duplicates(ctx, changes)
        changes.columns.pop("name", None)
        made = domain.create(name, changes.columns, uid=domain.new_uid(ctx.random), at=ctx.now)
        stored = ctx.repo.save(made)
        assert stored.id is not None
        changes.columns.clear()
        customers.apply(ctx, stored, _added(changes))
        operation.summary = f"+ {stored.id} {stored.name}"
    return Record(customers.record(ctx, stored.id), t("customer.added", id=stored.id, name=stored.name))


def _added(changes: customers.Changes) -> customers.Changes:
    """On a new customer every contact point and tag given is kept, none replaces another."""
    changes.contacts = [("+", kind, value, key) for _, kind, value, key in changes.contacts if value]
    changes.tags = [("+", names) for _, names in changes.tags]
    return changes


def edit(
    ctx: Context,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    values: FieldValues,
    force: Annotated[bool, Opt("--force", help="customer.opt_force")] = False,
) -> Done:
    """Change fields of every customer that WHO means."""
    if not values.items:
        raise Invalid("nothing_to_change")
    changes = customers.read_changes(ctx, values)
    with ctx.operation() as operation:
        people = customers.several(ctx, who)
        ctx.confirm(len(people), t("customer.confirm_edit", n=len(people)))
        if not force:
            _refuse_foreign_contacts(ctx, changes, {p.id for p in people})
        changed = [p.id for p in people if p.id and customers.apply(ctx, p, changes)]
        operation.summary = f"~ {', '.join(p.name for p in people[:3])}"
    if len(people) == 1 and people[0].id:
        sentence = "customer.edited" if changed else "customer.unchanged"
        data = customers.record(ctx, people[0].id)
        return Done(t(sentence, id=people[0].id, name=data["name"]), data, [people[0].id])
    return Done(t("customer.edited_many", n=len(changed)), {"changed": len(changed), "ids": changed}, changed)


def _refuse_foreign_contacts(ctx: Context, changes: customers.Changes, own: set[int | None]) -> None:
    from crmcli.errors import Conflict

    for value, person in customers.holders(ctx, changes):
        if person["id"] not in own:
            details = [{"id": person["id"], "name": person["name"]}]
            raise Conflict("duplicate_contact", value=value, id=person["id"], details=details)


def list_(
    ctx: Context,
    listing: Listing,
    who: Annotated[list[str] | None, Arg("customer.arg_query", "WHO")] = None,
) -> Rows:
    """All customers, or those that WHO means."""
    ids = segment.resolve(ctx.repo, " ".join(who), region=ctx.region) if who else None
    return rows(ctx, listing, ids)


def find(
    ctx: Context,
    listing: Listing,
    words: Annotated[list[str], Arg("customer.arg_words", "WORDS")],
) -> Rows:
    """Customers by a part of the name, pinyin, initials, phone digits, e-mail, company or notes."""
    return rows(ctx, listing, segment.search(ctx.repo, " ".join(words)))


def rows(ctx: Context, listing: Listing, ids: list[int] | None) -> Rows:
    """The list of customers with the columns, order and length asked for."""
    own = store.custom_fields(ctx.repo)
    named = [lookup(w, own) for w in listing.columns.split(",") if w.strip()] if listing.columns else []
    shown = named or list(LIST_COLUMNS)
    needed = named or list(dict.fromkeys((*JSON_COLUMNS, *LIST_COLUMNS)))
    limit = listing.limit if listing.limit is not None else _default_limit(ctx)
    if limit is not None and limit < 0:
        raise Invalid("negative", field="--limit", value=limit)
    everyone = segment.count(ctx.repo) if ids is None else len(ids)
    cut = limit if limit else None
    if ids is not None and not listing.sort and cut is not None:
        ids = ids[:cut]
    found = segment.select(
        ctx.repo,
        _read_columns(ctx, needed, shown),
        customers.facts(ctx),
        ids=ids,
        sort=listing.sort,
        limit=cut,
        custom=own,
    )
    optional = () if named else _OPTIONAL
    columns = [
        Column(name.removeprefix("custom."), expression(name).type, optional=name in optional) for name in shown
    ]
    note = t("common.shown", n=cut, total=everyone) if cut is not None and everyone > cut else ""
    return Rows(columns, customers.values(found, ctx.currency), note)


def _read_columns(ctx: Context, needed: list[str], shown: list[str]) -> list[str]:
    """Only JSON carries more than the columns shown."""
    if ctx.flags.get("format") in ("json", "ndjson") or ctx.flags.get("output"):
        return needed
    return list(dict.fromkeys(("id", *shown)))


def _default_limit(ctx: Context) -> int | None:
    """A screenful on a terminal, everything elsewhere."""
    if ctx.flags.get("format") or ctx.flags.get("output") or not ctx.stdout.isatty():
        return None
    return _ON_A_TERMINAL

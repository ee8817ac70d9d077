"""add, list, find, edit: customers themselves."""

from typing import Annotated

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import customers as domain
from crmcli.domain.customers import Customer
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.options import FieldValues, Grouping, Listing
from crmcli.result import Done, Record, Rows
from crmcli.services import customer_list, customers, newcomers, whom
from crmcli.signature import Arg, Opt


def add(
    ctx: Context,
    name: Annotated[str, Arg("customer.arg_name", "NAME")],
    values: FieldValues,
    force: Annotated[bool, Opt("--force", help="customer.opt_force")] = False,
    on_duplicate: Annotated[
        str | None, Opt("--on-duplicate", help="customer.opt_on_duplicate", choices=newcomers.HOW)
    ] = None,
) -> Record:
    """A new customer; refused where another one has the phone or e-mail, but for --force."""
    if force and on_duplicate:
        raise Invalid("customer.force_or_act")
    changes = customers.read_changes(ctx, values)
    try:
        with ctx.operation() as operation:
            if not force and on_duplicate in (None, "reject"):
                customers.refuse_duplicates(ctx, changes, "customer.force_instead" if on_duplicate else "--force")
            held = customers.holders(ctx, changes) if on_duplicate else []
            stored = _stored(ctx, name, changes)
            operation.summary = f"+ {stored.id} {stored.name}"
            known = newcomers.known_as(ctx, stored, on_duplicate, held) if on_duplicate else None
            if known and on_duplicate:
                operation.summary += ", " + newcomers.unite(ctx, [known, stored.id or 0], on_duplicate)
    except newcomers.Known as here:
        data = customers.record(ctx, here.number)
        return Record(data, t("customer.here_already", id=here.number, name=data["name"]))
    assert stored.id is not None
    if known:
        data = customers.record(ctx, known)
        return Record(data, t("customer.added_to", id=known, name=data["name"], new=stored.id))
    newcomers.warn(ctx, stored.id)
    return Record(customers.record(ctx, stored.id), t("customer.added", id=stored.id, name=stored.name))


def _stored(ctx: Context, name: str, changes: customers.Changes) -> Customer:
    changes.columns.pop("name", None)
    stored = ctx.repo.save(domain.create(name, changes.columns, uid=domain.new_uid(ctx.random), at=ctx.now))
    changes.columns.clear()
    customers.apply(ctx, stored, _added(changes))
    return stored


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
        if len(people) > 1 and (changes.contacts or "name" in changes.columns or "id_number" in changes.columns):
            raise Invalid("customer.one_at_a_time", n=len(people))
        ids = [person.id for person in people if person.id]
        ctx.confirm(len(people), t("customer.confirm_edit", n=len(people), who=whom.among(ctx, ids)))
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
            raise Conflict("duplicate_contact", value=value, id=person["id"], force="--force", details=details)


def list_(
    ctx: Context,
    listing: Listing,
    grouping: Grouping,
    who: Annotated[list[str] | None, Arg("customer.arg_query", "WHO")] = None,
) -> Rows:
    """All customers, or those that WHO means; or what they sum up to."""
    text = " ".join(who or ())
    if grouping.asked:
        from crmcli.services import grouping as groups

        ids = segment.resolve(ctx.repo, text, region=ctx.region) if who else None
        return groups.rows(ctx, grouping, listing, ids)
    return customer_list.of(ctx, listing, text) if who else customer_list.rows(ctx, listing, None)


def find(
    ctx: Context,
    listing: Listing,
    words: Annotated[list[str], Arg("customer.arg_words", "WORDS")],
) -> Rows:
    """Customers by a part of the name, pinyin, initials, phone digits, e-mail, company or notes; or by a query."""
    text = " ".join(words)
    if segment.is_plain(text):
        return customer_list.having(ctx, listing, text)
    return customer_list.of(ctx, listing, text)

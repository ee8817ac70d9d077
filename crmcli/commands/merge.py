"""merge: several customers who are one and the same become one."""

from collections.abc import Mapping
from itertools import combinations
from typing import Annotated

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import customers as domain
from crmcli.domain import merging
from crmcli.domain.customers import Customer
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.fields import CUSTOMER, lookup
from crmcli.i18n import t
from crmcli.result import Document, Record
from crmcli.safety import merge as safety
from crmcli.services import customers, merge_page, naming, uniting
from crmcli.signature import Arg, Opt
from crmcli.store import customers as store
from crmcli.store import trash


def merge(
    ctx: Context,
    keep: Annotated[str, Arg("merge.arg_keep", "KEEP")],
    others: Annotated[list[str], Arg("merge.arg_others", "OTHER")],
    take: Annotated[list[str] | None, Opt("--take", help="merge.opt_take", metavar="FIELD=ID")] = None,
    rule: Annotated[
        str, Opt("--rule", help="merge.opt_rule", choices=merging.RULES, words=merging.RULE_WORDS)
    ] = "keep",
    dry_run: Annotated[bool, Opt("--dry-run", help="merge.opt_dry_run")] = False,
) -> Record | Document:
    """KEEP gets everything the others have: records, contact points, tags, and values it lacks itself."""
    if dry_run:
        ctx.try_only()
        survivor, gone = _people(ctx, keep, others)
        wishes = _wishes(ctx, take or [], {person.id for person in (survivor, *gone)})
        columns = {field: source for field, source in wishes.items() if not _is_contact(field)}
        return merge_page.page(ctx, survivor, gone, merging.choose(survivor, gone, columns, rule), wishes)
    with ctx.operation() as operation:
        survivor, gone = _people(ctx, keep, others)
        wishes = _wishes(ctx, take or [], {person.id for person in (survivor, *gone)})
        columns = {field: source for field, source in wishes.items() if not _is_contact(field)}
        choice = merging.choose(survivor, gone, columns, rule)
        different = _different(ctx, [survivor, *gone])
        lost = merge_page.losses(ctx, [survivor, *gone], choice)
        moved = _unite(ctx, survivor, gone, choice, wishes)
        ctx.repo.save(domain.revise(survivor, choice.values, at=ctx.now))
        operation.summary = f"{_named(survivor)} ← {', '.join(map(_named, gone))}"
    assert survivor.id is not None
    if lost:
        ctx.remark(t("merge.left"))
        for line in merge_page.told(lost):
            ctx.remark(line)
    for a, b, at in different:
        ctx.remark(t("merge.were_different", a=a, b=b, day=at[:10]))
    data = {
        **customers.record(ctx, survivor.id),
        "merged": [person.id for person in gone],
        "moved": dict(moved.moved),
        "already_there": dict(moved.dropped),
        "taken": choice.taken,
        "left": choice.left,
        "not_taken": lost,
    }
    facts = {"name": data["name"], "id": survivor.id, "who": t("common.comma").join(map(_named, gone)), "n": len(gone)}
    return Record(data, t("merge.merged", **facts) + _counts(moved.moved))


def _people(ctx: Context, keep: str, others: list[str]) -> tuple[Customer, list[Customer]]:
    """The one who stays and those who go, each named exactly."""
    survivor = _one(ctx, keep)
    gone: dict[int, Customer] = {}
    for who in others:
        person = _one(ctx, who)
        assert person.id is not None
        if person.id == survivor.id:
            raise Invalid("merge.into_itself", who=who, id=person.id)
        gone[person.id] = person
    return survivor, list(gone.values())


def _one(ctx: Context, who: str) -> Customer:
    survivor = trash.merged_into(ctx.repo, who)
    if survivor is not None:
        raise Conflict("merge.merged_already", who=who, survivor=survivor)
    number = segment.one(ctx.repo, who, region=ctx.region)
    if trash.mistaken(ctx.repo, who, [number]):
        raise NotFound("no_such_customer", who=who)
    return ctx.repo.get(Customer, number)


def _wishes(ctx: Context, words: list[str], ids: set[int | None]) -> dict[str, int]:
    """``city=12`` words as looked-up field → id."""
    own = store.custom_fields(ctx.repo)
    found: dict[str, int] = {}
    for word in words:
        name, equals, number = word.partition("=")
        if not equals or not number.strip().isdecimal():
            raise Invalid("merge.bad_take", word=word)
        field = lookup(name, own)
        if not field.startswith("custom.") and CUSTOMER[field].edit not in ("column", "contact"):
            raise Invalid("merge.cannot_take", field=field)
        if int(number) not in ids:
            raise Invalid("merge.not_among_them", field=field, id=int(number))
        found[field] = int(number)
    return found


def _is_contact(field: str) -> bool:
    return field in CUSTOMER and CUSTOMER[field].edit == "contact"


def _unite(
    ctx: Context, survivor: Customer, gone: list[Customer], choice: merging.Choice, wishes: Mapping[str, int]
) -> safety.Redirected:
    assert survivor.id is not None
    primaries = {kind: _primary(ctx, kind, source) for kind, source in wishes.items() if _is_contact(kind)}
    moved = uniting.take_over(ctx, survivor, gone, choice)
    for kind, key in primaries.items():
        safety.make_primary(ctx.repo, survivor.id, kind, key)
    return moved


def _primary(ctx: Context, kind: str, source: int) -> str:
    key = safety.primary_key(ctx.repo, source, kind)
    if key is None:
        raise Invalid("merge.nothing_to_take", field=kind, id=source)
    return key


def _named(person: Customer) -> str:
    return f"{person.id} {person.name}"


def _counts(moved: Mapping[str, int]) -> str:
    return t("merge.moved", what=naming.counts(moved)) if moved else ""


def _different(ctx: Context, people: list[Customer]) -> list[tuple[int, int, str]]:
    """Pairs that were declared not to be the same, and when: who merges them is told so."""
    from crmcli.dedupe.rejections import rejected_at

    pairs = combinations([person.id for person in people if person.id], 2)
    return [(a, b, at) for a, b in pairs if (at := rejected_at(ctx.repo, a, b))]

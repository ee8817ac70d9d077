"""verify: a phone, e-mail or other contact point was checked, or turned out to be dead."""

from collections.abc import Sequence
from typing import Annotated

from crmcli.context import Context
from crmcli.domain import contact_points as domain
from crmcli.domain.customers import ContactPoint, Customer
from crmcli.errors import Invalid, NotFound
from crmcli.fields import CUSTOMER, lookup
from crmcli.i18n import t
from crmcli.result import Record
from crmcli.services import customers, naming
from crmcli.signature import Arg, Opt


def verify(
    ctx: Context,
    who: Annotated[str, Arg("verify.arg_who", "WHO")],
    kind: Annotated[str, Arg("verify.arg_kind", "KIND")],
    value: Annotated[str | None, Arg("verify.arg_value", "VALUE")] = None,
    bounced: Annotated[bool, Opt("--bounced", help="verify.opt_bounced")] = False,
    clear: Annotated[bool, Opt("--clear", help="verify.opt_clear")] = False,
) -> Record:
    """The contact point (the primary one, unless VALUE says which) was verified now; or it bounces."""
    if bounced and clear:
        raise Invalid("verify.not_both")
    with ctx.operation() as operation:
        person = customers.one(ctx, who)
        assert person.id is not None
        points = list(ctx.repo.find(ContactPoint, customer_id=person.id))
        field = _kind(kind, person, points)
        point = _point(ctx, person, field, value, points)
        if clear:
            marked = domain.unknown(point)
        else:
            marked = domain.bounced(point, ctx.now) if bounced else domain.verified(point, ctx.now)
        ctx.repo.save(marked)
        key = "verify.cleared" if clear else "verify.bounced" if bounced else "verify.verified"
        facts = {"name": person.name, "kind": naming.field(field), "value": point.value}
        operation.summary = f"{person.name}: {field} {point.value}"
    data = {
        **customers.record(ctx, person.id),
        "verified": {
            "kind": field, "value": point.value, "verified_at": marked.verified_at, "bounced_at": marked.bounced_at,
        },
    }  # fmt: skip
    return Record(data, t(key, **facts))


def _kind(kind: str, person: Customer, points: Sequence[ContactPoint]) -> str:
    """The field that is meant; a slip in a way to reach somebody gets the likely one, anything else those there are."""
    try:
        field = lookup(kind)
    except Invalid as error:
        if _is_contact(str(error.facts.get("like") or "name")):
            raise
        field = "name"
    if not _is_contact(field):
        raise Invalid("verify.no_contact", kind=kind, known=_known(person, points))
    return field


def _is_contact(field: str) -> bool:
    return CUSTOMER[lookup(field)].edit == "contact"


def _known(person: Customer, points: Sequence[ContactPoint]) -> str:
    """The ways to reach this customer."""
    kinds = t("common.comma").join(map(naming.field, dict.fromkeys(point.kind for point in points)))
    return t("verify.known", name=person.name, kinds=kinds) if kinds else t("verify.such_as", name=person.name)


def _point(
    ctx: Context, person: Customer, kind: str, value: str | None, points: Sequence[ContactPoint]
) -> ContactPoint:
    own = [point for point in points if point.kind == kind]
    if not own:
        known = _known(person, points)
        raise NotFound("verify.has_none", name=person.name, id=person.id, kind=naming.field(kind), known=known)
    found = own
    if value is not None:
        from crmcli.normalize.handles import contact

        key = contact(kind, value, ctx.region)[1]
        found = [point for point in own if point.key == key]
    if not found:
        theirs = t("common.comma").join(point.value for point in own)
        raise NotFound("verify.not_theirs", name=person.name, kind=naming.field(kind), value=value, values=theirs)
    return max(found, key=lambda point: (point.is_primary, -(point.id or 0)))

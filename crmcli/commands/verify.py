"""verify: a phone, e-mail or other contact point was checked, or turned out to be dead."""

from typing import Annotated

from crmcli.context import Context
from crmcli.domain import contact_points as domain
from crmcli.domain.customers import ContactPoint
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
    field = lookup(kind)
    if CUSTOMER[field].edit != "contact":
        raise Invalid("verify.no_contact", kind=kind)
    with ctx.operation() as operation:
        person = customers.one(ctx, who)
        assert person.id is not None
        point = _point(ctx, person.id, person.name, field, value)
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


def _point(ctx: Context, customer: int, name: str, kind: str, value: str | None) -> ContactPoint:
    points = list(ctx.repo.find(ContactPoint, customer_id=customer, kind=kind))
    if value is not None:
        from crmcli.normalize.handles import contact

        key = contact(kind, value, ctx.region)[1]
        points = [point for point in points if point.key == key]
        if not points:
            raise NotFound("verify.not_theirs", name=name, kind=naming.field(kind), value=value)
    if not points:
        raise NotFound("verify.has_none", name=name, id=customer, kind=naming.field(kind))
    return max(points, key=lambda point: (point.is_primary, -(point.id or 0)))

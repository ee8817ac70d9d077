"""complaint add, list, show, update, resolve, reopen."""

from typing import Annotated, Any, ClassVar, NamedTuple

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import complaints as domain
from crmcli.domain.complaints import Complaint, Event, Note
from crmcli.domain.products import text as checked
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.i18n import t
from crmcli.options import Listing
from crmcli.reports import complaint_list as report
from crmcli.reports import listing as lists
from crmcli.result import Document, Record, Row, Rows
from crmcli.services import customers, pages, products, sales
from crmcli.signature import Arg, Opt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime


class _Case(NamedTuple):
    category: str | None = None
    priority: str | None = None
    owner: str | None = None
    due: str | None = None


class Case(_Case):
    """What both a new complaint and a change of one can say."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "category": Opt("--category", help="complaint.opt_category", metavar="TEXT"),
        "priority": Opt("--priority", help="complaint.opt_priority", metavar="low|normal|high|urgent"),
        "owner": Opt("--owner", help="complaint.opt_owner", metavar="TEXT"),
        "due": Opt("--due", help="complaint.opt_due", metavar="MOMENT"),
    }
    __annotations__ = _Case.__annotations__

    def values(self, ctx: Context) -> dict[str, Any]:
        """Columns for what was given."""
        found: dict[str, Any] = {}
        if self.category is not None:
            found["category"] = checked("category", self.category)
        if self.priority is not None:
            found["priority"] = domain.priority(self.priority)
        if self.owner is not None:
            found["owner"] = checked("owner", self.owner)
        if self.due is not None:
            found["due_at"] = _deadline(ctx, self.due).isoformat(timespec="seconds")
        return found


def _deadline(ctx: Context, text: str) -> "datetime":
    """A moment; a day without a time means its end."""
    from crmcli.normalize.moments import parse_moment

    due = parse_moment(text, ctx.now)
    timed = any(mark in text for mark in (":", "：", "点", "时"))
    midnight = (due.hour, due.minute, due.second) == (0, 0, 0)
    return due.replace(hour=23, minute=59, second=59) if midnight and not timed else due


def add(
    ctx: Context,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    text: Annotated[list[str], Arg("complaint.arg_text", "TEXT")],
    case: Case,
    channel: Annotated[str | None, Opt("--channel", help="complaint.opt_channel", metavar="TEXT")] = None,
    sale: Annotated[str | None, Opt("--sale", help="complaint.opt_sale", metavar="ID")] = None,
    product: Annotated[str | None, Opt("--product", help="complaint.opt_product", metavar="SKU")] = None,
    at: Annotated[str | None, Opt("--at", help="complaint.opt_at", metavar="MOMENT")] = None,
) -> Record:
    """A complaint, with the time by which it is to be resolved."""
    from crmcli.normalize.moments import parse_moment

    opened = parse_moment(at, ctx.now) if at else ctx.now
    values = {**case.values(ctx), "channel": checked("channel", channel)}
    with ctx.operation() as operation:
        customer = customers.one(ctx, who)
        values["sale_id"] = _sale_of(ctx, sale, customer.id) if sale else None
        values["product_id"] = products.one(ctx.repo, product).id if product else None
        if "due_at" not in values:
            days = _days(ctx, values.get("priority", "normal"))
            values["due_at"] = domain.default_due(opened.isoformat(timespec="seconds"), days)
        content = domain.words("content", text)
        made = domain.file(customer.id or 0, content, opened_at=opened, at=ctx.now, values=values)
        stored = ctx.repo.save(made)
        _log(ctx, stored, [Note("opened", content)], at=made.opened_at)
        operation.summary = f"+ {customer.name}: {content[:40]}"
    data = record(ctx, stored.id or 0)
    return Record(
        data,
        t("complaint.added", id=stored.id, name=customer.name, due=data["due_at"][:16].replace("T", " ")),
    )


def _days(ctx: Context, priority: str) -> int:
    return ctx.config.number(f"complaint_days_{priority}")


def _sale_of(ctx: Context, text: str, customer_id: int | None) -> int | None:
    found = sales.find(ctx, text)
    if found.customer_id != customer_id:
        raise Conflict("complaint.foreign_sale", id=found.id)
    return found.id


def _log(ctx: Context, complaint: Complaint, notes: list[Note], *, at: str) -> None:
    for note in notes:
        ctx.repo.save(Event(complaint_id=complaint.id or 0, at=at, kind=note.kind, content=note.content))


def _find(ctx: Context, number: int) -> Complaint:
    found = ctx.repo.first(Complaint, id=number)
    if found is None:
        raise NotFound("complaint.none_such", id=number)
    return found


def record(ctx: Context, number: int) -> Row:
    """One complaint for scripts, with its process log."""
    return {**_said(report.one(ctx.repo, number, ctx.now)), "events": report.events(ctx.repo, number)}


def _said(row: Row) -> Row:
    """The row with ``state``: in words, how much time is left or by how much it is late."""
    left = row.pop("time_left")
    return {**row, "state": t(f"complaint.{left[0]}", n=left[1]) if left else None}


def list_(
    ctx: Context,
    listing: Listing,
    who: Annotated[list[str] | None, Arg("complaint.arg_whose", "WHO")] = None,
    status: Annotated[
        str | None,
        Opt("--status", help="complaint.opt_status", metavar="open|in_progress|resolved|closed|all"),
    ] = None,
    overdue: Annotated[bool, Opt("--overdue", help="complaint.opt_overdue")] = False,
) -> Rows:
    """Complaints that are not resolved yet, the most urgent first; or those of a status, or all."""
    wanted = domain.status(status, (*domain.STATUSES, "all")) if status else None
    ids = segment.several(ctx.repo, " ".join(who), region=ctx.region) if who else None
    rows = report.complaints(
        ctx.repo,
        customers=ids,
        status=wanted,
        overdue=overdue,
        order=lists.order(listing, report.KNOWN, report.ORDER),
        limit=lists.limit(listing),
        now=ctx.now,
    )
    return Rows(lists.columns(listing, report.KNOWN, report.USUAL), map(_said, rows))


def show(ctx: Context, complaint: Annotated[int, Arg("complaint.arg_id", "ID")]) -> Document:
    """A complaint and everything that was done about it."""
    data = record(ctx, _find(ctx, complaint).id or 0)
    rows = [{**event, "event": event["kind"]} for event in data["events"]]
    return Document(data, pages.complaint(data), pages.EVENTS, rows)


def update(
    ctx: Context,
    complaint: Annotated[int, Arg("complaint.arg_id", "ID")],
    case: Case,
    text: Annotated[list[str] | None, Arg("complaint.arg_comment", "TEXT")] = None,
    status: Annotated[
        str | None, Opt("--status", help="complaint.opt_new_status", metavar="in_progress|closed")
    ] = None,
) -> Record:
    """Write down what was done, and change status, priority, category, owner or due time."""
    comment, values = domain.words("content", text), case.values(ctx)
    if status is not None:
        values["status"] = domain.status(status, ("in_progress", "closed"))
    if not comment and not values:
        raise Invalid("complaint.nothing_to_change")
    with ctx.operation() as operation:
        found = _find(ctx, complaint)
        values = _with_deadline(ctx, found, values)
        changed, notes = domain.update(found, values, at=ctx.now)
        if comment:
            notes = [Note("comment", comment), *notes]
        return _store(ctx, operation, changed, notes, "complaint.updated" if notes else "complaint.unchanged")


def _with_deadline(ctx: Context, found: Complaint, values: dict[str, Any]) -> dict[str, Any]:
    """A due time that followed from the priority follows the new one."""
    priority = values.get("priority")
    usual = domain.default_due(found.opened_at, _days(ctx, found.priority))
    if priority is None or "due_at" in values or found.due_at != usual:
        return values
    return {**values, "due_at": domain.default_due(found.opened_at, _days(ctx, priority))}


def resolve(
    ctx: Context,
    complaint: Annotated[int, Arg("complaint.arg_id", "ID")],
    text: Annotated[list[str], Arg("complaint.arg_resolution", "TEXT")],
    satisfaction: Annotated[int | None, Opt("--satisfaction", help="complaint.opt_satisfaction", metavar="1-5")] = None,
) -> Record:
    """Say how a complaint was resolved."""
    with ctx.operation() as operation:
        found = _find(ctx, complaint)
        how = domain.words("content", text)
        solved, notes = domain.resolve(found, how, satisfaction=satisfaction, at=ctx.now)
        return _store(ctx, operation, solved, notes, "complaint.resolved")


def reopen(
    ctx: Context,
    complaint: Annotated[int, Arg("complaint.arg_id", "ID")],
    text: Annotated[list[str] | None, Arg("complaint.arg_why", "TEXT")] = None,
) -> Record:
    """Open a resolved or closed complaint again."""
    with ctx.operation() as operation:
        found = _find(ctx, complaint)
        days = _days(ctx, found.priority)
        again, notes = domain.reopen(found, domain.words("content", text), days=days, at=ctx.now)
        return _store(ctx, operation, again, notes, "complaint.reopened")


def _store(ctx: Context, operation: Any, complaint: Complaint, notes: list[Note], sentence: str) -> Record:
    number = complaint.id or 0
    ctx.repo.save(complaint)
    _log(ctx, complaint, notes, at=ctx.now.isoformat(timespec="seconds"))
    operation.changed = bool(notes)
    data = record(ctx, number)
    operation.summary = f"{data['customer']}: {data['content'][:40]}"
    return Record(data, t(sentence, id=number, name=data["customer"]))

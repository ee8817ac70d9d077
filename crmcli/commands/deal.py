"""deal add, list, show, edit, move, win, lose, rm: what may be sold, and how far each of it has come."""

from typing import Annotated, Any, ClassVar, NamedTuple

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import deals as domain
from crmcli.domain.customers import money
from crmcli.domain.deals import OPEN, STAGE_WORDS, STAGES, Deal, Event, Note
from crmcli.domain.interactions import SHORT_LIMIT, TEXT_LIMIT
from crmcli.domain.texts import checked
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.i18n import t
from crmcli.normalize.money import format_money
from crmcli.normalize.text import squeeze
from crmcli.options import Listing
from crmcli.reports import deal_list as report
from crmcli.reports import listing as lists
from crmcli.result import Column, Document, Done, Record, Row, Rows
from crmcli.services import customers, deal_page, sales
from crmcli.services.pages import EVENTS
from crmcli.signature import Arg, Opt
from crmcli.store import deals as store

_LISTED = ("open", "all", *STAGES)
_LISTED_WORDS = {**STAGE_WORDS, "进行中": "open", "全部": "all"}


class _Plan(NamedTuple):
    amount: str | None = None
    probability: str | None = None
    expected: str | None = None
    source: str | None = None
    owner: str | None = None
    note: str | None = None


class Plan(_Plan):
    """What both a new deal and a change of one can say; an empty text takes back what was said."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "amount": Opt("--amount", help="deal.opt_amount", metavar="MONEY"),
        "probability": Opt("--probability", "-p", help="deal.opt_probability", metavar="PERCENT"),
        "expected": Opt("--expected", "-e", help="deal.opt_expected", metavar="DATE"),
        "source": Opt("--source", help="deal.opt_source", metavar="TEXT"),
        "owner": Opt("--owner", help="deal.opt_owner", metavar="TEXT"),
        "note": Opt("--note", help="deal.opt_note", metavar="TEXT"),
    }
    __annotations__ = _Plan.__annotations__

    def values(self, ctx: Context) -> dict[str, Any]:
        """Columns for what was given."""
        found: dict[str, Any] = {}
        if self.amount is not None:
            found["amount"] = money("--amount", self.amount, ctx.currency) if self.amount.strip() else None
        if self.probability is not None:
            found["probability"] = domain.percent(self.probability)
        if self.expected is not None:
            found["expected_day"] = _day(ctx, self.expected)
        texts = (("source", squeeze, SHORT_LIMIT), ("owner", squeeze, SHORT_LIMIT), ("note", str.strip, TEXT_LIMIT))
        for name, clean, limit in texts:
            text = getattr(self, name)
            if text is not None:
                found[name] = checked(f"--{name}", clean(text), limit) or None
        return found


def _day(ctx: Context, text: str) -> int | None:
    from crmcli.normalize.dates import parse_date
    from crmcli.normalize.days import to_day

    return to_day(parse_date(text, ctx.today)) if text.strip() else None


def add(
    ctx: Context,
    plan: Plan,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    title: Annotated[list[str], Arg("deal.arg_title", "TITLE")],
    stage: Annotated[str, Opt("--stage", "-s", help="deal.opt_stage", choices=OPEN, words=STAGE_WORDS)] = "lead",
    at: Annotated[str | None, Opt("--at", help="deal.opt_at", metavar="MOMENT")] = None,
) -> Record:
    """Something that a customer may buy, and what is expected of it."""
    from crmcli.normalize.moments import parse_moment

    values = {"stage": stage, **plan.values(ctx)}
    with ctx.operation() as operation:
        customer = customers.one(ctx, who)
        moment = ctx.now if at is None else parse_moment(at, ctx.now)
        made = ctx.repo.save(domain.begin(customer.id or 0, " ".join(title), values, at=moment, now=ctx.now))
        _log(ctx, made, [Note("opened", made.title)], at=made.opened_at)
        operation.summary = f"+ {customer.name}: {made.title[:40]}"
    return _told(ctx, _record(ctx, made), t("deal.added", id=made.id, name=customer.name, title=made.title))


def list_(
    ctx: Context,
    listing: Listing,
    who: Annotated[list[str] | None, Arg("deal.arg_whose", "WHO")] = None,
    stage: Annotated[
        str, Opt("--stage", "-s", help="deal.opt_only_stage", choices=_LISTED, words=_LISTED_WORDS)
    ] = "open",
    overdue: Annotated[bool, Opt("--overdue", help="deal.opt_overdue")] = False,
) -> Rows:
    """Deals that are open, those expected first; or those of a stage, or all."""
    ids = segment.several(ctx.repo, " ".join(who), region=ctx.region) if who else None
    columns = lists.columns(listing, report.KNOWN, report.USUAL, ("days_in_stage", "weighted"))
    columns = deal_page.titled(columns, ctx.flags.get("headings"))
    order = lists.order(listing, report.KNOWN, report.ORDER)
    limit = lists.limit(listing, lists.screenful(ctx.stdout.isatty(), ctx.flags))
    which: dict[str, Any] = {"customers": ids, "stage": stage, "overdue": overdue, "today": ctx.today}
    rows = list(report.deals(ctx.repo, **which, order=order, limit=limit, currency=ctx.currency))
    total = report.sums(ctx.repo, **which)
    note = lists.shown(limit, lambda: int(total["n"]))
    sums = {name: format_money(total[name], ctx.currency) for name in ("amount", "weighted")}
    return Rows(columns, rows, note, shown=deal_page.with_total(rows, columns, sums, total["n"]))


def show(ctx: Context, deal: Annotated[int, Arg("deal.arg_id", "ID")]) -> Document:
    """A deal, all that happened with it and the contacts that were about it."""
    data = _record(ctx, _find(ctx, deal))
    rows = [{**event, "event": event["kind"]} for event in data["events"]]
    return Document(data, deal_page.blocks(data), EVENTS, rows)


def edit(
    ctx: Context,
    plan: Plan,
    deal: Annotated[int, Arg("deal.arg_id", "ID")],
    title: Annotated[str | None, Opt("--title", help="deal.opt_title", metavar="TITLE")] = None,
) -> Record:
    """Change what is expected of a deal."""
    values = plan.values(ctx)
    if title is not None:
        values["title"] = domain.title(title)
    if not values:
        raise Invalid("deal.nothing_to_change")
    with ctx.operation() as operation:
        found = _find(ctx, deal)
        changed, notes = domain.revise(found, values, at=ctx.now, currency=ctx.currency)
        return _store(ctx, operation, changed, notes, "deal.changed" if notes else "deal.unchanged")


def move(
    ctx: Context,
    deal: Annotated[int, Arg("deal.arg_id", "ID")],
    stage: Annotated[str, Arg("deal.arg_stage", "STAGE")],
    probability: Annotated[
        str | None, Opt("--probability", "-p", help="deal.opt_probability", metavar="PERCENT")
    ] = None,
) -> Record:
    """Take a deal to another stage, forward or back; a closed one is open again."""
    wanted = _stage(stage, deal)
    likely = None if probability is None else domain.percent(probability)
    with ctx.operation() as operation:
        moved, notes = domain.move(_find(ctx, deal), wanted, at=ctx.now, probability=likely)
        return _store(ctx, operation, moved, notes, "deal.moved")


def _stage(text: str, number: int) -> str:
    """An open stage; what closes a deal has a command of its own."""
    wanted = text.strip().casefold()
    wanted = STAGE_WORDS.get(wanted, wanted)
    if wanted in STAGES and wanted not in OPEN:
        raise Invalid(f"deal.use_{wanted}", id=number)
    if wanted not in OPEN:
        raise Invalid("not_a_choice", option="STAGE", value=text, choices=", ".join(OPEN))
    return wanted


def win(
    ctx: Context,
    deal: Annotated[int, Arg("deal.arg_id", "ID")],
    sale: Annotated[str | None, Opt("--sale", help="deal.opt_sale", metavar="ID")] = None,
) -> Record:
    """The customer buys."""
    with ctx.operation() as operation:
        found = _find(ctx, deal)
        made = None if sale is None else _sale_of(ctx, sale, found)
        won, notes = domain.win(found, at=ctx.now, currency=ctx.currency, sale=made)
        return _store(ctx, operation, won, notes, "deal.won")


def _sale_of(ctx: Context, text: str, deal: Deal) -> tuple[int, int]:
    """Id and value of a sale of the deal's customer that stands and came of no other deal."""
    found = sales.find(ctx, text)
    facts: dict[str, Any] = {"id": found.id, "customer": deal.customer_id}
    if found.customer_id != deal.customer_id:
        raise Conflict("deal.foreign_sale", **facts)
    if found.kind == "return":
        raise Conflict("deal.a_return", **facts)
    if found.status in ("cancelled", "returned"):
        raise Conflict("deal.dead_sale", status=f"words.{found.status}", **facts)
    other = ctx.repo.first(Deal, sale_id=found.id)
    if other is not None and other.id != deal.id:
        raise Conflict("deal.sale_taken", deal=other.id, **facts)
    return found.id or 0, max(0, found.base_total)


def lose(
    ctx: Context,
    deal: Annotated[int, Arg("deal.arg_id", "ID")],
    reason: Annotated[list[str], Arg("deal.arg_reason", "REASON")],
) -> Record:
    """The customer does not buy, and why."""
    with ctx.operation() as operation:
        lost, notes = domain.lose(_find(ctx, deal), " ".join(reason), at=ctx.now)
        return _store(ctx, operation, lost, notes, "deal.lost")


def rm(ctx: Context, numbers: Annotated[list[int], Arg("deal.arg_ids", "ID")]) -> Done:
    """Remove deals that were entered by mistake."""
    with ctx.operation() as operation:
        ids = list(dict.fromkeys(numbers))
        found = [_record(ctx, _find(ctx, number)) for number in ids]
        ctx.confirm(len(ids), t("deal.confirm_rm", n=len(ids)))
        store.remove(ctx.repo, ids)
        operation.summary = "- " + ", ".join(f"{row['customer']}: {row['title'][:40]}" for row in found[:3])
    message = t("deal.removed", n=len(ids), id=ids[0], title=found[0]["title"])
    return Done(message, {"removed": ids, "deals": found}, ids)


def _find(ctx: Context, number: int) -> Deal:
    found = ctx.repo.first(Deal, id=number)
    if found is None:
        raise NotFound("deal.none_such", id=number)
    return found


def _record(ctx: Context, deal: Deal) -> Row:
    """One deal for scripts, with its log and contacts."""
    number = deal.id or 0
    row = report.one(ctx.repo, number, ctx.currency, ctx.today)
    return {**row, "events": report.events(ctx.repo, number), "contacts": report.contacts(ctx.repo, number)}


def _log(ctx: Context, deal: Deal, notes: list[Note], *, at: str) -> None:
    for note in notes:
        ctx.repo.save(Event(deal_id=deal.id or 0, at=at, kind=note.kind, content=note.content))


def _store(ctx: Context, operation: Any, deal: Deal, notes: list[Note], sentence: str) -> Record:
    ctx.repo.save(deal)
    _log(ctx, deal, notes, at=deal.updated_at)
    operation.changed = bool(notes)
    data = _record(ctx, deal)
    stage = deal_page.stage(deal.stage)
    operation.summary = f"{data['customer']}: {deal.title[:40]} ({deal.stage})"
    facts = {"id": deal.id, "title": deal.title, "name": data["customer"], "stage": stage, "n": deal.probability}
    return _told(ctx, data, t(sentence, **facts))


def _told(ctx: Context, data: Row, sentence: str) -> Record:
    return Record(data, sentence, deal_page.titled(map(Column, data), ctx.flags.get("headings")))

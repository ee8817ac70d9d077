"""campaign add, list, show, edit, join, mark, rm: whom a campaign was for, and how far each of them went."""

from typing import Annotated, Any, ClassVar, NamedTuple

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import campaigns as domain
from crmcli.domain.campaigns import STATUS_WORDS, STATUSES, STEPS, Campaign
from crmcli.domain.customers import money
from crmcli.domain.interactions import SHORT_LIMIT, TEXT_LIMIT, channel_name
from crmcli.domain.texts import checked
from crmcli.errors import Conflict, Invalid, NotFound
from crmcli.i18n import t
from crmcli.options import Listing
from crmcli.reports import campaign_list as report
from crmcli.reports import listing as lists
from crmcli.result import Column, Document, Done, Record, Rows
from crmcli.services import campaign_page, sales, whom
from crmcli.signature import Arg, Opt
from crmcli.store import campaigns as store


class _Plan(NamedTuple):
    to: str | None = None
    channel: str | None = None
    message: str | None = None
    cost: str | None = None
    starts: str | None = None
    ends: str | None = None
    status: str | None = None


class Plan(_Plan):
    """What both a new campaign and a change of one can say; an empty text takes back what was said."""

    __slots__ = ()
    OPTIONS: ClassVar[dict[str, Opt]] = {
        "to": Opt("--to", help="campaign.opt_to", metavar="QUERY"),
        "channel": Opt("--channel", "-c", help="campaign.opt_channel", metavar="CHANNEL"),
        "message": Opt("--message", "-m", help="campaign.opt_message", metavar="TEXT"),
        "cost": Opt("--cost", help="campaign.opt_cost", metavar="MONEY"),
        "starts": Opt("--starts", help="campaign.opt_starts", metavar="DATE"),
        "ends": Opt("--ends", help="campaign.opt_ends", metavar="DATE"),
        "status": Opt("--status", help="campaign.opt_status", choices=STATUSES, words=STATUS_WORDS),
    }
    __annotations__ = _Plan.__annotations__

    def values(self, ctx: Context) -> dict[str, Any]:
        """Columns for what was given; Invalid for a query that cannot be asked."""
        found: dict[str, Any] = {}
        if self.to is not None:
            found["query"] = checked("--to", self.to, SHORT_LIMIT) or None
            if found["query"]:
                segment.condition(ctx.repo, found["query"])
        if self.channel is not None:
            found["channel"] = channel_name(self.channel) if self.channel.strip() else None
        if self.message is not None:
            found["message"] = checked("--message", self.message, TEXT_LIMIT) or None
        if self.cost is not None:
            found["cost"] = money("--cost", self.cost, ctx.currency) if self.cost.strip() else None
        for name, text in (("starts_day", self.starts), ("ends_day", self.ends)):
            if text is not None:
                found[name] = _day(ctx, text)
        if self.status is not None:
            found["status"] = self.status
        return found


def _day(ctx: Context, text: str) -> int | None:
    from crmcli.normalize.dates import parse_date
    from crmcli.normalize.days import to_day

    return to_day(parse_date(text, ctx.today)) if text.strip() else None


def add(ctx: Context, plan: Plan, name: Annotated[str, Arg("campaign.arg_new", "NAME")]) -> Record:
    """A new campaign; its members join later."""
    with ctx.operation() as operation:
        made = domain.create(name, plan.values(ctx), at=ctx.now)
        if store.named(ctx.repo, made.name) is not None:
            raise Conflict("campaign.exists", name=made.name)
        stored = ctx.repo.save(made)
        operation.summary = f"+ {stored.name}"
    return Record(
        report.one(ctx.repo, stored.id or 0, ctx.currency), t("campaign.added", id=stored.id, name=stored.name)
    )


def list_(
    ctx: Context,
    listing: Listing,
    status: Annotated[
        str | None, Opt("--status", help="campaign.opt_only_status", choices=STATUSES, words=STATUS_WORDS)
    ] = None,
) -> Rows:
    """Campaigns, the latest first, with how many members each has and how far they went."""
    columns = [
        column._replace(label=campaign_page.label(column.name)) if column.name in STEPS else column
        for column in lists.columns(listing, report.KNOWN, report.USUAL, ("ends", "clicked", "cost"))
    ]
    order = lists.order(listing, report.KNOWN, report.ORDER)
    rows = report.campaigns(ctx.repo, status=status, order=order, limit=lists.limit(listing), currency=ctx.currency)
    return Rows(columns, rows)


def show(ctx: Context, name: Annotated[str, Arg("campaign.arg_name", "NAME")]) -> Document:
    """A campaign and its members."""
    number = _find(ctx, name).id or 0
    data = {**report.one(ctx.repo, number, ctx.currency), "member_list": report.members(ctx.repo, number)}
    columns = [
        Column("id", "id"), Column("customer"),
        *(Column(f"{step}_at", "moment", campaign_page.label(step)) for step in ("joined", *STEPS)),
        Column("sale_id", "id"),
    ]  # fmt: skip
    rows = [{"id": row["customer_id"], **row} for row in data["member_list"]]
    return Document(data, campaign_page.blocks(data), columns, rows)


def edit(ctx: Context, plan: Plan, name: Annotated[str, Arg("campaign.arg_name", "NAME")]) -> Record:
    """Change what is planned, or how it stands."""
    with ctx.operation() as operation:
        found = _find(ctx, name)
        values = plan.values(ctx)
        if not values:
            raise Invalid("campaign.nothing_to_change")
        changed = ctx.repo.save(domain.revise(found, values, at=ctx.now))
        operation.summary = changed.name
    sentence = "campaign.changed" if changed != found else "campaign.unchanged"
    return Record(report.one(ctx.repo, changed.id or 0, ctx.currency), t(sentence, name=changed.name))


def join(
    ctx: Context,
    name: Annotated[str, Arg("campaign.arg_name", "NAME")],
    who: Annotated[list[str] | None, Arg("campaign.arg_who", "WHO")] = None,
) -> Done:
    """Make members of everybody whom WHO, or else the campaign's own query, means."""
    with ctx.operation() as operation:
        campaign = _find(ctx, name)
        wanted = " ".join(who or []) or campaign.query
        if not wanted:
            raise Invalid("campaign.for_whom", name=campaign.name)
        ids = whom.meant(ctx, wanted)
        ctx.confirm(len(ids), t("campaign.confirm_join", n=len(ids), name=campaign.name))
        number = campaign.id or 0
        there = set(store.among(ctx.repo, number, ids))
        joined = [customer for customer in ids if customer not in there]
        store.join(ctx.repo, number, joined, ctx.now.isoformat(timespec="seconds"))
        operation.summary = f"{campaign.name}: + {whom.short(ctx, joined or ids)}"
    message = t("campaign.joined", n=len(joined), name=campaign.name)
    message += t("campaign.there_already", n=len(there)) if there else ""
    data = {"id": number, "name": campaign.name, "changed": len(joined), "unchanged": len(there), "ids": joined}
    return Done(message, data, joined)


def mark(
    ctx: Context,
    name: Annotated[str, Arg("campaign.arg_name", "NAME")],
    who: Annotated[list[str], Arg("campaign.arg_members", "WHO")],
    sent: Annotated[bool, Opt("--sent", help="campaign.opt_sent")] = False,
    opened: Annotated[bool, Opt("--opened", help="campaign.opt_opened")] = False,
    clicked: Annotated[bool, Opt("--clicked", help="campaign.opt_clicked")] = False,
    replied: Annotated[bool, Opt("--replied", help="campaign.opt_replied")] = False,
    converted: Annotated[bool, Opt("--converted", help="campaign.opt_converted")] = False,
    sale: Annotated[str | None, Opt("--sale", help="campaign.opt_sale", metavar="ID")] = None,
    at: Annotated[str | None, Opt("--at", help="campaign.opt_at", metavar="MOMENT")] = None,
) -> Done:
    """Note how far members went; the first time counts."""
    flags = zip(STEPS, (sent, opened, clicked, replied, converted or sale is not None), strict=True)
    steps = [step for step, wanted in flags if wanted]
    if not steps:
        raise Invalid("campaign.no_step")
    stamp = _moment(ctx, at)
    with ctx.operation() as operation:
        campaign = _find(ctx, name)
        number = campaign.id or 0
        ids = whom.meant(ctx, " ".join(who))
        members = store.among(ctx.repo, number, ids)
        if not members:
            raise NotFound("campaign.no_member", name=campaign.name, who=" ".join(who))
        ctx.confirm(len(members), t("campaign.confirm_mark", n=len(members), name=campaign.name))
        changed = store.unmarked(ctx.repo, number, members, steps)
        store.mark(ctx.repo, number, members, steps, stamp)
        if sale is not None and store.credit(ctx.repo, number, members[0], _sale_of(ctx, sale, members)):
            changed = members
        operation.summary = f"{campaign.name}: {' '.join(steps)} ({len(changed)})"
    return _marked(campaign, steps, changed, len(members), len(ids))


def _marked(campaign: Campaign, steps: list[str], changed: list[int], members: int, meant: int) -> Done:
    said = t("common.comma").join(campaign_page.label(step) for step in steps)
    message = t("campaign.marked", n=len(changed), name=campaign.name, steps=said)
    if members > len(changed):
        message += t("campaign.marked_already", n=members - len(changed))
    if meant > members:
        message += t("campaign.no_members_too", n=meant - members)
    data = {
        "id": campaign.id, "name": campaign.name, "steps": steps, "changed": len(changed),
        "unchanged": members - len(changed), "skipped": meant - members, "ids": changed,
    }  # fmt: skip
    return Done(message, data, changed)


def _moment(ctx: Context, text: str | None) -> str:
    if not text:
        return ctx.now.isoformat(timespec="seconds")
    from crmcli.normalize.moments import parse_moment

    at = parse_moment(text, ctx.now)
    if at > ctx.now:
        raise Invalid("campaign.in_future", at=f"{at:%Y-%m-%d %H:%M}")
    return at.isoformat(timespec="seconds")


def _sale_of(ctx: Context, text: str, members: list[int]) -> int:
    """The sale of the one member that is marked."""
    if len(members) > 1:
        raise Invalid("campaign.sale_of_one", n=len(members))
    found = sales.find(ctx, text)
    if found.customer_id != members[0]:
        raise Conflict("campaign.foreign_sale", id=found.id)
    return found.id or 0


def rm(ctx: Context, name: Annotated[str, Arg("campaign.arg_name", "NAME")]) -> Done:
    """Remove a campaign with its list of members; the customers stay."""
    with ctx.operation() as operation:
        found = _find(ctx, name)
        number = found.id or 0
        members = store.size(ctx.repo, number)
        ctx.confirm(members, t("campaign.confirm_rm", n=members, name=found.name))
        store.clear(ctx.repo, number)
        ctx.repo.delete("campaigns", number)
        operation.summary = f"- {found.name} ({members})"
    data = {"id": number, "name": found.name, "members": members}
    return Done(t("campaign.removed", name=found.name, n=members), data, [number])


def _find(ctx: Context, name: str) -> Campaign:
    """The campaign of this id or name; NotFound with the likeliest one."""
    wanted = " ".join(name.split())
    numeric = wanted.isascii() and wanted.isdecimal() and len(wanted) <= 18
    number = int(wanted) if numeric else store.named(ctx.repo, wanted)
    found = ctx.repo.first(Campaign, id=number) if number is not None else None
    if found is None:
        from difflib import get_close_matches

        like = next(iter(get_close_matches(wanted, store.names(ctx.repo), 1)), "")
        raise NotFound("campaign.none_such", name=name, like=like)
    return found

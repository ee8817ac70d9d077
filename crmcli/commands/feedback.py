"""feedback add, list, rm: the scores that customers give us."""

from typing import Annotated

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import feedback as domain
from crmcli.domain import periods
from crmcli.domain.complaints import Complaint
from crmcli.domain.feedback import KIND_WORDS, KINDS, Feedback
from crmcli.errors import Conflict, NotFound
from crmcli.i18n import t, word
from crmcli.options import Listing, Period
from crmcli.reports.feedback_list import FEEDBACK, where
from crmcli.result import Done, Record, Rows
from crmcli.services import customers, record_lists, sales
from crmcli.signature import Arg, Opt


def add(
    ctx: Context,
    who: Annotated[str, Arg("common.arg_who", "WHO")],
    score: Annotated[int, Arg("feedback.arg_score", "SCORE")],
    comment: Annotated[list[str] | None, Arg("feedback.arg_comment", "COMMENT")] = None,
    kind: Annotated[str, Opt("--kind", "-k", help="feedback.opt_kind", choices=KINDS, words=KIND_WORDS)] = "nps",
    channel: Annotated[str | None, Opt("--channel", "-c", help="feedback.opt_channel", metavar="CHANNEL")] = None,
    sale: Annotated[str | None, Opt("--sale", help="feedback.opt_sale", metavar="ID")] = None,
    complaint: Annotated[int | None, Opt("--complaint", help="feedback.opt_complaint", metavar="ID")] = None,
    at: Annotated[str | None, Opt("--at", help="feedback.opt_at", metavar="MOMENT")] = None,
) -> Record:
    """A score that a customer gave, and what they said with it."""
    from crmcli.normalize.moments import parse_moment

    moment = parse_moment(at, ctx.now) if at else ctx.now
    with ctx.operation() as operation:
        customer = customers.one(ctx, who)
        made = domain.give(
            customer.id or 0,
            score,
            kind=kind,
            comment=" ".join(comment or []),
            channel=channel,
            sale_id=_sale_of(ctx, sale, customer.id) if sale else None,
            complaint_id=_complaint_of(ctx, complaint, customer.id) if complaint is not None else None,
            at=moment,
            now=ctx.now,
        )
        stored = ctx.repo.save(made)
        operation.summary = f"+ {customer.name}: {kind} {score}"
    data = FEEDBACK.one(ctx.repo, stored.id or 0)
    return Record(data, t("feedback.added", id=stored.id, name=customer.name, kind=word(kind), score=score))


def _sale_of(ctx: Context, text: str, customer_id: int | None) -> int | None:
    found = sales.find(ctx, text)
    if found.customer_id != customer_id:
        raise Conflict("feedback.foreign_sale", id=found.id)
    return found.id


def _complaint_of(ctx: Context, number: int, customer_id: int | None) -> int | None:
    found = ctx.repo.first(Complaint, id=number)
    if found is None:
        raise NotFound("complaint.none_such", id=number)
    if found.customer_id != customer_id:
        raise Conflict("feedback.foreign_complaint", id=number)
    return found.id


def list_(
    ctx: Context,
    listing: Listing,
    period: Period,
    who: Annotated[list[str] | None, Arg("feedback.arg_whose", "WHO")] = None,
    kind: Annotated[
        str | None, Opt("--kind", "-k", help="feedback.opt_only_kind", choices=KINDS, words=KIND_WORDS)
    ] = None,
) -> Rows:
    """Feedback, the latest first: all, or that of some customers, days or a kind."""
    span = periods.read(period.since, period.until, ctx.today)
    ids = segment.several(ctx.repo, " ".join(who), region=ctx.region) if who else None
    return record_lists.rows(ctx, listing, FEEDBACK, where(ids, kind, span))


def rm(ctx: Context, numbers: Annotated[list[int], Arg("feedback.arg_ids", "ID")]) -> Done:
    """Remove feedback that was entered by mistake."""
    with ctx.operation() as operation:
        ids = list(dict.fromkeys(numbers))
        found = [_record(ctx, number) for number in ids]
        ctx.confirm(len(ids), t("feedback.confirm_rm", n=len(ids)))
        for number in ids:
            ctx.repo.delete("feedback", number)
        operation.summary = "- " + ", ".join(f"{row['customer']}: {row['kind']} {row['score']}" for row in found[:3])
    message = t("feedback.removed", n=len(ids), id=ids[0], name=found[0]["customer"])
    return Done(message, {"removed": ids, "feedback": found}, ids)


def _record(ctx: Context, number: int) -> dict[str, object]:
    if ctx.repo.first(Feedback, id=number) is None:
        raise NotFound("feedback.none_such", id=number)
    return FEEDBACK.one(ctx.repo, number)

"""Today's agenda in words: what ``today`` and the home page show.

Between the commands (which never import each other) and ``reports.today``.
"""

from datetime import date
from typing import Any, NamedTuple

from crmcli.context import Context
from crmcli.domain.due import days_until, due_text, has_passed, is_overdue
from crmcli.i18n import t
from crmcli.normalize.days import to_day
from crmcli.normalize.money import format_money
from crmcli.reports import today as report
from crmcli.text import shorten

Row = dict[str, Any]

_CELLS = 100
"""How much of a complaint a reason quotes."""
_DEALS = 10
"""So many deals are shown one by one."""
_CHANNELS = {"phone": "call", "wechat": "wechat", "email": "email", "whatsapp": "whatsapp", "qq": "qq"}
_REACHED_BY = {
    "call": "phone", "phone": "phone", "message": "phone", "sms": "phone", "电话": "phone", "短信": "phone",
    "微信": "wechat", "邮件": "email",
}  # fmt: skip


class Entry(NamedTuple):
    """One thing to do; all but ``overdue`` are what scripts get (PRODUCT section 6)."""

    kind: str
    customer_id: int | None
    customer: str | None
    due: str | None
    score: int
    reason: str
    action: str
    command: str
    overdue: bool

    def row(self) -> Row:
        row = self._asdict()
        del row["overdue"]
        return row


def entries(ctx: Context, days: int | None = None) -> list[Entry]:
    """What is to be done, the most pressing first; ``days`` looks that far ahead.

    Without ``days``, tasks of today and birthdays within the setting ``birthday_days``.
    """
    repo = ctx.repo
    ahead = ctx.config.number("birthday_days") if days is None else days
    found = [_task(ctx, row) for row in report.tasks(repo, to_day(ctx.today) + (days or 0))]
    found += [_birthday(ctx, row) for row in report.celebrated(repo, ctx.today, ahead)]
    found += [_complaint(ctx, row) for row in report.complaints(repo)]
    found += _deals(ctx, to_day(ctx.today) + (days or 0))
    return sorted(found, key=lambda e: (-e.score, e.due or "9999", e.customer_id or 0, e.command))


def _task(ctx: Context, row: Row) -> Entry:
    due = due_text(row["due_day"], row["due_time"])
    assert due is not None
    overdue = is_overdue(row["due_day"], row["due_time"], ctx.now)
    days = days_until(due, ctx.today)
    when = "overdue" if overdue else "today" if days == 0 else "coming"
    sentence = f"task_{when}" + ("_at" if days == 0 and row["due_time"] else "")
    reason = t(f"today.{sentence}", n=abs(days), title=row["title"], date=due[:10], time=row["due_time"])
    points = report.score("task", when, abs(days), row["priority"])
    return Entry(
        "task", row["customer_id"], row["customer"], due, points,
        reason + _important(row["priority"]), row["title"], f"crm task done {row['id']}", overdue,
    )  # fmt: skip


def _birthday(ctx: Context, row: Row) -> Entry:
    day: date = row["day"]
    days = (day - ctx.today).days
    when = "coming" if days else "today"
    sentence = f"birthday_{when}" + ("_turning" if (row["turning"] or 0) > 0 else "")
    reason = t(f"today.{sentence}", n=days, date=day.isoformat(), age=row["turning"])
    if row["lunar"]:
        month, number = row["born"][-5:].split("-")
        reason += t("today.lunar", month=int(month), day=int(number))
    wish = t("today.wish", name=row["customer"])
    if days:
        command = f"crm task add {quote(wish)} --for {row['customer_id']} --due {day}"
    else:
        command = f"crm log {row['customer_id']} {quote(t('today.wished'))} --channel {quote(_channel(row))}"
    points = report.score("birthday", when, days)
    return Entry("birthday", row["customer_id"], row["customer"], day.isoformat(), points, reason, wish, command, False)


def _channel(row: Row) -> str:
    """The preferred channel, else one that works; none that the customer opted out of."""
    reachable = (row["reachable"] or "").split(",")
    unreachable = set((row["unreachable"] or "").split(",")) - set(reachable)
    wish: str = row["preferred_channel"] or ""
    if wish and _REACHED_BY.get(wish, wish) not in unreachable:
        return wish
    return next((channel for kind, channel in _CHANNELS.items() if kind in reachable), "message")


def _complaint(ctx: Context, row: Row) -> Entry:
    due: str | None = row["due_at"]
    overdue = due is not None and has_passed(due, ctx.now)
    days = days_until(due, ctx.today) if due else 0
    when = "overdue" if overdue else "today" if due and days == 0 else "coming"
    sentence = f"complaint_{when}" if due else "complaint_open"
    text = shorten(" ".join(row["content"].split()), _CELLS)
    reason = t(f"today.{sentence}", n=abs(days), text=text, date=(due or row["opened_at"])[:10])
    points = report.score("complaint", when, abs(days), row["priority"])
    return Entry(
        "complaint", row["customer_id"], row["customer"], due, points, reason + _important(row["priority"]),
        t("today.resolve", id=row["id"]), f"crm complaint show {row['id']}", overdue,
    )  # fmt: skip


def _deals(ctx: Context, until: int) -> list[Entry]:
    """Those expected up to a day, and those that nobody moved: the most valuable, and how many more there are."""
    rows = report.deals(ctx.repo, to_day(ctx.today), until, ctx.config.number("deal_quiet_days"))
    first, more = rows[:_DEALS], len(rows) - _DEALS
    found = [_deal(ctx, row, row["expected_day"] is not None and row["expected_day"] <= until) for row in first]
    if more > 0:
        reason = t("today.more_deals", n=more)
        points = report.score("deal", "coming", 0)
        found.append(Entry("deal", None, None, None, points, reason, reason, "crm deal list", False))
    return found


def _deal(ctx: Context, row: Row, is_due: bool) -> Entry:
    due = due_text(row["expected_day"], None)
    days = days_until(due if due and is_due else row["quiet_since"], ctx.today)
    when = "quiet" if not is_due else "overdue" if days < 0 else "coming" if days else "today"
    reason = t(f"today.deal_{when}", n=abs(days), title=row["title"], stage=t(f"deal.stage_{row['stage']}"), date=due)
    if row["amount"] is not None:
        reason += t("today.worth", amount=format_money(row["amount"], ctx.currency), currency=ctx.currency)
    points = report.score("deal", when, abs(days))
    action, command = t("today.advance", title=row["title"]), f"crm deal show {row['id']}"
    return Entry("deal", row["customer_id"], row["customer"], due, points, reason, action, command, when == "overdue")


def _important(priority: str) -> str:
    return t(f"today.{priority}") if priority in ("high", "urgent") else ""


def quote(word: str) -> str:
    """A word as a shell takes it."""
    if word and all(c.isalnum() or c in "-_./:" for c in word):
        return word
    return "'" + word.replace("'", "'\"'\"'") + "'"


# -- for people ------------------------------------------------------------------------------------


def heading(ctx: Context, found: list[Entry]) -> str:
    """``Sunday 2026-03-01: 4 things to do, 1 overdue``."""
    weekday = t("today.weekdays").split()[ctx.today.weekday()]
    date_text = t("today.date", date=ctx.today.isoformat(), weekday=weekday)
    if not found:
        return t("today.nothing", date=date_text)
    late = sum(entry.overdue for entry in found)
    return t("today.heading", n=len(found), date=date_text) + (t("today.overdue", late=late) if late else "")


def lines(found: list[Entry]) -> list[str]:
    """Two lines for each: why, and the command for it."""
    room = len(str(len(found))) + 2
    out = []
    for number, entry in enumerate(found, start=1):
        who = t("today.who", name=entry.customer, id=entry.customer_id) if entry.customer_id else ""
        out.append(f"{number}.".ljust(room) + who + entry.reason)
        out.append(" " * room + entry.command)
    return out

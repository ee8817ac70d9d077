"""Deals as people read them: stages in words, totals below a list, one deal as a page."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crmcli import i18n
from crmcli.i18n import t, word
from crmcli.result import Block, Column, Grid, Pairs, Row, Title
from crmcli.services.pages import EVENTS

_CHANGEABLE = ("title", "amount", "probability", "expected", "source", "owner")


def stage(name: str) -> str:
    return t(f"deal.stage_{name}")


def titled(columns: Iterable[Column], headings: object) -> list[Column]:
    """The columns with what deals alone call them, in the language of ``--headings``."""
    page = i18n.page("deal", "zh" if headings == "zh" else None)
    return [column._replace(label=str(page.get(f"column_{column.name}", ""))) for column in columns]


def worded(rows: Iterable[Row]) -> Iterator[Row]:
    return ({**row, "stage": stage(row["stage"])} for row in rows)


def with_total(rows: Sequence[Row], columns: Sequence[Column], sums: Row, everything: int) -> Iterator[Row]:
    """The rows in words, then one with what they, or all ``everything`` of which they are the first, add up to."""
    yield from worded(rows)
    names = [column.name for column in sorted(columns, key=lambda column: column.type != "text")]
    room = [name for name in names if name not in sums]
    if len(rows) > 1 and room and not sums.keys().isdisjoint(names):
        cut = everything > len(rows)
        yield {room[0]: t("deal.total_of_all", n=everything) if cut else t("deal.total"), **sums}


def blocks(data: Row) -> list[Block]:
    page: list[Block] = [
        Title(t("deal.page", id=data["id"], title=data["title"])),
        Pairs(
            [
                (t("deal.label_customer"), t("deal.who", name=data["customer"], id=data["customer_id"])),
                (t("deal.label_stage"), stage(data["stage"])),
                (t("deal.label_amount"), _worth(data)),
                (t("deal.label_expected"), _expected(data)),
                (t("deal.label_reason"), data["reason"] or ""),
                (t("deal.label_sale"), str(data["sale_id"] or "")),
                (t("deal.label_source"), data["source"] or ""),
                (t("deal.label_owner"), data["owner"] or ""),
                (t("deal.label_note"), data["note"] or ""),
            ]
        ),
        Grid(
            [EVENTS[0], EVENTS[1]._replace(label=t("deal.event")), EVENTS[2]],
            [_event(event) for event in data["events"]],
            t("deal.log"),
        ),
    ]
    return [*page, _contacts(data["contacts"])] if data["contacts"] else page


def _worth(data: Row) -> str:
    likely = t("deal.likely", n=data["probability"])
    if data["amount"] is None:
        return likely if data["open"] else ""
    amount = f"{data['amount']} {data['currency']}"
    facts = {"amount": amount, "likely": likely, "weighted": data["weighted"]}
    return t("deal.worth", **facts) if data["open"] else amount


def _expected(data: Row) -> str:
    if data["overdue"]:
        return t("deal.past", date=data["expected"])
    return data["expected"] or ""


def _event(event: Row) -> Row:
    return {
        **event,
        "event": t(f"deal.event_{event['kind']}"),
        "content": what_happened(event["kind"], event["content"]),
    }


def what_happened(kind: str, content: str | None) -> str:
    """``lead → proposal`` or ``amount: 5.00 → 6.00``, as the log stores it, in the user's words."""
    if kind == "won":
        amount, sale = _brought(content)
        return t("deal.brought", amount=amount, sale=sale) if amount and sale else amount or sale
    name, _, values = (content or "").partition(": ")
    old, arrow, new = (values if kind == "changed" else content or "").partition(" → ")
    if kind in ("moved", "reopened") and arrow:
        return f"{stage(old)} → {stage(new)}"
    if kind == "changed" and name in _CHANGEABLE and arrow:
        return t("deal.changed_from", field=t(f"deal.label_{name}"), old=old, new=new)
    return t("deal.label_note") if (kind, content) == ("changed", "note") else content or ""


def entry(kind: str, text: str) -> str:
    """An entry of a customer's timeline: the title, and what happened with it where ``text`` has another line."""
    title, _, content = text.partition("\n")
    what = what_happened(kind, content) if content and kind != "opened" else ""
    if kind == "won":  # the amount has a column of its own there
        what = _brought(content)[1]
    return t("deal.happened", title=title, what=what) if what else title


def _brought(content: str | None) -> tuple[str, str]:
    """The amount and the sale that a deal was won with."""
    from crmcli.domain.deals import outcome

    found = outcome(content)
    if found is None:
        return content or "", ""
    amount = f"{found.amount} {found.currency}" if found.amount else ""
    return amount, t("deal.of_sale", id=found.sale_id) if found.sale_id else ""


def _contacts(rows: list[Row]) -> Grid:
    columns = [Column("at", "moment"), Column("channel"), Column("content")]
    shown: list[dict[str, Any]] = [
        {
            "at": row["at"],
            "channel": word(row["channel"] or ""),
            "content": t("show.comma").join(
                " ".join(row[name].split()) for name in ("subject", "content", "outcome") if row[name]
            ),
        }
        for row in rows
    ]
    return Grid(columns, shown, t("deal.contacts"))

"""One sale, one complaint as a page for people: blocks made from what scripts get as JSON."""

from collections.abc import Sequence
from typing import Any

from crmcli.i18n import has, t
from crmcli.result import Block, Column, Grid, Lines, Pairs, Title

Data = dict[str, Any]

LINES = (
    Column("sku"), Column("item"), Column("quantity", "number"), Column("unit"), Column("price", "money"),
    Column("amount", "money"),
)  # fmt: skip
_PAYMENTS = (Column("date", "date"), Column("amount", "money"), Column("method"), Column("note"))
EVENTS = (Column("at", "moment"), Column("event"), Column("content"))


def word(value: str | None) -> str:
    """A status or other choice in the user's language."""
    return t(f"words.{value}") if value and has(f"words.{value}") else value or ""


def sale(data: Data) -> Sequence[Block]:
    heading = "sale.page_return" if data["kind"] == "return" else "sale.page_sale"
    blocks: list[Block] = [
        Title(t(heading, id=data["id"], name=data["customer"])),
        Pairs(
            [
                (t("sale.number"), data["number"] or ""),
                (t("sale.date"), data["date"]),
                (t("sale.status"), word(data["status"])),
                (t("sale.channel"), data["channel"] or ""),
                (t("sale.note"), data["note"] or ""),
            ]
        ),
        Grid(LINES, data["lines"]),
        Pairs(_sums(data)),
    ]
    if data["payments"]:
        blocks.append(Grid(_PAYMENTS, data["payments"], t("sale.payments")))
    return [*blocks, Lines([_state(data)])]


def _sums(data: Data) -> list[tuple[str, str]]:
    money = data["currency"]
    foreign = money != data["base_currency"]
    in_base = t("sale.in_base", total=data["base_total"], currency=data["base_currency"], rate=f"{data['rate']:g}")
    return [
        (t("sale.discount"), f"-{data['discount']} {money}" if _some(data["discount"]) else ""),
        (t("sale.shipping"), f"{data['shipping']} {money}" if _some(data["shipping"]) else ""),
        (t("sale.total"), f"{data['total']} {money}" + (in_base if foreign else "")),
        (t("sale.paid"), f"{data['paid']} {money}"),
    ]


def _state(data: Data) -> str:
    """How the sale stands, in one sentence."""
    facts = {"left": data["unpaid"].removeprefix("-"), "currency": data["currency"], "due": data["due"]}
    if data["status"] == "cancelled":
        return t("sale.state_cancelled", date=(data["cancelled_at"] or data["updated_at"])[:10])
    if data["status"] in ("draft", "returned"):
        return t(f"sale.state_{data['status']}")
    if not _some(data["unpaid"]):
        return t("sale.state_paid")
    if data["unpaid"].startswith("-"):
        return t("sale.state_refund", **facts)
    if not data["due"]:
        return t("sale.state_open", **facts)
    return t("sale.state_overdue" if data["overdue"] else "sale.state_due", **facts)


def _some(amount: str) -> bool:
    return any(char in "123456789" for char in amount)


def complaint(data: Data) -> Sequence[Block]:
    about = [data["product"] or "", t("complaint.of_sale", id=data["sale_id"]) if data["sale_id"] else ""]
    return [
        Title(t("complaint.page", id=data["id"], name=data["customer"])),
        Lines([data["content"]]),
        Pairs(
            [
                (t("complaint.status"), word(data["status"])),
                (t("complaint.priority"), word(data["priority"])),
                (t("complaint.category"), data["category"] or ""),
                (t("complaint.about"), t("common.comma").join(filter(None, about))),
                (t("complaint.channel"), data["channel"] or ""),
                (t("complaint.owner"), data["owner"] or ""),
                (t("complaint.opened"), _minutes(data["opened_at"])),
                (t("complaint.due"), _due(data)),
                (t("complaint.resolution"), data["resolution"] or ""),
                (
                    t("complaint.satisfaction_label"),
                    t("complaint.of_five", n=data["satisfaction"] or 0) if data["satisfaction"] else "",
                ),
                (t("complaint.reopened_count"), str(data["reopened"] or "")),
            ]
        ),
        Grid(
            [EVENTS[0], EVENTS[1]._replace(label=t("complaint.event")), EVENTS[2]],
            [_event(event) for event in data["events"]],
            t("complaint.log"),
        ),
    ]


_CHANGEABLE = ("status", "priority", "category", "owner", "due_at")


def _event(event: Data) -> Data:
    """An entry of the process log, the names and choices in what changed as people read them."""
    content = what_changed(event["kind"], event["content"])
    return {**event, "event": t(f"complaint.event_{event['kind']}"), "content": content}


def what_changed(kind: str, content: str | None) -> str | None:
    """``status: open → closed``, as a process log stores it, in the user's words; another text as it is."""
    name, _, values = (content or "").partition(": ")
    old, arrow, new = values.partition(" → ")
    if kind not in ("changed", "closed") or not arrow or name not in _CHANGEABLE:
        return content
    field = t(f"complaint.{name.removesuffix('_at')}")
    return t("complaint.changed_from", field=field, old=_value(name, old), new=_value(name, new))


def _value(name: str, text: str) -> str:
    return _minutes(text) if name == "due_at" else word(text) if name in ("status", "priority") else text


def _due(data: Data) -> str:
    due, state = _minutes(data["due_at"]), data["state"]
    return t("complaint.due_state", due=due, state=state) if due and state else due


def _minutes(moment: str | None) -> str:
    return moment[:16].replace("T", " ") if moment else ""

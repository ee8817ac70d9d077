"""One campaign as a page for people: blocks made from what scripts get as JSON."""

from typing import Any

from crmcli.domain.campaigns import STEPS
from crmcli.i18n import t, word
from crmcli.result import Block, Column, Grid, Lines, Pairs, Row, Title

_MEMBERS_SHOWN = 20


def label(step: str) -> str:
    """A step in the user's words."""
    return t(f"campaign.step_{step}")


def blocks(data: Row) -> list[Block]:
    days = " – ".join((data["starts"] or "…", data["ends"] or "…")) if data["starts"] or data["ends"] else ""
    facts = [
        (t("campaign.label_status"), word(data["status"])),
        (t("campaign.label_to"), data["query"] or ""),
        (t("campaign.label_channel"), word(data["channel"]) if data["channel"] else ""),
        (t("campaign.label_message"), data["message"] or ""),
        (t("campaign.label_days"), days),
        (t("campaign.label_cost"), f"{data['cost']} {data['currency']}" if data["cost"] else ""),
        (t("campaign.label_members"), str(data["members"])),
    ]
    page: list[Block] = [Title(t("campaign.page", id=data["id"], name=data["name"])), Pairs(facts)]
    if data["members"]:
        page += [Grid(_STEPS, _steps(data), t("campaign.reached")), _members(data["member_list"])]
    hidden = len(data["member_list"]) - _MEMBERS_SHOWN
    return [*page, Lines([t("campaign.more_members", n=hidden)])] if hidden > 0 else page


_STEPS = (Column("step"), Column("customers", "int"), Column("share"))


def _steps(data: Row) -> list[Row]:
    return [
        {"step": label(step), "customers": data[step], "share": f"{100 * data[step] / data['members']:.0f}%"}
        for step in STEPS
    ]


def _members(who: list[Row]) -> Grid:
    """Each member with the farthest step and when that was."""
    columns = [Column("customer_id", "id"), Column("customer"), Column("step"), Column("at", "moment")]
    rows = []
    for row in who[:_MEMBERS_SHOWN]:
        step: Any = next((step for step in reversed(STEPS) if row[f"{step}_at"]), "joined")
        at = row[f"{step}_at"]
        rows.append({"customer_id": row["customer_id"], "customer": row["customer"], "step": label(step), "at": at})
    return Grid(columns, rows, t("campaign.members"))

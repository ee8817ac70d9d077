"""Results of campaigns: who joined, and when each of them opened, answered or bought.

A row names a campaign, a customer and either one result with its date, or the moments of all steps side by side. The
first time counts, whatever the order of the rows. Campaigns that are not here yet are made.
"""

from typing import Any

from crmcli.domain import campaigns as domain
from crmcli.domain.campaigns import STEPS
from crmcli.domain.interactions import channel_name
from crmcli.errors import Invalid
from crmcli.exchange.headings import normal
from crmcli.importing.account import Rows
from crmcli.importing.named import NamedImport
from crmcli.importing.records import _WHO
from crmcli.store import bulk
from crmcli.store import campaigns as store

_WORDS = {
    "": "joined join member added registered attended invited 参加 已参加 加入 已加入 报名 已报名 到场 成员",
    "sent": "sent send delivered emailsent 已发送 发送 已送达 送达",
    "opened": "opened open read viewed emailopened 已打开 打开 已读 已阅读 已查看",
    "clicked": "clicked click emailclicked 已点击 点击",
    "replied": "replied reply responded response answered 已回复 回复 已响应 响应 已反馈",
    "converted": "converted conversion purchased purchase bought ordered won 已转化 转化 已购买 购买 已成交 成交 "
    "已下单 下单",
}
_RESULTS = {word: step for step, words in _WORDS.items() for word in words.split()}
_MOMENTS = tuple(f"{step}_at" for step in STEPS)
_TIMES = ("joined_at", *_MOMENTS)


class CampaignImport(NamedImport):
    FIELDS = frozenset((
        *_WHO, "country", "campaign", "channel", "result", "date", "joined_at", *_MOMENTS, "own_sale",
    ))  # fmt: skip
    kind, table, things = "campaigns", "campaign_members", "campaigns"
    columns = ("customer_id", "campaign", "channel", "joined_at", *_MOMENTS, "sale_id")

    def record(self, cells: list[str]) -> tuple[Any, ...]:
        campaign = domain.campaign_name(self.cell(cells, "campaign"))
        found = {name: self._at(cells, name) for name in _TIMES}
        at = self._at(cells, "date")
        step = self._result(self.cell(cells, "result"))
        if step and not found[f"{step}_at"]:
            found[f"{step}_at"] = at or self.stamp
        sale = self.cell(cells, "own_sale")
        if sale and not found["converted_at"]:
            found["converted_at"] = at or self.stamp
        joined = found["joined_at"] or min(filter(None, (at, *found.values())), default=self.stamp)
        channel = self.cell(cells, "channel")
        return (
            None, campaign, channel_name(channel) if channel else None, joined,
            *(found[name] for name in _MOMENTS), sale,
        )  # fmt: skip

    def _at(self, cells: list[str], field: str) -> str | None:
        return self.moment(cells, field)[0] if self.cell(cells, field) else None

    def _result(self, text: str) -> str:
        """The step that a word says; "" for a member, and for what is no word of ours, which is told."""
        step = _RESULTS.get(normal(text)) if text else ""
        if step is None:
            self.left_out[f"result '{text[:40]}'"] += 1
        return step or ""

    def settle(self, values: dict[str, Any]) -> None:
        values["sale_id"] = self.own_record("sales", values["sale_id"], values["customer_id"])

    def begin(self) -> None:
        super().begin()
        self.members: dict[tuple[int, int], dict[str, Any]] = {}
        self.loaded: set[int] = set()

    def store(self, batch: Rows) -> None:
        sound = self._sound(batch)
        fresh = {each.values["customer_id"] for each in sound} - self.loaded
        self.loaded |= fresh
        for row in bulk.of_customers(self.repo, self.table, ("customer_id", "campaign_id", *_TIMES, "sale_id"), fresh):
            self.members[row["campaign_id"], row["customer_id"]] = row
        for each in sound:
            try:
                self.count(each.row, self._taken(dict(each.values)), reason="")
            except Invalid as error:
                self.refuse(each.row, error)

    def _taken(self, values: dict[str, Any]) -> str:
        """What becomes of a row: a new member, or one who went farther."""
        campaign = self._campaign(values.pop("campaign"), values.pop("channel"))
        member = self.members.get((campaign, values["customer_id"]))
        if member is None:
            values["campaign_id"] = campaign
            number = -1 if self.facts.dry_run else self.repo.insert(self.table, values)
            self.members[campaign, values["customer_id"]] = {"id": number, **values}
            return "created"
        if self.facts.on_duplicate == "reject":
            raise Invalid("import.record_exists", id=member["id"])
        new = {name: values[name] for name in _TIMES if values[name] and values[name] < (member[name] or "9999")}
        if values["sale_id"] and not member["sale_id"]:
            new["sale_id"] = values["sale_id"]
        if self.facts.on_duplicate == "skip" or not new:
            return "skipped" if self.facts.on_duplicate == "skip" else "unchanged"
        member.update(new)
        if not self.facts.dry_run:
            self.repo.update(self.table, member["id"], new)
        return "updated"

    def _campaign(self, name: str, channel: str | None) -> int:
        values = {"channel": channel, "status": "done"}
        return self.id_of(
            name, store.named, lambda: self.repo.save(domain.create(name, values, at=self.facts.at)).id
        )  # fmt: skip

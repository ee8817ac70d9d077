"""Tasks: known by title, day and customer; what is done stays done."""

from datetime import datetime
from typing import Any

from crmcli.domain import tasks
from crmcli.errors import Invalid
from crmcli.importing.alike import AlikeImport
from crmcli.importing.buyers import NOBODY, Buyer
from crmcli.importing.records import _OWN, _WHO
from crmcli.importing.sale_words import NO, YES, plain
from crmcli.normalize.days import from_day

_PRIORITIES = {
    **tasks.PRIORITY_WORDS, "urgent": "high", "highest": "high", "critical": "high", "medium": "normal",
    "lowest": "low", "紧急": "high", "重要": "high",
}  # fmt: skip
_DONE = frozenset(("done", "completed", "complete", "closed", "finished", "x", "✓", "✔", "已完成", "完成", "已关闭"))
_OPEN = frozenset((
    "open", "todo", "notstarted", "inprogress", "pending", "deferred", "waiting", "未完成", "待办", "进行中", "未开始",
))  # fmt: skip


class TaskImport(AlikeImport):
    FIELDS = frozenset((
        *_WHO, *_OWN, "title", "due", "priority", "status", "done", "done_at", "recurrence", "origin", "note",
        "created_at", "country",
    ))  # fmt: skip
    kind, table = "tasks", "tasks"
    columns = ("customer_id", "title", "due_day", "due_time", "priority", "recurrence", "origin", "note", "done_at",
               "created_at")  # fmt: skip
    same = ("title", "due_day", "due_time")
    kept = frozenset(("created_at", "origin"))

    def record(self, cells: list[str]) -> tuple[Any, ...]:
        due, day = self.moment(cells, "due") if self.cell(cells, "due") else ("", None)
        title, time = " ".join(self.cell(cells, "title").split()), due[11:16]
        repeat = self.cell(cells, "recurrence")
        made = tasks.create(title, now=self.facts.at, note=self.cell(cells, "note") or None)
        return (
            None, made.title, day, time if time and time != "00:00" else None, self._priority(cells),
            self._recurrence(repeat, day), self.cell(cells, "origin") or None, made.note, self._done(cells),
            self._created(cells),
        )  # fmt: skip

    def _priority(self, cells: list[str]) -> str | None:
        text = self.cell(cells, "priority").casefold()
        found = _PRIORITIES.get(text, text)
        if found and found not in tasks.PRIORITIES:
            self.left_out[f"priority '{text[:40]}'"] += 1
            return None
        return found or None

    def _recurrence(self, text: str, day: int | None) -> str | None:
        """As it is stored already (our own export), or in somebody's words."""
        if not text or plain(text) in NO or day is None:
            return None
        head, _, rest = text.partition(" on day ")
        try:
            stored = tasks.recurrence(head, from_day(day))
        except Invalid:
            self.left_out[f"recurrence '{text[:40]}'"] += 1
            return None
        return text if rest.isdecimal() else stored

    def _done(self, cells: list[str]) -> str | None:
        """When it was done; the moment of the import where nobody knows."""
        if self.cell(cells, "done_at"):
            return self.moment(cells, "done_at")[0]
        for field in ("done", "status"):
            word = plain(self.cell(cells, field))
            if word in _DONE or (field == "done" and word in YES):
                return self.stamp
            if word and word not in _OPEN and word not in NO:
                self.left_out[f"{field} '{word[:40]}'"] += 1
        return None

    def _created(self, cells: list[str]) -> str:
        return _iso(self.cell(cells, "created_at"), self.stamp)

    def customer(self, buyer: Buyer) -> int | None:
        return None if buyer == NOBODY else self.buyers.get(buyer)

    def _known(self, number: int, stored: dict[str, Any] | None, values: dict[str, Any]) -> str:
        if stored and stored["done_at"] and values["done_at"] == self.stamp:
            values["done_at"] = None  # it is done; since when, the file does not say
        return super()._known(number, stored, values)

    def defaults(self, values: dict[str, Any]) -> dict[str, Any]:
        return {**values, "priority": values["priority"] or "normal", "origin": values["origin"] or "manual"}


def _iso(text: str, otherwise: str) -> str:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None).isoformat(timespec="seconds")
    except ValueError:
        return otherwise

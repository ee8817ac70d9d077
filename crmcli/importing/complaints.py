"""Complaints, and what their own dates tell of their course."""

from collections.abc import Mapping
from typing import Any

from crmcli.domain import complaints
from crmcli.errors import Invalid
from crmcli.importing.records import _OWN, _WHO, RecordImport
from crmcli.store import bulk, bulk_sales

_PRIORITIES = {"medium": "normal", "critical": "urgent"}
_STATUSES = {
    "new": "open", "waiting_on_us": "in_progress", "waiting_on_contact": "in_progress", "pending": "in_progress",
    "solved": "resolved", "escalated": "in_progress", "on_hold": "in_progress",
}  # fmt: skip


class ComplaintImport(RecordImport):
    """Complaints, each with the events that its own dates tell."""

    FIELDS = frozenset((
        *_WHO, *_OWN, "country", "number", "date", "category", "priority", "status", "channel", "subject", "content",
        "resolution", "resolved_at", "owner", "due", "satisfaction", "sku", "external_id", "own_sale",
    ))  # fmt: skip
    kind, table, external = "complaints", "complaints", "complaint_id"
    columns = ("number", "customer_id", "sale_id", "product_id", "category", "priority", "status", "channel", "content",
               "resolution", "satisfaction", "owner", "opened_at", "due_at", "resolved_at", "updated_at")  # fmt: skip
    kept = RecordImport.kept | {"opened_at"}
    kept_at = "opened_at"
    bound = ("resolved_at",)

    def record(self, cells: list[str]) -> tuple[Any, ...]:
        at, _ = self.moment(cells, "date")
        content = self.cell(cells, "content", "subject", "category")
        if not content:
            raise Invalid("import.nothing_said")
        return (
            self.cell(cells, "number")[:200] or None, None, self.cell(cells, "own_sale"),
            self.cell(cells, "sku") or None,
            self.cell(cells, "category") or None,
            self.word("priority", self.cell(cells, "priority"), _PRIORITIES, complaints.priority),
            self.word("status", self.cell(cells, "status"), _STATUSES, complaints.status),
            self.cell(cells, "channel") or None, content, self.cell(cells, "resolution") or None,
            self._stars(self.cell(cells, "satisfaction")), self.cell(cells, "owner") or None, at,
            self._due(cells),
            self.moment(cells, "resolved_at")[0] if self.cell(cells, "resolved_at") else None, self.stamp,
        )  # fmt: skip

    def defaults(self, values: dict[str, Any]) -> dict[str, Any]:
        values["priority"] = values["priority"] or "normal"
        values["status"] = values["status"] or "open"
        if self.state(values) == "open":
            values["resolved_at"] = None
        elif not self.own:
            values["resolved_at"] = values["resolved_at"] or values["opened_at"]
        return values

    def state(self, values: Mapping[str, Any]) -> str | None:
        status = values.get("status")
        return status and ("over" if status in ("resolved", "closed") else "open")

    def _due(self, cells: list[str]) -> str | None:
        """A day alone means its end."""
        text = self.cell(cells, "due")
        if not text:
            return None
        at, _ = self.moment(cells, "due")
        return at if ":" in text else f"{at[:10]}T23:59:59"

    def created(self, cells: list[str]) -> str:
        return self.moment(cells, "date")[0]

    def after(self, made: list[tuple[int, tuple[Any, ...]]]) -> None:
        names = {name: i for i, name in enumerate(self.columns)}
        events = []
        for number, values in made:
            events.append((number, values[names["opened_at"]], "opened", values[names["content"]]))
            if values[names["resolved_at"]]:
                events.append((number, values[names["resolved_at"]], "resolved", values[names["resolution"]]))
        bulk.insert(self.repo, "complaint_events", ("complaint_id", "at", "kind", "content"), events)

    def changed(self, number: int, new: dict[str, Any]) -> None:
        """A status that the other system brings: it is resolved from now on, or open again."""
        status, over = new.get("status"), self.state(new) == "over"
        if status is None:
            return
        if over and "resolved_at" not in new:
            self.repo.update("complaints", number, {"resolved_at": self.stamp})
        elif not over:
            self.repo.update("complaints", number, {"resolved_at": None})
        kind = status if over else "changed"
        event = (number, new.get("resolved_at") or self.stamp, kind, new.get("resolution"))
        bulk.insert(self.repo, "complaint_events", ("complaint_id", "at", "kind", "content"), [event])

    def settle(self, values: dict[str, Any]) -> None:
        values["product_id"] = self._product(values["product_id"])
        values["sale_id"] = self.own_record("sales", values["sale_id"], values["customer_id"])

    def _product(self, sku: str | None) -> int | None:
        if not sku:
            return None
        if self._skus is None:
            self._skus = bulk_sales.products(self.repo)[0]
        return self._skus.get(sku.casefold())

    _skus: dict[str, int] | None = None

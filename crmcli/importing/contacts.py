"""The contact log: what was said to whom, when and how."""

from typing import Any

from crmcli.domain import interactions
from crmcli.errors import Invalid
from crmcli.importing.records import _OWN, _WHO, RecordImport

_DIRECTIONS = {
    **dict.fromkeys(("in", "inbound", "incoming", "received", "来电", "呼入", "客户发起", "被动"), "in"),
    **dict.fromkeys(("out", "outbound", "outgoing", "sent", "去电", "呼出", "我方发起", "主动"), "out"),
}


class ContactImport(RecordImport):
    """The contact log. An unknown direction is left empty; a kind of ``note`` stays one."""

    FIELDS = frozenset((
        *_WHO, *_OWN, "country", "date", "kind", "channel", "direction", "subject", "content", "outcome", "place",
        "participants", "duration", "satisfaction", "number", "external_id",
    ))  # fmt: skip
    kind, table, external = "contacts", "interactions", "interaction_id"
    columns = ("customer_id", "kind", "at", "day", "channel", "direction", "subject", "content", "outcome",
               "place", "participants", "duration", "satisfaction", "created_at")  # fmt: skip

    def record(self, cells: list[str]) -> tuple[Any, ...]:
        at, day = self.moment(cells, "date")
        kind = self.cell(cells, "kind")
        channel = self.cell(cells, "channel") or (kind if kind not in ("contact", "note", "social") else "")
        content, subject = self.cell(cells, "content"), self.cell(cells, "subject")
        if not (content or subject or channel or self.cell(cells, "outcome")):
            raise Invalid("import.nothing_said")
        if kind.casefold() not in ("note", "social") or (kind.casefold() == "social" and not self.own):
            kind = "contact"
        return (
            None, kind.casefold(), at, day, interactions.channel_name(channel) if channel else None,
            self._direction(self.cell(cells, "direction")), subject or None, content or None,
            self.cell(cells, "outcome") or None, self.cell(cells, "place") or None,
            self.cell(cells, "participants") or None, _whole(self.cell(cells, "duration")),
            self._stars(self.cell(cells, "satisfaction")), self.noted(cells),
        )  # fmt: skip

    def defaults(self, values: dict[str, Any]) -> dict[str, Any]:
        return values

    def created(self, cells: list[str]) -> str:
        return self.cell(cells, "own_created")

    def _direction(self, text: str) -> str | None:
        direction = _DIRECTIONS.get(text.casefold())
        if text and direction is None:
            self.left_out[f"direction '{text[:40]}'"] += 1
        return direction


def _whole(text: str) -> int | None:
    digits = text.partition(".")[0]
    return int(digits) if digits.isdecimal() and len(digits) < 7 else None

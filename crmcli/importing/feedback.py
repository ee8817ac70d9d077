"""Feedback: one score a row, of the kind that a column or ``--const kind=csat`` says; NPS otherwise."""

from datetime import datetime
from typing import Any

from crmcli.domain import feedback
from crmcli.errors import Invalid
from crmcli.importing.alike import AlikeImport
from crmcli.importing.records import _OWN, _WHO


class FeedbackImport(AlikeImport):
    FIELDS = frozenset((*_WHO, *_OWN, "date", "kind", "score", "comment", "channel", "country",
                        "own_sale", "own_complaint"))  # fmt: skip
    kind, table = "feedback", "feedback"
    columns = (
        "customer_id",
        "kind",
        "score",
        "comment",
        "channel",
        "sale_id",
        "complaint_id",
        "at",
        "day",
        "created_at",
    )
    same = ("kind", "score", "at")

    def record(self, cells: list[str]) -> tuple[Any, ...]:
        at, _ = self.moment(cells, "date")
        kind = self._kind(self.cell(cells, "kind"))
        text = self.cell(cells, "score")
        whole = text.removesuffix(".0")
        if not (whole.isascii() and whole.isdecimal() and len(whole) < 4):
            raise Invalid("invalid_number", value=text)
        made = feedback.give(
            0, int(whole), kind=kind, comment=self.cell(cells, "comment"),
            channel=self.cell(cells, "channel") or None, at=datetime.fromisoformat(at), now=self.facts.at,
        )  # fmt: skip
        return (
            None, made.kind, made.score, made.comment, made.channel, self.cell(cells, "own_sale"),
            self.cell(cells, "own_complaint"), made.at, made.day, self.noted(cells),
        )  # fmt: skip

    def settle(self, values: dict[str, Any]) -> None:
        for table in ("sales", "complaints"):
            column = f"{table.removesuffix('s')}_id"
            values[column] = self.own_record(table, values[column], values["customer_id"])

    def _kind(self, text: str) -> str:
        plain = text.casefold()
        kind = feedback.KIND_WORDS.get(plain, plain) or "nps"
        if kind not in feedback.KINDS:
            raise Invalid("not_a_choice", option="kind", value=text, choices=", ".join(feedback.KINDS))
        return kind

"""Feedback: one score a row, of the kind that a column or ``--const kind=csat`` says; NPS otherwise."""

from datetime import datetime
from typing import Any

from crmcli.domain import feedback
from crmcli.errors import Invalid
from crmcli.importing.alike import AlikeImport
from crmcli.importing.records import _OWN, _WHO


class FeedbackImport(AlikeImport):
    FIELDS = frozenset((*_WHO, *_OWN, "date", "kind", "score", "comment", "channel", "country"))
    kind, table = "feedback", "feedback"
    columns = ("customer_id", "kind", "score", "comment", "channel", "at", "day", "created_at")
    same = ("kind", "score", "at")

    def record(self, cells: list[str]) -> tuple[Any, ...]:
        at, _ = self.moment(cells, "date")
        text = self.cell(cells, "score")
        whole = text.removesuffix(".0")
        if not (whole.isascii() and whole.isdecimal() and len(whole) < 4):
            raise Invalid("invalid_number", value=text)
        made = feedback.give(
            0, int(whole), kind=self._kind(self.cell(cells, "kind")), comment=self.cell(cells, "comment"),
            channel=self.cell(cells, "channel") or None, at=datetime.fromisoformat(at), now=self.facts.at,
        )  # fmt: skip
        return None, made.kind, made.score, made.comment, made.channel, made.at, made.day, made.created_at

    def _kind(self, text: str) -> str:
        plain = text.casefold()
        kind = feedback.KIND_WORDS.get(plain, plain) or "nps"
        if kind not in feedback.KINDS:
            raise Invalid("not_a_choice", option="kind", value=text, choices=", ".join(feedback.KINDS))
        return kind

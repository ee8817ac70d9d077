"""Deals, in the stages of whatever system they come from. A word that is no stage of ours is told, and left out.

Many systems have one date for when a deal is expected and for when it was closed: it is both for a closed one.
"""

from collections.abc import Mapping
from typing import Any

from crmcli.domain import deals
from crmcli.domain.deals import OPEN, PROBABILITY
from crmcli.errors import Invalid
from crmcli.exchange.headings import normal
from crmcli.importing.buyers import Buyer
from crmcli.importing.deal_words import STAGES
from crmcli.importing.records import _OWN, _WHO, RecordImport
from crmcli.normalize.money import CURRENCIES, currency_code, parse_money, parse_number
from crmcli.store import bulk

_LOG = ("deal_id", "at", "kind", "content")


class DealImport(RecordImport):
    FIELDS = frozenset((
        *_WHO, *_OWN, "country", "number", "external_id", "company", "title", "product", "stage", "status", "amount",
        "currency", "probability", "expected", "date", "closed_at", "moved_at", "source", "owner", "reason", "note",
        "own_sale",
    ))  # fmt: skip
    kind, table, external, money = "deals", "deals", "deal_id", True
    columns = ("customer_id", "title", "stage", "amount", "probability", "expected_day", "source", "owner", "note",
               "reason", "sale_id", "opened_at", "moved_at", "closed_at", "created_at", "updated_at")  # fmt: skip
    kept = RecordImport.kept | {"opened_at", "moved_at"}
    bound = ("probability", "reason", "sale_id", "moved_at", "closed_at")

    def __init__(self, *args: Any, currency: str) -> None:
        super().__init__(*args)
        self.base = currency

    def record(self, cells: list[str]) -> tuple[Any, ...]:
        title = self.cell(cells, "title", "product", "number", "external_id")
        if not title:
            raise Invalid("import.nothing_said")
        stage = self._stage(cells)
        open_ = stage is None or stage in OPEN
        expected = self.moment(cells, "expected") if self.cell(cells, "expected") else None
        closed = self.moment(cells, "closed_at")[0] if self.cell(cells, "closed_at") else expected and expected[0]
        return (
            None, deals.title(title), stage, self._amount(cells), self._probability(cells, stage),
            expected[1] if expected else None, self.cell(cells, "source") or None, self.cell(cells, "owner") or None,
            self.cell(cells, "note") or None, self.cell(cells, "reason") or None if stage == "lost" else None,
            self.cell(cells, "own_sale") if stage == "won" else "", self._since(cells, "date"),
            self._since(cells, "moved_at"), None if open_ else closed, self.noted(cells), self.stamp,
        )  # fmt: skip

    def buyer(self, cells: list[str]) -> Buyer:
        """A deal is the contact's that it names, else the company's."""
        found = super().buyer(cells)
        return found if found.name or found.phone or found.email else found._replace(name=self.cell(cells, "company"))

    def _since(self, cells: list[str], field: str) -> str | None:
        return self.moment(cells, field)[0] if self.cell(cells, field) else None

    def _stage(self, cells: list[str]) -> str | None:
        """By the stage; a status beside it (open, won, lost) says more where it closes the deal."""
        found = [self._named(name, self.cell(cells, name)) for name in ("status", "stage")]
        return next((stage for stage in found if stage in ("won", "lost")), found[1])

    def _named(self, field: str, text: str) -> str | None:
        stage = STAGES.get(normal(text))
        if text and stage is None:
            self.left_out[f"{field} '{text[:40]}'"] += 1
        return stage

    def _amount(self, cells: list[str]) -> int | None:
        currency = self.cell(cells, "currency")
        if currency and currency_code(currency, self.base) != self.base:
            known = currency_code(currency, self.base)
            raise Invalid("import.other_currency", value=known if known in CURRENCIES else currency, base=self.base)
        text = self.cell(cells, "amount")
        amount = parse_money(text, self.base, round_extra=True) if text else None
        if amount is not None and amount < 0:
            raise Invalid("negative", field="amount", value=text)
        return amount

    def _probability(self, cells: list[str], stage: str | None) -> int | None:
        """``60``, ``60%`` or ``0.6``; what is closed leaves no doubt."""
        if stage is not None and stage not in OPEN:
            return PROBABILITY[stage]
        text = self.cell(cells, "probability")
        if not text:
            return None
        bare = text.removesuffix("%").strip()
        number = parse_number(bare)
        whole = number * 100 if bare == text and (0 < number < 1 or bare in ("1.0", "1.00")) else number
        if not 0 <= whole <= 100:
            self.left_out[f"probability '{text[:40]}'"] += 1
            return None
        return int(whole + 0.5)

    def state(self, values: Mapping[str, Any]) -> str | None:
        return values.get("stage")

    def settle(self, values: dict[str, Any]) -> None:
        values["sale_id"] = self.own_record("sales", values["sale_id"], values["customer_id"])

    def defaults(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new deal: in the first stage and as likely as usual, where the file does not say."""
        values["stage"] = stage = values["stage"] or "lead"
        if values["probability"] is None:
            values["probability"] = PROBABILITY[stage]
        values["opened_at"] = min(values["opened_at"] or self.stamp, values["closed_at"] or self.stamp)
        if stage not in OPEN:
            values["closed_at"] = values["closed_at"] or values["opened_at"]
        values["moved_at"] = values["moved_at"] or values["closed_at"] or values["opened_at"]
        return values

    def follows(self, stored: dict[str, Any], said: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
        """A deal that is in another stage by now; one that stays closed leaves no doubt."""
        stage = new.get("stage")
        if stage is None:
            return {} if stored["closed_at"] is None else {"probability": stored["probability"]}
        likely = said.get("probability", PROBABILITY[stage])
        if stage in OPEN:
            gone: dict[str, Any] = dict.fromkeys(("closed_at", "reason", "sale_id"))
            return {**gone, "probability": likely, "moved_at": self.stamp}
        closed = new.get("closed_at") or stored["closed_at"] or self.stamp
        other = {"reason": None} if stage == "won" else {"sale_id": None}
        return {**other, "probability": PROBABILITY[stage], "closed_at": closed, "moved_at": closed}

    def changed(self, number: int, new: dict[str, Any]) -> None:
        stage = new.get("stage")
        if stage is not None:
            kind = stage if stage not in OPEN else "moved"
            event = (number, new["moved_at"], kind, new.get("reason") if stage == "lost" else None)
            bulk.insert(self.repo, "deal_events", _LOG, [event])

    def created(self, cells: list[str]) -> str:
        return self.cell(cells, "own_created")

    def after(self, made: list[tuple[int, tuple[Any, ...]]]) -> None:
        """Each has the events that its own dates tell."""
        at = {name: i for i, name in enumerate(self.columns)}
        events = []
        for number, values in made:
            events.append((number, values[at["opened_at"]], "opened", values[at["title"]]))
            if values[at["stage"]] not in OPEN:
                events.append((number, values[at["closed_at"]], values[at["stage"]], values[at["reason"]]))
        bulk.insert(self.repo, "deal_events", _LOG, events)

"""``--on-duplicate ask``: the row and the customer it is about side by side, and what the answer means."""

from typing import Any, TextIO

from crmcli.errors import Refused
from crmcli.exchange.rejects import Origin
from crmcli.fields import CUSTOMER
from crmcli.i18n import language, t
from crmcli.normalize.money import format_money
from crmcli.text import pad, safe, width

ANSWERS = {
    **dict.fromkeys(("u", "update", "更新"), "update"),
    **dict.fromkeys(("f", "fill", "补充"), "fill"),
    **dict.fromkeys(("s", "skip", "跳过"), "skip"),
    **dict.fromkeys(("c", "create", "新建"), "create"),
    **dict.fromkeys(("r", "reject", "拒绝"), "reject"),
}


def question(row: Origin, person: Any, facts: Any, currency: str) -> str:
    """Both, field by field, with a mark where they differ."""
    here = _shown(person.columns, person.keys, currency)
    there = _shown(facts.columns, {(c[0], c[2]) for c in facts.contacts}, currency)
    if facts.nameless:
        there.pop("name", None)
    names = [name for name in dict.fromkeys((*here, *there)) if name != "kind"]
    labels = {name: _label(name) for name in names}
    wide = max(map(width, labels.values()), default=0)
    lines = [t("import.ask_heading", line=row.line, id=person.id)]
    for name in names:
        old, new = here.get(name, ""), there.get(name, "")
        lines.append(f"  {pad(labels[name], wide)}  {old or '-'}" + (f"  →  {new}" if new and new != old else ""))
    return "\n".join([*lines, t("import.ask_what") + " "])


def _label(name: str) -> str:
    return CUSTOMER[name].zh if name in CUSTOMER and language() == "zh" else name


def _shown(columns: dict[str, Any], keys: set[tuple[str, str]], currency: str) -> dict[str, str]:
    found = {
        name: format_money(value, currency) if name in CUSTOMER and CUSTOMER[name].type == "money" else str(value)
        for name, value in columns.items()
        if value not in (None, "") and name != "created_at"
    }
    for kind, key in sorted(keys):
        found[kind] = f"{found[kind]}, {key}" if kind in found else key
    return found


class Answers:
    """What the user wants done with each row whose customer is here; asked once, then remembered."""

    def __init__(self, stdin: TextIO, stderr: TextIO, currency: str) -> None:
        self.stdin, self.stderr, self.currency = stdin, stderr, currency
        self.file = 0
        """Which of several files is under way."""
        self.by_line: dict[tuple[int, int], str] = {}
        self.rest: str | None = None
        self.final = False

    def __call__(self, row: Origin, person: Any, facts: Any) -> str:
        at = self.file, row.line
        if at not in self.by_line:
            # A row that was of no question before has met a change by somebody else: let it be.
            self.by_line[at] = "skip" if self.final else self.rest or self._ask(row, person, facts)
        return self.by_line[at]

    def _ask(self, row: Origin, person: Any, facts: Any) -> str:
        while True:
            self.stderr.write("\n".join(map(safe, question(row, person, facts, self.currency).split("\n"))))
            self.stderr.flush()
            line = self.stdin.readline()
            if not line:
                raise Refused("not_confirmed")
            word = line.strip().casefold()
            answer = ANSWERS.get(word.rstrip("!！"))
            if answer:
                self.rest = answer if word.endswith(("!", "！")) else None
                return answer

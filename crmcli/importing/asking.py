"""``--on-duplicate ask``: the row and the customer it is about side by side, and what the answer means."""

from typing import Any, TextIO

from crmcli.errors import Refused
from crmcli.exchange.rejects import Origin
from crmcli.i18n import t
from crmcli.text import safe

ANSWERS = {
    **dict.fromkeys(("u", "update", "更新"), "update"),
    **dict.fromkeys(("f", "fill", "补充"), "fill"),
    **dict.fromkeys(("s", "skip", "跳过"), "skip"),
    **dict.fromkeys(("c", "create", "新建"), "create"),
    **dict.fromkeys(("r", "reject", "拒绝"), "reject"),
}


def question(row: Origin, person: Any, facts: Any) -> str:
    """Both, field by field, with a mark where they differ."""
    here, there = _shown(person.columns, person.keys), _shown(facts.columns, {(c[0], c[2]) for c in facts.contacts})
    if facts.nameless:
        there.pop("name", None)
    names = [name for name in dict.fromkeys((*here, *there)) if name != "kind"]
    wide = max(map(len, names), default=0)
    lines = [t("import.ask_heading", line=row.line, id=person.id)]
    for name in names:
        old, new = here.get(name, ""), there.get(name, "")
        lines.append(f"  {name:{wide}}  {old or '-'}" + (f"  →  {new}" if new and new != old else ""))
    return "\n".join([*lines, t("import.ask_what") + " "])


def _shown(columns: dict[str, Any], keys: set[tuple[str, str]]) -> dict[str, str]:
    found = {name: str(value) for name, value in columns.items() if value not in (None, "") and name != "created_at"}
    for kind, key in sorted(keys):
        found[kind] = f"{found[kind]}, {key}" if kind in found else key
    return found


class Answers:
    """What the user wants done with each row whose customer is here; asked once, then remembered."""

    def __init__(self, stdin: TextIO, stderr: TextIO) -> None:
        self.stdin, self.stderr = stdin, stderr
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
            self.stderr.write("\n".join(map(safe, question(row, person, facts).split("\n"))))
            self.stderr.flush()
            line = self.stdin.readline()
            if not line:
                raise Refused("not_confirmed")
            word = line.strip().casefold()
            answer = ANSWERS.get(word.rstrip("!！"))
            if answer:
                self.rest = answer if word.endswith(("!", "！")) else None
                return answer

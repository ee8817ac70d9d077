"""The README's picture: real output of real commands on the demo's data, as SVG.

python -m tools.screenshot            writes docs/screen.svg and docs/screen.zh.svg
"""

import io
import os
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from crmcli.cli import main

DOCS = Path(__file__).parent.parent / "docs"
COLUMNS = 80
SCREENS = {
    "en": ("screen.svg", "today --limit 4", "list --sort -spent --limit 5", "find zsf", "report sales --by quarter"),
    "zh": ("screen.zh.svg", "today --limit 4", "list --sort -spent --limit 5", "find zsf", "report sales --by quarter"),
}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def environment(db: str, language: str) -> dict[str, str]:
    return {
        "CRMCLI_DB": db,
        "CRMCLI_NOW": "2026-03-01T09:00",
        "CRMCLI_LANG": language,
        "COLUMNS": str(COLUMNS),
        "HOME": "/nonexistent",
    }


def picture(db: str, language: str) -> None:
    name, *commands = SCREENS[language]
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    for command in commands:
        out = Terminal()
        main(command.split(), environ=environment(db, language), stdin=io.StringIO(), stdout=out, stderr=out)
        console.print(Text(f"$ crm {command}", style="bold green"))
        console.print(Text.from_ansi(out.getvalue()), no_wrap=True, crop=True)
    console.save_svg(str(DOCS / name), title="crm", unique_id=f"crm-{language}")


def write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        db = os.path.join(folder, "demo.db")
        main(["demo", "--keep", db], stdout=io.StringIO(), stderr=io.StringIO())
        for language in SCREENS:
            picture(db, language)


if __name__ == "__main__":
    write()

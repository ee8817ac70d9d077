"""python -m bench.corpus [FOLDER] [-o FILE]: every file under a folder through ``crm import --dry-run``.

The folder is the argument or ``CRM_DATA``. The table has names, counts and reasons, and nothing of what stands in
the files. Marked are sums that do not add up, tracebacks, and files that take more than a minute.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, NamedTuple

OUTCOMES = ("created", "updated", "unchanged", "skipped", "rejected")
SUFFIXES = frozenset((
    ".csv", ".tsv", ".txt", ".json", ".ndjson", ".jsonl", ".xlsx", ".xls", ".vcf", ".sqlite", ".sqlite3", ".db", ".gz",
))  # fmt: skip
LONGEST = 60
"""Seconds."""


class Tried(NamedTuple):
    file: str
    data: dict[str, Any]
    """What the import said; empty where it was refused."""
    refused: str
    """Why the whole file was, without what it quotes of the file."""
    faults: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", default=os.environ.get("CRM_DATA"), help="otherwise CRM_DATA")
    parser.add_argument("-o", "--output", help="write the table there, as Markdown")
    given = parser.parse_args()
    if not given.folder:
        parser.error("no folder: name one, or set CRM_DATA")
    root = Path(given.folder).resolve()  # files are tried from a folder elsewhere
    tried = []
    with TemporaryDirectory(prefix="crm-corpus-") as scratch:
        for file in sorted(path for path in root.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file()):
            tried.append(better(file, str(file.relative_to(root)), Path(scratch)))
            print(line(tried[-1]), flush=True)
    print(summary(tried))
    if given.output:
        Path(given.output).write_text(page(tried), encoding="utf-8")


def better(file: Path, name: str, scratch: Path) -> Tried:
    """In a database in dollars; where amounts are in another currency, in one in yuan if that takes more."""
    first = one(file, name, scratch, "en")
    if not {"import.other_currency", "invalid_money"} & first.data.get("reasons", {}).keys():
        return first
    second = one(file, f"{name} (CNY)", scratch, "zh")
    return min(first, second, key=lambda tried: tried.data.get("rejected", 1 << 30))


def one(file: Path, name: str, scratch: Path, language: str) -> Tried:
    env = {
        **os.environ, "CRMCLI_DB": str(scratch / "corpus.db"), "CRMCLI_LANG": language, "CRMCLI_NOW": "2026-11-22T09:00",
        "XDG_CONFIG_HOME": str(scratch), "CRMCLI_DEBUG": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "crmcli", "import", str(file), "--dry-run", "-f", "json", "--create-customers",
               "--anonymous", "--no-rules"]  # fmt: skip
    began = monotonic()
    try:
        ran = subprocess.run(command, env=env, cwd=scratch, capture_output=True, timeout=4 * LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return Tried(name, {}, "", ["never ends"])
    faults = ["slow"] if monotonic() - began > LONGEST else []
    err = ran.stderr.decode(errors="replace")
    if "Traceback" in err or ran.returncode not in (0, 2, 3, 5):
        faults.append(f"exit {ran.returncode}")
    if ran.returncode not in (0, 5):
        return Tried(name, {}, _code(err), faults)
    data = json.loads(ran.stdout)
    if data["read"] != sum(data[outcome] for outcome in OUTCOMES) or len(data.pop("rows", ())) != data["read"]:
        faults.append("sums do not add up")
    return Tried(name, data, "", faults)


def _code(err: str) -> str:
    try:
        return str(json.loads(err[err.index("{") :])["error"]["code"])
    except (ValueError, KeyError):
        return err.strip().splitlines()[-1][:100] if err.strip() else "?"


def line(tried: Tried) -> str:
    cells = _cells(tried)
    widths = (58, 10, 9, 6, 14, *[8] * 6, 0)
    return " ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cells(tried: Tried) -> list[str]:
    data = tried.data
    said = [str(data.get(name) or "") for name in ("kind", "encoding", "format", "preset")]
    counts = [str(data[name]) if data else "" for name in ("read", *OUTCOMES)]
    return [tried.file, *said, *counts, "; ".join([*_reasons(tried), *(f"!! {fault}" for fault in tried.faults)])]


def _reasons(tried: Tried) -> Iterator[str]:
    if tried.refused:
        yield f"refused: {tried.refused}"
    for code, number in sorted({**tried.data.get("reasons", {}), **tried.data.get("skip_reasons", {})}.items()):
        yield f"{number} {code}"


def summary(tried: list[Tried]) -> str:
    sums: Counter[str] = Counter()
    for each in tried:
        sums.update({name: each.data[name] for name in ("read", *OUTCOMES)} if each.data else {})
    faults = sum(bool(each.faults) for each in tried)
    refused = sum(bool(each.refused) for each in tried)
    told = ", ".join(f"{sums[name]:,} {name}" for name in ("read", *OUTCOMES))
    return f"{len(tried)} files, {refused} refused as a whole, {faults} with a fault; rows: {told}"


def page(tried: list[Tried]) -> str:
    from bench.corpus_reasons import REASONS

    head = ["file", "kind", "encoding", "format", "preset", "read", *OUTCOMES, "reasons"]
    rows = [head, ["---"] * 5 + ["--:"] * 6 + ["---"], *map(_cells, tried)]
    table = "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
    codes: Counter[str] = Counter()
    for each in tried:
        codes.update(each.data.get("reasons", {}) or {})
        codes.update([each.refused] if each.refused else [])
    told = "\n".join(f"| `{code}` | {number:,} | {REASONS.get(code, '')} |" for code, number in sorted(codes.items()))
    return (
        "# Files of other systems\n\nWhat `crm import --dry-run --create-customers --anonymous` makes of a collection of "
        "public files, each in an empty database (`python -m bench.corpus FOLDER -o docs/corpus.md`). "
        "Names, counts and reasons only.\n\n"
        f"{summary(tried)}\n\n## Why rows and files are refused\n\n| code | times | which means |\n| --- | --: | --- |\n"
        f"{told}\n\n## Every file\n\n{re.sub(' +', ' ', table)}\n"
    )


if __name__ == "__main__":
    main()

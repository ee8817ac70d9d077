"""What one short command costs, beside an interpreter that does nothing and beside another tool's look at a row."""

import sys
from collections.abc import Callable
from pathlib import Path

from bench import generate
from bench.measure import Cost, Table, environment, head, paired, python, run

_NUMBER = iter(range(1, 1 << 30))


def measure(table: Table, folder: Path, *, runs: int) -> None:
    head("Start-up: one short command (CPU time, medians of paired runs)")
    db = folder / "startup.db"
    env = environment(db)
    crm = [str(Path(sys.executable).parent / "crm")]
    people = generate.write(folder / "few.csv", generate.CUSTOMER_HEADINGS, generate.customers(200))
    run([*crm, "import", "customers", str(people)], env)

    def command(*argv: str, program: list[str] = crm) -> Callable[[], Cost]:
        return lambda: run([*program, *argv], env)

    def fresh(*argv: str) -> Callable[[], Cost]:
        """With a name of its own each time: it does write."""
        return lambda: run([*crm, *(word.format(n=next(_NUMBER)) for word in argv)], env)

    nothing = command(program=[python(), "-I", "-c", "pass"])
    peer = command("rows", str(db), "customers", "--limit", "1", program=[python(), "-m", "sqlite_utils"])
    module = [python(), "-m", "crmcli"]
    bare, other, show, show_module, list_, find, today, add, log = paired(
        runs, nothing, peer, command("show", "1"), command("show", "1", program=module), command("list", "--limit", "20"),
        command("find", "王"), command("today"), fresh("add", "新客户 {n}"), fresh("log", "1", "called about order {n}"),
    )  # fmt: skip
    table.ratio("crm show 1", show.cpu, "python -I -c pass", bare.cpu, most=7.5)
    table.ratio("python -m crmcli show 1", show_module.cpu, "python -I -c pass", bare.cpu, most=7.5)
    table.ratio("crm show 1", show.cpu, "sqlite-utils rows", other.cpu, most=0.6)
    for name, cost in (("list --limit 20", list_), ("find 王", find), ("today", today)):
        table.ratio(f"crm {name}", cost.cpu, "crm show 1", show.cpu)
    for name, cost in (("add NAME (durable)", add), ("log 1 TEXT (durable)", log)):
        table.ratio(f"crm {name}", cost.cpu, "crm show 1", show.cpu, most=2)

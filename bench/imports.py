"""Large files in and out: customers beside a bare upsert, look-ups among many, sales and their report."""

from functools import partial
from pathlib import Path

from bench import generate
from bench.measure import Cost, Table, environment, head, paired, python, run


def _remove(db: Path) -> None:
    for name in (db, db.with_name(db.name + "-wal"), db.with_name(db.name + "-shm")):
        name.unlink(missing_ok=True)


def customers(table: Table, folder: Path, *, rows: int, runs: int) -> Path:
    """Returns the database, with all the customers in it."""
    head(f"Import of {rows:,} customers, 10 columns of CSV (CPU time)")
    file = generate.write(folder / "customers.csv", generate.CUSTOMER_HEADINGS, generate.customers(rows))
    db = folder / "customers.db"
    env = environment(db)
    here = str(Path(__file__).parent.parent)
    load = ["import", "customers", str(file)]

    def bare() -> Cost:
        _remove(db)
        return run([python(), "-m", "bench.floor", str(file), str(db)], env, folder=here)

    def without_index() -> Cost:
        _remove(db)
        return run([python(), "-m", "bench.unindexed", *load], env, folder=here)

    def crm(*argv: str) -> Cost:
        return run([python(), "-m", "crmcli", *argv], env)

    def whole() -> Cost:
        _remove(db)
        return crm(*load)

    floor, stored, all_of_it = paired(runs, bare, without_index, whole)
    peer = "csv.reader + upsert"
    table.rate("import, all but the search index", stored.cpu, peer, floor.cpu, least=0.35)
    table.rate("import, search index included", all_of_it.cpu, peer, floor.cpu, least=0.15)
    table.limit("peak memory", all_of_it.peak, "MB", most=400)
    other = run(
        [python(), "-m", "sqlite_utils", "insert", str(folder / "utils.db"), "t", str(file), "--csv", "--silent"], env
    )
    table.rate("import, search index included", all_of_it.cpu, "sqlite-utils insert --csv", other.cpu, least=5)
    again = crm(*load, "-f", "json")
    assert f'"unchanged": {rows}' in again.out, again.out
    table.rate("the same file again: nothing changes", again.cpu, "the first import", all_of_it.cpu, least=2)
    undone = crm("undo")
    table.rate("undo of the import", undone.cpu, peer, floor.cpu)
    table.limit("peak memory of undo", undone.peak, "MB")
    whole()
    return db


def lookups(table: Table, folder: Path, many: Path, *, rows: int, runs: int) -> None:
    head(f"Looking up among {rows:,} customers, beyond what an empty database costs (CPU time)")
    none = folder / "empty.db"
    run([python(), "-m", "crmcli", "init"], environment(none))
    for argv in (("list", "--limit", "20"), ("find", "王"), ("find", "zhang"), ("find", "0013"), ("today",)):
        few, full = paired(
            runs,
            partial(run, [python(), "-m", "crmcli", *argv], environment(none)),
            partial(run, [python(), "-m", "crmcli", *argv], environment(many)),
        )
        most = 50 if argv[:2] in (("list", "--limit"), ("find", "王")) else None
        table.limit(f"crm {' '.join(argv)}", (full.cpu - few.cpu) * 1000, "ms", most=most)


def sales(table: Table, folder: Path, *, lines: int, runs: int) -> None:
    head(f"Import of {lines:,} lines of sales (CPU time)")
    rows = generate.sale_lines(lines, buyers=5_000)
    file = generate.write(folder / "sales.csv", generate.SALE_HEADINGS, rows)
    db = folder / "sales.db"
    env = environment(db)
    load = ["import", "sales", str(file), "--create-customers"]

    def crm(*argv: str) -> Cost:
        return run([python(), "-m", "crmcli", *argv], env)

    first = crm(*load)
    table.note("import", f"{first.cpu:.2f} s")
    table.limit("lines a second", lines / first.cpu, "")
    table.limit("peak memory", first.peak, "MB")
    (report,) = paired(runs, lambda: crm("report", "sales", "--by", "month"))
    table.note("report sales --by month", f"{report.cpu * 1000:.0f} ms")
    again = crm(*load, "-f", "json")
    assert f'"unchanged": {lines}' in again.out, again.out
    table.note("the same file again: nothing changes", f"{again.cpu:.2f} s")
    undone = crm("undo")
    table.note("undo of the import", f"{undone.cpu:.2f} s")
    table.limit("peak memory of undo", undone.peak, "MB")

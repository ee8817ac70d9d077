"""RFM of all customers beside DuckDB, which is made for such questions, on the same sales in a file of its own."""

import csv
import json
import sqlite3
from pathlib import Path

from bench.measure import Cost, Table, environment, head, paired, python, run
from crmcli.migrations.statistics import COUNTS


def measure(table: Table, folder: Path, db: Path, runs: int) -> None:
    """``db`` is a file of ours (``bench.world.build``)."""
    sales, buyers = _dump(db, folder / "sales.csv")
    head(f"RFM: {buyers:,} buyers with {sales:,} sales (CPU time beyond what starting takes)")
    env, none, duck = environment(db), environment(folder / "empty.db"), folder / "peer.duckdb"
    run([python(), "-m", "crmcli", "init"], none)
    here = str(Path(__file__).parent.parent)

    def crm(*argv: str, at: dict[str, str] = env) -> Cost:
        return run([python(), "-m", "crmcli", *argv], at, folder=here)

    def peer(what: str) -> Cost:
        return run([python(), "-m", "bench.ntile", str(duck), what], env, folder=here)

    peer(str(folder / "sales.csv"))
    ours, start, native, stats, opened = paired(
        runs,
        lambda: crm("report", "rfm", "-f", "json"),
        lambda: crm("report", "rfm", "-f", "json", at=none),
        lambda: peer("sales"),
        lambda: peer("stats"),
        lambda: peer("start"),
    )
    scored = sum(row["customers"] for row in json.loads(ours.out)["rows"])
    assert scored == buyers == int(native.out) == int(stats.out), (scored, buyers, native.out, stats.out)
    mine = ours.cpu - start.cpu
    table.ratio("report rfm", mine, "DuckDB, NTILE over the sales", native.cpu - opened.cpu, most=1.0)
    table.ratio("report rfm", mine, "DuckDB, NTILE, sums made before", stats.cpu - opened.cpu)
    table.limit("peak memory", ours.peak, "MB", most=200)
    table.note("peak memory of DuckDB", f"{native.peak:.3g} MB")


def _dump(db: Path, file: Path) -> tuple[int, int]:
    """The sales that count as CSV; how many, and of how many customers."""
    with sqlite3.connect(db) as connection, file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(("customer_id", "day", "base_total"))
        where = f"kind = 'sale' AND {COUNTS} AND customer_id IN (SELECT id FROM customers WHERE deleted_at IS NULL)"
        writer.writerows(
            connection.execute(f"SELECT customer_id, day, base_total FROM sales WHERE {where} ORDER BY id")
        )
        count = connection.execute(f"SELECT count(*), count(DISTINCT customer_id) FROM sales WHERE {where}").fetchone()
    connection.close()
    return int(count[0]), int(count[1])

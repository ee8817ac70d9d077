"""Export of all customers, beside csv.writer on the plain tuples of one SELECT of the same columns.

``python -m bench.exports DB FILE`` is the peer.
"""

import csv
import sqlite3
import sys
from functools import partial
from pathlib import Path

from bench.measure import Table, environment, head, paired, python, run
from crmcli.fields import expression
from crmcli.reports.exports import CUSTOMER_COLUMNS


def measure(table: Table, folder: Path, db: Path, runs: int) -> None:
    with sqlite3.connect(db) as connection:
        rows = connection.execute("SELECT count(*) FROM customers WHERE deleted_at IS NULL").fetchone()[0]
    head(f"Export of {rows:,} customers (CPU time)")
    env, here = environment(db), str(Path(__file__).parent.parent)
    peer = "csv.writer on tuples"
    csv_file, plain_file = str(folder / "export.csv"), str(folder / "plain.csv")
    bare, whole = paired(
        runs,
        partial(run, [python(), "-m", "bench.exports", str(db), plain_file], env, folder=here),
        partial(run, [python(), "-m", "crmcli", "export", "-o", csv_file], env),
    )
    table.rate("export -o customers.csv", whole.cpu, peer, bare.cpu, least=0.5)
    table.limit("peak memory", whole.peak, "MB", most=100)
    for name in ("customers.xlsx", "customers.vcf", "customers.ndjson"):
        cost = run([python(), "-m", "crmcli", "export", "-o", str(folder / name)], env)
        table.rate(f"export -o {name}", cost.cpu, peer, bare.cpu)
        table.limit("peak memory", cost.peak, "MB")
    place = folder / "everything"
    cost = run([python(), "-m", "crmcli", "export", "--all", "-o", str(place)], env)
    table.rate("export --all -o DIR", cost.cpu, peer, bare.cpu)
    table.limit("peak memory", cost.peak, "MB")


def plain(db: str, file: str) -> None:
    """The peer."""
    columns = [f'{expression(name).sql} AS "{name}"' for name in CUSTOMER_COLUMNS]
    sql = f"SELECT {', '.join(columns)} FROM customers c WHERE c.deleted_at IS NULL ORDER BY c.id"
    with sqlite3.connect(db) as connection, open(file, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(CUSTOMER_COLUMNS)
        writer.writerows(connection.execute(sql))


if __name__ == "__main__":
    plain(sys.argv[1], sys.argv[2])

"""python -m bench [--full] [PART …]: what crm costs, as ratios to named peers.

Nothing here fails for being slow: the table says which bars are met, and the reader judges. Not a part of it, and
longer: ``python -m bench.dedupe FOLDER`` (public data sets), ``bench.dedupe_scale``, ``bench.dedupe_lists``.
"""

import argparse
import compileall
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import dedupe, exports, imports, queries, rfm, startup
from bench.measure import Table, machine, python, run

PARTS = ("startup", "customers", "exports", "sales", "queries", "rfm", "dedupe")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)} (otherwise all)")
    parser.add_argument("--full", action="store_true", help="the largest sizes")
    parser.add_argument(
        "--rows",
        type=int,
        metavar="N",
        help="customers of the parts customers and exports (100,000; --full: 1,000,000)",
    )
    parser.add_argument(
        "--world", type=int, default=1_000_000, metavar="N", help="customers of the parts queries and rfm"
    )
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    wanted = set(given.parts or PARTS)
    print("\n".join(machine()))
    compileall.compile_dir(Path(__file__).parent.parent / "crmcli", quiet=2)
    table = Table()
    with TemporaryDirectory(prefix="crm-bench-") as name:
        folder = Path(name)
        if "startup" in wanted:
            startup.measure(table, folder, runs=21)
        if "customers" in wanted:
            rows = given.rows or (1_000_000 if given.full else 100_000)
            many = imports.customers(table, folder, rows=rows, runs=5 if rows <= 100_000 else 1)
            imports.lookups(table, folder, many, rows=rows, runs=7)
            if "exports" in wanted:
                exports.measure(table, folder, many, runs=3)
        if "sales" in wanted:
            imports.sales(table, folder, lines=1_000_000 if given.full else 500_000, runs=5)
        if "dedupe" in wanted:
            dedupe.measure(table, folder, runs=3, data=dedupe.folder_given())
        if wanted & {"queries", "rfm"}:
            large = folder / "world.db"
            # In a process of its own: what a parent has in memory counts as its children's peak.
            run([python(), "-m", "bench.world", str(large), str(given.world)], dict(os.environ))
            if "queries" in wanted:
                queries.measure(table, folder, large, given.world, runs=3)
            if "rfm" in wanted:
                rfm.measure(table, folder, large, runs=3)
    bars = [line.met for line in table.lines if line.met is not None]
    print(f"\n{sum(bars)} of {len(bars)} bars met")


main()

"""python -m bench.dedupe [FOLDER]: our dedupe beside Splink 5 on DuckDB, on data whose duplicates are known.

Both get the same columns and no labels; ours runs with its shipped settings everywhere, Splink with those of its
demos, and is granted the best of nine thresholds. CPU time of processes from their start to clusters at one threshold,
without what judging them takes, of the median of paired runs; Splink is given columns that are normalised already.
FOLDER (or CRM_DATA) holds the public data sets; what is missing is left out.
"""

import argparse
import importlib.util
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.dedupe_data import DataSet, data_sets, people, write, write_normalised
from bench.measure import Cost, Line, Table, environment, head, machine, python, run, seconds
from crmcli.cli import NUMPY

ROOT = str(Path(__file__).parent.parent)
SEEDS = range(1, 9)


def measure(table: Table, folder: Path, runs: int, data: Path | None = None) -> None:
    """Every data set that is there, and one that is made up; the times are those of the median of paired runs."""
    sets = list(data_sets(data)) if data else []
    for one in [*sets, people()]:
        _one(table, folder, one, runs)
    _other_seeds(table, folder)


def _one(table: Table, folder: Path, one: DataSet, runs: int) -> None:
    write(one.rows, folder / "raw.csv")
    pairs = [(ours(folder, one), peer(folder, one)) for _ in range(runs)]
    (cost, mine), (theirs, spent) = pairs[0]
    head(f"{one.name}: {len(one.rows):,} rows; finds {mine['seen']:.2%} of the pairs before clustering")
    _quality(table, one, mine, theirs)
    if theirs and spent:
        times = [(fast["cpu"], slow["cpu"]) for (_, fast), (slow, _) in pairs if slow]
        fast, slow = sorted(times, key=lambda pair: pair[0] / pair[1])[len(times) // 2]
        table.ratio("CPU time", fast, "Splink 5", slow, most=1 / 3 if one.kind == "historical" else 1.0)
        table.note("peak memory of Splink", f"{spent.peak:.0f} MB")
    else:
        table.note("CPU time", seconds(mine["cpu"]))
    table.limit("peak memory", cost.peak, "MB", most=1024)


def _other_seeds(table: Table, folder: Path) -> None:
    """What is merged without a look must be right in more files than one."""
    found = []
    for seed in SEEDS:
        one = people(seed=seed)
        write(one.rows, folder / "raw.csv")
        found.append(ours(folder, one)[1]["auto"])
    worst, pairs = min(right for _, right in found), sum(count for count, _ in found)
    label = f"precision of auto, the worst of {len(SEEDS)} other files"
    table.add(Line(label, f"{worst:.4f}", f"{pairs} pairs", None, ">= 0.9950", worst >= 0.995))


def ours(folder: Path, one: DataSet) -> tuple[Cost, dict[str, Any]]:
    command = [python(), "-m", "bench.dedupe_ours", str(folder / "raw.csv"), json.dumps(one.fields), one.region]
    cost = run(command, environment(folder / "none.db", **NUMPY), folder=ROOT)
    return cost, json.loads(cost.out.splitlines()[-1])


def peer(folder: Path, one: DataSet) -> tuple[dict[str, Any], Cost] | tuple[None, None]:
    """Splink, where it is installed (the extra ``bench``)."""
    if importlib.util.find_spec("splink") is None:
        return None, None
    write_normalised(one, file := folder / "normalised.csv")
    command = [python(), "-m", "bench.dedupe_peer", str(file), one.kind]
    cost = run(command, environment(folder / "none.db"), folder=ROOT)
    return json.loads(cost.out.splitlines()[-1]), cost


def _quality(table: Table, one: DataSet, mine: dict[str, Any], theirs: dict[str, Any] | None) -> None:
    precision, recall, f1 = mine["shipped"]
    best = theirs["best"] if theirs else None
    bar = one.bar if one.bar is not None or best is None or one.kind == "people" else best[3]
    peer = f"Splink at its best ({best[0]}) {best[3]:.4f}" if best else ""
    table.add(
        Line(
            "F1 at the shipped threshold",
            f"{f1:.4f}",
            peer,
            None,
            f">= {bar:.4f}" if bar else "",
            None if bar is None else f1 >= bar - 5e-5,
        )
    )
    table.note("precision, recall", f"{precision:.4f}, {recall:.4f}")
    if one.kind == "people":
        f1, least = mine["at .9"][2], theirs["at .9"][2] + 0.03 if theirs else None
        peer = f"Splink {theirs['at .9'][2]:.4f}" if theirs else ""
        table.add(
            Line(
                "F1 at p >= .9",
                f"{f1:.4f}",
                peer,
                None,
                f">= {least:.4f}" if least else "",
                f1 >= least if least else None,
            )
        )
        count, right = mine["auto"]
        table.add(Line("precision of auto", f"{right:.4f}", f"{count} pairs", None, ">= 0.9950", right >= 0.995))


def folder_given() -> Path | None:
    return Path(os.environ["CRM_DATA"]) if os.environ.get("CRM_DATA") else None


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.dedupe", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=folder_given())
    parser.add_argument("--runs", type=int, default=3, help="of each, in turns; the times are the median's")
    given = parser.parse_args()
    print("\n".join(machine()))
    table = Table()
    with TemporaryDirectory(prefix="crm-bench-") as name:
        measure(table, Path(name), runs=given.runs, data=given.folder)
    bars = [line.met for line in table.lines if line.met is not None]
    print(f"\n{sum(bars)} of {len(bars)} bars met")


if __name__ == "__main__":
    main()

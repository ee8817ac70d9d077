"""python -m bench.dedupe_scale [--customers N] [--peer]: dedupe of a whole database, and of a hundred new customers.

A million customers take some minutes to make, and Splink (``--peer``, with as many random pairs as we take) some more.
"""

import argparse
import importlib.util
import json
import random
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.dedupe_data import DataSet, people, write_normalised
from bench.measure import Table, environment, head, machine, python, run, seconds
from crmcli.db import Repository
from crmcli.errors import Invalid
from crmcli.normalize.companies import company_key
from crmcli.normalize.handles import contact
from crmcli.normalize.names import name_key, pinyin

ROOT = str(Path(__file__).parent.parent)
NEW = 100


def measure(table: Table, folder: Path, customers: int, *, peer: bool) -> None:
    db, data = folder / "people.db", people(customers)
    build(db, data)
    head(f"{customers:,} customers in a database")
    env = environment(db)
    whole = run([python(), "-m", "bench.dedupe_scale", "--whole", str(db)], env, folder=ROOT)
    told = json.loads(whole.out.splitlines()[-1])
    table.limit("all duplicates, from start to end", told["seconds"], "s", most=3.0 if customers <= 10_000 else None)
    table.limit("peak memory", whole.peak, "MB", most=2048)
    new = run([python(), "-m", "bench.dedupe_scale", "--new", str(db)], env, folder=ROOT)
    told = json.loads(new.out.splitlines()[-1])
    table.limit(f"{NEW} new customers, from start to end", told["seconds"], "s", most=2.0)
    if peer and importlib.util.find_spec("splink"):
        file = folder / "normalised.csv"
        write_normalised(data, file)
        sampled = environment(db, PEER_PAIRS="2e5", PEER_JUDGE="no", PEER_MEMORY="14GB")
        theirs = run([python(), "-m", "bench.dedupe_peer", str(file), "people"], sampled, folder=ROOT)
        table.ratio("all duplicates (CPU)", whole.cpu, "Splink 5", theirs.cpu, most=0.5)
        table.note("peak memory of Splink", f"{theirs.peak:.0f} MB")
    else:
        table.note("all duplicates (CPU)", seconds(whole.cpu))


def build(db: Path, data: DataSet) -> None:
    """The rows as customers, through the product's own bulk operation."""
    with (
        Repository(str(db), write=True, seed={"currency": "CNY", "region": "CN", "money_scale": "100"}) as repo,
        repo.operation("bench", at=datetime(2026, 3, 1), user="bench", bulk=True),
    ):
        columns = "id, uid, kind, name, name_key, pinyin, birthday, id_number, company, company_key, city, address, created_at, updated_at"
        repo.many(f"INSERT INTO customers ({columns}) VALUES ({', '.join('?' * 14)})", _customers(data))
        repo.many(
            "INSERT OR IGNORE INTO contact_points (customer_id, kind, value, key) VALUES (?, ?, ?, ?)", _points(data)
        )


def _customers(data: DataSet) -> Iterator[tuple[object, ...]]:
    at = "2026-01-01T00:00:00"
    for number, row in enumerate(data.rows, 1):
        kind, name, firm = row["kind"], row["name"], row["company"] or None
        yield (number, f"{number:013x}", kind, name, name_key(name, kind), pinyin(name, kind), row["birthday"] or None, row["id_number"] or None,
               firm, company_key(firm) if firm else None, row["city"] or None, row["address"] or None, at, at)  # fmt: skip


def _points(data: DataSet) -> Iterator[tuple[object, ...]]:
    for number, row in enumerate(data.rows, 1):
        for kind in ("phone", "email", "wechat"):
            if row[kind]:
                try:
                    value, key = contact(kind, row[kind], "CN")
                except Invalid:
                    continue
                yield number, kind, value, key


def whole(db: Path) -> None:
    """Find all duplicates, and store the models beside the database."""
    start = time.perf_counter()
    from crmcli.dedupe.engine import find
    from crmcli.dedupe.records import from_database

    with Repository(str(db), write=False) as repo:
        found = find(from_database(repo))
    spent = time.perf_counter() - start
    db.with_suffix(".models").write_text(json.dumps({kind: model.to_json() for kind, model in found.models.items()}))
    print(json.dumps({"seconds": spent, "clusters": len(found.clusters())}))


def new(db: Path) -> None:
    start = time.perf_counter()
    import numpy as np

    from crmcli.dedupe.engine import find_new, load_model
    from crmcli.dedupe.neighbours import neighbours
    from crmcli.dedupe.records import from_database

    models = {kind: load_model(kind, text) for kind, text in json.loads(db.with_suffix(".models").read_text()).items()}
    with Repository(str(db), write=False) as repo:
        last = repo.value("SELECT max(id) FROM customers")
        wanted = sorted(random.Random(1).sample(range(1, last + 1), NEW))
        records = from_database(repo, neighbours(repo, wanted))
    found = find_new(records, np.flatnonzero(np.isin(records.ids, wanted)).astype(np.int32), models)
    print(
        json.dumps(
            {"seconds": time.perf_counter() - start, "looked at": len(records), "clusters": len(found.clusters())}
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.dedupe_scale", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--peer", action="store_true", help="Splink on the same customers")
    parser.add_argument("--whole", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--new", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.whole:
        whole(given.whole)
        return
    if given.new:
        new(given.new)
        return
    print("\n".join(machine()))
    with TemporaryDirectory(prefix="crm-bench-") as name:
        measure(Table(), Path(name), given.customers, peer=given.peer)


if __name__ == "__main__":
    main()

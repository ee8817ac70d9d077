"""python -m bench.dedupe_lists [--rows N] [--seeds N …] [--peer] [--causes]: dedupe of lists as different businesses keep them.

Made up, each of another shape: a Chinese seller's, a shop's of three countries, the people of firms, Chinese companies,
leads with nothing but a mail address, all sorts in one, two systems put together; and each once more without any
duplicate. With ``--peer`` the best F1 of nine thresholds of Splink; with ``--causes`` what is missed and what is wrong.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from bench.dedupe import ours, peer
from bench.dedupe_data import DataSet, records_of, write
from bench.dedupe_peer import same_pairs
from bench.list_firms import Companies, Sales
from bench.list_maker import Maker, Row
from bench.list_people import Leads, Seller, Shop
from bench.measure import machine

Make = Callable[[int, str, bool], list[Row]]
FIELDS = {name: name for name in ("kind", "name", "phone", "email", "company", "birthday", "gender", "address", "postcode", "city")} | {
    "mobile": "phone", "wechat": "handle", "website": "handle", "credit_code": "id_number"}  # fmt: skip
_NOT_IN_SHOPS = ("wechat", "mobile", "company")
_ONLY_IN_SHOPS = ("birthday", "address", "postcode")


class List(NamedTuple):
    make: Make
    region: str
    kind: str = "people"


def _of(*makers: type[Maker[Any]], times: tuple[int, ...] = Maker.times) -> Make:
    """As many rows from each maker, in no order; phones of several countries have it with them."""

    def make(count: int, seed: str, again: bool) -> list[Row]:
        rows: list[Row] = []
        for left, maker in zip(range(len(makers), 0, -1), makers, strict=True):
            one = maker(f"{seed} {maker.__name__}", again=again)
            one.times, one.national = times, len(makers) == 1
            for row in one.make((count - len(rows)) // left):
                near = row["near"] and f"{row['near']} {maker.__name__}"
                rows.append(row | {"truth": f"{maker.__name__} {row['truth']}", "near": near})
        Random(seed).shuffle(rows)
        return rows

    return make


def _two_systems(count: int, seed: str, again: bool) -> list[Row]:
    """Of a shop, which knows homes and birthdays, and of those who sell, who know chats and employers."""
    random, out = Random(seed), []
    rows = _of(Seller, Shop, Sales, times=(57, 43))(count, seed, again)
    entries = Counter(row["truth"] for row in rows)
    for row in rows:
        in_shop = row["entry"] == "0" if entries[row["truth"]] > 1 else random.random() < 0.5
        out.append(row | dict.fromkeys(_NOT_IN_SHOPS if in_shop else _ONLY_IN_SHOPS, ""))
    return out


LISTS = {
    "seller": List(_of(Seller), "CN"), "shop": List(_of(Shop), "DE"), "sales": List(_of(Sales), "US"),
    "companies": List(_of(Companies), "CN", "firms"), "leads": List(_of(Leads), "US"), "mixed": List(_of(Seller, Shop, Sales), "CN"),
    "two systems": List(_two_systems, "CN"),
}  # fmt: skip


def make(name: str, count: int, seed: int, *, again: bool = True) -> DataSet:
    """The same for the same seed; without ``again`` nobody is in the list twice."""
    one = LISTS[name]
    rows = one.make(count, f"{name} {count} {seed}", again)
    fields = {column: what for column, what in FIELDS.items() if any(row[column] for row in rows)}
    return DataSet(name, one.kind, rows, fields, None, one.region)


def line(folder: Path, name: str, count: int, seed: int, *, splink: bool) -> str:
    """One row of the table."""
    one, single = make(name, count, seed), make(name, count, seed, again=False)
    write(one.rows, folder / "raw.csv")
    found = ours(folder, one)[1]
    write(single.rows, folder / "raw.csv")
    wrong = ours(folder, single)[1]["wrong"]
    scores = (f"{f1:.3f} ({right:.3f}, {seen:.3f})" for right, seen, f1 in (found["shipped"], found["at .9"]))
    merged, right = found["auto"]
    theirs = peer(folder, one)[0] if splink else None
    return _cells((
        name, seed, f"{len(one.rows):,}", same_pairs(row["truth"] for row in one.rows), *scores, f"{right:.4f} of {merged}" if merged else "none",
        f"{wrong[0]}, {wrong[1]}", f"{found['cpu']:.2f} s", f"{theirs['best'][3]:.3f}" if theirs else "",
    ))  # fmt: skip


_HEAD = ("list", "seed", "rows", "pairs", "F1 (precision, recall)", "the same at p >= .9", "right of auto", "wrong*", "CPU", "Splink")  # fmt: skip
_WIDTHS = (12, 4, 7, 6, 22, 22, 15, 12, 8, 6)


def _cells(cells: Sequence[object]) -> str:
    return "  ".join(str(cell).ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip()


def causes(one: DataSet) -> Iterator[str]:
    """What went wrong in the rows of pairs that are missed, and whom those wrongly taken for one are to each other."""
    from crmcli.dedupe.engine import find

    labels = find(records_of(one)).labels.tolist()
    truth = [row["truth"] for row in one.rows]
    missed, wrong = Counter[str](), Counter[str]()
    for i, j in _pairs(truth):
        if labels[i] != labels[j]:
            done = {*one.rows[i]["done"].split(), *one.rows[j]["done"].split()}
            missed.update(sorted(done) or ["nothing"])
    for i, j in _pairs(labels):
        if truth[i] != truth[j]:
            near = one.rows[i]["near"]
            wrong[near.partition(":")[0] if near and near == one.rows[j]["near"] else "strangers"] += 1
    for title, counts in (("missed", missed), ("wrong", wrong)):
        yield f"  {title}: " + ", ".join(f"{what} {count}" for what, count in counts.most_common())


def _pairs(labels: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Rows of one label."""
    members: dict[object, list[int]] = {}
    for at, label in enumerate(labels):
        members.setdefault(label, []).append(at)
    for rows in members.values():
        yield from combinations(rows, 2)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.dedupe_lists", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("lists", nargs="*", metavar="LIST", help=f"some of {', '.join(LISTS)} (otherwise all)")
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--peer", action="store_true", help="Splink on the same lists (of 3,000 rows at most)")
    parser.add_argument("--causes", action="store_true", help="why pairs are missed, or wrong")
    given = parser.parse_args()
    if unknown := set(given.lists) - set(LISTS):
        parser.error(f"no such list: {', '.join(sorted(unknown))}")
    print("\n".join([*machine(), "", _cells(_HEAD)]))
    with TemporaryDirectory(prefix="crm-bench-") as folder:
        for name in given.lists or LISTS:
            for seed in given.seeds:
                print(line(Path(folder), name, given.rows, seed, splink=given.peer and given.rows <= 3000), flush=True)
                if given.causes:
                    print("\n".join(causes(make(name, given.rows, seed))), flush=True)
    print("\n* pairs claimed at the shipped threshold, and at p >= .9, in such a list without any duplicate")


if __name__ == "__main__":
    main()

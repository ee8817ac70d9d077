"""python -m bench.dedupe_ours FILE FIELDS [REGION]: find the duplicates of a CSV, print how well that went as JSON.

The truth (column ``truth``) is looked at only after everything was found.
"""

import csv
import json
import sys
import time
from operator import itemgetter
from typing import Any

import numpy as np

from bench.dedupe_peer import same_pairs
from crmcli.dedupe.certain import certain
from crmcli.dedupe.engine import Findings, find
from crmcli.dedupe.records import from_columns


def main(file: str, fields: str, region: str = "CN") -> None:
    with open(file, encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream)
        names, wanted = next(lines), [*json.loads(fields), "truth"]
        pick = itemgetter(*map(names.index, wanted))
        cells = [cell for line in lines for cell in pick(line)]
    columns = {name: cells[at :: len(wanted)] for at, name in enumerate(wanted)}
    records = from_columns(columns, json.loads(fields), region=region)
    found = find(records)
    sure = certain(records, found)
    spent = time.process_time()
    truth = columns["truth"]
    right = np.array(
        [truth[i] == truth[j] for i, j in zip(found.i.tolist(), found.j.tolist(), strict=True)], dtype=bool
    )
    print(json.dumps({
        "cpu": spent, "rows": len(truth), "shipped": judge(found, truth, 0.5), "at .9": judge(found, truth, 0.9),
        "wrong": [wrong(found, truth, least) for least in (0.5, 0.9)],
        "seen": float(right.sum()) / max(same_pairs(truth), 1), "auto": [int(sure.sum()), float(right[sure].mean()) if sure.any() else 1.0],
        "skipped": [[block.rule, block.skipped, block.lost] for block in found.report if block.skipped],
    }))  # fmt: skip


def judge(found: Findings, truth: list[str], least: float) -> list[float]:
    """Precision, recall and F1 of pairs after clustering."""
    claimed, right, real = count(found, truth, least)
    precision, recall = right / max(claimed, 1), right / max(real, 1)
    return [precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)]


def wrong(found: Findings, truth: list[str], least: float) -> int:
    claimed, right, _ = count(found, truth, least)
    return claimed - right


def count(found: Findings, truth: list[str], least: float) -> tuple[int, int, int]:
    """Pairs after clustering: claimed, rightly so, and true."""
    labels: list[Any] = list(range(len(truth)))
    for one in found.clusters(least):
        for row in one.rows:
            labels[row] = one.rows[0]
    return same_pairs(labels), same_pairs(list(zip(labels, truth, strict=True))), same_pairs(truth)


if __name__ == "__main__":
    main(*sys.argv[1:])

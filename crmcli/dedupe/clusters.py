"""From likely pairs to clusters: whoever joins must fit all who are there, not just one of them.

Bare union-find chains: A is like B, B like C, and soon half a town is one customer. Here two groups become one only
while the log odds of all pairs across them, also of those no rule had proposed, are on average in favour, and never
against a veto.
"""

from collections.abc import Callable

import numpy as np

from crmcli.dedupe.columns import Floats, Ints, Longs

JOIN = 0.0
"""Average log odds across two groups from which they are one: rather the same than not."""

MOST = 6.0
"""No pair speaks louder than this for two groups: one strong link does not outweigh many doubts."""
LEAST = 2.0
"""No pair speaks louder than this against them: a bad day of typing is no proof of two people."""
NEVER = 1e6
"""A vote that no others can outvote."""
LARGEST = 1000
"""Rows whose pairs are all weighed at once; what hangs together more loosely is cut at its weakest links."""

Weigh = Callable[[Ints, Ints], tuple[Floats, Floats]]
"""Log odds of any pairs of rows, and their votes: 1 against one customer, -1 for it, 0 for no say."""


def cluster(rows: int, i: Ints, j: Ints, log_odds: Floats, weigh: Weigh) -> Ints:
    """The cluster of each row, named by its first row; ``i``, ``j`` are the pairs rather the same than not."""
    label = np.arange(rows, dtype=np.int32)
    limit, step = -np.inf, 1.0
    while len(i):
        found = components(rows, i, j)
        sizes = np.bincount(found, minlength=rows)
        small = sizes[found[i]] <= LARGEST
        _join(label, found, np.unique(np.concatenate((i[small], j[small]))), sizes, weigh)
        i, j, log_odds = i[~small], j[~small], log_odds[~small]
        limit = max(limit, float(log_odds.min(initial=0.0))) + step
        kept = log_odds > limit
        i, j, log_odds, step = i[kept], j[kept], log_odds[kept], step * 1.5
    return label


def components(rows: int, i: Ints, j: Ints) -> Ints:
    """The smallest row that each row hangs together with."""
    label = np.arange(rows, dtype=np.int32)
    while True:
        least = np.minimum(label[i], label[j])
        new = label.copy()
        np.minimum.at(new, label[i], least)
        np.minimum.at(new, label[j], least)
        new = new[new]
        if np.array_equal(new, label):
            return label
        label = new


def _join(label: Ints, found: Ints, members: Ints, sizes: Longs, weigh: Weigh) -> None:
    """Weigh all pairs within each component, and join what fits."""
    order = members[np.argsort(found[members], kind="stable")]
    starts = np.flatnonzero(np.concatenate(([True], found[order][1:] != found[order][:-1]))) if len(order) else order
    ends = np.concatenate((starts[1:], [len(order)]))
    pairs = order[starts[ends - starts == 2]], order[starts[ends - starts == 2] + 1]
    label[np.maximum(*pairs)] = np.minimum(*pairs)
    batch: list[Ints] = []
    waiting = 0
    for start, end in zip(starts[ends - starts > 2].tolist(), ends[ends - starts > 2].tolist(), strict=True):
        batch.append(order[start:end])
        waiting += (end - start) ** 2 // 2
        if waiting > 1 << 19:
            _join_batch(label, batch, weigh)
            batch, waiting = [], 0
    _join_batch(label, batch, weigh)


def _join_batch(label: Ints, batch: list[Ints], weigh: Weigh) -> None:
    if not batch:
        return
    corners = [tuple(side.astype(np.int64) for side in np.triu_indices(len(group), 1)) for group in batch]
    i = np.concatenate([group[left] for group, (left, _) in zip(batch, corners, strict=True)])
    j = np.concatenate([group[right] for group, (_, right) in zip(batch, corners, strict=True)])
    odds, votes = weigh(np.minimum(i, j), np.maximum(i, j))
    at = 0
    for group, (left, right) in zip(batch, corners, strict=True):
        part = slice(at, at + len(left))
        at += len(left)
        for members in _agglomerate(len(group), left, right, np.clip(odds[part], -LEAST, MOST), votes[part]):
            label[group[members]] = group[members].min()


def _agglomerate(size: int, left: Longs, right: Longs, odds: Floats, votes: Floats) -> list[list[int]]:
    """Average linkage: the two groups that fit best become one, as long as any do."""
    total = np.zeros((size, size))
    total[left, right] = total[right, left] = odds
    against = np.zeros((size, size))
    against[left, right] = against[right, left] = votes
    many = np.ones(size)
    mean = np.where(against > 0, -np.inf, total)
    np.fill_diagonal(mean, -np.inf)
    groups: list[list[int]] = [[at] for at in range(size)]
    best, place = mean.max(axis=1), mean.argmax(axis=1)
    while True:
        a = int(best.argmax())
        if best[a] < JOIN:
            return [group for group in groups if len(group) > 1]
        b = int(place[a])
        groups[a] += groups[b]
        groups[b] = []
        total[a] += total[b]
        total[:, a] = total[a]
        against[a] += against[b]
        against[:, a] = against[a]
        many[a] += many[b]
        many[b] = 0
        with np.errstate(invalid="ignore", divide="ignore"):
            row = np.where((many > 0) & (against[a] <= 0), total[a] / (many * many[a]), -np.inf)
        row[a] = -np.inf
        mean[a], mean[:, a] = row, row
        mean[b], mean[:, b] = -np.inf, -np.inf
        stale = np.flatnonzero((place == a) | (place == b))
        best[stale], place[stale] = mean[stale].max(axis=1), mean[stale].argmax(axis=1)
        better = mean[:, a] > best
        best[better], place[better] = mean[better, a], a
        best[a], place[a] = mean[a].max(), mean[a].argmax()
        best[b] = -np.inf

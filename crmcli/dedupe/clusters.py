"""From likely pairs to clusters: whoever joins must fit all who are there, not just one of them.

Bare union-find chains: A is like B, B like C, and soon half a town is one customer. Here two groups become one only
while the log odds of all pairs across them, also of those no rule had proposed, are on average in favour, and never
against a veto.
"""

from collections.abc import Callable

import numpy as np

from crmcli.dedupe.columns import MISSING, Floats, Ints, Longs

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
AT_ONCE = 1 << 19
"""Pairs weighed at once."""

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
    order = members[np.lexsort((members, found[members], sizes[found[members]]))]
    many = sizes[found[order]]
    pairs = order[many == 2].reshape(-1, 2)
    label[pairs.max(axis=1, initial=0)] = pairs.min(axis=1, initial=len(label))
    batch: list[Ints] = []
    waiting = 0
    widths = _widths(many)
    for like in np.unique(widths[many > 2]).tolist():
        mine, width = order[widths == like], int(many[widths == like].max())
        groups = _matrix(mine, found[mine], width)
        most = max(1, (AT_ONCE - waiting) * 2 // width**2)
        while len(groups):
            batch.append(groups[:most])
            waiting += len(groups[:most]) * width**2 // 2
            groups = groups[most:]
            if waiting >= AT_ONCE or len(groups):
                _join_batch(label, batch, weigh)
                batch, waiting = [], 0
            most = max(1, AT_ONCE * 2 // width**2)
    _join_batch(label, batch, weigh)


def _widths(sizes: Longs) -> Longs:
    """For components of such sizes the most that the matrix is wide in which they are worked out: a few matrices for
    all, as each takes its turns one after the other."""
    step = np.maximum(2.0 ** (np.ceil(np.log2(sizes)) - 3), 1).astype(np.int64)
    found: Longs = -(-sizes // step) * step
    return found


def _matrix(rows: Ints, components: Ints, width: int) -> Ints:
    """A line of rows for each component, which stand together; ``MISSING`` after its last one."""
    firsts = np.concatenate(([True], components[1:] != components[:-1]))
    line = np.cumsum(firsts) - 1
    groups = np.full((line[-1] + 1, width), MISSING, dtype=np.int32)
    groups[line, np.arange(len(rows)) - np.flatnonzero(firsts)[line]] = rows
    return groups


def _join_batch(label: Ints, batch: list[Ints], weigh: Weigh) -> None:
    """Components of several sizes, a few matrices of rows; their pairs are weighed all at once."""
    if not batch:
        return
    corners = [np.triu_indices(groups.shape[1], 1) for groups in batch]
    i = np.concatenate([groups[:, left].reshape(-1) for groups, (left, _) in zip(batch, corners, strict=True)])
    j = np.concatenate([groups[:, right].reshape(-1) for groups, (_, right) in zip(batch, corners, strict=True)])
    pairs = np.flatnonzero(j != MISSING)
    odds, votes = np.zeros(len(j)), np.full(len(j), NEVER)
    odds[pairs], votes[pairs] = weigh(i[pairs], j[pairs])
    odds = np.clip(odds, -LEAST, MOST)
    at = 0
    for groups, (left, right) in zip(batch, corners, strict=True):
        count, size = groups.shape
        part = slice(at, at + count * len(left))
        at += count * len(left)
        total, against = np.zeros((2, count, size, size))
        total[:, left, right] = total[:, right, left] = odds[part].reshape(count, -1)
        against[:, left, right] = against[:, right, left] = votes[part].reshape(count, -1)
        there = groups != MISSING
        named = np.take_along_axis(groups, _agglomerate(total, against), axis=1)
        label[groups[there]] = named[there]


def _agglomerate(total: Floats, against: Floats) -> Longs:
    """Average linkage in many components: the two groups that fit best become one, as long as any do.

    Sums of log odds and of votes for each pair; returns the first member of the group of each.
    """
    count, size, _ = total.shape
    many = np.ones((count, size))
    group = np.tile(np.arange(size), (count, 1))
    mean = np.where(against > 0, -np.inf, total)
    mean[:, np.arange(size), np.arange(size)] = -np.inf
    best, place = mean.max(axis=2), mean.argmax(axis=2)
    live = np.arange(count)
    while True:
        a = best[live].argmax(axis=1)
        going = best[live, a] >= JOIN
        live, a = live[going], a[going]
        if not len(live):
            return group
        b = place[live, a]
        a, b = np.minimum(a, b), np.maximum(a, b)
        total[live, a] += total[live, b]
        total[live, :, a] = total[live, a]
        against[live, a] += against[live, b]
        against[live, :, a] = against[live, a]
        many[live, a] += many[live, b]
        many[live, b] = 0
        group[live] = np.where(group[live] == b[:, None], a[:, None], group[live])
        pairs = many[live] * many[live, a][:, None]
        row = np.where((pairs > 0) & (against[live, a] <= 0), total[live, a] / np.maximum(pairs, 1), -np.inf)
        row[np.arange(len(live)), a] = -np.inf
        mean[live, a], mean[live, :, a] = row, row
        mean[live, b], mean[live, :, b] = -np.inf, -np.inf
        _renew(mean, best, place, live, a, b, row)


def _renew(mean: Floats, best: Floats, place: Longs, live: Longs, a: Longs, b: Longs, row: Floats) -> None:
    """The best partner of each group, after ``a`` took in ``b``: anew where it was one of the two."""
    better = row > best[live]
    which, at = np.nonzero(better)
    best[live[which], at], place[live[which], at] = row[which, at], a[which]
    stale = ~better & ((place[live] == a[:, None]) | (place[live] == b[:, None])) & np.isfinite(best[live])
    which, at = np.nonzero(stale)
    fresh = mean[live[which], at]
    best[live[which], at], place[live[which], at] = fresh.max(axis=1, initial=-np.inf), fresh.argmax(axis=1)
    best[live, a], place[live, a] = row.max(axis=1), row.argmax(axis=1)
    best[live, b] = -np.inf

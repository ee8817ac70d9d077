"""Strangers who have something in common: how often two different people share a phone, a mailbox, a home.

Chance alone would hardly ever make two people share a phone and an address; families and colleagues do so all the
time. Pairs whose names clearly differ show how often. They are taken for a mixture of chance and a few kinds of
relations; within one kind, things are shared independently, which also tells of combinations seen too rarely.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from crmcli.dedupe.columns import Floats

ROUNDS = 40
TRUST = 5.0
"""Pairs that must show a combination before their number counts as much as what the mixture expects."""
FEW = 3.0
"""So many pairs are no kind of relation yet: one row that resembles all entries of another customer makes as many."""
SAYS_LITTLE = 10.0
"""Pairs that must share an identifier in one combination before they count as much as others of their kind."""
UNSEEN = 0.02
"""Pairs expected by every combination, so that nothing is impossible."""


def shared_by_strangers(observed: Floats, expected: Floats, names: list[str]) -> Floats:
    """For each combination of shared things (a bit each), how many pairs of strangers are believed to share it.

    ``observed`` and ``expected`` (by chance) are numbers of pairs; of a combination that blocking does not cover too
    few are observed.
    """
    expected = np.maximum(expected, TINY)
    mixed = expected + UNSEEN * expected / (expected + UNSEEN) + _relations(observed, expected, names)
    beyond = np.maximum(observed - FEW, 0)
    weight = beyond / (beyond + TRUST)
    found: Floats = np.exp(weight * np.log(np.maximum(observed, TINY)) + (1 - weight) * np.log(mixed))
    return found


def at_least(drawn: Floats) -> Floats:
    """Of what was drawn so often at random, how often one may count on it: two standard deviations less."""
    found: Floats = np.maximum(drawn - 2 * np.sqrt(drawn), 0)
    return found


def times_by_chance(believed: Floats, expected: Floats) -> Floats:
    """How many times as often as by chance strangers share each combination; at least once."""
    found: Floats = np.maximum(believed / np.maximum(expected, TINY), 1.0)
    return found


class OwnShares(NamedTuple):
    """Of the pairs of strangers who share an identifier, how many share one that nobody else has: colleagues hardly
    ever, families mostly."""

    kinds: int = 0
    """Bits of the combinations that say most about it: they share a surname, a company."""
    seen: Sequence[tuple[Floats, Floats]] = ()
    """For each identifier, pairs by combination that share such a one, and any."""

    def times(self, usual: Sequence[float]) -> Floats:
        """For each identifier and combination how many times as often as usual; at least once. Few pairs lean on all of
        their kind, these on what is usual."""
        shares = [self._share(own, both, one) / one for (own, both), one in zip(self.seen, usual, strict=False)]
        return np.maximum(np.array(shares), 1.0)

    def _share(self, own: Floats, shared: Floats, usual: float) -> Floats:
        kind = np.arange(len(own)) & self.kinds
        like_own, like_shared = (np.bincount(kind, pairs, minlength=len(own))[kind] for pairs in (own, shared))
        guess = (like_own + SAYS_LITTLE * usual) / (like_shared + SAYS_LITTLE)
        found: Floats = (own + SAYS_LITTLE * guess) / (shared + SAYS_LITTLE)
        return found


TINY = 1e-12
_KINDS = (
    {"name": 0.8, "address": 0.5, "phone": 0.3, "city": 0.5, "postcode": 0.4},
    {"company": 0.8, "phone": 0.3, "email": 0.2, "city": 0.3, "address": 0.1},
    {"phone": 0.6, "name": 0.1},
    {"email": 0.6, "name": 0.1},
)
"""Where the kinds of relations start from: a family, colleagues, a phone or a mailbox that went to somebody else."""


def _relations(observed: Floats, expected: Floats, names: list[str]) -> Floats:
    """How many pairs of all kinds of relations are expected to show each combination."""
    bits = (np.arange(len(observed))[:, None] >> np.arange(len(names))[None, :] & 1).astype(np.float64)
    chances = np.array([[kind.get(name, 0.05) for name in names] for kind in _KINDS])
    surplus = float(np.maximum(observed - expected, 0).sum())
    sizes = np.full(len(_KINDS), surplus / len(_KINDS) + 1e-3)
    for _ in range(ROUNDS):
        parts = sizes[:, None] * _products(chances, bits)
        share = parts / (parts.sum(axis=0) + expected) * observed
        sizes = np.maximum(share.sum(axis=1) - FEW, 1e-6)
        chances = (share @ bits + 0.25) / (sizes + 0.5)[:, None]
        chances = np.clip(chances, 1e-4, 0.999)
    found: Floats = (sizes[:, None] * _products(chances, bits)).sum(axis=0)
    return found


def _products(chances: Floats, bits: Floats) -> Floats:
    """Kinds × combinations: the chance of each combination within each kind."""
    found: Floats = np.exp(np.log(chances) @ bits.T + np.log1p(-chances) @ (1 - bits).T)
    return found

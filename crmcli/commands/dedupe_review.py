"""dedupe review: one group of likely duplicates after the other, one key a decision."""

from collections import Counter, deque
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from crmcli.context import Context
from crmcli.errors import Conflict, Interrupted, Refused
from crmcli.i18n import t
from crmcli.result import Document, Done
from crmcli.services import duplicate_pages, duplicates, keys, uniting
from crmcli.signature import Opt
from crmcli.text import safe

if TYPE_CHECKING:
    from crmcli.dedupe.listing import Listed

_CALLED = {
    "merge": "m合", "reject": "n否", "skip": "s跳", "each": "e逐", "why": "w依", "quit": f"q退{keys.END}\x1b",
}  # fmt: skip
_KEYS = {key: decision for decision, several in _CALLED.items() for key in several}


class _Question(NamedTuple):
    ids: list[int]
    about: dict[str, Any]


def review(
    ctx: Context,
    least: Annotated[float | None, Opt("--min", help="dedupe.opt_min", metavar="P")] = None,
) -> Done:
    """Merge, reject or skip each group; every decision is an operation of its own, so that it may be left any time."""
    minimum = duplicates.at_least(least)
    ctx.repo  # noqa: B018 - a file that cannot be used is said first
    if ctx.flags.get("read_only"):
        raise Refused("read_only")
    if not (ctx.stdin.isatty() and ctx.stdout.isatty()):
        raise Refused("dedupe.no_terminal")
    found = duplicates.find(ctx)
    groups = [group for group in found.clusters if group.probability >= minimum]
    asked = _Review(ctx, groups, found)
    tally = asked.tally
    try:
        asked.run()
    except KeyboardInterrupt:
        ctx.stderr.write("\n")
        raise Interrupted("dedupe.stopped", merged=tally["merge"], rejected=tally["reject"]) from None
    left = len(asked.waiting) + tally["skip"] + tally["quit"]
    message = t("dedupe.reviewed", merged=tally["merge"], rejected=tally["reject"], left=left)
    data = {"merged": tally["merge"], "rejected": tally["reject"], "skipped": tally["skip"], "left": left}
    return Done(message if groups else t("dedupe.none"), data)


class _Review:
    def __init__(self, ctx: Context, groups: "Sequence[Listed]", found: duplicates.Found) -> None:
        self.ctx, self.found = ctx, found
        self.total = len(groups)
        self.waiting = deque(
            _Question(
                group.customers,
                {
                    "cluster": number, "of": self.total, "probability": group.probability, "reasons": group.reasons,
                    "said": [duplicate_pages.reason(one) for one in group.reasons],
                },
            )
            for number, group in enumerate(groups, 1)
        )  # fmt: skip
        self.merged: dict[int, int] = {}
        """Who has gone → who stayed, in this review."""
        self.tally: Counter[str] = Counter()

    def run(self) -> None:
        while self.waiting:
            question = self.waiting.popleft()
            ids = list(dict.fromkeys(self.merged.get(number, number) for number in question.ids))
            if len(ids) < 2:
                continue
            decision = self._ask(_Question(ids, question.about))
            self.tally[decision] += 1
            if decision == "quit":
                break
            self._act(decision, ids, question.about)

    def _ask(self, question: _Question) -> str:
        several = len(question.ids) > 2
        self._show(duplicate_pages.side_by_side(self.ctx, question.ids, question.about, advice=False))
        place = t("dedupe.place", n=question.about["cluster"], of=self.total)
        asked = f"{place} {t('dedupe.keys_several' if several else 'dedupe.keys')}"
        while True:
            self._say(f"{asked} ", end="")
            decision = _KEYS.get(keys.press(self.ctx.stdin), "")
            offered = decision not in (("why",) if several else ("each",))
            self._say(t(f"dedupe.chosen_{decision}") if decision and offered else "")
            if decision == "why" and offered:
                self._say("")
                self._show(self._why(question.ids))
            elif decision and offered:
                return decision

    def _why(self, ids: list[int]) -> Document:
        a, b = ids
        return duplicate_pages.waterfall(self.ctx, (a, b), duplicates.between(self.found, a, b), None)

    def _act(self, decision: str, ids: list[int], about: dict[str, Any]) -> None:
        if decision == "each":
            of_all = {name: value for name, value in about.items() if name != "said"}
            pairs = [_Question(list(pair), of_all) for pair in combinations(ids, 2)]
            self.waiting.extendleft(reversed(pairs))
        elif decision in ("merge", "reject"):
            try:
                (self._merge if decision == "merge" else self._reject)(ids)
            except Conflict as error:
                from crmcli.sentences import sentence

                self.tally[decision] -= 1
                self._say(sentence(error))
        self._say("")

    def _merge(self, ids: list[int]) -> None:
        with self.ctx.operation() as operation:
            survivor = uniting.unite(self.ctx, ids)
            operation.summary = f"{survivor.id} {survivor.name} ← {', '.join(map(str, ids[1:]))}"
        gone = t("common.comma").join(map(str, ids[1:]))
        self._say(t("dedupe.review_merged", id=survivor.id, name=survivor.name, gone=gone, last=ids[-1]))
        self.merged = {gone: ids[0] if kept in ids else kept for gone, kept in self.merged.items()}
        self.merged |= dict.fromkeys(ids[1:], ids[0])

    def _reject(self, ids: list[int]) -> None:
        from crmcli.dedupe import rejections

        with self.ctx.operation() as operation:
            rejections.reject(self.ctx.repo, combinations(sorted(ids), 2), self.ctx.now.isoformat(timespec="seconds"))
            operation.summary = " ≠ ".join(map(str, ids))

    def _show(self, page: Document) -> None:
        from crmcli.render import Target, show

        environ = self.ctx.environ
        colour = not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
        show(page, Target(self.ctx.stdout, "table", terminal=True, colour=colour, columns=_width(environ)))
        self.ctx.stdout.write("\n")
        self.ctx.stdout.flush()

    def _say(self, text: str, end: str = "\n") -> None:
        self.ctx.stderr.write(safe(text) + end)
        self.ctx.stderr.flush()


def _width(environ: Any) -> int:
    from shutil import get_terminal_size

    given = environ.get("COLUMNS", "")
    return max(20, int(given)) if given.isdecimal() else get_terminal_size().columns

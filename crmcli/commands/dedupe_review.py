"""dedupe review: one group of likely duplicates after the other, one key a decision."""

from collections import Counter, deque
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from crmcli.context import Context
from crmcli.domain import merging
from crmcli.domain.customers import Customer
from crmcli.errors import Conflict, Interrupted, Invalid, Refused
from crmcli.i18n import t
from crmcli.result import Document, Done
from crmcli.services import duplicate_pages, duplicates, merge_page, review_screen, uniting
from crmcli.signature import Opt
from crmcli.store import bulk

if TYPE_CHECKING:
    from crmcli.dedupe.listing import Listed


class _Question(NamedTuple):
    ids: list[int]
    about: dict[str, Any]


class _Decided(NamedTuple):
    """A decision, and what the review was before it."""

    question: _Question
    decision: str
    operation: int | None
    waiting: list[_Question]


def review(
    ctx: Context,
    least: Annotated[float | None, Opt("--min", help="dedupe.opt_min", metavar="P")] = None,
) -> Done:
    """Merge, reject or skip each group; every decision is an operation of its own, so that it may be left any time."""
    from crmcli.dedupe import stored

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
    rejected, merged = stored.decided(ctx.repo)
    if groups and (rejected or merged):
        asked.screen.say(t("dedupe.so_far", n=len(groups), merged=merged, rejected=rejected) + "\n")
    try:
        asked.run()
    except KeyboardInterrupt:
        ctx.stderr.write("\n")
        raise Interrupted("dedupe.stopped", merged=tally["merge"], rejected=tally["reject"]) from None
    message = t("dedupe.reviewed", merged=tally["merge"], rejected=tally["reject"], left=asked.left)
    data = {"merged": tally["merge"], "rejected": tally["reject"], "skipped": tally["skip"], "left": asked.left}
    return Done(message if groups else t("dedupe.none"), data)


class _Review:
    def __init__(self, ctx: Context, groups: "Sequence[Listed]", found: duplicates.Found) -> None:
        from crmcli.dedupe import listing

        self.ctx, self.found = ctx, found
        self.screen = review_screen.Screen(ctx)
        names = listing.names(ctx.repo, list(groups))
        self.total = len(groups)
        self.waiting = deque(
            _Question(group.customers, duplicate_pages.facts(number, group, names, self.total))
            for number, group in enumerate(groups, 1)
        )
        self.tally: Counter[str] = Counter()
        self.decided: list[_Decided] = []

    @property
    def left(self) -> int:
        """Groups of which something was not decided."""
        skipped = (one.question for one in self.decided if one.decision == "skip")
        return len({question.about["cluster"] for question in (*self.waiting, *skipped)})

    def run(self) -> None:
        from crmcli.dedupe.rejections import rejected_at

        while self.waiting:
            question = self.waiting.popleft()
            here = bulk.alive(self.ctx.repo, question.ids)
            ids = list(dict.fromkeys(here[number] for number in question.ids if number in here))
            if len(ids) < 2 or (len(ids) == 2 and rejected_at(self.ctx.repo, *ids)):
                continue
            decision = self._ask(ids, question.about)
            if decision in ("quit", "undo"):
                self.waiting.appendleft(question)
            if decision == "quit":
                break
            if decision == "undo":
                self._undo()
                continue
            before = list(self.waiting)
            try:
                number = self._act(decision, ids, question.about)
            except Conflict as error:
                self._say_error(error)
                continue
            self.tally[decision] += 1
            self.decided.append(_Decided(question, decision, number, before))
            self.screen.say("")

    def _ask(self, ids: list[int], about: dict[str, Any]) -> str:
        place = t("dedupe.place", n=about["cluster"], of=self.total)
        headline = duplicate_pages.title(ids, about)
        compared = duplicate_pages.compare(self.ctx, ids)
        decision = "again"
        while True:
            if decision == "again":
                offered = review_screen.offered(ids, whole=False, undoable=bool(self.decided))
                if self.screen.compare(compared, about, self.screen.prompt(place, offered)):
                    offered.pop("all")
            elif decision == "why":
                self.screen.say("")
                self.screen.put(self._why(ids))
            elif decision == "all":
                self.screen.say("")
                self.screen.put(Document({}, duplicate_pages.page(compared, about, compared.shown)))
            else:
                return decision
            decision = self.screen.ask(headline, self.screen.prompt(place, offered), offered)

    def _why(self, ids: list[int]) -> Document:
        a, b = ids
        return duplicate_pages.waterfall(self.ctx, (a, b), duplicates.between(self.found, a, b), None)

    def _act(self, decision: str, ids: list[int], about: dict[str, Any]) -> int | None:
        """The number of the operation that stored the decision."""
        if decision == "each":
            of_all = {name: value for name, value in about.items() if name != "said"}
            pairs = reversed(list(combinations(ids, 2)))
            self.waiting.extendleft(_Question(list(pair), of_all | self._chance(*pair)) for pair in pairs)
        if decision == "merge":
            return self._merge(ids)
        return self._reject(ids) if decision == "reject" else None

    def _chance(self, a: int, b: int) -> dict[str, float]:
        try:
            return {"probability": duplicates.between(self.found, a, b).probability}
        except Invalid:
            return {}

    def _merge(self, ids: list[int]) -> int:
        people = [self.ctx.repo.get(Customer, number) for number in ids]
        lost = merge_page.losses(self.ctx, people, merging.choose(people[0], people[1:], {}))
        with self.ctx.operation() as operation:
            survivor = uniting.unite(self.ctx, ids)
            operation.summary = f"{survivor.id} {survivor.name} ← {', '.join(map(str, ids[1:]))}"
        gone = t("common.comma").join(map(str, ids[1:]))
        self.screen.say(t("dedupe.review_merged", id=survivor.id, name=survivor.name, gone=gone, last=ids[-1]))
        for line in merge_page.told(lost):
            self.screen.say(line)
        return operation.number

    def _reject(self, ids: list[int]) -> int:
        from crmcli.dedupe import rejections

        with self.ctx.operation() as operation:
            rejections.reject(self.ctx.repo, combinations(sorted(ids), 2), self.ctx.now.isoformat(timespec="seconds"))
            operation.summary = " ≠ ".join(map(str, ids))
        return operation.number

    def _undo(self) -> None:
        """Back to the question before, and what was decided there is undone."""
        from crmcli.safety import undo

        last = self.decided[-1]
        if last.operation is not None:
            try:
                with self.ctx.operation() as operation:
                    done = undo.reverse(self.ctx.repo, last.operation, operation.number)
                    operation.summary = f"{done.operation}: {done.command}"
            except Conflict as error:
                self._say_error(error)
                return
        self.decided.pop()
        self.tally[last.decision] -= 1
        self.waiting = deque([last.question, *last.waiting])
        self.screen.say(t("dedupe.taken_back", decision=t(f"dedupe.chosen_{last.decision}")) + "\n")

    def _say_error(self, error: Conflict) -> None:
        from crmcli.sentences import sentence

        self.screen.say(sentence(error) + "\n")

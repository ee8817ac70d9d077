"""Files into the database: each read and checked while others may write, then all stored as one operation."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from crmcli.context import Context
from crmcli.db import Repository
from crmcli.errors import Invalid, PartlyDone
from crmcli.exchange.rejects import RejectsWriter
from crmcli.i18n import t
from crmcli.importing import keys, preview, report, rules, works
from crmcli.importing import source as sources
from crmcli.importing.account import Facts, Reject
from crmcli.importing.asking import Answers
from crmcli.importing.options import Columns, Identity, Trying
from crmcli.importing.progress import Progress
from crmcli.importing.report import Run
from crmcli.importing.source import Source
from crmcli.importing.spool import LIVE, Spool, patient_collector
from crmcli.result import Document
from crmcli.services import customers
from crmcli.store import fields as own_fields
from crmcli.store import journal, scratch


class Wanted(NamedTuple):
    """What was asked for, whatever the file."""

    columns: Columns
    identity: Identity
    trying: Trying
    wishes: works.Wishes
    region: str


class Job:
    """One file of an import: how it is to be read, then what came of it."""

    found: Source
    work: Any
    spool: Spool
    writer: RejectsWriter | None = None
    number: int | None = None
    """Of its row in ``imports``."""

    def __init__(
        self, ctx: Context, path: str, plan: dict[str, Any], rules_file: str | None, wanted: Wanted
    ) -> None:  # fmt: skip
        self.ctx, self.path, self.plan, self.rules_file, self.wanted = ctx, path, plan, rules_file, wanted
        if plan["currency"] and plan["currency"].upper() != ctx.currency:
            raise Invalid("import.other_currency", value=plan["currency"], base=ctx.currency)

    def open(self, stack: ExitStack) -> None:
        """Open the file, which closes with the ``stack``, and understand its columns."""
        file = _stdin(self.ctx) if self.path == "-" else self.path
        columns, region = self.wanted.columns, self.wanted.region
        found = sources.open_source(file, self.plan, region=region, own=_own_fields(self.ctx), extra=columns.extra)
        self.found = found
        stack.enter_context(found.table)

    @property
    def source(self) -> str:
        preset = self.found.preset
        return self.plan["source"] or (preset.source if preset else "") or sources.source_name(self.path)

    def plan_work(
        self, repo: Repository, reject: Reject, ask: Answers | None, *, dry_run: bool, planning: bool
    ) -> None:  # fmt: skip
        ctx, identity = self.ctx, self.wanted.identity
        sure = bool(self.plan["source"] or self.wanted.columns.preset not in (None, "none"))
        facts = Facts(
            self.source, sure, identity.on_duplicate or "update", ctx.now, ctx.random, dry_run, planning,
            keys.parse(identity.key), ask,
        )  # fmt: skip
        world = works.World(
            repo, ctx.today, ctx.zone, ctx.currency, self.wanted.region, ctx.config.number("payment_days")
        )
        custom = partial(customers.custom_value, ctx)
        self.work = works.work_for(self.found, world, self.wanted.wishes, facts, reject, custom)

    def read(self, progress: Progress, before: int) -> None:
        """Check all rows; ``before`` so many were read of other files."""
        for batch in self.work.prepare(self.found.rows):
            self.spool.add(batch)
            progress.reading(before + self.spool.rows, _share(self.found) if progress.seen else None)

    def store(self, repo: Repository, progress: Progress, before: int, of: int) -> None:
        _make_fields(self.ctx, repo, self.found)
        self.work.begin()
        rows = before
        for batch in self.spool:
            self.work.store(batch)
            rows += batch.size
            progress.storing(rows, of)
        self.work.finish()

    def note(self, repo: Repository) -> None:
        """The file's own row in ``imports``, if it changed anything."""
        import json

        counts = self.work.tally.counts()
        if not counts["created"] + counts["updated"]:
            return
        mapping = self.found.mapping
        said = {h: f for h, f in zip(mapping.headings, mapping.fields, strict=True) if f}
        values = {
            "at": self.ctx.now.isoformat(timespec="seconds"), "kind": mapping.kind, "source": self.source,
            "file": os.path.basename(self.path), "sha256": _sha256(self.path),
            "mapping": json.dumps(said, ensure_ascii=False), **counts,
        }  # fmt: skip
        self.number = repo.insert("imports", values)

    def told(self, *, dry_run: bool) -> Run:
        saved = None
        if self.wanted.trying.save_rules:
            saved = rules.path_of(self.path)
            assert saved is not None
            rules.write(saved, sources.in_force(self.plan, self.found, self.source))
        return Run(self.found, self.path, self.source, self.rules_file, dry_run, saved)

    @property
    def stale(self) -> str:
        """Rejected rows of an earlier import, which lie where there are none any more."""
        path = self.writer.path if self.writer and not self.writer.count else ""
        return path if os.path.isfile(path) and os.path.realpath(path) != os.path.realpath(self.path) else ""

    def made(self, *, dry_run: bool) -> report.Made:
        rejects = self.writer.path if self.writer and self.writer.count else ""
        return report.Made(self.told(dry_run=dry_run), self.work, self.number, rejects)


def previewed(job: Job, count: int) -> Document:
    with ExitStack() as stack:
        job.open(stack)
        job.plan_work(job.ctx.repo, _nobody, None, dry_run=True, planning=True)
        rows = preview.rows(job.work, job.found.rows, count, region=job.wanted.region, currency=job.ctx.currency)
        return report.previewed(job.told(dry_run=True), job.work, rows)


def tried(ctx: Context, jobs: Sequence[Job], ask: Answers | None) -> list[report.Made]:
    """What would happen. Of several files each may build on those before, so they go into a copy in memory."""
    if len(jobs) == 1:
        with ExitStack() as stack:
            stack.enter_context(patient_collector())
            jobs[0].open(stack)
            jobs[0].plan_work(ctx.repo, _nobody, ask, dry_run=True, planning=True)
            jobs[0].work.run(jobs[0].found.rows)
        return [jobs[0].made(dry_run=True)]
    with (
        scratch.copy(ctx.repo) as repo,
        _read(jobs, repo, ask, planning=True) as progress,
        repo.operation(ctx.command, at=ctx.now, user=ctx.user, bulk=True),
    ):
        _store(jobs, repo, ask, progress)
    return [job.made(dry_run=True) for job in jobs]


def done(ctx: Context, jobs: Sequence[Job], ask: Answers | None, then: Callable[[], str]) -> list[report.Made]:
    """All of it, as one operation; nothing at all where something fails.

    ``then`` does what is to be done when all is stored, and says what history says of it.
    """
    with _read(jobs, ctx.repo, ask, planning=False) as progress, ctx.operation(bulk=True) as operation:
        _store(jobs, ctx.repo, ask, progress)
        refused = sum(job.work.tally.counts()["rejected"] for job in jobs)
        if jobs[0].wanted.trying.strict and refused:
            raise _all_or_nothing(jobs, refused)
        journal.settle(ctx.repo.connection, operation)
        operation.summary = ", ".join(filter(None, (*map(_summary, jobs), then())))
        for job in jobs:
            if job.writer:
                job.writer.finish()
    return [job.made(dry_run=False) for job in jobs]


@contextmanager
def _read(jobs: Sequence[Job], repo: Repository, ask: Answers | None, *, planning: bool) -> Iterator[Progress]:
    """Everything is read and checked; what was read, and the files of rejected rows, go with the context."""
    ctx, taken = jobs[0].ctx, set[str]()
    progress = Progress(None if ctx.flags.get("quiet") or not ctx.stderr.isatty() else ctx.stderr)
    with ExitStack() as stack:
        stack.enter_context(patient_collector())
        stack.callback(progress.done)
        rows = 0
        for job in jobs:
            job.open(stack)
            reject: Reject = _nobody
            if not planning:
                job.writer = stack.enter_context(RejectsWriter(_rejects(job, taken), job.found.table))
                reject = job.writer.write
            job.plan_work(repo, reject, ask, dry_run=False, planning=planning)
            job.spool = stack.enter_context(Spool(LIVE // len(jobs)))
            job.read(progress, rows)
            rows += job.spool.rows
        yield progress


def _store(jobs: Sequence[Job], repo: Repository, ask: Answers | None, progress: Progress) -> None:
    rows, of = 0, sum(job.spool.rows for job in jobs)
    for n, job in enumerate(jobs):
        if ask is not None:
            ask.file = n
        job.store(repo, progress, rows, of)
        job.note(repo)  # later files may ask what this one was
        rows += job.spool.rows


def _all_or_nothing(jobs: Sequence[Job], refused: int) -> PartlyDone:
    """With the first rows that are no good; of several files, with which of them have how many."""
    if len(jobs) == 1:
        return PartlyDone("import.strict", details=jobs[0].work.first_refused, n=refused)
    details = [{"file": job.path, **fact} for job in jobs for fact in job.work.first_refused]
    counts = {job.path: job.work.tally.rows["rejected"] for job in jobs}
    which = t("common.comma").join(f"{path}: {n}" for path, n in counts.items() if n)
    return PartlyDone("import.strict", details=details, n=refused, reason=which)


def _nobody(*_: object) -> None:
    """In place of a writer of rejected rows."""


def _rejects(job: Job, taken: set[str]) -> str:
    """Two files of one name but for their suffix do not share theirs."""
    path = job.wanted.trying.rejects or sources.rejects_path(job.path)
    if path in taken:
        path = f"{job.path}.rejects.csv"
    taken.add(path)
    return path


def _summary(job: Job) -> str:
    counts = job.work.tally.counts()
    return f"{job.found.mapping.kind}: +{counts['created']} ~{counts['updated']}"


def _share(found: Source) -> float | None:
    share = getattr(found.table, "share", None)
    return share() if share else None


def _stdin(ctx: Context) -> BinaryIO:
    import io

    found: Any = getattr(ctx.stdin, "buffer", None)
    return found if found is not None else io.BytesIO(ctx.stdin.read().encode())


def _own_fields(ctx: Context) -> dict[str, str]:
    """Names and labels of custom fields in lower case → their names."""
    fields = list(own_fields.definitions(ctx.repo))
    labels = {row["label"].casefold(): row["name"] for row in fields if row["label"]}
    return {**labels, **{row["name"].casefold(): row["name"] for row in fields}}


def _make_fields(ctx: Context, repo: Repository, found: Source) -> None:
    """Those that a file before did not bring already."""
    stamp = ctx.now.isoformat(timespec="seconds")
    here = {row["name"] for row in own_fields.definitions(repo)} if found.new_fields else set()
    for name, heading in found.new_fields.items():
        if name not in here:
            values = {"name": name, "label": heading[:60], "type": "text", "choices": None, "created_at": stamp}
            repo.insert("fields", values)


def _sha256(path: str) -> str | None:
    if path == "-":
        return None
    import hashlib

    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

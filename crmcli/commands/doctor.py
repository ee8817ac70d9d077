"""doctor: is the file sound?"""

import os
from typing import Annotated, Any

from crmcli.context import Context
from crmcli.db import Repository
from crmcli.errors import CrmError, DatabaseError
from crmcli.i18n import t
from crmcli.result import Block, Column, Document, Grid, Pairs
from crmcli.safety import doctor as safety
from crmcli.safety.doctor import Finding
from crmcli.signature import Opt

_COLUMNS = (Column("check"), Column("status"), Column("detail"))


def doctor(
    ctx: Context,
    rebuild_stats: Annotated[bool, Opt("--rebuild-stats", help="doctor.opt_rebuild_stats")] = False,
    rebuild_search: Annotated[bool, Opt("--rebuild-search", help="doctor.opt_rebuild_search")] = False,
) -> Document:
    """Every check with its result; exit 6 if something is wrong and was not repaired."""
    repo = _open(ctx, repair=rebuild_stats or rebuild_search)
    found = safety.examine(repo.connection, repo.path)
    if (rebuild_stats or rebuild_search) and _may_repair(found):
        before = {one.check: one for one in found}
        if rebuild_stats:
            safety.rebuild_statistics(repo)
        if rebuild_search:
            safety.rebuild_search(repo)
        found = safety.examine(repo.connection, repo.path)
        _tell_repairs(ctx, before, found)
    return _report(ctx, repo, found)


def _open(ctx: Context, *, repair: bool) -> Repository:
    try:
        return ctx.for_writing() if repair and os.path.exists(ctx.db_path) else ctx.repo
    except CrmError as error:
        if error.code != "unexpected":
            raise
        raise DatabaseError("db_damaged", path=ctx.db_path, reason=str(error.facts["reason"])) from error


def _may_repair(found: list[Finding]) -> bool:
    """Nothing is written into a file whose pages are damaged."""
    return not any(one.status != "ok" for one in found if one.check in ("schema", "pages"))


def _tell_repairs(ctx: Context, before: dict[str, Finding], found: list[Finding]) -> None:
    for one in found:
        if before[one.check].status == "problem" and one.status == "ok":
            ctx.remark(t("doctor.repaired", check=_check(one)))


def _report(ctx: Context, repo: Repository, found: list[Finding]) -> Document:
    bad = [one for one in found if one.status == "problem"]
    on_disk = repo.path != ":memory:"
    size = safety.file_size(repo.path) if on_disk else 0
    counts = dict(safety.tables(repo.connection))
    rows = [{"check": one.check, "status": one.status, "detail": _detail(one)} for one in found]
    data: dict[str, Any] = {
        "path": ctx.db_path, "size": size, "status": "problem" if bad else "ok", "checks": rows, "tables": counts,
    }  # fmt: skip
    shown = [
        {**row, "check": _check(one), "status": t(f"doctor.{one.status}")} for row, one in zip(rows, found, strict=True)
    ]
    filled = [{"table": name, "rows": t("doctor.unknown") if n is None else n} for name, n in counts.items() if n != 0]
    blocks: list[Block] = [
        Pairs([(t("doctor.file"), ctx.db_path), (t("doctor.size"), safety.in_words(size))]),
        Grid(_COLUMNS, shown),
        *([Grid((Column("table"), Column("rows", "int")), filled)] if filled else []),
    ]
    _advise(ctx, bad)
    return Document(data, blocks, _COLUMNS, rows, status=6 if bad else 0)


def _advise(ctx: Context, bad: list[Finding]) -> None:
    if not bad:
        return
    ctx.remark(t("common.error") + t("doctor.problems", n=len(bad)))
    for one in bad:
        remedy = {"triggers": "statistics"}.get(one.check, one.check)
        key = f"doctor.remedy_{remedy if remedy in ('owners', 'statistics', 'search') else 'backup'}"
        hint = t("common.hint") + t(key)
        if hint not in ctx.remarks:
            ctx.remark(hint)


def _check(one: Finding) -> str:
    return t(f"doctor.check_{one.check}")


def _detail(one: Finding) -> str:
    return t(f"doctor.{one.note}", **one.facts)

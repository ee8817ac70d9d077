"""import: files of customers, sales, contacts and more into the database."""

from functools import partial
from typing import Annotated, Any

from crmcli.config import SETTINGS, entered
from crmcli.context import Context
from crmcli.errors import Invalid, Refused
from crmcli.exchange.rejects import check as check_place
from crmcli.i18n import t
from crmcli.importing import job as jobs
from crmcli.importing import keys, report, rules, works
from crmcli.importing.asking import Answers
from crmcli.importing.job import Job, Wanted
from crmcli.importing.options import Columns, Identity, Reading, Trying
from crmcli.result import Document
from crmcli.services import newcomers
from crmcli.signature import Arg, Opt


def import_(
    ctx: Context,
    words: Annotated[list[str], Arg("import.arg_words", "[KIND] FILE")],
    reading: Reading,
    columns: Columns,
    identity: Identity,
    trying: Trying,
    create_customers: Annotated[bool, Opt("--create-customers", help="import.opt_create_customers")] = False,
    anonymous: Annotated[bool, Opt("--anonymous", help="import.opt_anonymous")] = False,
    unpaid: Annotated[bool, Opt("--unpaid", help="import.opt_unpaid")] = False,
    everything: Annotated[bool, Opt("--all", help="everything.opt_all")] = False,
) -> Document:
    """Read files, account for every row, and store what is sound as one operation."""
    if everything:
        from crmcli.importing.everything import restore

        families = (reading, columns, identity, trying) == (Reading(), Columns(), Identity(), Trying())
        return restore(ctx, words, alone=families and not (create_customers or anonymous or unpaid))
    asked, paths = _kind_and_files(words)
    if trying.dry_run or trying.preview is not None:
        ctx.try_only()
    _check(trying, identity, paths, reading.skip_lines)
    ask = _answers(ctx, identity, paths)
    wishes = works.Wishes(create_customers, anonymous, unpaid, trying.strict)
    wanted = Wanted(columns, identity, trying, wishes, reading.region or ctx.region)
    found = [_job(ctx, path, asked, reading, wanted) for path in paths]
    if trying.preview is not None:
        return jobs.previewed(found[0], trying.preview)
    if trying.dry_run:
        return report.document(jobs.tried(ctx, found, ask))
    if ask is not None:
        jobs.tried(ctx, found, ask)  # asks while the database is free for others
        ask.final = True
    arrivals = newcomers.Arrivals(ctx)
    done = report.document(jobs.done(ctx, found, ask, partial(_unite, arrivals, found, identity.on_duplicate)))
    for path in filter(None, (job.stale for job in found)):
        ctx.remark(t("import.stale_rejects", path=path))
    arrivals.tell()
    return done


def _unite(arrivals: newcomers.Arrivals, found: list[Job], how: str | None) -> str:
    rule = newcomers.ACTS.get(how or "")
    of_customers = all(job.found.mapping.kind == "customers" for job in found)
    return arrivals.unite(rule) if rule and of_customers else ""


def _kind_and_files(words: list[str]) -> tuple[str | None, list[str]]:
    """The first word is the kind if it is one, and not the only word."""
    if len(words) == 1:
        return None, words
    if words[0] in rules.KINDS:
        return words[0], words[1:]
    if "." not in words[0] and words[0] != "-" and not _is_there(words[0]):
        raise Invalid("not_a_choice", option="KIND", value=words[0], choices=", ".join(rules.KINDS))
    return None, words


def _is_there(path: str) -> bool:
    import os

    return os.path.exists(path)


def _same_file(one: str, other: str) -> bool:
    import os

    return os.path.realpath(one) == os.path.realpath(other)


def _check(trying: Trying, identity: Identity, paths: list[str], skip: int | None) -> None:
    if trying.preview is not None and trying.preview < 1:
        raise Invalid("invalid_number", value=str(trying.preview))
    if skip is not None and skip < 0:
        raise Invalid("negative", field="--skip-lines", value=skip)
    if trying.rejects is not None and any(_same_file(trying.rejects, path) for path in paths):
        raise Invalid("import.rejects_over_file", path=trying.rejects)
    if trying.rejects is not None and not (trying.dry_run or trying.preview):
        check_place(trying.rejects)
    if trying.save_rules and "-" in paths:
        raise Invalid("import.rules_stdin")
    for option, used in (("--preview", trying.preview is not None), ("--rejects", trying.rejects is not None)):
        if used and len(paths) > 1:
            raise Invalid("import.one_file", option=option)
    keys.parse(identity.key)


def _job(ctx: Context, path: str, kind: str | None, reading: Reading, wanted: Wanted) -> Job:
    rules_file, noted = rules.beside(path, ignore=wanted.trying.no_rules)
    identity, columns = wanted.identity, wanted.columns
    plan: dict[str, Any] = rules.with_options(noted, kind, reading, columns, identity)
    region = entered(SETTINGS["region"], plan["region"]) if plan["region"] else ctx.region
    wanted = wanted._replace(
        region=region,
        columns=columns._replace(extra=plan["extra"]),
        identity=identity._replace(key=plan["key"], on_duplicate=identity.on_duplicate or plan["on_duplicate"]),
    )
    keys.parse(plan["key"])
    return Job(ctx, path, plan, rules_file, wanted)


def _answers(ctx: Context, identity: Identity, paths: list[str]) -> Answers | None:
    if identity.on_duplicate != "ask":
        return None
    if "-" in paths or not ctx.stdin.isatty():
        raise Refused("import.cannot_ask")
    return Answers(ctx.stdin, ctx.stderr, ctx.currency)

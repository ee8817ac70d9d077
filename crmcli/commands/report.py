"""report: what there is to know about the business."""

from importlib import import_module
from typing import Annotated, Any

from crmcli import segment
from crmcli.context import Context
from crmcli.domain import periods
from crmcli.errors import Invalid
from crmcli.i18n import t
from crmcli.options import Period
from crmcli.reports import sales as turnover
from crmcli.result import Column, Document, Rows
from crmcli.services.reports import Asked
from crmcli.signature import Arg, Opt

REPORTS = ("overview", "sales", "deals", "lifecycle", "rfm", "value", "quality")
_WORDS = {"概况": "overview", "经营概况": "overview", "销售": "sales", "销售统计": "sales", "商机": "deals",
          "生命周期": "lifecycle", "客户价值": "value", "数据质量": "quality"}  # fmt: skip
_OF_A_PERIOD = ("overview", "sales", "deals", "lifecycle")
_TAKES = {
    "--by": ("sales",), "--limit": ("sales", "quality"), "--explain": ("rfm",),
    "--since": _OF_A_PERIOD, "--until": _OF_A_PERIOD, "--where": REPORTS,
}  # fmt: skip
"""Option → the reports that take it."""


def report(
    ctx: Context,
    period: Period,
    name: Annotated[str | None, Arg("report.arg_name", "NAME")] = None,
    by: Annotated[
        str | None, Opt("--by", help="report.opt_by", metavar="WHAT", choices=turnover.BY, words=turnover.BY_WORDS)
    ] = None,
    where: Annotated[str | None, Opt("--where", help="report.opt_where", metavar="WHO")] = None,
    limit: Annotated[int | None, Opt("--limit", "-n", help="report.opt_limit", metavar="N")] = None,
    explain: Annotated[bool, Opt("--explain", help="report.opt_explain")] = False,
) -> Document | Rows:
    """A report, or without NAME the list of them."""
    given = {
        "--by": by, "--limit": limit, "--explain": explain or None, "--since": period.since, "--until": period.until,
        "--where": where,
    }  # fmt: skip
    options = [option for option, value in given.items() if value is not None]
    if name is None:
        if options:
            raise Invalid("report.which", option=options[0])
        rows = [{"report": n, "about": t(f"report.about_{n}")} for n in REPORTS]
        return Rows([Column("report"), Column("about")], rows)
    name = _known(_WORDS.get(name, name))
    if limit is not None and limit < 0:
        raise Invalid("negative", field="--limit", value=limit)
    for option in options:
        if name not in _TAKES[option]:
            raise Invalid("report.not_for_overview", option=option)
    span = periods.read(period.since, period.until, ctx.today)
    ids = None if where is None else segment.several(ctx.repo, where, region=ctx.region)
    page: Any = import_module(f"crmcli.services.report_{name}")
    found: Document = page.page(ctx, Asked(span, by, limit or None, explain, where, ids))
    return found


def _known(name: str) -> str:
    if name in REPORTS:
        return name
    from difflib import get_close_matches

    raise Invalid("report.unknown", name=name, like=next(iter(get_close_matches(name, REPORTS, 1)), ""))

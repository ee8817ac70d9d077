"""imports list, show."""

from typing import Annotated

from crmcli.context import Context
from crmcli.errors import NotFound
from crmcli.i18n import t
from crmcli.options import Listing
from crmcli.reports import imports as report
from crmcli.reports import listing as lists
from crmcli.result import Column, Document, Grid, Pairs, Rows
from crmcli.signature import Arg

_USUALLY = 20
"""Imports that are listed unless --limit says otherwise."""


def list_(ctx: Context, listing: Listing) -> Rows:
    """The files that were imported, the latest first."""
    limit = lists.limit(listing, _USUALLY)
    order = lists.order(listing, report.KNOWN, report.ORDER)
    columns = lists.columns(listing, report.KNOWN, report.USUAL, ("source", "updated", "rejected"))
    rows = list(report.imports(ctx.repo, limit=limit, order=order))
    people = [{**row, "state": t(f"imports.state_{row['state']}")} for row in rows]
    return Rows(columns, rows, shown=people)


def show(ctx: Context, number: Annotated[int, Arg("imports.arg_number", "ID")]) -> Document:
    """One import: counts, the file's hash, what its columns were taken for, whether it stands."""
    found = next(report.imports(ctx.repo, number=number), None)
    if found is None:
        raise NotFound("imports.no_such_import", id=number)
    sums = " + ".join(
        t(f"import.n_{name}", n=found[name]) for name in report.COUNTS[1:] if found[name] or name == "created"
    )
    kind = t(f"import.kind_{found['kind']}")
    pairs = [
        (t("import.label_file"), found["file"]),
        (t("imports.label_at"), found["at"].replace("T", " ")[:16]),
        (t("import.label_kind"), t("import.kind_line_plain", kind=kind, source=found["source"])),
        (t("import.label_read"), t("import.sums", n=found["read"], sums=sums)),
        (t("imports.label_operation"), str(found["operation"] or "")),
        (t("imports.label_state"), t(f"imports.state_{found['state']}")),
        (t("imports.label_undone_by"), str(found["undone_by"] or "")),
        (t("imports.label_hash"), found["sha256"] or ""),
    ]  # fmt: skip
    mapping = [{"column": heading, "field": field} for heading, field in found["mapping"].items()]
    grid = Grid([Column("column", label=t("imports.col_column")), Column("field", label=t("imports.col_field"))],
                mapping, t("import.label_columns"))  # fmt: skip
    columns = [Column(shown.name, shown.type) for shown in report.KNOWN]
    return Document(found, [Pairs(pairs), *([grid] if mapping else [])], columns, [found])

"""import: a file of customers, products, sales, contacts or complaints into the database."""

import os
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, BinaryIO

from crmcli.context import Context
from crmcli.errors import Invalid, PartlyDone
from crmcli.exchange.careful import Row
from crmcli.exchange.rejects import RejectsWriter
from crmcli.i18n import t
from crmcli.importing import source as sources
from crmcli.importing.account import Facts
from crmcli.importing.customers import ON_DUPLICATE, CustomerImport
from crmcli.importing.source import Source
from crmcli.importing.tally import OUTCOMES
from crmcli.result import Column, Document, Lines, Pairs
from crmcli.services import customers
from crmcli.signature import Arg, Opt
from crmcli.store import customers as store


def import_(
    ctx: Context,
    words: Annotated[list[str], Arg("import.arg_words", "[KIND] FILE")],
    source: Annotated[str | None, Opt("--source", help="import.opt_source", metavar="NAME")] = None,
    on_duplicate: Annotated[
        str, Opt("--on-duplicate", help="import.opt_on_duplicate", choices=ON_DUPLICATE)
    ] = "update",
    dry_run: Annotated[bool, Opt("--dry-run", help="import.opt_dry_run")] = False,
    strict: Annotated[bool, Opt("--strict", help="import.opt_strict")] = False,
    rejects: Annotated[str | None, Opt("--rejects", help="import.opt_rejects", metavar="FILE")] = None,
    renamed: Annotated[list[str], Opt("--map", help="import.opt_map", metavar="HEADING=FIELD")] = [],  # noqa: B006 - never changed
    encoding: Annotated[str | None, Opt("--encoding", help="import.opt_encoding", metavar="NAME")] = None,
    delimiter: Annotated[str | None, Opt("--delimiter", help="import.opt_delimiter", metavar="CHAR")] = None,
    date_format: Annotated[
        str | None, Opt("--date-format", help="import.opt_date_format", choices=sources.FORMATS)
    ] = None,
    region: Annotated[str | None, Opt("--region", help="import.opt_region", metavar="CC")] = None,
    create_customers: Annotated[bool, Opt("--create-customers", help="import.opt_create_customers")] = False,
    anonymous: Annotated[bool, Opt("--anonymous", help="import.opt_anonymous")] = False,
    unpaid: Annotated[bool, Opt("--unpaid", help="import.opt_unpaid")] = False,
) -> Document:
    """Read a file, account for every row, and store what is sound as one operation."""
    asked, path = _kind_and_file(words)
    if dry_run:
        ctx.writes = False
    file = _stdin(ctx) if path == "-" else path
    found = sources.open_source(
        file, asked, encoding=encoding, delimiter=delimiter, renamed=renamed, date_format=date_format,
        region=region or ctx.region, own_fields=store.custom_fields(ctx.repo),
    )  # fmt: skip
    options: dict[str, Any] = {
        "source": source or sources.source_name(path), "sure": source is not None, "on_duplicate": on_duplicate,
        "region": region or ctx.region, "create": create_customers, "anonymous": anonymous, "unpaid": unpaid,
    }  # fmt: skip
    with found.table, RejectsWriter(rejects or sources.rejects_path(path), found.table) as writer:
        if dry_run:
            work = _work(ctx, found, options, lambda *_: None, dry_run=True)
            work.run(found.rows, lambda _: None)
            return _report(ctx, work, found, path, options["source"], None, "")
        with ctx.operation(bulk=True) as operation:
            work = _work(ctx, found, options, writer.write, dry_run=False)
            work.run(found.rows, _progress(ctx))
            if strict and work.tally.rows["rejected"]:
                raise PartlyDone("import.strict", details=work.first_refused, n=work.tally.rows["rejected"])
            counts = work.tally.counts()
            number = None
            if counts["created"] + counts["updated"]:
                number = _note(ctx, work, found, path, options["source"])
            operation.summary = f"{found.mapping.kind}: +{counts['created']} ~{counts['updated']}"
    return _report(ctx, work, found, path, options["source"], number, writer.path if writer.count else "")


def _kind_and_file(words: list[str]) -> tuple[str | None, str]:
    from crmcli.exchange.headings import HEADINGS

    if len(words) == 1:
        return None, words[0]
    if len(words) > 2:
        raise Invalid("unexpected_argument", argument=words[2])
    if words[0] not in HEADINGS:
        raise Invalid("not_a_choice", option="KIND", value=words[0], choices=", ".join(sources.KINDS))
    return words[0], words[1]


def _stdin(ctx: Context) -> BinaryIO:
    import io

    found: Any = getattr(ctx.stdin, "buffer", None)
    return found if found is not None else io.BytesIO(ctx.stdin.read().encode())


def _work(
    ctx: Context, found: Source, options: dict[str, Any], reject: Callable[[Row, str], None], *, dry_run: bool
) -> Any:
    facts = Facts(options["source"], options["sure"], options["on_duplicate"], ctx.now, ctx.random, dry_run)
    if found.mapping.kind == "customers":
        from crmcli.importing.customer_rows import RowReader

        reader = RowReader(
            found.mapping,
            today=ctx.today,
            region=options["region"],
            currency=ctx.currency,
            dates=found.readers,
            custom=_custom(ctx, found),
        )
        return CustomerImport(ctx.repo, reader, filter(None, found.mapping.fields), facts, reject)
    if found.mapping.kind == "products":
        from crmcli.importing.products import ProductImport

        return ProductImport(ctx.repo, found.mapping, ctx.currency, facts, reject)
    return _facts_about_customers(ctx, found, options, facts, reject)


def _facts_about_customers(
    ctx: Context, found: Source, options: dict[str, Any], facts: Facts, reject: Callable[[Row, str], None]
) -> Any:
    """Sales, contacts, complaints: rows that each name a customer and a day."""
    from crmcli.importing.buyers import Buyers
    from crmcli.importing.tally import Tally

    column = next(iter(found.mapping.columns("date")), None)
    if column is None:
        raise Invalid("import.no_column", field="date")
    tally = Tally()
    buyers = Buyers(
        ctx.repo, facts.source, options["region"], create=options["create"], anonymous=options["anonymous"],
        at=ctx.now, random=ctx.random, dry_run=facts.dry_run, tally=tally, sure=facts.sure,
    )  # fmt: skip
    zone = ctx.zone
    if found.mapping.kind != "sales":
        from crmcli.importing.records import ComplaintImport, ContactImport

        kind = ContactImport if found.mapping.kind == "contacts" else ComplaintImport
        return kind(ctx.repo, found.mapping, buyers, facts, reject, tally, found.readers, zone)
    from crmcli.importing.sale_rows import SaleReader
    from crmcli.importing.sales import SaleImport

    sales = SaleReader(found.mapping, currency=ctx.currency, readers=found.readers, zone=zone)
    return SaleImport(
        ctx.repo, sales, buyers, facts, reject, tally, payment_days=ctx.config.number("payment_days"),
        unpaid=options["unpaid"], scattered=found.scattered,
    )  # fmt: skip


def _note(ctx: Context, work: Any, found: Source, path: str, source: str) -> int:
    """The import's own row, in ``imports``."""
    import json

    mapping = {h: f for h, f in zip(found.mapping.headings, found.mapping.fields, strict=True) if f}
    values = {
        "at": ctx.now.isoformat(timespec="seconds"), "kind": found.mapping.kind, "source": source,
        "file": os.path.basename(path), "sha256": _sha256(path), "mapping": json.dumps(mapping, ensure_ascii=False),
        **work.tally.counts(),
    }  # fmt: skip
    return ctx.repo.insert("imports", values)


def _sha256(path: str) -> str | None:
    if path == "-":
        return None
    import hashlib

    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _progress(ctx: Context) -> Callable[[int], None]:
    """Rows read so far on a terminal's stderr; nothing elsewhere."""
    if ctx.flags.get("quiet") or not ctx.stderr.isatty():
        return lambda _: None

    def show(rows: int) -> None:
        ctx.stderr.write(f"\r{t('import.progress', n=rows)}\x1b[K")
        ctx.stderr.flush()

    return show


def _report(
    ctx: Context, work: Any, found: Source, path: str, source: str, number: int | None, rejects: str
) -> Document:
    counts = work.tally.counts()
    table = found.table
    data: dict[str, Any] = {
        "id": number, "import_id": number, "kind": found.mapping.kind, "source": source, "file": path,
        "encoding": table.encoding.name, "delimiter": table.delimiter, **counts, "blank": table.blank,
        "rejects_file": rejects or None, "made": dict(work.tally.made), "reasons": dict(work.tally.reasons),
        "unmapped": _unmapped(work, found),
        "date_formats": found.guessed, "left_out": dict(_left_out(work)),
    }  # fmt: skip
    if work.facts.dry_run:
        data["rows"] = work.planned
    sums = " + ".join(t(f"import.n_{name}", n=counts[name]) for name in OUTCOMES if counts[name] or name == "created")
    pairs = [
        (t("import.label_file"), path),
        (
            t("import.label_kind"),
            t(
                "import.kind_line",
                kind=t(f"import.kind_{found.mapping.kind}"),
                source=source,
                encoding=table.encoding.name,
                delimiter=_visible(table.delimiter),
            ),
        ),
        (t("import.label_read"), t("import.sums", n=counts["read"], sums=sums)),
        (
            t("import.label_made"),
            t("common.comma").join(t(f"import.made_{k}", n=v) for k, v in sorted(work.tally.made.items())),
        ),
        (t("import.label_unmapped"), t("common.comma").join(data["unmapped"])),
        (
            t("import.label_dates"),
            t("common.comma").join(
                t("import.date_column", heading=h, how=t("import.format_" + f)) for h, f in found.guessed.items()
            ),
        ),
        (
            t("import.label_left_out"),
            t("common.comma").join(f"{k} ×{v}" for k, v in sorted(_left_out(work).items())[:10]),
        ),
        (t("import.label_rejects"), rejects),
    ]
    notes = [t("import.nothing_new")] if counts["read"] and counts["read"] == counts["unchanged"] else []
    if work.facts.dry_run:
        notes.append(t("import.was_dry_run"))
    status = PartlyDone.status if counts["rejected"] else 0
    rows = work.planned if work.facts.dry_run else [data]
    columns = [Column(name) for name in (rows[0] if rows else data)]
    return Document(data, [Pairs(pairs), Lines(notes)], columns, rows, status)


def _unmapped(work: Any, found: Source) -> list[str]:
    """Headings of the columns that nobody knows, and of those that are known but not taken."""
    mapping = found.mapping
    unread = [i for i, field in enumerate(mapping.fields) if field and work.FIELDS and field not in work.FIELDS]
    return [mapping.headings[i] for i in sorted({*mapping.unmapped(), *unread})]


def _custom(ctx: Context, found: Source) -> dict[str, Callable[[str], Any]]:
    """Custom fields that the file has → how their cells are read."""
    fields = [field for field in found.mapping.fields if field and field.startswith("custom.")]
    return {field: partial(customers.custom_value, ctx, field.removeprefix("custom.")) for field in fields}


def _left_out(work: Any) -> dict[str, int]:
    """Cells of accepted rows that were not taken, counted."""
    return dict(work.left_out if hasattr(work, "left_out") else work.reader.left_out)


def _visible(delimiter: str) -> str:
    return {"\t": "TAB"}.get(delimiter, delimiter)

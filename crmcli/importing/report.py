"""What an import tells when it is done: as JSON for scripts, as a page for people."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from crmcli.errors import PartlyDone
from crmcli.i18n import t
from crmcli.importing.source import Source
from crmcli.importing.tally import OUTCOMES
from crmcli.result import Block, Column, Document, Grid, Lines, Pairs, Row, Title

_SHOWN = 10
"""So many rows, cells and columns are told one by one."""


class Run(NamedTuple):
    """One import, as far as the report needs to know it."""

    found: Source
    path: str
    source: str
    rules_file: str | None
    dry_run: bool
    saved: str | None = None


class Made(NamedTuple):
    """What came of one file."""

    run: Run
    work: Any
    number: int | None
    """Of its row in ``imports``."""
    rejects: str


def document(made: Sequence[Made]) -> Document:
    """One file, or several with their sum."""
    if len(made) == 1:
        return _one(*made[0])
    pages = [_one(*one) for one in made]
    sums: dict[str, Any] = {name: sum(page.data[name] for page in pages) for name in ("read", *OUTCOMES, "merged")}
    created: Counter[str] = Counter()
    for page in pages:
        created.update(page.data["made"])
    data: dict[str, Any] = {"files": [page.data for page in pages], **sums, "made": dict(created)}
    rows: list[Row] = [{"file": page.data["file"], **row} for page in pages for row in page.rows]
    columns = [Column(name) for name in dict.fromkeys(name for row in rows for name in row)]
    blocks: list[Block] = [block for page in pages for block in page.blocks if block != Lines([])]
    pairs = [(t("import.label_read"), _sums(sums)), (t("import.label_made"), _made_too(data))]
    blocks += [Title(t("import.together", n=len(made))), Pairs(pairs)]
    return Document(data, blocks, columns, rows, PartlyDone.status if sums["rejected"] else 0)


def heading(run: Run) -> dict[str, Any]:
    """What the file was taken as."""
    found, table = run.found, run.found.table
    return {
        "kind": found.mapping.kind, "source": run.source, "file": run.path,
        "format": table.form, "encoding": table.encoding.name if table.encoding else None,
        "delimiter": table.delimiter, "sheet": table.part if table.form in ("xlsx", "xls") else None,
        "table": table.part if table.form not in ("xlsx", "xls") else None, "others": list(table.others),
        "preset": found.preset.name if found.preset else None, "rules_file": run.rules_file,
    }  # fmt: skip


def heading_pairs(run: Run) -> list[tuple[str, str]]:
    data = heading(run)
    kind = t(f"import.kind_{data['kind']}")
    if data["delimiter"]:
        how = t("import.kind_line", kind=kind, source=run.source, encoding=data["encoding"] or "",
                delimiter=_visible(data["delimiter"]))  # fmt: skip
    else:
        how = t("import.kind_line_form", kind=kind, source=run.source, format=t(f"exchange.form_{data['format']}"))
    return [
        (t("import.label_file"), run.path),
        (t("import.label_kind"), how),
        (t("import.label_part"), _part(run)),
        (t("import.label_above"), t("import.above", n=above) if (above := _above(run)) else ""),
        (t("import.label_preset"), t("import.preset_line", name=data["preset"]) if data["preset"] else ""),
        (t("import.label_rules"), run.rules_file or ""),
    ]


def _above(run: Run) -> int:
    """Lines of prose above the headings; ``sep=;`` is none."""
    lines = (line.strip(' \t,;|"') for line in run.found.table.preamble)
    return sum(1 for line in lines if line and not line.startswith("sep="))


def _part(run: Run) -> str:
    """The sheet or table that was read, and the names of those that were not."""
    table = run.found.table
    if not table.part:
        return ""
    if not table.others:
        return table.part
    return t("import.part_line", name=table.part, others=t("common.comma").join(table.others[:_SHOWN]))


def _one(run: Run, work: Any, number: int | None, rejects: str) -> Document:
    found, counts = run.found, work.tally.counts()
    left_out = {**_left_out(work), **getattr(found.table, "left_out", {})}
    data: dict[str, Any] = {
        "id": number, "import_id": number, **heading(run), **counts, "merged": work.tally.merged,
        "blank": found.table.blank, "rejects_file": rejects or None, "made": dict(work.tally.made),
        "reasons": dict(work.tally.reasons), "skip_reasons": dict(work.tally.skips),
        "unmapped": unmapped(work, found), "examples": found.examples,
        "date_formats": found.guessed, "decimal": found.decimal, "discounts": "rate" if found.is_rate else None,
        "left_out": left_out, "warnings": work.tally.warned, "warned": work.warned,
        "united": work.united,
        "named_by_email": getattr(work, "named_by_email", 0), "fields_made": list(found.new_fields),
        "saved_rules": run.saved,
    }  # fmt: skip
    if run.dry_run:
        data["rows"] = work.planned
    rows = work.planned if run.dry_run else [data]
    columns = [Column(name) for name in dict.fromkeys(name for row in rows or [data] for name in row)]
    blocks: list[Block] = [Pairs([*heading_pairs(run), *_account(run, work, data)])]
    blocks += [*_planned(work), Lines(_notes(run, data))]
    return Document(data, blocks, columns, rows, PartlyDone.status if counts["rejected"] else 0)


def _account(run: Run, work: Any, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    comma = t("common.comma")
    return [
        (t("import.label_read"), _sums(data)),
        (t("import.label_united"), _united(data)),
        (t("import.label_skipped"), comma.join(f"{t(k)} ×{n}" for k, n in sorted(data["skip_reasons"].items()))),
        (t("import.label_made"), _made_too(data)),
        (t("import.label_fields"), comma.join(run.found.new_fields.values())),
        (t("import.label_unmapped"), _columns(data["unmapped"], data["examples"])),
        *_guesses(run),
        (
            t("import.label_left_out"),
            comma.join(f"{k} ×{v}" for k, v in sorted(data["left_out"].items())[:_SHOWN]),
        ),
        (t("import.label_rejects"), data["rejects_file"] or ""),
        (t("import.label_saved"), run.saved or ""),
    ]


def _guesses(run: Run) -> list[tuple[str, str]]:
    """What the cells were taken for where the file leaves it open."""
    found = run.found
    dates = [t("import.date_column", heading=h, how=t(f"import.format_{f}")) for h, f in found.guessed.items()]
    return [
        (t("import.label_dates"), t("common.comma").join(dates)),
        (t("import.label_decimal"), t("import.decimal_comma") if found.decimal == "comma" else ""),
        (t("import.label_discounts"), t("import.discounts_rate") if found.is_rate else ""),
    ]


def _sums(data: Mapping[str, Any]) -> str:
    """Rows taken together with others are among the unchanged ones for scripts, and told apart for people."""
    shown = {**data, "unchanged": data["unchanged"] - data["merged"]}
    names = ("created", "updated", "unchanged", "merged", "skipped", "rejected")
    sums = " + ".join(t(f"import.n_{name}", n=shown[name]) for name in names if shown[name] or name == "created")
    return t("import.sums", n=data["read"], sums=sums)


def _united(data: Mapping[str, Any]) -> str:
    """The first lines that say more of what another line is about."""
    first = data["united"][:_SHOWN]
    told = [t("import.united_lines", **{**fact, "by": t(f"import.by_{fact['by']}")}) for fact in first]
    if data["merged"] > len(first):
        told.append(t("import.more_united", n=data["merged"] - len(first)))
    return t("common.comma").join(told)


def _made_too(data: Mapping[str, Any]) -> str:
    return t("common.comma").join(t(f"import.made_{k}", n=v) for k, v in sorted(data["made"].items()))


def _columns(headings: list[str], examples: Mapping[str, str]) -> str:
    """Columns that are left out, each with something that stands in it; of empty ones only how many."""
    empty = [heading for heading in headings if examples.get(heading) == ""]
    told = [
        t("import.with_example", heading=heading, example=examples[heading]) if heading in examples else heading
        for heading in headings
        if heading not in empty
    ]
    if empty:
        told.append(t("import.empty_columns", n=len(empty)))
    return t("common.comma").join(told)


def _planned(work: Any) -> list[Block]:
    """The first rows that a dry run would refuse, and the first that it would change."""
    blocks: list[Block] = []
    for outcome in ("rejected", "updated"):
        rows = [plan for plan in work.planned if plan["outcome"] == outcome]
        if rows:
            shown = [
                {**plan, "changes": ", ".join(plan.get("changes", ()))} if outcome == "updated" else plan
                for plan in rows[:_SHOWN]
            ]
            names = ["line", *(["reason"] if outcome == "rejected" else ["customer_id", "name", "number", "changes"])]
            columns = [_for_people(Column(name)) for name in names if any(row.get(name) for row in shown)]
            title = t(f"import.would_be_{outcome}", n=len(rows), shown=len(shown))
            blocks.append(Grid(columns, shown, title))
    return blocks


def _notes(run: Run, data: Mapping[str, Any]) -> list[str]:
    notes = [t("import.warning", **fact) for fact in data["warned"][:_SHOWN]]
    if data["warnings"] > _SHOWN:
        notes.append(t("import.more_warnings", n=data["warnings"] - _SHOWN))
    if data["named_by_email"]:
        notes.append(t("import.named_by_email", n=data["named_by_email"]))
    if data["read"] and data["read"] == data["unchanged"]:
        notes.append(t("import.nothing_new"))
    if run.dry_run:
        notes.append(t("import.was_dry_run"))
    return notes


def previewed(run: Run, work: Any, rows: list[dict[str, Any]]) -> Document:
    mapping = run.found.mapping
    read = {heading: field for heading, field in zip(mapping.headings, mapping.fields, strict=True) if field}
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [Column(name, "list" if any(isinstance(row.get(name), list) for row in rows) else "text")
               for name in names if any(row.get(name) not in (None, "") for row in rows)]  # fmt: skip
    filled = [{name: row.get(name) for name in names} for row in rows]
    data = {
        **heading(run), "columns": read, "unmapped": unmapped(work, run.found), "examples": run.found.examples,
        "date_formats": run.found.guessed, "decimal": run.found.decimal, "saved_rules": run.saved, "rows": rows,
    }  # fmt: skip
    comma = t("common.comma")
    shown = [
        f"{heading.removeprefix('=')}" + ("" if heading[0] == "=" else f" → {field}") for heading, field in read.items()
    ]
    pairs = [
        *heading_pairs(run),
        (t("import.label_columns"), comma.join(shown)),
        (t("import.label_unmapped"), _columns(data["unmapped"], run.found.examples)),
        *_guesses(run),
    ]
    people = [{**row, "outcome": t(f"import.outcome_{row['outcome']}")} for row in filled]
    grid = Grid(list(map(_for_people, columns)), people)
    return Document(data, [Pairs(pairs), grid, Lines([t("import.was_preview")])], columns, filled)


def _for_people(column: Column) -> Column:
    """Elsewhere ``line`` is the messenger of that name."""
    own = {"line": t("import.col_line"), "outcome": t("import.col_outcome"), "changes": t("import.col_changes")}
    return column._replace(label=own.get(column.name, ""))


def unmapped(work: Any, found: Source) -> list[str]:
    """Headings of the columns that nobody knows, and of those that are known but not taken."""
    mapping = found.mapping
    unread = [i for i, field in enumerate(mapping.fields) if field and work.FIELDS and field not in work.FIELDS]
    return [mapping.headings[i] for i in sorted({*mapping.unmapped(), *unread})]


def _left_out(work: Any) -> dict[str, int]:
    """Cells of accepted rows that were not taken, counted."""
    return dict(work.left_out if hasattr(work, "left_out") else work.reader.left_out)


def _visible(delimiter: str) -> str:
    return {"\t": "TAB"}.get(delimiter, delimiter)

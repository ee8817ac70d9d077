"""export: records as rows that import understands, and as files that other programs do."""

from typing import Annotated, Any

from crmcli import segment
from crmcli.context import Context
from crmcli.errors import Invalid
from crmcli.normalize.masks import KINDS as MASKS
from crmcli.normalize.masks import by_column
from crmcli.reports import exports
from crmcli.result import Cells, File, Folder, Rows
from crmcli.services import exporting
from crmcli.services.exporting import Wish
from crmcli.signature import Arg, Opt

_VERSIONS = ("3.0", "4.0")


def export(
    ctx: Context,
    words: Annotated[list[str], Arg("export.arg_words", "[KIND] [WHO]")] = [],  # noqa: B006 - never changed
    form: Annotated[str | None, Opt("--format", "-f", help="export.opt_format", choices=exporting.FORMS)] = None,
    everything: Annotated[bool, Opt("--all", help="export.opt_all")] = False,
    excel: Annotated[bool, Opt("--excel", help="export.opt_excel")] = False,
    encoding: Annotated[str | None, Opt("--encoding", help="export.opt_encoding", metavar="NAME")] = None,
    replace: Annotated[bool, Opt("--replace", help="export.opt_replace")] = False,
    mask: Annotated[str | None, Opt("--mask", help="export.opt_mask", metavar="A,B,…")] = None,
    vcard: Annotated[str | None, Opt("--vcard", help="export.opt_vcard", choices=_VERSIONS)] = None,
    events: Annotated[bool, Opt("--events", help="export.opt_events")] = False,
) -> Rows | Cells | File | Folder:
    """All rows of a kind (customers when left out), or those of the customers that WHO means; CSV."""
    form = form or ctx.flags.get("format")
    if form in exporting.TEXTS:
        ctx.flags = {**ctx.flags, "format": form}
    if everything:
        _refuse_with_all({"KIND": words, "--excel": excel, "--encoding": encoding, "--mask": mask, "--vcard": vcard,
                          "--events": events, "--replace": replace})  # fmt: skip
        from crmcli.services.everything import folder

        return folder(ctx, form or "csv")
    kind, who = ("customers", words)
    if words and words[0] in exports.KINDS:
        kind, who = words[0], words[1:]
    if who and kind not in exports.OF_CUSTOMERS:
        raise Invalid("export.not_of_customers", kind=kind)
    form = form or _by_suffix(ctx.flags.get("output")) or ("vcard" if vcard else "csv")
    forms = (("--vcard", vcard, "vcard"), ("--events", events, "ical"), ("--excel", excel, "csv, tsv"),
             ("--encoding", encoding, "csv, tsv"))  # fmt: skip
    for option, given, needed in forms:
        if given and form not in needed.split(", "):
            raise Invalid("export.only_for", option=option, forms=needed)
    if replace and not encoding:
        raise Invalid("export.only_for", option="--replace", forms="--encoding")
    ids = segment.several(ctx.repo, " ".join(who), region=ctx.region) if who else None
    return exporting.export(
        ctx, Wish(kind, ids, form, _masks(mask), encoding or "", replace, excel, vcard or "3.0", events)
    )


def _by_suffix(path: str | None) -> str:
    """The form that -o asks for by its suffix; one that nobody writes is for -o to refuse."""
    suffix = (path or "").rpartition(".")[2].lower()
    form = exporting.SUFFIXES.get(suffix, suffix)
    return form if form in exporting.FORMS else ""


def _masks(text: str | None) -> dict[str, Any]:
    wanted = [word.strip() for word in (text or "").replace("，", ",").split(",") if word.strip()]
    for word in wanted:
        if word not in MASKS:
            raise Invalid("not_a_choice", option="--mask", value=word, choices=", ".join(MASKS))
    return by_column(wanted)


def _refuse_with_all(given: dict[str, Any]) -> None:
    for option, value in given.items():
        if value:
            raise Invalid("export.not_with_all", option=option)

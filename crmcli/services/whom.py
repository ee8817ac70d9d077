"""WHO as commands take it: those it means, how they are called, and ``-`` for ids on stdin."""

from typing import Any

from crmcli import segment
from crmcli.context import Context
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import t
from crmcli.signature import Signature

_NAMED = 3
"""So many customers a question names."""


def meant(ctx: Context, who: str) -> list[int]:
    """All customers that a query or a list of ids means. Bare words (a name, a phone) must mean one.

    NotFound for nobody; Conflict ``ambiguous`` for words that several customers have.
    """
    ids = segment.several(ctx.repo, who, region=ctx.region)
    if len(ids) > 1 and _is_words(who):
        segment.one(ctx.repo, who, region=ctx.region)
    return ids


def _is_words(who: str) -> bool:
    from crmcli.query.parser import parse
    from crmcli.query.tree import only_words

    text = who.strip()
    return not (text.isdecimal() or segment.is_ids(text)) and only_words(parse(text))


def short(ctx: Context, ids: list[int]) -> str:
    """The first names, and how many there are."""
    names = ", ".join(person["name"] for person in segment.candidates(ctx.repo, ids[:3]))
    return names if len(ids) <= 3 else f"{names} … ({len(ids)})"


def among(ctx: Context, ids: list[int]) -> str:
    """The first few with their ids, for a question about all of them."""
    people = [t("customer.among_one", **person) for person in segment.candidates(ctx.repo, ids[:_NAMED])]
    return t("common.comma").join([*people, *(["…"] if len(ids) > _NAMED else [])])


def typed(ctx: Context, takes: Signature, options: dict[str, Any]) -> dict[str, Any]:
    """The options with ``-`` for WHO replaced by the ids on stdin: one a line, or with blanks or commas between.

    NotFound for none; Invalid for what is no id, and where another argument reads stdin too.
    """
    dashes = [param for param in takes.params if options.get(param.name) in ("-", ["-"])]
    wanted = [param for param in dashes if param.metavar == "WHO"]
    if not wanted:
        return options
    if len(dashes) > 1:
        raise Invalid("stdin_twice")
    words = ctx.typed.replace(",", " ").split()
    for word in words:
        if not (word.isascii() and word.isdecimal()):
            raise Invalid("not_an_id", value=word)
    if not words:
        raise NotFound("no_ids")
    ids = ",".join(words)
    return {**options, wanted[0].name: [ids] if wanted[0].many else ids}

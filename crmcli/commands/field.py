"""field …: fields that a seller adds to customers, and the list of all fields."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

from crmcli.context import Context
from crmcli.domain import custom_fields as domain
from crmcli.errors import Conflict, NotFound
from crmcli.fields import CUSTOMER
from crmcli.i18n import t
from crmcli.result import Column, Done, Record, Rows
from crmcli.signature import Arg, Opt
from crmcli.store import fields as store


def add(
    ctx: Context,
    name: Annotated[str, Arg("field.arg_name", "NAME")],
    type_: Annotated[
        str | None, Opt("--type", help="field.opt_type", choices=domain.TYPES, words=domain.TYPE_WORDS)
    ] = None,
    choices: Annotated[str | None, Opt("--choices", help="field.opt_choices", metavar="A,B,…")] = None,
    label: Annotated[str | None, Opt("--label", help="field.opt_label", metavar="TEXT")] = None,
) -> Record:
    """A field of one's own."""
    kind = type_ or ("choice" if choices else "text")
    own = domain.field_name(name)
    words = domain.choices(kind, choices)
    values = {
        "name": own,
        "label": domain.label(label),
        "type": kind,
        "choices": json.dumps(words, ensure_ascii=False) if words else None,
        "created_at": ctx.now.isoformat(timespec="seconds"),
    }
    with ctx.operation() as operation:
        taken = _find(ctx, own)
        if taken is not None:
            raise Conflict("field.exists", name=taken["name"], type=taken["type"])
        number = ctx.repo.insert("fields", values)
        operation.summary = f"+ {own} ({kind})"
    data = {"id": number, "name": own, "label": values["label"], "type": kind, "choices": words}
    return Record(data, t("field.added", name=own, type=kind))


def list_(
    ctx: Context,
    own: Annotated[bool, Opt("--own", help="field.opt_own")] = False,
) -> Rows:
    """Every field of customers: built in and own."""
    columns = [
        Column("name"), Column("zh"), Column("type"), Column("editable"), Column("own"), Column("choices", "list"),
    ]  # fmt: skip
    return Rows(columns, list(_rows(ctx, only_own=own)))


def rm(ctx: Context, name: Annotated[str, Arg("field.arg_own", "NAME")]) -> Done:
    """Do away with an own field and all values in it; asks when customers have some."""
    with ctx.operation() as operation:
        field = _find(ctx, name.strip())
        if field is None:
            raise NotFound("field.no_such_field", name=name)
        filled = store.filled(ctx.repo, field["name"])
        if filled:
            ctx.confirm(filled, t("field.confirm_rm", name=field["name"], n=filled), always=True)
            store.clear(ctx.repo, field["name"])
        ctx.repo.delete("fields", field["id"])
        operation.summary = f"- {field['name']} ({filled})"
    data = {"name": field["name"], "customers": filled}
    return Done(t("field.removed", name=field["name"], n=filled), data, [field["id"]])


def _rows(ctx: Context, *, only_own: bool) -> Iterator[dict[str, Any]]:
    if not only_own:
        for field in CUSTOMER.values():
            yield {
                "name": field.name, "zh": field.zh, "type": field.type, "editable": bool(field.edit),
                "own": False, "choices": list(field.choices),
            }  # fmt: skip
    for row in store.definitions(ctx.repo):
        yield {
            "name": row["name"], "zh": row["label"] or row["name"], "type": row["type"], "editable": True,
            "own": True, "choices": json.loads(row["choices"]) if row["choices"] else [],
        }  # fmt: skip


def _find(ctx: Context, name: str) -> dict[str, Any] | None:
    wanted = name.casefold().removeprefix("custom.")
    return next((row for row in store.definitions(ctx.repo) if row["name"].casefold() == wanted), None)

"""What the columns of a file mean: its headings, the preset of the system it comes from, the user's word."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from crmcli.domain import custom_fields
from crmcli.errors import Invalid
from crmcli.exchange import headings, labels, presets
from crmcli.exchange.presets import Preset
from crmcli.importing.shaping import name_pair

_LONGEST = 40
_WHOLE = frozenset((
    "total", "ordertotal", "ordertotalamount", "grandtotal", "invoicetotal", "amountpaid", "合计", "总计", "实付金额",
    "实付款", "实收金额", "实收", "买家实际支付金额", "价税合计",
))  # fmt: skip
_SEVERAL = headings.MANY | {"address", "name"}
"""Fields that several columns may be about."""


def preset_for(columns: list[str], kind: str | None, asked: str | None) -> Preset | None:
    """The one asked for by name, else the one that the headings give away."""
    if asked == "none":
        return None
    if asked:
        found = presets.named(asked)
        if kind is not None and kind != found.kind:
            raise Invalid("import.preset_kind", preset=asked, kind=found.kind, asked=kind)
        return found
    return presets.detect(columns, kind)


def mapping_of(
    columns: list[str], kind: str, preset: Preset | None, own: Mapping[str, str], rules: Mapping[str, Any]
) -> headings.Mapping:
    """Later words win: recognised headings, the seller's own fields, the preset, ``--map``, ``--skip-column``.

    ``own``: names and labels of custom fields, in lower case → their names.
    """
    mapping = headings.recognise(columns, kind)
    if kind == "customers":
        mapping = _with_own_fields(mapping, own)
    if preset is not None and not headings.is_own_export(columns, kind):
        mapping = presets.mapped(mapping, preset)
    if kind != "customers":
        mapping = _with_whole_names(mapping)
    if kind == "sales" and preset is None:
        mapping = _with_whole_totals(mapping)
    mapping = _renamed(mapping, rules["map"], own.values())
    mapping = _skipped(mapping, rules["skip_columns"])
    read = frozenset(labels.pairs(mapping).values()) if kind == "customers" else frozenset()
    return mapping._replace(ignored=mapping.ignored | {i for i in read if mapping.fields[i] is None})


def _with_own_fields(mapping: headings.Mapping, own: Mapping[str, str]) -> headings.Mapping:
    """Columns called like a custom field are it, unless they are called like one of ours."""
    fields = list(mapping.fields)
    for i, heading in enumerate(mapping.headings):
        name = own.get(heading.strip().casefold().removeprefix("custom."))
        if name and heading.strip() not in headings.HEADINGS[mapping.kind]:
            fields[i] = f"custom.{name}"
    return mapping._replace(fields=tuple(fields))


def _with_whole_names(mapping: headings.Mapping) -> headings.Mapping:
    """Sales and the like have one field for the customer's name; a file may have two (see ``shaping``)."""
    if "customer" in mapping.fields or (found := name_pair(mapping.headings)) is None:
        return mapping
    fields = list(mapping.fields)
    fields[found[1]] = "customer"
    given = {found[0]} if fields[found[0]] is None else set()
    return mapping._replace(fields=tuple(fields), ignored=mapping.ignored | given)


def _with_whole_totals(mapping: headings.Mapping) -> headings.Mapping:
    """An order's total has its shipping and its discount in it; beside a price the amount is that of a line."""
    amount = next(iter(mapping.columns("amount")), None)
    if amount is None or {"price", "quantity"} & set(mapping.fields):
        return mapping
    if headings.normal(mapping.headings[amount]) not in _WHOLE:
        return mapping
    fields = tuple(None if field in ("shipping", "discount") else field for field in mapping.fields)
    return mapping._replace(fields=fields)


def _known(kind: str, own: Iterable[str]) -> set[str]:
    known = {*headings.HEADINGS[kind], "id"}
    return known | {f"custom.{name}" for name in own} if kind == "customers" else known


def _field(field: str, known: Collection[str], kind: str) -> str:
    """By its name, or by what a heading may call it (标签, E-mail)."""
    field = f"custom.{field}" if f"custom.{field}" in known else field
    if field not in known:
        field = headings.recognise([field], kind).fields[0] or field
    if field and field not in known:
        raise Invalid("import.no_such_field", field=field, fields=", ".join(sorted(known)))
    return field


def _column(mapping: headings.Mapping, heading: str) -> int:
    if heading not in mapping.headings:
        raise Invalid("import.no_such_column", column=heading, columns=", ".join(mapping.headings))
    return mapping.headings.index(heading)


def _renamed(mapping: headings.Mapping, pairs: Mapping[str, str], own: Iterable[str]) -> headings.Mapping:
    """``Heading=field`` overrules what was recognised; an empty field leaves the column out."""
    fields = list(mapping.fields)
    known = _known(mapping.kind, own)
    said: dict[int, str | None] = {}
    for heading, field in pairs.items():
        said[_column(mapping, heading)] = _field(field, known, mapping.kind) or None
    taken = [field for field in said.values() if field and field not in _SEVERAL]
    if double := next((field for field in taken if taken.count(field) > 1), None):
        raise Invalid("import.two_columns", field=double)
    # A field that somebody's column was said to be is not another one's any more.
    fields = [None if field in taken else field for field in fields]
    return mapping._replace(fields=tuple(said.get(i, field) for i, field in enumerate(fields)))


def _skipped(mapping: headings.Mapping, skipped: Iterable[str]) -> headings.Mapping:
    """Columns left out on purpose, so nobody need hear of them."""
    columns = {_column(mapping, heading) for heading in skipped}
    fields = tuple(None if i in columns else field for i, field in enumerate(mapping.fields))
    return mapping._replace(fields=fields, ignored=mapping.ignored | columns)


def constants(
    mapping: headings.Mapping, asked: Mapping[str, str], preset: Preset | None, own: Iterable[str]
) -> dict[str, str]:
    """Field → its value in every row; the user's word before the preset's."""
    known = _known(mapping.kind, own)
    return {
        **(preset.const if preset else {}),
        **{_field(field, known, mapping.kind): value for field, value in asked.items()},
    }


def with_constants(mapping: headings.Mapping, constants: Mapping[str, str]) -> headings.Mapping:
    """A column more for each constant that the file has no column for."""
    more = [field for field in constants if field not in mapping.fields]
    return mapping._replace(
        headings=(*mapping.headings, *(f"={field}={constants[field]}" for field in more)),
        fields=(*mapping.fields, *more),
    )


def kept(mapping: headings.Mapping, filled: Collection[int], own: Mapping[str, str]) -> tuple[Any, dict[str, str]]:
    """The mapping with unknown columns as custom fields, and the fields to be made (name → heading).

    ``filled``: columns that have anything in them; the others are not worth a field.
    """
    fields, made = list(mapping.fields), dict[str, str]()
    for i in mapping.unmapped():
        if i in filled:
            name = field_name(mapping.headings[i], own, made)
            fields[i] = f"custom.{name}"
            if name.casefold() not in own:
                made[name] = mapping.headings[i]
    return mapping._replace(fields=tuple(fields)), made


def field_name(heading: str, own: Mapping[str, str], taken: Collection[str]) -> str:
    """A name that a custom field may have, made of a heading; one that is there already if it is that."""
    plain = unicodedata.normalize("NFKC", heading)
    base = re.sub(r"[^A-Za-z0-9_\u4e00-\u9fff]+", "_", plain).strip("_").lower() or "column"
    base = f"_{base}"[:_LONGEST] if base[0].isdigit() else base[:_LONGEST]
    if base in own and base not in taken:
        return own[base]
    for n in range(1, 1000):
        name = base if n == 1 else f"{base[: _LONGEST - 4]}_{n}"
        try:
            if name not in taken and name not in own:
                return custom_fields.field_name(name)
        except Invalid:
            continue
    raise Invalid("field.bad_name", value=heading)

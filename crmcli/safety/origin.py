"""What a customer had in a field, as if the merges that were taken back since had never been."""

import json
from typing import Any

from crmcli.safety.past import Image, Past

WITH = {
    "name": ("name_key", "pinyin", "given_name", "family_name"),
    "company": ("company_key", "company_id"),
}
"""Columns that go with another one."""
_WHOLE = {part: whole for whole, parts in WITH.items() for part in parts}


def settled(past: Past, customer: int, field: str, change: int, value: Any) -> Any:
    """``value`` stood in a field (custom ones as ``custom.NAME``) just before a change: if it came by a merge that
    was taken back, what had been there before that merge."""
    for number, operation, older, _ in reversed(_course(past, customer, field)):
        if number < change:
            if not _taken_back(past, customer, field, operation):
                break
            value = older
    return value


def let_be(past: Past, customer: int, field: str, operation: int) -> bool:
    """Whether nothing but the taking back of merges has changed the field since an operation."""
    later = {made_by for _, made_by, _, _ in _course(past, customer, field) if made_by > operation}
    return all(map(past.is_unmerge, later))


def has_left(past: Past, table: str, row: int, column: str, change: int, holder: int) -> bool:
    """Whether ``holder``, whose a row was just before a change, had it by a merge that was taken back since."""
    for number, operation, before, after in reversed(list(past.course(table, row))):
        moved = before.get(column) != after.get(column) == holder
        if number >= change or not moved or past.is_unmerge(operation):
            continue
        came_from = before.get(column) or (row if column == "merged_into" else None)
        merge = next((one for one in past.merges(operation) if (one["lost"], one["kept"]) == (came_from, holder)), None)
        if merge is None:
            break
        if past.now("merges", merge["id"]) is None:
            return True
        holder = merge["lost"]
    return False


def _course(past: Past, customer: int, field: str) -> list[tuple[int, int, Any, Any]]:
    """The changes of one field: number, operation, value before and after."""
    steps = (
        (number, operation, _cell(before, field), _cell(after, field))
        for number, operation, before, after in past.course("customers", customer)
    )
    return [step for step in steps if step[2] != step[3]]


def _cell(image: Image, field: str) -> Any:
    column, _, name = field.partition(".")
    return json.loads(image.get("custom") or "{}").get(name) if name else image.get(column)


def _taken_back(past: Past, customer: int, field: str, operation: int) -> bool:
    """Whether the operation merged others into the customer, and those who brought the field are on their own again."""
    merges = [image for image in past.merges(operation) if image["kept"] == customer]
    brought = [one for one in merges if _WHOLE.get(field, field) in json.loads(one["choices"] or "{}").get("taken", ())]
    concerned = brought or merges
    return bool(concerned) and not any(past.now("merges", one["id"]) for one in concerned)

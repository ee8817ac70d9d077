"""undo, redo, history."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_operation": "number of the operation (see history); the last one when left out",
    "opt_force_unchanged": "undo what nothing later changed, and leave the rest as it is",
    "left": ("one row was changed since and stays: {rows}", "{n} rows were changed since and stay: {rows}"),
    "all_changed": "everything that operation {id} did was changed since; nothing was undone",
    "arg_who": "only operations about this customer",
    "undone": ("undid operation {id}, one row: {command}", "undid operation {id}, {n} rows: {command}"),
    "redone": ("redid operation {id}, one row: {command}", "redid operation {id}, {n} rows: {command}"),
    "nothing": "there is nothing to undo",
    "nothing_to_redo": "there is nothing to redo",
    "no_such_operation": "there is no operation {id}",
    "no_such_operation.hint": "'crm history' lists the operations",
    "already_undone": "operation {id} is undone already, by operation {by}",
    "already_undone.hint": "'crm undo {by}' brings it back",
    "forgotten": "operation {id} cannot be undone: what it was about was deleted and forgotten",
    "changed_since": "operation {by} changed the same rows since; operation {id} was not undone",
    "changed_since.hint": "undo the later operation first (crm undo {by}), or only what it left alone (crm undo {id} --force-unchanged)",
    "currency_in_use": "operation {id} set the currency, and amounts were stored since; it was not undone",
}

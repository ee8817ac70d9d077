"""imports."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_number": "number of the import (see crm imports)",
    "no_such_import": "there is no import {id}",
    "no_such_import.hint": "'crm imports' lists them",
    "state_stands": "stands",
    "state_undone": "undone",
    "state_partly_undone": "partly undone",
    "label_at": "at",
    "label_operation": "operation",
    "label_state": "state",
    "label_undone_by": "undone by operation",
    "label_hash": "SHA-256",
    "col_column": "column",
    "col_field": "field",
}

"""Words of docs/reference.md."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "title": "Command reference",
    "generated": "Written by `make docs` from the code; do not edit. [中文](reference.zh.md)",
    "sentence": "{text}.",
    "colon": ":",
    "command": "command",
    "option": "option",
    "meaning": "meaning",
    "status": "exit status",
    "status_0": "done",
    "status_1": "unexpected error (a bug)",
    "status_2": "wrong usage or an invalid value",
    "status_3": "not found, or nothing matched where something was needed",
    "status_4": "conflict: ambiguous customer, duplicate, already done, changed since",
    "status_5": "partly done: some rows were rejected, the rest is in",
    "status_6": "the database: locked, damaged, newer than the program, not ours",
    "status_7": "refused: read-only, or a confirmation that could not be asked",
    "status_130": "interrupted, nothing half-written",
    "field": "field",
    "chinese": "Chinese name",
    "type": "type",
    "values": "values",
    "aliases": "also called",
    "editable": "can be set",
    "takes_fields": "Takes `FIELD=VALUE` words and `--FIELD VALUE` options for every [field](#{anchor}) that can be set.",
    "errors": "Errors",
    "errors_text": (
        "With `-f json` an error is one object on stderr: "
        '`{"error": {"code", "message", "hint", "details"}}`. Codes are stable; sentences are not.'
    ),
    "hint": "advice",
    "code": "code",
}

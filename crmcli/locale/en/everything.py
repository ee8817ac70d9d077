"""import --all: what export --all wrote."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "opt_all": "the folder of an 'export --all', as a whole, into a database that was never used",
    "alone": "--all takes no other options: it reads what 'export --all' wrote, as it is",
    "not_empty": "{path} has been used already; everything goes only into a new database",
    "not_empty.hint": "name a new file: crm --db NEW.db import --all DIR",
    "newer": "this was written by a newer crm ({program})",
    "newer.hint": "update crm",
    "no_manifest": "{path} is no folder of an 'export --all': it has no manifest.json",
    "bad_manifest": "{path} is no manifest of an 'export --all'",
    "unreadable": "{path} cannot be read: {reason}",
    "changed": "{path} is not the file that was exported; nothing was imported",
    "changed.hint": "a folder is read back as it was written, or not at all; lists of your own go in one by one: crm import FILE",
    "unknown": "the export has a table or column that is not known here: {name}",
    "bad_file": "{path} cannot be read as it should: {reason}",
    "label_folder": "folder",
    "label_made": "made at",
    "label_rows": "rows",
    "rows": ("one, of {tables} tables", "{n}, of {tables} tables"),
}

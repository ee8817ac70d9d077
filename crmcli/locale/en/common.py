"""Words that every command shares."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "error": "error: ",
    "hint": "hint: ",
    "arg_who": "customers: id, uid, phone, e-mail, name, search words or a query; - for ids on stdin",
    "opt_db": "the database file (else CRMCLI_DB, the config file, the default place)",
    "opt_lang": "language of messages: en or zh",
    "opt_format": "output format: table, json, ndjson, csv, tsv, md or ids",
    "opt_output": "write to a file; its suffix gives the format",
    "opt_headings": "language of column headings and keys (en is the stable one)",
    "opt_read_only": "write nothing; an older file is read from a copy",
    "opt_yes": "answer yes to every question",
    "opt_quiet": "no remarks, and ids only unless a format is asked for",
    "opt_help": "show this help",
    "opt_version": "show the version",
    "opt_columns": "fields to show, separated by commas",
    "opt_sort": "fields to order by; a leading - turns one round",
    "opt_limit": "show at most N (0: all)",
    "opt_since": "from this day on",
    "opt_until": "up to and including this day",
    "nothing_yet": "nothing is stored yet: add someone with 'crm add NAME' ({path})",
    "older_file": (
        "{path} is of an older version: it was read from a copy and left as it is; 'crm doctor' without --read-only brings "
        "it up to date, with a backup beside it"
    ),
    "shown": "{n} of {total} shown; --limit 0 shows all",
    "left_out": "columns left out for width: {columns}",
    "left_out_too": "{note}; {left}",
    "shown_first": "the first {n} shown, there are more; --limit 0 shows all",
    "comma": ", ",
    "none": "(none)",
    "yes": "yes",
    "no": "no",
}

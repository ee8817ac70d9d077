"""dedupe file."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_file": "any file that 'crm import' reads; - is standard input",
    "opt_only": "leave out the rows that stand alone",
    "found": (
        "one group of probable duplicates: {rows} of {total} rows",
        "{n} groups of probable duplicates: {rows} of {total} rows",
    ),
    "none": "no probable duplicates among the rows ({total})",
    "over_itself": "{path} would be written over with its own rows",
    "over_itself.hint": "-o takes another file",
    "left_out": (
        "one row was left out: {reason} (line {lines})",
        "{n} rows were left out: {reason} (lines {lines})",
    ),
    "nothing_known": "no column of '{path}' can be compared: {headings}",
    "nothing_known.hint": "--map HEADING=FIELD says what a column is, such as --map Mobile=phone; the first line must be the headings",
}

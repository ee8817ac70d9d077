"""dedupe list."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "none": "no duplicates were found",
    "found": (
        "one group of probable duplicates; 'crm merge {ids}' would make one customer of it",
        "{n} groups of probable duplicates; 'crm merge {ids}' would make one customer of the first",
    ),
}

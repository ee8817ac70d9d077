"""rm, restore, trash."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "opt_older_than": "only what has been in the trash for longer, such as 30d, 6w or 1y",
    "opt_forget": "also wipe them from history and from the file itself; cannot be undone",
    "confirm_rm": "put {n} customers in the trash, among them {who}?",
    "confirm_restore": "bring back {n} customers from the trash, among them {who}?",
    "confirm_empty": (
        "delete one customer with all records for good?",
        "delete {n} customers with all their records for good?",
    ),
    "confirm_forget": (
        "delete one customer with all records and wipe every trace from the file? This cannot be undone.",
        "delete {n} customers with all records and wipe every trace from the file? This cannot be undone.",
    ),
    "thrown": ("put in the trash: {who}", "put {n} customers in the trash: {who}"),
    "restored": ("brought back: {who}", "brought back {n} customers: {who}"),
    "emptied": (
        "deleted one customer from the trash for good ({rows} rows in all)",
        "deleted {n} customers from the trash for good ({rows} rows in all)",
    ),
    "forgotten": ("; one was wiped from the file", "; {n} were wiped from the file"),
    "age_in_future": "'{value}' is in the future",
    "merged": "'{who}' was merged into customer {survivor}",
    "merged.hint": "'crm unmerge {who}' brings them back; 'crm history {survivor}' shows the merge",
    "not_in_trash": "'{who}' is not in the trash",
    "nobody": "nobody in the trash matches '{who}'",
    "nobody.hint": "'crm trash list' shows who is there",
}

"""demo."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "opt_keep": "keep the database in this file",
    "exists": "{path} is there already",
    "kept": "the database is in {path}; look at it with crm --db {path} list",
    "done": "{n} commands were run on a database of their own, which is gone now",
    "import": "Bring in what is there: CSV files, one of them GB18030, each row accounted for",
    "dedupe": "Find duplicates, see why, make one customer of two, take it back",
    "tag": "Find by initials, tag",
    "log": "Log a contact, say when to follow up",
    "sale": "Sell, and be paid",
    "complaint": "A complaint, from opened to resolved",
    "today": "Whom to contact today, and why",
    "report": "How is business?",
    "undo": "Every write can be taken back",
}

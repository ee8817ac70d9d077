"""The page that crm alone shows."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "title": "crm: your customers in one file",
    "start": "Nothing is stored yet. Begin with: crm add 'Ada Lovelace' phone=+442079460018",
    "left": ("One more: crm today", "{n} more: crm today"),
    "more": "All commands: crm --help. About one: crm add --help",
}

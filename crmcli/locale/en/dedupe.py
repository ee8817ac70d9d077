"""dedupe list."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "none": "no duplicates were found",
    "found": (
        "one group of probable duplicates; 'crm merge {ids}' would make one customer of it",
        "{n} groups of probable duplicates; 'crm merge {ids}' would make one customer of the first",
    ),
    "reason": "{kind}: {key}",
    "key_phone": "phone",
    "key_email": "e-mail",
    "key_id_number": "id number",
    "key_name_birthday": "name+birthday",
    "key_name_day": "name+birthday",
}

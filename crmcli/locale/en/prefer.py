"""prefer add, list, rm."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_text": "what it is: green tea, deliveries after six, peanuts …",
    "arg_whose": "only preferences of these customers",
    "arg_ids": "numbers of the preferences",
    "opt_kind": "what it is to them",
    "opt_only_kind": "only this kind",
    "opt_source": "how it is known: they said so, it was seen, or it was concluded from something",
    "opt_note": "a note, such as who told it",
    "opt_at": "when it was learned (now when left out)",
    "confirm_add": "note '{text}' about {n} customers?",
    "added": "preference {id} of {name}: {kind} {text}",
    "added_many": ("noted about one customer: {kind} {text}", "noted about {n} customers: {kind} {text}"),
    "known": "{name} already has this: {kind} {text} ({id})",
    "known_too": ("; one had it already", "; {n} had it already"),
    "confirm_rm": "remove {n} preferences?",
    "removed": ("removed preference {id}: {text}", "removed {n} preferences"),
    "no_text": "nothing was said that they prefer",
    "in_future": "it cannot have been learned at a time to come: {at}",
    "none_such": "there is no preference {id}",
    "none_such.hint": "'crm prefer list' lists all preferences and their numbers",
}

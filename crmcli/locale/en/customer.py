"""add, list, find, edit."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_name": "name of the person or company",
    "arg_query": "which customers; all when left out",
    "arg_words": "what to look for",
    "opt_force": "even though another customer has this phone or e-mail",
    "added": "added customer {id}: {name}",
    "edited": "changed customer {id}: {name}",
    "unchanged": "customer {id} already is so: {name}",
    "edited_many": ("changed one customer", "changed {n} customers"),
    "among_one": "{name} ({id})",
    "confirm_edit": "change {n} customers, among them {who}?",
    "one_at_a_time": "names, phones, e-mails and id numbers are given to one customer at a time; this is about {n}",
}

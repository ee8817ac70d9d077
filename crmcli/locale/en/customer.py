"""add, list, find, edit."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_name": "name of the person or company",
    "arg_query": "which customers; all when left out",
    "arg_words": "what to look for",
    "opt_on_duplicate": "if it is certainly somebody who is here: merge with them, skip, or reject any likely one",
    "force_or_act": "--force and --on-duplicate cannot go together",
    "here_already": "customer {id} ({name}) is the same; nothing was added",
    "added_to": "added, and merged into customer {id} ({name}), who is the same; 'crm unmerge {new}' takes them apart",
    "likely_known": "not added: it may be customer {id} ({name}), with a probability of {probability}",
    "likely_known.hint": "'crm edit {id}' changes who is here; --force adds another one all the same",
    "held": "not added: another customer has this phone or e-mail, but is not certainly the same",
    "held.hint": "--force adds it all the same; 'crm dedupe review' then decides",
    "opt_force": "even though another customer has this phone or e-mail",
    "added": "added customer {id}: {name}",
    "edited": "changed customer {id}: {name}",
    "unchanged": "customer {id} already is so: {name}",
    "edited_many": ("changed one customer", "changed {n} customers"),
    "among_one": "{name} ({id})",
    "confirm_edit": "change {n} customers, among them {who}?",
    "one_at_a_time": "names, phones, e-mails and id numbers are given to one customer at a time; this is about {n}",
}

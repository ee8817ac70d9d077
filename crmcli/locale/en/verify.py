"""verify."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_who": "the customer",
    "arg_kind": "phone, email, wechat or another way to reach them",
    "arg_value": "which one, where they have several (the primary one unless said)",
    "opt_bounced": "it is dead: messages bounce, the number is out of service",
    "opt_clear": "forget what was noted about it",
    "verified": "{name}: {kind} {value} is verified",
    "bounced": "{name}: {kind} {value} is marked as bounced",
    "cleared": "{name}: nothing is noted about {kind} {value} any more",
    "not_both": "--bounced and --clear cannot go together",
    "no_contact": "'{kind}' is not a way to reach somebody",
    "no_contact.hint": "{known}",
    "known": "{name} has: {kinds}",
    "such_as": "such as phone, email, wechat, website; {name} has none of them",
    "has_none": "{name} ({id}) has no {kind}",
    "has_none.hint": "{known}; 'crm edit {id} {kind}=…' adds one",
    "not_theirs": "{name} has no {kind} '{value}'",
    "not_theirs.hint": "they have: {values}",
}

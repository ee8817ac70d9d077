"""unmerge."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_who": "the customer who was merged (id, uid or name), or the one who includes them",
    "opt_to": "whose the records added since the merge are: keep (the survivor's, as they are) or restored",
    "unmerged": "customer {id} ({name}) is on their own again, apart from {kept} ({survivor})",
    "added": "; added since and handed over: {what}",
    "removed": "removed since the merge, and not brought back for customer {id}: {what}",
    "left": "changed since the merge and left as they are in customer {id}: {fields}",
    "unlinked": "links taken out, since they would lead to a record of the other customer: {links}",
    "not_merged": "nobody was merged into '{who}' (customer {id})",
    "not_merged.hint": "'crm history {id}' shows what happened to this customer",
    "several": "{n} customers were merged into '{who}'",
    "several.hint": "name the one who is to come back",
    "forgotten": "the history of the merge of customer {id} is no longer in the file",
    "forgotten.hint": "a backup from before the merge still has both",
}

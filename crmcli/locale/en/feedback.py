"""feedback add, list, rm."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_score": "the score: nps 0 to 10, csat 1 to 5, ces 1 to 7, review 1 to 5; more is better",
    "arg_comment": "what they said with it",
    "arg_whose": "only feedback of these customers",
    "arg_ids": "numbers of the feedback",
    "opt_kind": "what was asked: would they recommend us (nps), are they satisfied (csat), was it easy (ces), stars of a review",
    "opt_only_kind": "only this kind",
    "opt_channel": "how it came: call, wechat, email …",
    "opt_sale": "id or number of the sale that it is about",
    "opt_complaint": "number of the complaint that it is about",
    "opt_at": "when it was given (now when left out)",
    "added": "feedback {id} of {name}: {kind} {score}",
    "confirm_rm": "remove {n} scores?",
    "removed": ("removed feedback {id} of {name}", "removed {n} scores"),
    "out_of_range": "{kind} goes from {low} to {high}, not {value}",
    "in_future": "feedback cannot be of a time to come: {at}",
    "foreign_sale": "sale {id} belongs to another customer",
    "foreign_complaint": "complaint {id} belongs to another customer",
    "none_such": "there is no feedback {id}",
    "none_such.hint": "'crm feedback list' lists all feedback and its numbers",
}

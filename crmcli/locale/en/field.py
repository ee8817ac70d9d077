"""field add, list, rm."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_name": "name of the field: letters, digits, _ or Chinese characters",
    "arg_own": "name of a field of your own",
    "opt_type": "what it holds (text when left out; choice with --choices)",
    "opt_choices": "the possible values, separated by commas",
    "opt_label": "what people read instead of the name",
    "opt_own": "only fields of your own",
    "added": "added the field {name} ({type})",
    "removed": (
        "removed the field {name} and the value one customer had in it",
        "removed the field {name} and the values {n} customers had in it",
    ),
    "confirm_rm": (
        "one customer has a value in {name}: remove the field with it?",
        "{n} customers have a value in {name}: remove the field with them?",
    ),
    "bad_name": "'{value}' cannot be the name of a field",
    "bad_name.hint": "up to 40 letters, digits, _ or Chinese characters; no digit first",
    "built_in": "there is a field '{value}' already: it is built in",
    "built_in.hint": "'crm field list' shows all fields",
    "reserved": "'{value}' is a word of the segment language: no field can have that name",
    "exists": "there is a field '{name}' of your own already ({type})",
    "no_such_field": "there is no field '{name}' of your own",
    "no_such_field.hint": "'crm field list --own' shows them",
    "choices_missing": "a field of type choice needs its choices",
    "choices_missing.hint": "for example: --choices small,medium,large",
    "choices_for_choice_only": "a field of type {type} has no choices",
    "choices_for_choice_only.hint": "leave out --type, or say --type choice",
}

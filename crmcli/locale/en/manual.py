"""Words of the help pages."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "title": "crm: customers, sales, service and follow-ups in one command and one SQLite file",
    "heading": "crm {command}: {help}",
    "usage": "Usage",
    "arguments": "Arguments",
    "options": "Options",
    "global_options": "Options of every command",
    "fields": "Fields",
    "examples": "Examples",
    "exit_status": "Exit status",
    "commands": "Commands",
    "who": "WHO: which customer",
    "more": "More",
    "some_options": "[options]",
    "command": "COMMAND …",
    "assignment": "[FIELD=VALUE…]",
    "choices": "{help}: {choices}",
    "aside": "{text} ({aside})",
    "list_comma": ", ",
    "family_day": "Every day",
    "family_selling": "Selling",
    "family_service": "Service",
    "family_data": "Data",
    "family_insight": "Insight",
    "family_safety": "Safety",
    "who_text": (
        "WHO may be an id, a phone number, an e-mail address, a name, or any words that find somebody: a part of "
        "the name, its pinyin or initials, some digits of the phone, the company. A command on one customer "
        "needs exactly one match; several are listed with their ids, and nothing is guessed."
    ),
    "query_text": "A query finds customers by their fields, and stands wherever WHO does. 'crm field list' has all fields; docs/queries.md has the whole language.",
    "query_examples": (
        "crm list 'city:Berlin tag:vip'\n"
        "crm list 'gender:female age>=35 category:skincare spent>=5000'\n"
        "crm tag 'last_sale<-90d not tag:lost' sleeping\n"
        "crm export customers 'has:email (rfm:champions or birthday:this-month)'"
    ),
    "more_text": (
        "'crm COMMAND --help' explains a command. What a command wrote, 'crm undo' takes back. "
        "'crm --install-completion' completes commands and options with Tab."
    ),
    "group_text": "'crm {group} COMMAND --help' explains one of them.",
    "fields_text": (
        "FIELD=VALUE or --FIELD VALUE, in English or Chinese; an empty value clears the field. "
        "Contact points and tags may have several values: += adds one, -= takes one away."
    ),
    "fields_own": "Your own fields ('crm field list') work the same way.",
    "completion_installed": "completion for {shell} is in {path}; new terminals have it",
    "unknown_shell": "completion is made for bash, zsh and fish, not for '{shell}'",
    "unknown_shell.hint": "name one: crm --install-completion bash",
    "family_marketing": "Marketing",
}

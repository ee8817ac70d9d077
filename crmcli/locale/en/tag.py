"""tag, untag, tags."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_tags": "tags, such as vip or interest:eco; several may be given",
    "arg_old": "the tag as it is called now",
    "arg_new": "what it shall be called",
    "opt_dimension": "only tags of this dimension (interest, for interest:eco); '' for tags without one",
    "tagged": ("tagged one customer with {tags}", "tagged {n} customers with {tags}"),
    "untagged": ("took {tags} off one customer", "took {tags} off {n} customers"),
    "unchanged": ("; one was so already", "; {n} were so already"),
    "confirm_tag": "tag {n} customers, among them {who}?",
    "confirm_untag": "take tags off {n} customers, among them {who}?",
    "confirm_join": (
        "'{new}' exists already: join '{old}' (one customer) with it?",
        "'{new}' exists already: join '{old}' ({n} customers) with it?",
    ),
    "confirm_rm": "remove {tags} from {n} customers?",
    "renamed": ("renamed {old} to {new} (one customer)", "renamed {old} to {new} ({n} customers)"),
    "joined": ("joined {old} (one customer) with {new}", "joined {old} ({n} customers) with {new}"),
    "removed": ("removed {tags} (one customer had it)", "removed {tags} ({n} customers had it)"),
    "no_such_tag": "there is no tag '{tag}'",
    "no_such_tag.hint": "'crm tags list' shows all tags",
    "nobody_has": "no customer has the tag '{tag}'",
    "nobody_has.hint": "'crm tags rm {tag}' removes the tag itself",
}

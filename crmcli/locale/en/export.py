"""export."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_words": "customers (when left out), sales, contacts or complaints; then which customers",
    "some": ("of one customer", "of {n} customers"),
}

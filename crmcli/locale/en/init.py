"""init."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "opt_currency": "base currency, such as CNY or EUR",
    "opt_region": "country of phone numbers that do not name theirs, such as CN or US",
    "made": "ready: {path} (currency {currency}, region {region})",
    "has_data": "{path} has data in it already",
    "has_data.hint": "nothing needs to be done; 'crm config list' shows its settings",
}

"""report value."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "title": "Customer value",
    "nobody": "Nobody has bought anything yet.",
    "headline": (
        "{clv} {currency} expected from one customer in the next 12 months",
        "{clv} {currency} expected from {n} customers in the next 12 months",
    ),
    "best_tenth": ", {share} of it from the best tenth",
    "only": (
        "Only customers that match '{query}': one. The model remains that of everybody.",
        "Only customers that match '{query}': {n}. The model remains that of everybody.",
    ),
    "column_tenth": "tenth",
    "column_customers": "customers",
    "column_clv": "12 months",
    "column_share": "share",
    "column_at_least": "at least",
    "column_churn": "churn",
    "column_again": "came again",
    "column_spent": "spent",
    "column_customer_id": "ID",
    "column_name": "name",
    "column_orders": "orders",
    "column_last_sale": "last sale",
    "column_purchases": "purchases",
    "column_orders_expected": "expected",
    "column_spent_expected": "expected",
    "column_stayed_away": "none since",
    "top": "The most valuable customers",
    "how": "How this is reckoned",
    "fitted": ("Fitted to one customer; {again} bought again.", "Fitted to {n} customers; {again} bought again."),
    "pace": "While they stay, they buy every {days_between} days on average; after a purchase {stop} stop for good.",
    "worth": "A purchase is worth {purchase} {currency} on average; at most one a day is counted.",
    "simple_worth": "A purchase is worth {purchase} {currency} on average; a customer's own count for more with each.",
    "rule_again": (
        "One bought again: purchases and churn by BG/NBD, the worth of a purchase by Gamma-Gamma.",
        "{n} bought again: purchases and churn by BG/NBD, the worth of a purchase by Gamma-Gamma.",
    ),
    "rule_once": (
        "One bought once: the same, but BG/NBD takes whoever bought once to be there still. Churn is another rule:",
        "{n} bought once: the same, but BG/NBD takes whoever bought once to be there still. Churn is another rule:",
    ),
    "rule_churn": "of those not back after as long, the share not back a year later either ({a} after 30 days, {b} after "
    "90, {c} after 365).",
    "simple": "Too few bought again ({again}), or they do not fit the model (BG/NBD): simple rules for everybody.",
    "simple_churn": "Churn: half once nothing was bought for twice the usual gap, which is {days_between} days; the own gaps "
    "of a customer count for more with each.",
    "simple_value": "Value: the own pace and the own purchases, with those of everybody as a start (a purchase is worth "
    "{purchase} {currency}), less what churn takes.",
    "check": "Would it have been right?",
    "checked": (
        "With no more than the sales before {since}, {expected} orders were to be expected from one customer until "
        "{until}; there were {orders}.",
        "With no more than the sales before {since}, {expected} orders were to be expected from {n} customers until "
        "{until}; there were {orders}.",
    ),
    "unchecked": "The history is too short to try the model on its own past.",
    "more": "crm list 'churn>0.5' --sort -clv --columns name,phone,clv,churn: who is worth winning back",
}

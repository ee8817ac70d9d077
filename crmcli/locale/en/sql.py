"""sql."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_query": "one SELECT (- reads it from standard input)",
    "writes": "crm sql only reads; this statement would write",
    "bad": "SQLite cannot run this: {reason}",
    "bad.hint": "the views are v_customers, v_sales, v_sale_lines, v_payments, v_deals, v_interactions, v_tasks, v_complaints, v_products, v_feedback, v_preferences, v_campaigns, v_campaign_members",
    "no_rows": "this statement gives no rows",
}

"""SQL 查询。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_query": "一条 SELECT 语句（- 表示从标准输入读取）",
    "writes": "crm sql 只能读取，这条语句会写入",
    "bad": "SQLite 无法执行：{reason}",
    "bad.hint": "可用视图：v_customers、v_sales、v_sale_lines、v_payments、v_deals、v_interactions、v_tasks、v_complaints、v_products、v_feedback、v_preferences、v_campaigns、v_campaign_members",
    "no_rows": "这条语句没有结果",
}

"""The documented, stable face of the file: ISO dates, decimal money, words instead of numbers."""

_SCALE = "(SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale')"


def _money(column: str) -> str:
    return f"{column} / {_SCALE}"


def _day(column: str) -> str:
    return f"date({column} * 86400, 'unixepoch')"


_POINT = (
    "(SELECT value FROM contact_points p WHERE p.customer_id = c.id AND p.kind = '{kind}' "
    "ORDER BY is_primary DESC, p.id LIMIT 1)"
)

_REACHED = "count(m.id) AS members, " + ", ".join(
    f"count(m.{step}_at) AS {step}" for step in ("sent", "opened", "clicked", "replied", "converted")
)

VIEWS = (
    f"""CREATE VIEW v_customers AS SELECT c.id, c.uid, c.kind, c.name, c.given_name, c.family_name, c.gender,
      c.birthday, c.lunar_birthday, c.company, c.industry, c.occupation, c.title, c.source, c.owner,
      c.country, c.province, c.city, c.district, c.address, c.postcode, c.note, c.custom,
      {_POINT.format(kind="phone")} AS phone, {_POINT.format(kind="email")} AS email,
      {_POINT.format(kind="wechat")} AS wechat,
      (SELECT group_concat(t.name, ';') FROM customer_tags x JOIN tags t ON t.id = x.tag_id
       WHERE x.customer_id = c.id) AS tags,
      s.orders, {_money("s.spent")} AS spent, {_money("s.balance")} AS balance,
      {_day("s.first_sale_day")} AS first_sale, {_day("s.last_sale_day")} AS last_sale,
      s.contacts, s.last_contact_at AS last_contact, s.open_tasks, {_day("s.next_task_day")} AS next_task,
      s.complaints, s.open_complaints, c.created_at, c.updated_at, s.last_nps AS nps, s.last_csat AS csat,
      CASE WHEN s.orders > 0 THEN {_money("CAST(round(1.0 * s.spent / s.orders) AS INTEGER)")} END AS avg_order,
      s.open_deals
      FROM customers c JOIN customer_stats s ON s.customer_id = c.id WHERE c.deleted_at IS NULL""",
    f"""CREATE VIEW v_sales AS SELECT s.id, s.number, s.customer_id, c.name AS customer, s.kind, s.status,
      s.at, {_day("s.day")} AS day, {_money("s.base_total")} AS total,
      (SELECT value FROM settings WHERE key = 'currency') AS currency,
      s.currency AS sale_currency, s.rate, s.channel, {_day("s.due_day")} AS due, s.settled,
      {_money("(SELECT coalesce(sum(base_amount), 0) FROM payments p WHERE p.sale_id = s.id)")} AS paid, s.note
      FROM sales s JOIN customers c ON c.id = s.customer_id""",
    f"""CREATE VIEW v_sale_lines AS SELECT l.id, l.sale_id, l.customer_id, {_day("l.day")} AS day,
      p.sku, l.item, p.category, l.quantity, {_money("l.price")} AS price, {_money("l.base_amount")} AS amount
      FROM sale_lines l LEFT JOIN products p ON p.id = l.product_id""",
    f"""CREATE VIEW v_payments AS SELECT p.id, p.customer_id, c.name AS customer, p.sale_id,
      {_day("p.day")} AS day, {_money("p.base_amount")} AS amount, p.method, p.note
      FROM payments p JOIN customers c ON c.id = p.customer_id""",
    """CREATE VIEW v_interactions AS SELECT i.id, i.customer_id, c.name AS customer, i.kind, i.at, i.channel,
      i.direction, i.subject, i.content, i.outcome, i.place, i.participants, i.duration, i.satisfaction, i.deal_id
      FROM interactions i JOIN customers c ON c.id = i.customer_id""",
    f"""CREATE VIEW v_tasks AS SELECT t.id, t.customer_id, c.name AS customer, t.title,
      {_day("t.due_day")} AS due, t.due_time, t.priority, t.recurrence, t.origin, t.note, t.done_at
      FROM tasks t LEFT JOIN customers c ON c.id = t.customer_id""",
    """CREATE VIEW v_complaints AS SELECT k.id, k.number, k.customer_id, c.name AS customer, k.sale_id,
      k.category, k.priority, k.status, k.channel, k.content, k.resolution, k.satisfaction, k.owner,
      k.opened_at, k.due_at, k.resolved_at, k.reopened
      FROM complaints k JOIN customers c ON c.id = k.customer_id""",
    f"""CREATE VIEW v_products AS SELECT id, sku, name, category, {_money("price")} AS price,
      {_money("cost")} AS cost, unit, active, note FROM products""",
    f"""CREATE VIEW v_deals AS SELECT d.id, d.customer_id, c.name AS customer, d.title, d.stage,
      {_money("d.amount")} AS amount, d.probability, {_money("((d.amount * d.probability + 50) / 100)")} AS weighted,
      {_day("d.expected_day")} AS expected, d.source, d.owner, d.note, d.reason, d.sale_id, d.opened_at, d.moved_at,
      d.closed_at FROM deals d JOIN customers c ON c.id = d.customer_id""",
    """CREATE VIEW v_feedback AS SELECT f.id, f.customer_id, c.name AS customer, f.kind, f.score, f.comment,
      f.channel, f.sale_id, f.complaint_id, f.at FROM feedback f JOIN customers c ON c.id = f.customer_id""",
    """CREATE VIEW v_preferences AS SELECT p.id, p.customer_id, c.name AS customer, p.kind, p.text, p.source,
      p.note, p.at FROM preferences p JOIN customers c ON c.id = p.customer_id""",
    f"""CREATE VIEW v_campaigns AS SELECT g.id, g.name, g.channel, g.query, g.message, {_money("g.cost")} AS cost,
      {_day("g.starts_day")} AS starts, {_day("g.ends_day")} AS ends, g.status, {_REACHED},
      g.created_at, g.updated_at FROM campaigns g LEFT JOIN campaign_members m ON m.campaign_id = g.id
      GROUP BY g.id""",
    """CREATE VIEW v_campaign_members AS SELECT m.id, m.campaign_id, g.name AS campaign, m.customer_id,
      c.name AS customer, m.joined_at, m.sent_at, m.opened_at, m.clicked_at, m.replied_at, m.converted_at, m.sale_id
      FROM campaign_members m JOIN campaigns g ON g.id = m.campaign_id JOIN customers c ON c.id = m.customer_id""",
)

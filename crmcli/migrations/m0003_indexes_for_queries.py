"""What queries look customers up by: the last reply as a statistic, and an index for every field that has few
customers for most values. Indexes of fields that most customers lack, or have zero of, hold the others only.
"""

SQL = """
ALTER TABLE customer_stats ADD COLUMN last_reply_day INTEGER;
UPDATE customer_stats SET last_reply_day =
  (SELECT max(day) FROM interactions WHERE customer_id = customer_stats.customer_id AND direction = 'in');

CREATE INDEX customers_by_city ON customers (city) WHERE city IS NOT NULL;
CREATE INDEX customers_by_province ON customers (province) WHERE province IS NOT NULL;
CREATE INDEX customers_by_district ON customers (district) WHERE district IS NOT NULL;
CREATE INDEX customers_by_industry ON customers (industry) WHERE industry IS NOT NULL;
CREATE INDEX customers_by_occupation ON customers (occupation) WHERE occupation IS NOT NULL;
CREATE INDEX customers_by_title ON customers (title) WHERE title IS NOT NULL;
CREATE INDEX customers_by_source ON customers (source) WHERE source IS NOT NULL;
CREATE INDEX customers_by_owner ON customers (owner) WHERE owner IS NOT NULL;
CREATE INDEX customers_by_country ON customers (country) WHERE country IS NOT NULL;
CREATE INDEX customers_by_company_size ON customers (company_size) WHERE company_size IS NOT NULL;
CREATE INDEX customers_by_income_level ON customers (income_level) WHERE income_level IS NOT NULL;
CREATE INDEX customers_by_preferred_channel ON customers (preferred_channel) WHERE preferred_channel IS NOT NULL;
CREATE INDEX customers_by_postcode ON customers (postcode) WHERE postcode IS NOT NULL;
CREATE INDEX customers_by_birth_date ON customers (birthday) WHERE birthday IS NOT NULL;
CREATE INDEX customers_by_lunar_date ON customers (lunar_birthday) WHERE lunar_birthday IS NOT NULL;
CREATE INDEX customers_by_credit_limit ON customers (credit_limit) WHERE credit_limit IS NOT NULL;
CREATE INDEX customers_by_payment_terms ON customers (payment_terms) WHERE payment_terms IS NOT NULL;
CREATE INDEX customers_by_stage ON customers (stage) WHERE stage IS NOT NULL;
CREATE INDEX customers_companies ON customers (id) WHERE kind = 'company';
CREATE INDEX customers_other_gender ON customers (id) WHERE gender = 'other';
CREATE INDEX customers_with_custom ON customers (custom) WHERE custom IS NOT NULL;
CREATE INDEX customers_by_created ON customers (created_at);
CREATE INDEX customers_by_updated ON customers (updated_at);
CREATE INDEX contact_points_rare ON contact_points (kind, customer_id) WHERE kind <> 'phone' AND kind <> 'email';
DROP INDEX customer_tags_by_tag;
CREATE INDEX customer_tags_by_tag ON customer_tags (tag_id, customer_id);
DROP INDEX sale_lines_by_customer;
CREATE INDEX sale_lines_by_customer ON sale_lines (customer_id, product_id, sale_id, quantity);
CREATE INDEX sale_lines_by_item ON sale_lines (item, customer_id);
CREATE INDEX sales_by_channel ON sales (channel, customer_id) WHERE channel IS NOT NULL;
CREATE INDEX payments_back ON payments (customer_id) WHERE base_amount < 0;
CREATE INDEX sales_unsettled ON sales (customer_id, due_day, base_total) WHERE NOT settled;
CREATE INDEX stats_by_orders ON customer_stats (orders) WHERE orders <> 0;
CREATE INDEX stats_by_spent ON customer_stats (spent) WHERE spent <> 0;
CREATE INDEX stats_by_balance ON customer_stats (balance) WHERE balance <> 0;
CREATE INDEX stats_by_contacts ON customer_stats (contacts) WHERE contacts <> 0;
CREATE INDEX stats_by_open_tasks ON customer_stats (open_tasks) WHERE open_tasks <> 0;
CREATE INDEX stats_by_complaints ON customer_stats (complaints) WHERE complaints <> 0;
CREATE INDEX stats_by_open_complaints ON customer_stats (open_complaints) WHERE open_complaints <> 0;
CREATE INDEX stats_by_first_sale ON customer_stats (first_sale_day) WHERE first_sale_day IS NOT NULL;
CREATE INDEX stats_by_last_sale ON customer_stats (last_sale_day) WHERE last_sale_day IS NOT NULL;
CREATE INDEX stats_by_last_contact ON customer_stats (last_contact_at) WHERE last_contact_at IS NOT NULL;
CREATE INDEX stats_by_last_reply ON customer_stats (last_reply_day) WHERE last_reply_day IS NOT NULL;
CREATE INDEX stats_by_next_task ON customer_stats (next_task_day) WHERE next_task_day IS NOT NULL;
CREATE INDEX stats_gave_back ON customer_stats (customer_id) WHERE spent = 0 AND orders <> 0;
CREATE INDEX stats_only_gave_back ON customer_stats (spent) WHERE orders = 0 AND spent <> 0;
CREATE INDEX stats_by_avg_order ON customer_stats (CAST(round(1.0 * spent / orders) AS INTEGER))
  WHERE orders > 0;
"""

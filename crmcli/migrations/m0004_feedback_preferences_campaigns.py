"""What customers thought of us, what they like and need, and whom a campaign was for and how far each of them went.

``customer_stats`` has the latest NPS and CSAT score of each customer.
"""

SQL = """
CREATE TABLE feedback (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  kind TEXT NOT NULL CHECK (kind = 'nps' OR kind = 'csat' OR kind = 'ces' OR kind = 'review'),
  score INTEGER NOT NULL,
  comment TEXT CHECK (comment <> ''),
  channel TEXT,
  sale_id INTEGER REFERENCES sales (id),
  complaint_id INTEGER REFERENCES complaints (id),
  at TEXT NOT NULL,
  day INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  CHECK (
    kind = 'nps' AND score BETWEEN 0 AND 10 OR kind = 'ces' AND score BETWEEN 1 AND 7 OR
    kind = 'csat' AND score BETWEEN 1 AND 5 OR kind = 'review' AND score BETWEEN 1 AND 5)
) STRICT;
CREATE INDEX feedback_by_customer ON feedback (customer_id, kind, at);
CREATE INDEX feedback_by_day ON feedback (day, kind, score, customer_id);
CREATE INDEX feedback_by_sale ON feedback (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX feedback_by_complaint ON feedback (complaint_id) WHERE complaint_id IS NOT NULL;

CREATE TABLE preferences (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  kind TEXT NOT NULL DEFAULT 'like' CHECK (
    kind = 'like' OR kind = 'dislike' OR kind = 'need' OR kind = 'avoid'),
  text TEXT NOT NULL COLLATE NOCASE CHECK (text <> ''),
  source TEXT NOT NULL DEFAULT 'said' CHECK (source = 'said' OR source = 'observed' OR source = 'inferred'),
  note TEXT,
  at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (customer_id, kind, text)
) STRICT;
CREATE INDEX preferences_by_text ON preferences (text, kind, customer_id);

CREATE TABLE campaigns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  channel TEXT,
  query TEXT,
  message TEXT,
  cost INTEGER CHECK (cost >= 0),
  starts_day INTEGER,
  ends_day INTEGER,
  status TEXT NOT NULL DEFAULT 'planned' CHECK (
    status = 'planned' OR status = 'running' OR status = 'done' OR status = 'cancelled'),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  CHECK (ends_day >= starts_day)
) STRICT;
CREATE UNIQUE INDEX campaigns_by_name ON campaigns (name);

CREATE TABLE campaign_members (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign_id INTEGER NOT NULL REFERENCES campaigns (id),
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  joined_at TEXT NOT NULL,
  sent_at TEXT,
  opened_at TEXT,
  clicked_at TEXT,
  replied_at TEXT,
  converted_at TEXT,
  sale_id INTEGER REFERENCES sales (id),
  UNIQUE (campaign_id, customer_id),
  CHECK (sale_id IS NULL OR converted_at IS NOT NULL)
) STRICT;
CREATE INDEX campaign_members_by_customer ON campaign_members (customer_id, campaign_id);
CREATE INDEX campaign_members_by_sale ON campaign_members (sale_id) WHERE sale_id IS NOT NULL;

ALTER TABLE customer_stats ADD COLUMN last_nps INTEGER;
ALTER TABLE customer_stats ADD COLUMN last_csat INTEGER;
CREATE INDEX stats_by_last_nps ON customer_stats (last_nps) WHERE last_nps IS NOT NULL;
CREATE INDEX stats_by_last_csat ON customer_stats (last_csat) WHERE last_csat IS NOT NULL;
"""

"""Deals: what may be sold, how far each has come, what is expected of it; and which contacts were about one.

``external_ids`` can name a deal. A CHECK cannot be altered, so the table is made anew; the highest id that was ever
used in it stays known, since the journal may refer to it.
"""

SQL = """
CREATE TABLE deals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  title TEXT NOT NULL CHECK (title <> ''),
  stage TEXT NOT NULL DEFAULT 'lead' CHECK (
    stage = 'lead' OR stage = 'qualified' OR stage = 'proposal' OR stage = 'negotiation' OR
    stage = 'won' OR stage = 'lost'),
  amount INTEGER CHECK (amount >= 0),
  probability INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
  expected_day INTEGER,
  source TEXT,
  owner TEXT,
  note TEXT,
  reason TEXT,
  sale_id INTEGER REFERENCES sales (id),
  opened_at TEXT NOT NULL,
  moved_at TEXT NOT NULL,
  closed_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  CHECK ((closed_at IS NOT NULL) = (stage = 'won' OR stage = 'lost')),
  CHECK (stage <> 'won' OR probability = 100),
  CHECK (stage <> 'lost' OR probability = 0),
  CHECK (sale_id IS NULL OR stage = 'won')
) STRICT;
CREATE INDEX deals_by_customer ON deals (customer_id, stage);
CREATE INDEX deals_open ON deals (expected_day) WHERE closed_at IS NULL;
CREATE INDEX deals_by_sale ON deals (sale_id) WHERE sale_id IS NOT NULL;

CREATE TABLE deal_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id INTEGER NOT NULL REFERENCES deals (id),
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (
    kind = 'opened' OR kind = 'changed' OR kind = 'moved' OR kind = 'won' OR kind = 'lost' OR kind = 'reopened'),
  content TEXT
) STRICT;
CREATE INDEX deal_events_by_deal ON deal_events (deal_id, at);

ALTER TABLE interactions ADD COLUMN deal_id INTEGER REFERENCES deals (id);
CREATE INDEX interactions_by_deal ON interactions (deal_id) WHERE deal_id IS NOT NULL;

ALTER TABLE customer_stats ADD COLUMN open_deals INTEGER NOT NULL DEFAULT 0;
CREATE INDEX stats_by_open_deals ON customer_stats (open_deals) WHERE open_deals <> 0;

CREATE TABLE external_ids_anew (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL CHECK (source <> ''),
  external TEXT NOT NULL CHECK (external <> ''),
  customer_id INTEGER REFERENCES customers (id),
  sale_id INTEGER REFERENCES sales (id),
  interaction_id INTEGER REFERENCES interactions (id),
  complaint_id INTEGER REFERENCES complaints (id),
  deal_id INTEGER REFERENCES deals (id),
  CHECK ((customer_id IS NOT NULL) + (sale_id IS NOT NULL) + (interaction_id IS NOT NULL)
       + (complaint_id IS NOT NULL) + (deal_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO external_ids_anew
  SELECT id, source, external, customer_id, sale_id, interaction_id, complaint_id, NULL FROM external_ids ORDER BY id;
DELETE FROM sqlite_sequence WHERE name = 'external_ids_anew';
INSERT INTO sqlite_sequence SELECT 'external_ids_anew', seq FROM sqlite_sequence WHERE name = 'external_ids';
DROP TABLE external_ids;
ALTER TABLE external_ids_anew RENAME TO external_ids;
CREATE UNIQUE INDEX external_customers ON external_ids (external, source) WHERE customer_id IS NOT NULL;
CREATE UNIQUE INDEX external_sales ON external_ids (external, source) WHERE sale_id IS NOT NULL;
CREATE UNIQUE INDEX external_interactions ON external_ids (external, source) WHERE interaction_id IS NOT NULL;
CREATE UNIQUE INDEX external_complaints ON external_ids (external, source) WHERE complaint_id IS NOT NULL;
CREATE UNIQUE INDEX external_deals ON external_ids (external, source) WHERE deal_id IS NOT NULL;
CREATE INDEX external_ids_by_customer ON external_ids (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX external_ids_by_sale ON external_ids (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX external_ids_by_interaction ON external_ids (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX external_ids_by_complaint ON external_ids (complaint_id) WHERE complaint_id IS NOT NULL;
CREATE INDEX external_ids_by_deal ON external_ids (deal_id) WHERE deal_id IS NOT NULL;
"""

"""Customers, their contact points, tags and log; tasks; products, sales, payments; complaints.

Conventions: money is integer minor units, ``*_day`` is days since 1970-01-01, ``*_at`` is local wall-clock
ISO 8601. Ids are never used twice (AUTOINCREMENT): journal and history name rows by them. No foreign key
cascades: what must go with a row is deleted (and journalled) on purpose, never as a side effect.
A choice of more than two words is spelled with OR: for a longer IN, SQLite builds a table for every row
that it checks. Indexes are made by name, so that a large load can drop them and make them anew.
"""

SQL = """
CREATE TABLE settings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE fields (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  label TEXT,
  type TEXT NOT NULL CHECK (
    type = 'text' OR type = 'number' OR type = 'date' OR type = 'bool' OR type = 'choice' OR
    type = 'money'),
  choices TEXT CHECK (choices IS NULL OR json_valid(choices)),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE customers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'company')),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  name_key TEXT NOT NULL,
  pinyin TEXT NOT NULL DEFAULT '',
  given_name TEXT,
  family_name TEXT,
  gender TEXT CHECK (gender = 'female' OR gender = 'male' OR gender = 'other'),
  birthday TEXT CHECK (birthday GLOB '????-??-??' OR birthday GLOB '--??-??'),
  lunar_birthday TEXT CHECK (lunar_birthday GLOB '????-??-??' OR lunar_birthday GLOB '--??-??'),
  id_number TEXT,
  occupation TEXT,
  title TEXT,
  company TEXT,
  company_key TEXT,
  company_id INTEGER REFERENCES customers (id),
  industry TEXT,
  company_size TEXT,
  income_level TEXT,
  source TEXT,
  owner TEXT,
  preferred_channel TEXT,
  country TEXT,
  province TEXT,
  city TEXT,
  district TEXT,
  address TEXT,
  postcode TEXT,
  credit_limit INTEGER CHECK (credit_limit >= 0),
  payment_terms INTEGER CHECK (payment_terms >= 0),
  stage TEXT CHECK (
    stage = 'lead' OR stage = 'new' OR stage = 'active' OR stage = 'at_risk' OR stage = 'lost'),
  note TEXT,
  custom TEXT CHECK (custom IS NULL OR json_valid(custom)),
  merged_into INTEGER REFERENCES customers (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX customers_by_uid ON customers (uid);
CREATE INDEX customers_by_name ON customers (name_key);
CREATE INDEX customers_by_company ON customers (company_key) WHERE company_key IS NOT NULL;
CREATE INDEX customers_by_company_id ON customers (company_id) WHERE company_id IS NOT NULL;
CREATE INDEX customers_by_id_number ON customers (id_number) WHERE id_number IS NOT NULL;
CREATE INDEX customers_by_birthday ON customers (substr(birthday, -5)) WHERE birthday IS NOT NULL;
CREATE INDEX customers_by_lunar ON customers (substr(lunar_birthday, -5)) WHERE lunar_birthday IS NOT NULL;
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customers_trashed ON customers (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE contact_points (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  kind TEXT NOT NULL CHECK (kind <> ''),
  value TEXT NOT NULL CHECK (value <> ''),
  key TEXT NOT NULL CHECK (key <> ''),
  label TEXT,
  is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
  opted_out_at TEXT,
  verified_at TEXT,
  bounced_at TEXT,
  UNIQUE (customer_id, kind, key)
) STRICT;
CREATE INDEX contact_points_by_key ON contact_points (key, kind, customer_id);

CREATE TABLE tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE customer_tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  tag_id INTEGER NOT NULL REFERENCES tags (id),
  UNIQUE (customer_id, tag_id)
) STRICT;
CREATE INDEX customer_tags_by_tag ON customer_tags (tag_id);

CREATE TABLE products (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sku TEXT UNIQUE COLLATE NOCASE CHECK (sku <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  name_key TEXT NOT NULL,
  category TEXT,
  price INTEGER CHECK (price >= 0),
  cost INTEGER CHECK (cost >= 0),
  unit TEXT,
  note TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX products_by_name ON products (name_key);
CREATE INDEX products_by_category ON products (category) WHERE category IS NOT NULL;

CREATE TABLE sales (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  kind TEXT NOT NULL DEFAULT 'sale' CHECK (kind IN ('sale', 'return')),
  status TEXT NOT NULL DEFAULT 'confirmed' CHECK (
    status = 'draft' OR status = 'confirmed' OR status = 'shipped' OR status = 'delivered' OR
    status = 'completed' OR status = 'cancelled' OR status = 'returned'),
  at TEXT NOT NULL,
  day INTEGER NOT NULL,
  currency TEXT NOT NULL,
  rate REAL NOT NULL DEFAULT 1 CHECK (rate > 0),
  total INTEGER NOT NULL,
  base_total INTEGER NOT NULL,
  discount INTEGER NOT NULL DEFAULT 0 CHECK (discount >= 0),
  shipping INTEGER NOT NULL DEFAULT 0 CHECK (shipping >= 0),
  channel TEXT,
  due_day INTEGER,
  settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),
  note TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  cancelled_at TEXT,
  CHECK (kind <> 'return' OR total <= 0)
) STRICT;
CREATE INDEX sales_by_customer ON sales (customer_id, day, status, kind, base_total, settled);
CREATE INDEX sales_by_day ON sales (day, status, kind, base_total, customer_id);
CREATE INDEX sales_by_number ON sales (number) WHERE number IS NOT NULL;

CREATE TABLE sale_lines (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sale_id INTEGER NOT NULL REFERENCES sales (id),
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  day INTEGER NOT NULL,
  product_id INTEGER REFERENCES products (id),
  item TEXT NOT NULL,
  quantity REAL NOT NULL,
  price INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  base_amount INTEGER NOT NULL
) STRICT;
CREATE INDEX sale_lines_by_sale ON sale_lines (sale_id);
CREATE INDEX sale_lines_by_product ON sale_lines (product_id, customer_id, day, base_amount);
CREATE INDEX sale_lines_by_customer ON sale_lines (customer_id, product_id);

CREATE TABLE payments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  sale_id INTEGER REFERENCES sales (id),
  day INTEGER NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount <> 0),
  base_amount INTEGER NOT NULL,
  method TEXT,
  note TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX payments_by_customer ON payments (customer_id, day);
CREATE INDEX payments_by_sale ON payments (sale_id, amount, base_amount) WHERE sale_id IS NOT NULL;

CREATE TABLE complaints (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  sale_id INTEGER REFERENCES sales (id),
  product_id INTEGER REFERENCES products (id),
  category TEXT,
  priority TEXT NOT NULL DEFAULT 'normal' CHECK (
    priority = 'low' OR priority = 'normal' OR priority = 'high' OR priority = 'urgent'),
  status TEXT NOT NULL DEFAULT 'open' CHECK (
    status = 'open' OR status = 'in_progress' OR status = 'resolved' OR status = 'closed'),
  channel TEXT,
  content TEXT NOT NULL CHECK (content <> ''),
  resolution TEXT,
  satisfaction INTEGER CHECK (satisfaction BETWEEN 1 AND 5),
  owner TEXT,
  opened_at TEXT NOT NULL,
  due_at TEXT,
  resolved_at TEXT,
  reopened INTEGER NOT NULL DEFAULT 0 CHECK (reopened >= 0),
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX complaints_by_customer ON complaints (customer_id, status);
CREATE INDEX complaints_by_status ON complaints (status, due_at);
CREATE INDEX complaints_by_sale ON complaints (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX complaints_by_product ON complaints (product_id) WHERE product_id IS NOT NULL;

CREATE TABLE complaint_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  complaint_id INTEGER NOT NULL REFERENCES complaints (id),
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (
    kind = 'opened' OR kind = 'comment' OR kind = 'changed' OR kind = 'resolved' OR kind = 'reopened' OR
    kind = 'closed'),
  content TEXT
) STRICT;
CREATE INDEX complaint_events_by_complaint ON complaint_events (complaint_id, at);

CREATE TABLE interactions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  kind TEXT NOT NULL DEFAULT 'contact' CHECK (kind = 'contact' OR kind = 'note' OR kind = 'social'),
  at TEXT NOT NULL,
  day INTEGER NOT NULL,
  channel TEXT,
  direction TEXT CHECK (direction IN ('in', 'out')),
  subject TEXT,
  content TEXT,
  outcome TEXT,
  place TEXT,
  participants TEXT,
  duration INTEGER CHECK (duration >= 0),
  satisfaction INTEGER CHECK (satisfaction BETWEEN 1 AND 5),
  sale_id INTEGER REFERENCES sales (id),
  complaint_id INTEGER REFERENCES complaints (id),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX interactions_by_customer ON interactions (customer_id, day, kind, at);
CREATE INDEX interactions_by_day ON interactions (day);
CREATE INDEX interactions_by_sale ON interactions (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX interactions_by_complaint ON interactions (complaint_id) WHERE complaint_id IS NOT NULL;

CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER REFERENCES customers (id),
  complaint_id INTEGER REFERENCES complaints (id),
  title TEXT NOT NULL CHECK (title <> ''),
  due_day INTEGER,
  due_time TEXT,
  priority TEXT NOT NULL DEFAULT 'normal' CHECK (
    priority = 'low' OR priority = 'normal' OR priority = 'high'),
  recurrence TEXT,
  origin TEXT NOT NULL DEFAULT 'manual',
  note TEXT,
  done_at TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX tasks_by_customer ON tasks (customer_id, due_day) WHERE customer_id IS NOT NULL;
CREATE INDEX tasks_open ON tasks (due_day) WHERE done_at IS NULL;
CREATE INDEX tasks_by_complaint ON tasks (complaint_id) WHERE complaint_id IS NOT NULL;

CREATE TABLE external_ids (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL CHECK (source <> ''),
  external TEXT NOT NULL CHECK (external <> ''),
  customer_id INTEGER REFERENCES customers (id),
  sale_id INTEGER REFERENCES sales (id),
  interaction_id INTEGER REFERENCES interactions (id),
  complaint_id INTEGER REFERENCES complaints (id),
  CHECK ((customer_id IS NOT NULL) + (sale_id IS NOT NULL)
       + (interaction_id IS NOT NULL) + (complaint_id IS NOT NULL) = 1)
) STRICT;
CREATE UNIQUE INDEX external_customers ON external_ids (external, source) WHERE customer_id IS NOT NULL;
CREATE UNIQUE INDEX external_sales ON external_ids (external, source) WHERE sale_id IS NOT NULL;
CREATE UNIQUE INDEX external_interactions ON external_ids (external, source) WHERE interaction_id IS NOT NULL;
CREATE UNIQUE INDEX external_complaints ON external_ids (external, source) WHERE complaint_id IS NOT NULL;
CREATE INDEX external_ids_by_customer ON external_ids (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX external_ids_by_sale ON external_ids (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX external_ids_by_interaction ON external_ids (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX external_ids_by_complaint ON external_ids (complaint_id) WHERE complaint_id IS NOT NULL;

CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT,
  mapping TEXT CHECK (mapping IS NULL OR json_valid(mapping)),
  read INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  CHECK (read = created + updated + unchanged + skipped + rejected)
) STRICT;

CREATE TABLE merges (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kept INTEGER NOT NULL REFERENCES customers (id),
  lost INTEGER NOT NULL REFERENCES customers (id),
  at TEXT NOT NULL,
  choices TEXT CHECK (choices IS NULL OR json_valid(choices))
) STRICT;
CREATE INDEX merges_by_kept ON merges (kept);
CREATE INDEX merges_by_lost ON merges (lost);

CREATE TABLE not_duplicates (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  a INTEGER NOT NULL REFERENCES customers (id),
  b INTEGER NOT NULL REFERENCES customers (id),
  at TEXT NOT NULL,
  CHECK (a <> b)
) STRICT;
CREATE UNIQUE INDEX not_duplicates_pair ON not_duplicates (min(a, b), max(a, b));
CREATE INDEX not_duplicates_by_a ON not_duplicates (a);
CREATE INDEX not_duplicates_by_b ON not_duplicates (b);

-- Derived from the tables above; never journalled, always rebuildable (doctor --rebuild-stats).
CREATE TABLE customer_stats (
  customer_id INTEGER PRIMARY KEY REFERENCES customers (id) ON DELETE CASCADE,
  orders INTEGER NOT NULL DEFAULT 0,
  spent INTEGER NOT NULL DEFAULT 0,
  first_sale_day INTEGER,
  last_sale_day INTEGER,
  balance INTEGER NOT NULL DEFAULT 0,
  contacts INTEGER NOT NULL DEFAULT 0,
  last_contact_at TEXT,
  last_contact_day INTEGER,
  open_tasks INTEGER NOT NULL DEFAULT 0,
  next_task_day INTEGER,
  complaints INTEGER NOT NULL DEFAULT 0,
  open_complaints INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE search_text (
  customer_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  pinyin TEXT NOT NULL,
  other TEXT NOT NULL,
  digits TEXT NOT NULL
) STRICT;
CREATE TABLE search_dirty (customer_id INTEGER PRIMARY KEY) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (
  name, pinyin, other, content = 'search_text', content_rowid = 'customer_id',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
CREATE VIRTUAL TABLE search_digits USING fts5 (
  digits, content = 'search_text', content_rowid = 'customer_id', tokenize = 'trigram', detail = 'full');

-- The journal. A change names rows first_row..last_row of a table: I inserted, U updated, D deleted;
-- U and D carry the row as it was, an array in column order. The row after a change is what the next
-- change of that row found, or the row as it is now.
CREATE TABLE operations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  user TEXT NOT NULL,
  command TEXT NOT NULL,
  summary TEXT NOT NULL DEFAULT '',
  undoes INTEGER REFERENCES operations (id),
  undone_by INTEGER REFERENCES operations (id)
) STRICT;
CREATE INDEX operations_undoes ON operations (undoes) WHERE undoes IS NOT NULL;
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  operation INTEGER REFERENCES operations (id),
  tbl INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'I' OR kind = 'U' OR kind = 'D'),
  first_row INTEGER NOT NULL,
  last_row INTEGER NOT NULL,
  before TEXT
) STRICT;
CREATE INDEX changes_by_operation ON changes (operation);
CREATE INDEX changes_by_row ON changes (tbl, first_row, operation);
CREATE INDEX changes_ranges ON changes (tbl, first_row, last_row) WHERE last_row > first_row;
CREATE TABLE journal (id INTEGER PRIMARY KEY CHECK (id = 1), operation INTEGER) STRICT;
INSERT INTO journal VALUES (1, NULL);
-- mark: rows above it were made by the bulk operation under way, which journals them as one range.
CREATE TABLE journalled (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, mark INTEGER NOT NULL DEFAULT 9223372036854775807
) STRICT;
"""

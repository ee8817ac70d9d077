-- m0006_deals f4e3cef0451a80c84267e641d5e5538cdbff49478c08d1e469d54edfa7d0e2f7
PRAGMA foreign_keys = OFF;
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
CREATE TABLE complaint_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  complaint_id INTEGER NOT NULL REFERENCES complaints (id),
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (
    kind = 'opened' OR kind = 'comment' OR kind = 'changed' OR kind = 'resolved' OR kind = 'reopened' OR
    kind = 'closed'),
  content TEXT
) STRICT;
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
, deal_id INTEGER REFERENCES deals (id)) STRICT;
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
CREATE TABLE not_duplicates (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  a INTEGER NOT NULL REFERENCES customers (id),
  b INTEGER NOT NULL REFERENCES customers (id),
  at TEXT NOT NULL,
  CHECK (a <> b)
) STRICT;
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
, last_reply_day INTEGER, last_nps INTEGER, last_csat INTEGER, open_deals INTEGER NOT NULL DEFAULT 0) STRICT;
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
CREATE TABLE operations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  user TEXT NOT NULL,
  command TEXT NOT NULL,
  summary TEXT NOT NULL DEFAULT '',
  undoes INTEGER REFERENCES operations (id),
  undone_by INTEGER REFERENCES operations (id)
) STRICT;
CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  operation INTEGER REFERENCES operations (id),
  tbl INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'I' OR kind = 'U' OR kind = 'D'),
  first_row INTEGER NOT NULL,
  last_row INTEGER NOT NULL,
  before TEXT
) STRICT;
CREATE TABLE journal (id INTEGER PRIMARY KEY CHECK (id = 1), operation INTEGER) STRICT;
CREATE TABLE journalled (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, mark INTEGER NOT NULL DEFAULT 9223372036854775807
) STRICT;
CREATE TABLE segments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL COLLATE NOCASE CHECK (name <> ''),
  query TEXT NOT NULL,
  frozen INTEGER NOT NULL DEFAULT 0 CHECK (frozen IN (0, 1)),
  watched_at TEXT,
  note TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE TABLE segment_members (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  segment_id INTEGER NOT NULL REFERENCES segments (id),
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  kind TEXT NOT NULL CHECK (kind IN ('frozen', 'seen')),
  UNIQUE (segment_id, kind, customer_id)
) STRICT;
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
CREATE TABLE models (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  model TEXT NOT NULL CHECK (json_valid(model)),
  trained_at TEXT NOT NULL,
  rows INTEGER NOT NULL
) STRICT;
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
CREATE TABLE deal_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id INTEGER NOT NULL REFERENCES deals (id),
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (
    kind = 'opened' OR kind = 'changed' OR kind = 'moved' OR kind = 'won' OR kind = 'lost' OR kind = 'reopened'),
  content TEXT
) STRICT;
CREATE TABLE "external_ids" (
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
INSERT INTO settings VALUES (1, 'currency', 'CNY');
INSERT INTO settings VALUES (2, 'money_scale', '100');
INSERT INTO settings VALUES (3, 'region', 'CN');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES ('settings', 6);
INSERT INTO sqlite_sequence VALUES ('operations', 22);
INSERT INTO sqlite_sequence VALUES ('customers', 3);
INSERT INTO sqlite_sequence VALUES ('contact_points', 4);
INSERT INTO sqlite_sequence VALUES ('tags', 1);
INSERT INTO sqlite_sequence VALUES ('customer_tags', 1);
INSERT INTO sqlite_sequence VALUES ('fields', 1);
INSERT INTO sqlite_sequence VALUES ('products', 1);
INSERT INTO sqlite_sequence VALUES ('sales', 1);
INSERT INTO sqlite_sequence VALUES ('sale_lines', 1);
INSERT INTO sqlite_sequence VALUES ('payments', 1);
INSERT INTO sqlite_sequence VALUES ('interactions', 3);
INSERT INTO sqlite_sequence VALUES ('tasks', 1);
INSERT INTO sqlite_sequence VALUES ('complaints', 1);
INSERT INTO sqlite_sequence VALUES ('complaint_events', 1);
INSERT INTO sqlite_sequence VALUES ('feedback', 1);
INSERT INTO sqlite_sequence VALUES ('preferences', 1);
INSERT INTO sqlite_sequence VALUES ('campaigns', 1);
INSERT INTO sqlite_sequence VALUES ('campaign_members', 1);
INSERT INTO sqlite_sequence VALUES ('deals', 1);
INSERT INTO sqlite_sequence VALUES ('deal_events', 2);
INSERT INTO sqlite_sequence VALUES ('merges', 1);
INSERT INTO fields VALUES (1, 'size', NULL, 'number', NULL, '2026-03-01T09:00:00');
INSERT INTO customers VALUES (1, 'c5b681922fec6', 'person', '张三', '张三', 'zhang san', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '上海', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"size":42}', NULL, '2026-03-01T09:00:00', '2026-03-01T09:00:00', NULL);
INSERT INTO customers VALUES (2, 'c3c5f2d248026', 'person', 'Anna O''Neil', 'anna o''neil', 'anna o''neil', NULL, NULL, NULL, '1990-03-04', NULL, NULL, NULL, NULL, 'Blue Door Ltd', 'blue door', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-01T09:00:00', '2026-03-01T09:00:00', NULL);
INSERT INTO customers VALUES (3, 'c26953049e128', 'person', 'Anna ONeil', 'anna oneil', 'anna oneil', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-01T09:00:00', '2026-03-01T09:00:00', '2026-03-01T09:00:00');
INSERT INTO contact_points VALUES (1, 1, 'phone', '13800138000', '+8613800138000', NULL, 1, NULL, NULL, NULL);
INSERT INTO contact_points VALUES (2, 1, 'email', 'zhang@example.cn', 'zhang@example.cn', NULL, 1, NULL, NULL, NULL);
INSERT INTO contact_points VALUES (3, 1, 'wechat', 'zhang_san', 'zhang_san', NULL, 1, NULL, NULL, NULL);
INSERT INTO contact_points VALUES (4, 3, 'email', 'anna@example.com', 'anna@example.com', NULL, 1, NULL, NULL, NULL);
INSERT INTO tags VALUES (1, 'vip', '2026-03-01T09:00:00');
INSERT INTO customer_tags VALUES (1, 1, 1);
INSERT INTO products VALUES (1, 'TEA', '绿茶', '绿茶', NULL, 1250, NULL, NULL, NULL, 1, '2026-03-01T09:00:00');
INSERT INTO sales VALUES (1, NULL, 1, 'sale', 'confirmed', '2026-03-01T09:00:00', 20513, 'CNY', 1.0, 2500, 2500, 0, 0, NULL, 20543, 0, NULL, '2026-03-01T09:00:00', '2026-03-01T09:00:00', NULL);
INSERT INTO sale_lines VALUES (1, 1, 1, 20513, 1, '绿茶', 2.0, 1250, 2500, 2500);
INSERT INTO payments VALUES (1, 1, 1, 20513, 'CNY', 500, 500, NULL, NULL, '2026-03-01T09:00:00');
INSERT INTO complaints VALUES (1, NULL, 2, NULL, NULL, NULL, 'normal', 'open', NULL, 'the cup was broken', NULL, NULL, NULL, '2026-03-01T09:00:00', '2026-03-04T09:00:00', NULL, 0, '2026-03-01T09:00:00');
INSERT INTO complaint_events VALUES (1, 1, '2026-03-01T09:00:00', 'opened', 'the cup was broken');
INSERT INTO interactions VALUES (1, 1, 'contact', '2026-03-01T09:00:00', 20513, 'call', 'out', NULL, '问了目录', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-01T09:00:00', NULL);
INSERT INTO interactions VALUES (2, 2, 'note', '2026-03-01T09:00:00', 20513, NULL, NULL, NULL, 'likes green tea', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-01T09:00:00', NULL);
INSERT INTO interactions VALUES (3, 2, 'contact', '2026-03-01T09:00:00', 20513, NULL, 'out', NULL, 'wants them in oak', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-01T09:00:00', 1);
INSERT INTO tasks VALUES (1, 1, NULL, 'Follow up: 问了目录', 20516, NULL, 'normal', NULL, 'log 1', NULL, NULL, '2026-03-01T09:00:00');
INSERT INTO customer_stats VALUES (1, 1, 2500, 20513, 20513, 2000, 1, '2026-03-01T09:00:00', 20513, 1, 20516, 0, 0, NULL, 9, NULL, 0);
INSERT INTO customer_stats VALUES (2, 0, 0, NULL, NULL, 0, 1, '2026-03-01T09:00:00', 20513, 0, NULL, 1, 1, NULL, NULL, NULL, 1);
INSERT INTO customer_stats VALUES (3, 0, 0, NULL, NULL, 0, 0, NULL, NULL, 0, NULL, 0, 0, NULL, NULL, NULL, 0);
INSERT INTO search_text VALUES (1, '张 三', 'zhang san zhangsan zs', '  zhang@example.cn zhang_san ', '8613800138000');
INSERT INTO search_text VALUES (2, 'Anna O''Neil', 'ao', 'Blue Door Ltd   likes green tea', '');
INSERT INTO search_text VALUES (3, 'Anna ONeil', 'ao', '  anna@example.com ', '');
INSERT INTO operations VALUES (2, '2026-03-01T09:00:00', 'mei', 'crm add 张三 phone=13800138000 email=zhang@example.cn tags=vip city=上海', '+ 1 张三', NULL, NULL);
INSERT INTO operations VALUES (3, '2026-03-01T09:00:00', 'mei', 'crm add ''Anna O''"''"''Neil'' ''company=Blue Door Ltd'' birthday=1990-03-04', '+ 2 Anna O''Neil', NULL, NULL);
INSERT INTO operations VALUES (4, '2026-03-01T09:00:00', 'mei', 'crm field add size --type number', '+ size (number)', NULL, NULL);
INSERT INTO operations VALUES (5, '2026-03-01T09:00:00', 'mei', 'crm edit 1 size=42 wechat=zhang_san', '~ 张三', NULL, NULL);
INSERT INTO operations VALUES (6, '2026-03-01T09:00:00', 'mei', 'crm product add 绿茶 --sku TEA --price 12.50', '+ 绿茶', NULL, NULL);
INSERT INTO operations VALUES (7, '2026-03-01T09:00:00', 'mei', 'crm sale add 1 ''TEA*2''', '+ 张三 25.00 CNY', NULL, NULL);
INSERT INTO operations VALUES (8, '2026-03-01T09:00:00', 'mei', 'crm sale pay 1 5', '张三 5.00 CNY', NULL, NULL);
INSERT INTO operations VALUES (9, '2026-03-01T09:00:00', 'mei', 'crm log 1 问了目录 --channel call --next +3d', '+ 张三', NULL, NULL);
INSERT INTO operations VALUES (10, '2026-03-01T09:00:00', 'mei', 'crm note 2 ''likes green tea''', '+ Anna O''Neil', NULL, NULL);
INSERT INTO operations VALUES (11, '2026-03-01T09:00:00', 'mei', 'crm complaint add 2 ''the cup was broken''', '+ Anna O''Neil: the cup was broken', NULL, NULL);
INSERT INTO operations VALUES (12, '2026-03-01T09:00:00', 'mei', 'crm feedback add 1 9 又快又好 --sale 1', '+ 张三: nps 9', NULL, NULL);
INSERT INTO operations VALUES (13, '2026-03-01T09:00:00', 'mei', 'crm prefer add 2 ''green tea''', '+ Anna O''Neil: like green tea', NULL, NULL);
INSERT INTO operations VALUES (14, '2026-03-01T09:00:00', 'mei', 'crm campaign add spring --to tag:vip --cost 120', '+ spring', NULL, NULL);
INSERT INTO operations VALUES (15, '2026-03-01T09:00:00', 'mei', 'crm campaign join spring', 'spring: + 张三', NULL, NULL);
INSERT INTO operations VALUES (16, '2026-03-01T09:00:00', 'mei', 'crm deal add 2 ''ten chairs'' --amount 350', '+ Anna O''Neil: ten chairs', NULL, NULL);
INSERT INTO operations VALUES (17, '2026-03-01T09:00:00', 'mei', 'crm deal move 1 proposal', 'Anna O''Neil: ten chairs (proposal)', NULL, NULL);
INSERT INTO operations VALUES (18, '2026-03-01T09:00:00', 'mei', 'crm log 2 ''wants them in oak'' --deal 1', '+ Anna O''Neil', NULL, NULL);
INSERT INTO operations VALUES (19, '2026-03-01T09:00:00', 'mei', 'crm add ''Anna ONeil'' email=anna@example.com', '+ 3 Anna ONeil', NULL, NULL);
INSERT INTO operations VALUES (20, '2026-03-01T09:00:00', 'mei', 'crm merge 2 3', '2 Anna O''Neil ← 3 Anna ONeil', NULL, 21);
INSERT INTO operations VALUES (21, '2026-03-01T09:00:00', 'mei', 'crm undo', '20: crm merge 2 3', 20, NULL);
INSERT INTO operations VALUES (22, '2026-03-01T09:00:00', 'mei', 'crm rm 3', '- 3 Anna ONeil', NULL, NULL);
INSERT INTO changes VALUES (1, 2, 7, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (2, 2, 5, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (3, 2, 5, 'I', 2, 2, NULL);
INSERT INTO changes VALUES (4, 2, 26, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (5, 2, 6, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (6, 3, 7, 'I', 2, 2, NULL);
INSERT INTO changes VALUES (7, 4, 12, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (8, 5, 7, 'U', 1, 1, '[1,"c5b681922fec6","person","张三","张三","zhang san",null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,"上海",null,null,null,null,null,null,null,null,null,"2026-03-01T09:00:00","2026-03-01T09:00:00",null]');
INSERT INTO changes VALUES (9, 5, 5, 'I', 3, 3, NULL);
INSERT INTO changes VALUES (10, 6, 20, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (11, 7, 22, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (12, 7, 21, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (13, 8, 18, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (14, 9, 14, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (15, 9, 27, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (16, 10, 14, 'I', 2, 2, NULL);
INSERT INTO changes VALUES (17, 11, 4, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (18, 11, 3, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (19, 12, 11, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (20, 13, 19, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (21, 14, 2, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (22, 15, 1, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (23, 16, 9, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (24, 16, 8, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (25, 17, 9, 'U', 1, 1, '[1,2,"ten chairs","lead",35000,10,null,null,null,null,null,null,"2026-03-01T09:00:00","2026-03-01T09:00:00",null,"2026-03-01T09:00:00","2026-03-01T09:00:00"]');
INSERT INTO changes VALUES (26, 17, 8, 'I', 2, 2, NULL);
INSERT INTO changes VALUES (27, 18, 14, 'I', 3, 3, NULL);
INSERT INTO changes VALUES (28, 19, 7, 'I', 3, 3, NULL);
INSERT INTO changes VALUES (29, 19, 5, 'I', 4, 4, NULL);
INSERT INTO changes VALUES (30, 20, 5, 'U', 4, 4, '[4,3,"email","anna@example.com","anna@example.com",null,1,null,null,null]');
INSERT INTO changes VALUES (31, 20, 7, 'U', 3, 3, '[3,"c26953049e128","person","Anna ONeil","anna oneil","anna oneil",null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,"2026-03-01T09:00:00","2026-03-01T09:00:00",null]');
INSERT INTO changes VALUES (32, 20, 15, 'I', 1, 1, NULL);
INSERT INTO changes VALUES (33, 21, 15, 'D', 1, 1, '[1,2,3,"2026-03-01T09:00:00","{\"taken\":[],\"left\":[\"name\"],\"moved\":{\"contact_points\":1},\"already_there\":{}}"]');
INSERT INTO changes VALUES (34, 21, 7, 'U', 3, 3, '[3,"c26953049e128","person","Anna ONeil","anna oneil","anna oneil",null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,2,"2026-03-01T09:00:00","2026-03-01T09:00:00","2026-03-01T09:00:00"]');
INSERT INTO changes VALUES (35, 21, 5, 'U', 4, 4, '[4,2,"email","anna@example.com","anna@example.com",null,1,null,null,null]');
INSERT INTO changes VALUES (36, 22, 7, 'U', 3, 3, '[3,"c26953049e128","person","Anna ONeil","anna oneil","anna oneil",null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,"2026-03-01T09:00:00","2026-03-01T09:00:00",null]');
INSERT INTO journal VALUES (1, NULL);
INSERT INTO journalled VALUES (1, 'campaign_members', 9223372036854775807);
INSERT INTO journalled VALUES (2, 'campaigns', 9223372036854775807);
INSERT INTO journalled VALUES (3, 'complaint_events', 9223372036854775807);
INSERT INTO journalled VALUES (4, 'complaints', 9223372036854775807);
INSERT INTO journalled VALUES (5, 'contact_points', 9223372036854775807);
INSERT INTO journalled VALUES (6, 'customer_tags', 9223372036854775807);
INSERT INTO journalled VALUES (7, 'customers', 9223372036854775807);
INSERT INTO journalled VALUES (8, 'deal_events', 9223372036854775807);
INSERT INTO journalled VALUES (9, 'deals', 9223372036854775807);
INSERT INTO journalled VALUES (10, 'external_ids', 9223372036854775807);
INSERT INTO journalled VALUES (11, 'feedback', 9223372036854775807);
INSERT INTO journalled VALUES (12, 'fields', 9223372036854775807);
INSERT INTO journalled VALUES (13, 'imports', 9223372036854775807);
INSERT INTO journalled VALUES (14, 'interactions', 9223372036854775807);
INSERT INTO journalled VALUES (15, 'merges', 9223372036854775807);
INSERT INTO journalled VALUES (16, 'models', 9223372036854775807);
INSERT INTO journalled VALUES (17, 'not_duplicates', 9223372036854775807);
INSERT INTO journalled VALUES (18, 'payments', 9223372036854775807);
INSERT INTO journalled VALUES (19, 'preferences', 9223372036854775807);
INSERT INTO journalled VALUES (20, 'products', 9223372036854775807);
INSERT INTO journalled VALUES (21, 'sale_lines', 9223372036854775807);
INSERT INTO journalled VALUES (22, 'sales', 9223372036854775807);
INSERT INTO journalled VALUES (23, 'segment_members', 9223372036854775807);
INSERT INTO journalled VALUES (24, 'segments', 9223372036854775807);
INSERT INTO journalled VALUES (25, 'settings', 9223372036854775807);
INSERT INTO journalled VALUES (26, 'tags', 9223372036854775807);
INSERT INTO journalled VALUES (27, 'tasks', 9223372036854775807);
INSERT INTO feedback VALUES (1, 1, 'nps', 9, '又快又好', NULL, 1, NULL, '2026-03-01T09:00:00', 20513, '2026-03-01T09:00:00');
INSERT INTO preferences VALUES (1, 2, 'like', 'green tea', 'said', NULL, '2026-03-01T09:00:00', '2026-03-01T09:00:00');
INSERT INTO campaigns VALUES (1, 'spring', NULL, 'tag:vip', NULL, 12000, NULL, NULL, 'planned', '2026-03-01T09:00:00', '2026-03-01T09:00:00');
INSERT INTO campaign_members VALUES (1, 1, 1, '2026-03-01T09:00:00', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO deals VALUES (1, 2, 'ten chairs', 'proposal', 35000, 50, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-01T09:00:00', '2026-03-01T09:00:00', NULL, '2026-03-01T09:00:00', '2026-03-01T09:00:00');
INSERT INTO deal_events VALUES (1, 1, '2026-03-01T09:00:00', 'opened', 'ten chairs');
INSERT INTO deal_events VALUES (2, 1, '2026-03-01T09:00:00', 'moved', 'lead → proposal');
INSERT INTO search (search) VALUES ('rebuild');
INSERT INTO search_digits (rowid, digits) SELECT customer_id, digits FROM search_text WHERE digits <> '';
CREATE UNIQUE INDEX customers_by_uid ON customers (uid);
CREATE INDEX customers_by_name ON customers (name_key);
CREATE INDEX customers_by_company ON customers (company_key) WHERE company_key IS NOT NULL;
CREATE INDEX customers_by_company_id ON customers (company_id) WHERE company_id IS NOT NULL;
CREATE INDEX customers_by_id_number ON customers (id_number) WHERE id_number IS NOT NULL;
CREATE INDEX customers_by_birthday ON customers (substr(birthday, -5)) WHERE birthday IS NOT NULL;
CREATE INDEX customers_by_lunar ON customers (substr(lunar_birthday, -5)) WHERE lunar_birthday IS NOT NULL;
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customers_trashed ON customers (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX contact_points_by_key ON contact_points (key, kind, customer_id);
CREATE INDEX products_by_name ON products (name_key);
CREATE INDEX products_by_category ON products (category) WHERE category IS NOT NULL;
CREATE INDEX sales_by_customer ON sales (customer_id, day, status, kind, base_total, settled);
CREATE INDEX sales_by_day ON sales (day, status, kind, base_total, customer_id);
CREATE INDEX sales_by_number ON sales (number) WHERE number IS NOT NULL;
CREATE INDEX sale_lines_by_sale ON sale_lines (sale_id);
CREATE INDEX sale_lines_by_product ON sale_lines (product_id, customer_id, day, base_amount);
CREATE INDEX payments_by_customer ON payments (customer_id, day);
CREATE INDEX payments_by_sale ON payments (sale_id, amount, base_amount) WHERE sale_id IS NOT NULL;
CREATE INDEX complaints_by_customer ON complaints (customer_id, status);
CREATE INDEX complaints_by_status ON complaints (status, due_at);
CREATE INDEX complaints_by_sale ON complaints (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX complaints_by_product ON complaints (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX complaint_events_by_complaint ON complaint_events (complaint_id, at);
CREATE INDEX interactions_by_customer ON interactions (customer_id, day, kind, at);
CREATE INDEX interactions_by_day ON interactions (day);
CREATE INDEX interactions_by_sale ON interactions (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX interactions_by_complaint ON interactions (complaint_id) WHERE complaint_id IS NOT NULL;
CREATE INDEX tasks_by_customer ON tasks (customer_id, due_day) WHERE customer_id IS NOT NULL;
CREATE INDEX tasks_open ON tasks (due_day) WHERE done_at IS NULL;
CREATE INDEX tasks_by_complaint ON tasks (complaint_id) WHERE complaint_id IS NOT NULL;
CREATE INDEX merges_by_kept ON merges (kept);
CREATE INDEX merges_by_lost ON merges (lost);
CREATE UNIQUE INDEX not_duplicates_pair ON not_duplicates (min(a, b), max(a, b));
CREATE INDEX not_duplicates_by_a ON not_duplicates (a);
CREATE INDEX not_duplicates_by_b ON not_duplicates (b);
CREATE INDEX operations_undoes ON operations (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX changes_by_operation ON changes (operation);
CREATE INDEX changes_by_row ON changes (tbl, first_row, operation);
CREATE INDEX changes_ranges ON changes (tbl, first_row, last_row) WHERE last_row > first_row;
CREATE UNIQUE INDEX segments_by_name ON segments (name);
CREATE INDEX segment_members_by_customer ON segment_members (customer_id);
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
CREATE INDEX customer_tags_by_tag ON customer_tags (tag_id, customer_id);
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
CREATE INDEX feedback_by_customer ON feedback (customer_id, kind, at);
CREATE INDEX feedback_by_day ON feedback (day, kind, score, customer_id);
CREATE INDEX feedback_by_sale ON feedback (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX feedback_by_complaint ON feedback (complaint_id) WHERE complaint_id IS NOT NULL;
CREATE INDEX preferences_by_text ON preferences (text, kind, customer_id);
CREATE UNIQUE INDEX campaigns_by_name ON campaigns (name);
CREATE INDEX campaign_members_by_customer ON campaign_members (customer_id, campaign_id);
CREATE INDEX campaign_members_by_sale ON campaign_members (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX stats_by_last_nps ON customer_stats (last_nps) WHERE last_nps IS NOT NULL;
CREATE INDEX stats_by_last_csat ON customer_stats (last_csat) WHERE last_csat IS NOT NULL;
CREATE INDEX deals_by_customer ON deals (customer_id, stage);
CREATE INDEX deals_open ON deals (expected_day) WHERE closed_at IS NULL;
CREATE INDEX deals_by_sale ON deals (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX deal_events_by_deal ON deal_events (deal_id, at);
CREATE INDEX interactions_by_deal ON interactions (deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX stats_by_open_deals ON customer_stats (open_deals) WHERE open_deals <> 0;
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
CREATE TRIGGER journal_campaign_members_insert AFTER INSERT ON campaign_members WHEN new.id <= (SELECT mark FROM journalled WHERE id = 1) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 1, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_campaign_members_update AFTER UPDATE ON campaign_members WHEN new.id <= (SELECT mark FROM journalled WHERE id = 1) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."campaign_id" COLLATE BINARY IS new."campaign_id" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."joined_at" COLLATE BINARY IS new."joined_at" AND old."sent_at" COLLATE BINARY IS new."sent_at" AND old."opened_at" COLLATE BINARY IS new."opened_at" AND old."clicked_at" COLLATE BINARY IS new."clicked_at" AND old."replied_at" COLLATE BINARY IS new."replied_at" AND old."converted_at" COLLATE BINARY IS new."converted_at" AND old."sale_id" COLLATE BINARY IS new."sale_id") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 1, 'U', old.id, old.id, json_array(old."id", old."campaign_id", old."customer_id", old."joined_at", old."sent_at", old."opened_at", old."clicked_at", old."replied_at", old."converted_at", old."sale_id")); END;
CREATE TRIGGER journal_campaign_members_delete AFTER DELETE ON campaign_members WHEN old.id <= (SELECT mark FROM journalled WHERE id = 1) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 1, 'D', old.id, old.id, json_array(old."id", old."campaign_id", old."customer_id", old."joined_at", old."sent_at", old."opened_at", old."clicked_at", old."replied_at", old."converted_at", old."sale_id")); END;
CREATE TRIGGER journal_campaigns_insert AFTER INSERT ON campaigns WHEN new.id <= (SELECT mark FROM journalled WHERE id = 2) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 2, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_campaigns_update AFTER UPDATE ON campaigns WHEN new.id <= (SELECT mark FROM journalled WHERE id = 2) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."name" COLLATE BINARY IS new."name" AND old."channel" COLLATE BINARY IS new."channel" AND old."query" COLLATE BINARY IS new."query" AND old."message" COLLATE BINARY IS new."message" AND old."cost" COLLATE BINARY IS new."cost" AND old."starts_day" COLLATE BINARY IS new."starts_day" AND old."ends_day" COLLATE BINARY IS new."ends_day" AND old."status" COLLATE BINARY IS new."status" AND old."created_at" COLLATE BINARY IS new."created_at" AND old."updated_at" COLLATE BINARY IS new."updated_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 2, 'U', old.id, old.id, json_array(old."id", old."name", old."channel", old."query", old."message", old."cost", old."starts_day", old."ends_day", old."status", old."created_at", old."updated_at")); END;
CREATE TRIGGER journal_campaigns_delete AFTER DELETE ON campaigns WHEN old.id <= (SELECT mark FROM journalled WHERE id = 2) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 2, 'D', old.id, old.id, json_array(old."id", old."name", old."channel", old."query", old."message", old."cost", old."starts_day", old."ends_day", old."status", old."created_at", old."updated_at")); END;
CREATE TRIGGER journal_complaint_events_insert AFTER INSERT ON complaint_events WHEN new.id <= (SELECT mark FROM journalled WHERE id = 3) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 3, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_complaint_events_update AFTER UPDATE ON complaint_events WHEN new.id <= (SELECT mark FROM journalled WHERE id = 3) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."complaint_id" COLLATE BINARY IS new."complaint_id" AND old."at" COLLATE BINARY IS new."at" AND old."kind" COLLATE BINARY IS new."kind" AND old."content" COLLATE BINARY IS new."content") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 3, 'U', old.id, old.id, json_array(old."id", old."complaint_id", old."at", old."kind", old."content")); END;
CREATE TRIGGER journal_complaint_events_delete AFTER DELETE ON complaint_events WHEN old.id <= (SELECT mark FROM journalled WHERE id = 3) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 3, 'D', old.id, old.id, json_array(old."id", old."complaint_id", old."at", old."kind", old."content")); END;
CREATE TRIGGER journal_complaints_insert AFTER INSERT ON complaints WHEN new.id <= (SELECT mark FROM journalled WHERE id = 4) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 4, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_complaints_update AFTER UPDATE ON complaints WHEN new.id <= (SELECT mark FROM journalled WHERE id = 4) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."number" COLLATE BINARY IS new."number" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."sale_id" COLLATE BINARY IS new."sale_id" AND old."product_id" COLLATE BINARY IS new."product_id" AND old."category" COLLATE BINARY IS new."category" AND old."priority" COLLATE BINARY IS new."priority" AND old."status" COLLATE BINARY IS new."status" AND old."channel" COLLATE BINARY IS new."channel" AND old."content" COLLATE BINARY IS new."content" AND old."resolution" COLLATE BINARY IS new."resolution" AND old."satisfaction" COLLATE BINARY IS new."satisfaction" AND old."owner" COLLATE BINARY IS new."owner" AND old."opened_at" COLLATE BINARY IS new."opened_at" AND old."due_at" COLLATE BINARY IS new."due_at" AND old."resolved_at" COLLATE BINARY IS new."resolved_at" AND old."reopened" COLLATE BINARY IS new."reopened" AND old."updated_at" COLLATE BINARY IS new."updated_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 4, 'U', old.id, old.id, json_array(old."id", old."number", old."customer_id", old."sale_id", old."product_id", old."category", old."priority", old."status", old."channel", old."content", old."resolution", old."satisfaction", old."owner", old."opened_at", old."due_at", old."resolved_at", old."reopened", old."updated_at")); END;
CREATE TRIGGER journal_complaints_delete AFTER DELETE ON complaints WHEN old.id <= (SELECT mark FROM journalled WHERE id = 4) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 4, 'D', old.id, old.id, json_array(old."id", old."number", old."customer_id", old."sale_id", old."product_id", old."category", old."priority", old."status", old."channel", old."content", old."resolution", old."satisfaction", old."owner", old."opened_at", old."due_at", old."resolved_at", old."reopened", old."updated_at")); END;
CREATE TRIGGER journal_customer_tags_insert AFTER INSERT ON customer_tags WHEN new.id <= (SELECT mark FROM journalled WHERE id = 6) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 6, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_customer_tags_update AFTER UPDATE ON customer_tags WHEN new.id <= (SELECT mark FROM journalled WHERE id = 6) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."tag_id" COLLATE BINARY IS new."tag_id") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 6, 'U', old.id, old.id, json_array(old."id", old."customer_id", old."tag_id")); END;
CREATE TRIGGER journal_customer_tags_delete AFTER DELETE ON customer_tags WHEN old.id <= (SELECT mark FROM journalled WHERE id = 6) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 6, 'D', old.id, old.id, json_array(old."id", old."customer_id", old."tag_id")); END;
CREATE TRIGGER journal_deal_events_insert AFTER INSERT ON deal_events WHEN new.id <= (SELECT mark FROM journalled WHERE id = 8) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 8, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_deal_events_update AFTER UPDATE ON deal_events WHEN new.id <= (SELECT mark FROM journalled WHERE id = 8) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."deal_id" COLLATE BINARY IS new."deal_id" AND old."at" COLLATE BINARY IS new."at" AND old."kind" COLLATE BINARY IS new."kind" AND old."content" COLLATE BINARY IS new."content") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 8, 'U', old.id, old.id, json_array(old."id", old."deal_id", old."at", old."kind", old."content")); END;
CREATE TRIGGER journal_deal_events_delete AFTER DELETE ON deal_events WHEN old.id <= (SELECT mark FROM journalled WHERE id = 8) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 8, 'D', old.id, old.id, json_array(old."id", old."deal_id", old."at", old."kind", old."content")); END;
CREATE TRIGGER journal_deals_insert AFTER INSERT ON deals WHEN new.id <= (SELECT mark FROM journalled WHERE id = 9) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 9, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_deals_update AFTER UPDATE ON deals WHEN new.id <= (SELECT mark FROM journalled WHERE id = 9) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."title" COLLATE BINARY IS new."title" AND old."stage" COLLATE BINARY IS new."stage" AND old."amount" COLLATE BINARY IS new."amount" AND old."probability" COLLATE BINARY IS new."probability" AND old."expected_day" COLLATE BINARY IS new."expected_day" AND old."source" COLLATE BINARY IS new."source" AND old."owner" COLLATE BINARY IS new."owner" AND old."note" COLLATE BINARY IS new."note" AND old."reason" COLLATE BINARY IS new."reason" AND old."sale_id" COLLATE BINARY IS new."sale_id" AND old."opened_at" COLLATE BINARY IS new."opened_at" AND old."moved_at" COLLATE BINARY IS new."moved_at" AND old."closed_at" COLLATE BINARY IS new."closed_at" AND old."created_at" COLLATE BINARY IS new."created_at" AND old."updated_at" COLLATE BINARY IS new."updated_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 9, 'U', old.id, old.id, json_array(old."id", old."customer_id", old."title", old."stage", old."amount", old."probability", old."expected_day", old."source", old."owner", old."note", old."reason", old."sale_id", old."opened_at", old."moved_at", old."closed_at", old."created_at", old."updated_at")); END;
CREATE TRIGGER journal_deals_delete AFTER DELETE ON deals WHEN old.id <= (SELECT mark FROM journalled WHERE id = 9) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 9, 'D', old.id, old.id, json_array(old."id", old."customer_id", old."title", old."stage", old."amount", old."probability", old."expected_day", old."source", old."owner", old."note", old."reason", old."sale_id", old."opened_at", old."moved_at", old."closed_at", old."created_at", old."updated_at")); END;
CREATE TRIGGER journal_external_ids_insert AFTER INSERT ON external_ids WHEN new.id <= (SELECT mark FROM journalled WHERE id = 10) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 10, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_external_ids_update AFTER UPDATE ON external_ids WHEN new.id <= (SELECT mark FROM journalled WHERE id = 10) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."source" COLLATE BINARY IS new."source" AND old."external" COLLATE BINARY IS new."external" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."sale_id" COLLATE BINARY IS new."sale_id" AND old."interaction_id" COLLATE BINARY IS new."interaction_id" AND old."complaint_id" COLLATE BINARY IS new."complaint_id" AND old."deal_id" COLLATE BINARY IS new."deal_id") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 10, 'U', old.id, old.id, json_array(old."id", old."source", old."external", old."customer_id", old."sale_id", old."interaction_id", old."complaint_id", old."deal_id")); END;
CREATE TRIGGER journal_external_ids_delete AFTER DELETE ON external_ids WHEN old.id <= (SELECT mark FROM journalled WHERE id = 10) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 10, 'D', old.id, old.id, json_array(old."id", old."source", old."external", old."customer_id", old."sale_id", old."interaction_id", old."complaint_id", old."deal_id")); END;
CREATE TRIGGER journal_feedback_insert AFTER INSERT ON feedback WHEN new.id <= (SELECT mark FROM journalled WHERE id = 11) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 11, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_feedback_update AFTER UPDATE ON feedback WHEN new.id <= (SELECT mark FROM journalled WHERE id = 11) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."kind" COLLATE BINARY IS new."kind" AND old."score" COLLATE BINARY IS new."score" AND old."comment" COLLATE BINARY IS new."comment" AND old."channel" COLLATE BINARY IS new."channel" AND old."sale_id" COLLATE BINARY IS new."sale_id" AND old."complaint_id" COLLATE BINARY IS new."complaint_id" AND old."at" COLLATE BINARY IS new."at" AND old."day" COLLATE BINARY IS new."day" AND old."created_at" COLLATE BINARY IS new."created_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 11, 'U', old.id, old.id, json_array(old."id", old."customer_id", old."kind", old."score", old."comment", old."channel", old."sale_id", old."complaint_id", old."at", old."day", old."created_at")); END;
CREATE TRIGGER journal_feedback_delete AFTER DELETE ON feedback WHEN old.id <= (SELECT mark FROM journalled WHERE id = 11) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 11, 'D', old.id, old.id, json_array(old."id", old."customer_id", old."kind", old."score", old."comment", old."channel", old."sale_id", old."complaint_id", old."at", old."day", old."created_at")); END;
CREATE TRIGGER journal_fields_insert AFTER INSERT ON fields WHEN new.id <= (SELECT mark FROM journalled WHERE id = 12) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 12, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_fields_update AFTER UPDATE ON fields WHEN new.id <= (SELECT mark FROM journalled WHERE id = 12) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."name" COLLATE BINARY IS new."name" AND old."label" COLLATE BINARY IS new."label" AND old."type" COLLATE BINARY IS new."type" AND old."choices" COLLATE BINARY IS new."choices" AND old."created_at" COLLATE BINARY IS new."created_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 12, 'U', old.id, old.id, json_array(old."id", old."name", old."label", old."type", old."choices", old."created_at")); END;
CREATE TRIGGER journal_fields_delete AFTER DELETE ON fields WHEN old.id <= (SELECT mark FROM journalled WHERE id = 12) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 12, 'D', old.id, old.id, json_array(old."id", old."name", old."label", old."type", old."choices", old."created_at")); END;
CREATE TRIGGER journal_imports_insert AFTER INSERT ON imports WHEN new.id <= (SELECT mark FROM journalled WHERE id = 13) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 13, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_imports_update AFTER UPDATE ON imports WHEN new.id <= (SELECT mark FROM journalled WHERE id = 13) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."at" COLLATE BINARY IS new."at" AND old."kind" COLLATE BINARY IS new."kind" AND old."source" COLLATE BINARY IS new."source" AND old."file" COLLATE BINARY IS new."file" AND old."sha256" COLLATE BINARY IS new."sha256" AND old."mapping" COLLATE BINARY IS new."mapping" AND old."read" COLLATE BINARY IS new."read" AND old."created" COLLATE BINARY IS new."created" AND old."updated" COLLATE BINARY IS new."updated" AND old."unchanged" COLLATE BINARY IS new."unchanged" AND old."skipped" COLLATE BINARY IS new."skipped" AND old."rejected" COLLATE BINARY IS new."rejected") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 13, 'U', old.id, old.id, json_array(old."id", old."at", old."kind", old."source", old."file", old."sha256", old."mapping", old."read", old."created", old."updated", old."unchanged", old."skipped", old."rejected")); END;
CREATE TRIGGER journal_imports_delete AFTER DELETE ON imports WHEN old.id <= (SELECT mark FROM journalled WHERE id = 13) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 13, 'D', old.id, old.id, json_array(old."id", old."at", old."kind", old."source", old."file", old."sha256", old."mapping", old."read", old."created", old."updated", old."unchanged", old."skipped", old."rejected")); END;
CREATE TRIGGER journal_interactions_insert AFTER INSERT ON interactions WHEN new.id <= (SELECT mark FROM journalled WHERE id = 14) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 14, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_interactions_update AFTER UPDATE ON interactions WHEN new.id <= (SELECT mark FROM journalled WHERE id = 14) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."kind" COLLATE BINARY IS new."kind" AND old."at" COLLATE BINARY IS new."at" AND old."day" COLLATE BINARY IS new."day" AND old."channel" COLLATE BINARY IS new."channel" AND old."direction" COLLATE BINARY IS new."direction" AND old."subject" COLLATE BINARY IS new."subject" AND old."content" COLLATE BINARY IS new."content" AND old."outcome" COLLATE BINARY IS new."outcome" AND old."place" COLLATE BINARY IS new."place" AND old."participants" COLLATE BINARY IS new."participants" AND old."duration" COLLATE BINARY IS new."duration" AND old."satisfaction" COLLATE BINARY IS new."satisfaction" AND old."sale_id" COLLATE BINARY IS new."sale_id" AND old."complaint_id" COLLATE BINARY IS new."complaint_id" AND old."created_at" COLLATE BINARY IS new."created_at" AND old."deal_id" COLLATE BINARY IS new."deal_id") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 14, 'U', old.id, old.id, json_array(old."id", old."customer_id", old."kind", old."at", old."day", old."channel", old."direction", old."subject", old."content", old."outcome", old."place", old."participants", old."duration", old."satisfaction", old."sale_id", old."complaint_id", old."created_at", old."deal_id")); END;
CREATE TRIGGER journal_interactions_delete AFTER DELETE ON interactions WHEN old.id <= (SELECT mark FROM journalled WHERE id = 14) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 14, 'D', old.id, old.id, json_array(old."id", old."customer_id", old."kind", old."at", old."day", old."channel", old."direction", old."subject", old."content", old."outcome", old."place", old."participants", old."duration", old."satisfaction", old."sale_id", old."complaint_id", old."created_at", old."deal_id")); END;
CREATE TRIGGER journal_models_insert AFTER INSERT ON models WHEN new.id <= (SELECT mark FROM journalled WHERE id = 16) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 16, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_models_update AFTER UPDATE ON models WHEN new.id <= (SELECT mark FROM journalled WHERE id = 16) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."name" COLLATE BINARY IS new."name" AND old."model" COLLATE BINARY IS new."model" AND old."trained_at" COLLATE BINARY IS new."trained_at" AND old."rows" COLLATE BINARY IS new."rows") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 16, 'U', old.id, old.id, json_array(old."id", old."name", old."model", old."trained_at", old."rows")); END;
CREATE TRIGGER journal_models_delete AFTER DELETE ON models WHEN old.id <= (SELECT mark FROM journalled WHERE id = 16) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 16, 'D', old.id, old.id, json_array(old."id", old."name", old."model", old."trained_at", old."rows")); END;
CREATE TRIGGER journal_not_duplicates_insert AFTER INSERT ON not_duplicates WHEN new.id <= (SELECT mark FROM journalled WHERE id = 17) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 17, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_not_duplicates_update AFTER UPDATE ON not_duplicates WHEN new.id <= (SELECT mark FROM journalled WHERE id = 17) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."a" COLLATE BINARY IS new."a" AND old."b" COLLATE BINARY IS new."b" AND old."at" COLLATE BINARY IS new."at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 17, 'U', old.id, old.id, json_array(old."id", old."a", old."b", old."at")); END;
CREATE TRIGGER journal_not_duplicates_delete AFTER DELETE ON not_duplicates WHEN old.id <= (SELECT mark FROM journalled WHERE id = 17) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 17, 'D', old.id, old.id, json_array(old."id", old."a", old."b", old."at")); END;
CREATE TRIGGER journal_payments_insert AFTER INSERT ON payments WHEN new.id <= (SELECT mark FROM journalled WHERE id = 18) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 18, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_payments_update AFTER UPDATE ON payments WHEN new.id <= (SELECT mark FROM journalled WHERE id = 18) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."sale_id" COLLATE BINARY IS new."sale_id" AND old."day" COLLATE BINARY IS new."day" AND old."currency" COLLATE BINARY IS new."currency" AND old."amount" COLLATE BINARY IS new."amount" AND old."base_amount" COLLATE BINARY IS new."base_amount" AND old."method" COLLATE BINARY IS new."method" AND old."note" COLLATE BINARY IS new."note" AND old."created_at" COLLATE BINARY IS new."created_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 18, 'U', old.id, old.id, json_array(old."id", old."customer_id", old."sale_id", old."day", old."currency", old."amount", old."base_amount", old."method", old."note", old."created_at")); END;
CREATE TRIGGER journal_payments_delete AFTER DELETE ON payments WHEN old.id <= (SELECT mark FROM journalled WHERE id = 18) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 18, 'D', old.id, old.id, json_array(old."id", old."customer_id", old."sale_id", old."day", old."currency", old."amount", old."base_amount", old."method", old."note", old."created_at")); END;
CREATE TRIGGER journal_preferences_insert AFTER INSERT ON preferences WHEN new.id <= (SELECT mark FROM journalled WHERE id = 19) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 19, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_preferences_update AFTER UPDATE ON preferences WHEN new.id <= (SELECT mark FROM journalled WHERE id = 19) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."kind" COLLATE BINARY IS new."kind" AND old."text" COLLATE BINARY IS new."text" AND old."source" COLLATE BINARY IS new."source" AND old."note" COLLATE BINARY IS new."note" AND old."at" COLLATE BINARY IS new."at" AND old."created_at" COLLATE BINARY IS new."created_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 19, 'U', old.id, old.id, json_array(old."id", old."customer_id", old."kind", old."text", old."source", old."note", old."at", old."created_at")); END;
CREATE TRIGGER journal_preferences_delete AFTER DELETE ON preferences WHEN old.id <= (SELECT mark FROM journalled WHERE id = 19) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 19, 'D', old.id, old.id, json_array(old."id", old."customer_id", old."kind", old."text", old."source", old."note", old."at", old."created_at")); END;
CREATE TRIGGER journal_products_insert AFTER INSERT ON products WHEN new.id <= (SELECT mark FROM journalled WHERE id = 20) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 20, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_products_update AFTER UPDATE ON products WHEN new.id <= (SELECT mark FROM journalled WHERE id = 20) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."sku" COLLATE BINARY IS new."sku" AND old."name" COLLATE BINARY IS new."name" AND old."name_key" COLLATE BINARY IS new."name_key" AND old."category" COLLATE BINARY IS new."category" AND old."price" COLLATE BINARY IS new."price" AND old."cost" COLLATE BINARY IS new."cost" AND old."unit" COLLATE BINARY IS new."unit" AND old."note" COLLATE BINARY IS new."note" AND old."active" COLLATE BINARY IS new."active" AND old."created_at" COLLATE BINARY IS new."created_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 20, 'U', old.id, old.id, json_array(old."id", old."sku", old."name", old."name_key", old."category", old."price", old."cost", old."unit", old."note", old."active", old."created_at")); END;
CREATE TRIGGER journal_products_delete AFTER DELETE ON products WHEN old.id <= (SELECT mark FROM journalled WHERE id = 20) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 20, 'D', old.id, old.id, json_array(old."id", old."sku", old."name", old."name_key", old."category", old."price", old."cost", old."unit", old."note", old."active", old."created_at")); END;
CREATE TRIGGER journal_sale_lines_insert AFTER INSERT ON sale_lines WHEN new.id <= (SELECT mark FROM journalled WHERE id = 21) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 21, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_sale_lines_update AFTER UPDATE ON sale_lines WHEN new.id <= (SELECT mark FROM journalled WHERE id = 21) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."sale_id" COLLATE BINARY IS new."sale_id" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."day" COLLATE BINARY IS new."day" AND old."product_id" COLLATE BINARY IS new."product_id" AND old."item" COLLATE BINARY IS new."item" AND old."quantity" COLLATE BINARY IS new."quantity" AND old."price" COLLATE BINARY IS new."price" AND old."amount" COLLATE BINARY IS new."amount" AND old."base_amount" COLLATE BINARY IS new."base_amount") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 21, 'U', old.id, old.id, json_array(old."id", old."sale_id", old."customer_id", old."day", old."product_id", old."item", CASE WHEN old."quantity" IS NULL THEN NULL ELSE json(printf('%!.17g', old."quantity")) END, old."price", old."amount", old."base_amount")); END;
CREATE TRIGGER journal_sale_lines_delete AFTER DELETE ON sale_lines WHEN old.id <= (SELECT mark FROM journalled WHERE id = 21) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 21, 'D', old.id, old.id, json_array(old."id", old."sale_id", old."customer_id", old."day", old."product_id", old."item", CASE WHEN old."quantity" IS NULL THEN NULL ELSE json(printf('%!.17g', old."quantity")) END, old."price", old."amount", old."base_amount")); END;
CREATE TRIGGER journal_sales_insert AFTER INSERT ON sales WHEN new.id <= (SELECT mark FROM journalled WHERE id = 22) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 22, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_sales_update AFTER UPDATE ON sales WHEN new.id <= (SELECT mark FROM journalled WHERE id = 22) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."number" COLLATE BINARY IS new."number" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."kind" COLLATE BINARY IS new."kind" AND old."status" COLLATE BINARY IS new."status" AND old."at" COLLATE BINARY IS new."at" AND old."day" COLLATE BINARY IS new."day" AND old."currency" COLLATE BINARY IS new."currency" AND old."rate" COLLATE BINARY IS new."rate" AND old."total" COLLATE BINARY IS new."total" AND old."base_total" COLLATE BINARY IS new."base_total" AND old."discount" COLLATE BINARY IS new."discount" AND old."shipping" COLLATE BINARY IS new."shipping" AND old."channel" COLLATE BINARY IS new."channel" AND old."due_day" COLLATE BINARY IS new."due_day" AND old."settled" COLLATE BINARY IS new."settled" AND old."note" COLLATE BINARY IS new."note" AND old."created_at" COLLATE BINARY IS new."created_at" AND old."updated_at" COLLATE BINARY IS new."updated_at" AND old."cancelled_at" COLLATE BINARY IS new."cancelled_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 22, 'U', old.id, old.id, json_array(old."id", old."number", old."customer_id", old."kind", old."status", old."at", old."day", old."currency", CASE WHEN old."rate" IS NULL THEN NULL ELSE json(printf('%!.17g', old."rate")) END, old."total", old."base_total", old."discount", old."shipping", old."channel", old."due_day", old."settled", old."note", old."created_at", old."updated_at", old."cancelled_at")); END;
CREATE TRIGGER journal_sales_delete AFTER DELETE ON sales WHEN old.id <= (SELECT mark FROM journalled WHERE id = 22) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 22, 'D', old.id, old.id, json_array(old."id", old."number", old."customer_id", old."kind", old."status", old."at", old."day", old."currency", CASE WHEN old."rate" IS NULL THEN NULL ELSE json(printf('%!.17g', old."rate")) END, old."total", old."base_total", old."discount", old."shipping", old."channel", old."due_day", old."settled", old."note", old."created_at", old."updated_at", old."cancelled_at")); END;
CREATE TRIGGER journal_segment_members_insert AFTER INSERT ON segment_members WHEN new.id <= (SELECT mark FROM journalled WHERE id = 23) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 23, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_segment_members_update AFTER UPDATE ON segment_members WHEN new.id <= (SELECT mark FROM journalled WHERE id = 23) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."segment_id" COLLATE BINARY IS new."segment_id" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."kind" COLLATE BINARY IS new."kind") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 23, 'U', old.id, old.id, json_array(old."id", old."segment_id", old."customer_id", old."kind")); END;
CREATE TRIGGER journal_segment_members_delete AFTER DELETE ON segment_members WHEN old.id <= (SELECT mark FROM journalled WHERE id = 23) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 23, 'D', old.id, old.id, json_array(old."id", old."segment_id", old."customer_id", old."kind")); END;
CREATE TRIGGER journal_segments_insert AFTER INSERT ON segments WHEN new.id <= (SELECT mark FROM journalled WHERE id = 24) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 24, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_segments_update AFTER UPDATE ON segments WHEN new.id <= (SELECT mark FROM journalled WHERE id = 24) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."name" COLLATE BINARY IS new."name" AND old."query" COLLATE BINARY IS new."query" AND old."frozen" COLLATE BINARY IS new."frozen" AND old."watched_at" COLLATE BINARY IS new."watched_at" AND old."note" COLLATE BINARY IS new."note" AND old."created_at" COLLATE BINARY IS new."created_at" AND old."updated_at" COLLATE BINARY IS new."updated_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 24, 'U', old.id, old.id, json_array(old."id", old."name", old."query", old."frozen", old."watched_at", old."note", old."created_at", old."updated_at")); END;
CREATE TRIGGER journal_segments_delete AFTER DELETE ON segments WHEN old.id <= (SELECT mark FROM journalled WHERE id = 24) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 24, 'D', old.id, old.id, json_array(old."id", old."name", old."query", old."frozen", old."watched_at", old."note", old."created_at", old."updated_at")); END;
CREATE TRIGGER journal_settings_insert AFTER INSERT ON settings WHEN new.id <= (SELECT mark FROM journalled WHERE id = 25) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 25, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_settings_update AFTER UPDATE ON settings WHEN new.id <= (SELECT mark FROM journalled WHERE id = 25) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."key" COLLATE BINARY IS new."key" AND old."value" COLLATE BINARY IS new."value") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 25, 'U', old.id, old.id, json_array(old."id", old."key", old."value")); END;
CREATE TRIGGER journal_settings_delete AFTER DELETE ON settings WHEN old.id <= (SELECT mark FROM journalled WHERE id = 25) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 25, 'D', old.id, old.id, json_array(old."id", old."key", old."value")); END;
CREATE TRIGGER journal_tags_insert AFTER INSERT ON tags WHEN new.id <= (SELECT mark FROM journalled WHERE id = 26) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 26, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_tags_update AFTER UPDATE ON tags WHEN new.id <= (SELECT mark FROM journalled WHERE id = 26) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."name" COLLATE BINARY IS new."name" AND old."created_at" COLLATE BINARY IS new."created_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 26, 'U', old.id, old.id, json_array(old."id", old."name", old."created_at")); END;
CREATE TRIGGER journal_tags_delete AFTER DELETE ON tags WHEN old.id <= (SELECT mark FROM journalled WHERE id = 26) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 26, 'D', old.id, old.id, json_array(old."id", old."name", old."created_at")); END;
CREATE TRIGGER journal_tasks_insert AFTER INSERT ON tasks WHEN new.id <= (SELECT mark FROM journalled WHERE id = 27) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 27, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_tasks_update AFTER UPDATE ON tasks WHEN new.id <= (SELECT mark FROM journalled WHERE id = 27) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."complaint_id" COLLATE BINARY IS new."complaint_id" AND old."title" COLLATE BINARY IS new."title" AND old."due_day" COLLATE BINARY IS new."due_day" AND old."due_time" COLLATE BINARY IS new."due_time" AND old."priority" COLLATE BINARY IS new."priority" AND old."recurrence" COLLATE BINARY IS new."recurrence" AND old."origin" COLLATE BINARY IS new."origin" AND old."note" COLLATE BINARY IS new."note" AND old."done_at" COLLATE BINARY IS new."done_at" AND old."created_at" COLLATE BINARY IS new."created_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 27, 'U', old.id, old.id, json_array(old."id", old."customer_id", old."complaint_id", old."title", old."due_day", old."due_time", old."priority", old."recurrence", old."origin", old."note", old."done_at", old."created_at")); END;
CREATE TRIGGER journal_tasks_delete AFTER DELETE ON tasks WHEN old.id <= (SELECT mark FROM journalled WHERE id = 27) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 27, 'D', old.id, old.id, json_array(old."id", old."customer_id", old."complaint_id", old."title", old."due_day", old."due_time", old."priority", old."recurrence", old."origin", old."note", old."done_at", old."created_at")); END;
CREATE TRIGGER search_interactions_insert AFTER INSERT ON interactions WHEN new.id <= (SELECT mark FROM journalled WHERE id = 14) AND new.kind = 'note' BEGIN INSERT OR IGNORE INTO search_dirty VALUES (new.customer_id); END;
CREATE TRIGGER search_interactions_delete AFTER DELETE ON interactions WHEN old.id <= (SELECT mark FROM journalled WHERE id = 14) AND old.kind = 'note' BEGIN INSERT OR IGNORE INTO search_dirty VALUES (old.customer_id); END;
CREATE TRIGGER search_interactions_update AFTER UPDATE ON interactions WHEN old.id <= (SELECT mark FROM journalled WHERE id = 14) AND new.kind = 'note' BEGIN INSERT OR IGNORE INTO search_dirty VALUES (old.customer_id); INSERT OR IGNORE INTO search_dirty VALUES (new.customer_id); END;
CREATE TRIGGER search_text_insert AFTER INSERT ON search_text WHEN new.customer_id <= (SELECT mark FROM journalled WHERE name = 'customers') BEGIN INSERT INTO search (rowid, name, pinyin, other) VALUES (new.customer_id, new.name, new.pinyin, new.other); INSERT INTO search_digits (rowid, digits) SELECT new.customer_id, new.digits WHERE new.digits <> ''; END;
CREATE TRIGGER search_text_delete AFTER DELETE ON search_text BEGIN INSERT INTO search (search, rowid, name, pinyin, other) VALUES ('delete', old.customer_id, old.name, old.pinyin, old.other); INSERT INTO search_digits (search_digits, rowid, digits) SELECT 'delete', old.customer_id, old.digits WHERE old.digits <> ''; END;
CREATE TRIGGER search_text_update AFTER UPDATE ON search_text WHEN NOT (old.name IS new.name AND old.pinyin IS new.pinyin AND old.other IS new.other AND old.digits IS new.digits) BEGIN INSERT INTO search (search, rowid, name, pinyin, other) VALUES ('delete', old.customer_id, old.name, old.pinyin, old.other); INSERT INTO search_digits (search_digits, rowid, digits) SELECT 'delete', old.customer_id, old.digits WHERE old.digits <> ''; INSERT INTO search (rowid, name, pinyin, other) VALUES (new.customer_id, new.name, new.pinyin, new.other); INSERT INTO search_digits (rowid, digits) SELECT new.customer_id, new.digits WHERE new.digits <> ''; END;
CREATE TRIGGER follow_sales_update AFTER UPDATE OF customer_id, day ON sales WHEN NOT (old.customer_id IS new.customer_id AND old.day IS new.day) BEGIN UPDATE sale_lines SET customer_id = new.customer_id, day = new.day WHERE sale_id = new.id AND NOT (customer_id IS new.customer_id AND day IS new.day); END;
CREATE TRIGGER stats_sales_insert AFTER INSERT ON sales WHEN new.id <= (SELECT mark FROM journalled WHERE id = 22) BEGIN UPDATE customer_stats SET orders = (SELECT count(*) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), spent = (SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = new.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), first_sale_day = (SELECT min(day) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), last_sale_day = (SELECT max(day) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), balance = ((SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = new.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed') AND NOT settled) - (SELECT coalesce(sum(p.base_amount), 0) FROM payments p LEFT JOIN sales s ON s.id = p.sale_id WHERE p.customer_id = new.customer_id AND NOT coalesce(s.settled, 0))) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_sales_delete AFTER DELETE ON sales WHEN old.id <= (SELECT mark FROM journalled WHERE id = 22) BEGIN UPDATE customer_stats SET orders = (SELECT count(*) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), spent = (SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = old.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), first_sale_day = (SELECT min(day) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), last_sale_day = (SELECT max(day) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), balance = ((SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = old.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed') AND NOT settled) - (SELECT coalesce(sum(p.base_amount), 0) FROM payments p LEFT JOIN sales s ON s.id = p.sale_id WHERE p.customer_id = old.customer_id AND NOT coalesce(s.settled, 0))) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_sales_update AFTER UPDATE ON sales WHEN new.id <= (SELECT mark FROM journalled WHERE id = 22) BEGIN UPDATE customer_stats SET orders = (SELECT count(*) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), spent = (SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = new.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), first_sale_day = (SELECT min(day) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), last_sale_day = (SELECT max(day) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), balance = ((SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = new.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed') AND NOT settled) - (SELECT coalesce(sum(p.base_amount), 0) FROM payments p LEFT JOIN sales s ON s.id = p.sale_id WHERE p.customer_id = new.customer_id AND NOT coalesce(s.settled, 0))) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_sales_moved AFTER UPDATE OF customer_id ON sales WHEN old.customer_id IS NOT new.customer_id BEGIN UPDATE customer_stats SET orders = (SELECT count(*) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), spent = (SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = old.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), first_sale_day = (SELECT min(day) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), last_sale_day = (SELECT max(day) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), balance = ((SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = old.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed') AND NOT settled) - (SELECT coalesce(sum(p.base_amount), 0) FROM payments p LEFT JOIN sales s ON s.id = p.sale_id WHERE p.customer_id = old.customer_id AND NOT coalesce(s.settled, 0))) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_payments_insert AFTER INSERT ON payments WHEN new.id <= (SELECT mark FROM journalled WHERE id = 18) BEGIN UPDATE customer_stats SET orders = (SELECT count(*) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), spent = (SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = new.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), first_sale_day = (SELECT min(day) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), last_sale_day = (SELECT max(day) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), balance = ((SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = new.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed') AND NOT settled) - (SELECT coalesce(sum(p.base_amount), 0) FROM payments p LEFT JOIN sales s ON s.id = p.sale_id WHERE p.customer_id = new.customer_id AND NOT coalesce(s.settled, 0))) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_payments_delete AFTER DELETE ON payments WHEN old.id <= (SELECT mark FROM journalled WHERE id = 18) BEGIN UPDATE customer_stats SET orders = (SELECT count(*) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), spent = (SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = old.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), first_sale_day = (SELECT min(day) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), last_sale_day = (SELECT max(day) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), balance = ((SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = old.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed') AND NOT settled) - (SELECT coalesce(sum(p.base_amount), 0) FROM payments p LEFT JOIN sales s ON s.id = p.sale_id WHERE p.customer_id = old.customer_id AND NOT coalesce(s.settled, 0))) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_payments_update AFTER UPDATE ON payments WHEN new.id <= (SELECT mark FROM journalled WHERE id = 18) BEGIN UPDATE customer_stats SET orders = (SELECT count(*) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), spent = (SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = new.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), first_sale_day = (SELECT min(day) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), last_sale_day = (SELECT max(day) FROM sales WHERE customer_id = new.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), balance = ((SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = new.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed') AND NOT settled) - (SELECT coalesce(sum(p.base_amount), 0) FROM payments p LEFT JOIN sales s ON s.id = p.sale_id WHERE p.customer_id = new.customer_id AND NOT coalesce(s.settled, 0))) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_payments_moved AFTER UPDATE OF customer_id ON payments WHEN old.customer_id IS NOT new.customer_id BEGIN UPDATE customer_stats SET orders = (SELECT count(*) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), spent = (SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = old.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), first_sale_day = (SELECT min(day) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), last_sale_day = (SELECT max(day) FROM sales WHERE customer_id = old.customer_id AND kind = 'sale' AND status IN ('confirmed', 'shipped', 'delivered', 'completed')), balance = ((SELECT coalesce(sum(base_total), 0) FROM sales WHERE customer_id = old.customer_id AND status IN ('confirmed', 'shipped', 'delivered', 'completed') AND NOT settled) - (SELECT coalesce(sum(p.base_amount), 0) FROM payments p LEFT JOIN sales s ON s.id = p.sale_id WHERE p.customer_id = old.customer_id AND NOT coalesce(s.settled, 0))) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_interactions_insert AFTER INSERT ON interactions WHEN new.id <= (SELECT mark FROM journalled WHERE id = 14) BEGIN UPDATE customer_stats SET contacts = (SELECT count(*) FROM interactions WHERE customer_id = new.customer_id AND kind = 'contact'), last_contact_at = (SELECT max(at) FROM interactions WHERE customer_id = new.customer_id AND kind = 'contact'), last_contact_day = (SELECT max(day) FROM interactions WHERE customer_id = new.customer_id AND kind = 'contact'), last_reply_day = (SELECT max(day) FROM interactions WHERE customer_id = new.customer_id AND direction = 'in') WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_interactions_delete AFTER DELETE ON interactions WHEN old.id <= (SELECT mark FROM journalled WHERE id = 14) BEGIN UPDATE customer_stats SET contacts = (SELECT count(*) FROM interactions WHERE customer_id = old.customer_id AND kind = 'contact'), last_contact_at = (SELECT max(at) FROM interactions WHERE customer_id = old.customer_id AND kind = 'contact'), last_contact_day = (SELECT max(day) FROM interactions WHERE customer_id = old.customer_id AND kind = 'contact'), last_reply_day = (SELECT max(day) FROM interactions WHERE customer_id = old.customer_id AND direction = 'in') WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_interactions_update AFTER UPDATE ON interactions WHEN new.id <= (SELECT mark FROM journalled WHERE id = 14) BEGIN UPDATE customer_stats SET contacts = (SELECT count(*) FROM interactions WHERE customer_id = new.customer_id AND kind = 'contact'), last_contact_at = (SELECT max(at) FROM interactions WHERE customer_id = new.customer_id AND kind = 'contact'), last_contact_day = (SELECT max(day) FROM interactions WHERE customer_id = new.customer_id AND kind = 'contact'), last_reply_day = (SELECT max(day) FROM interactions WHERE customer_id = new.customer_id AND direction = 'in') WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_interactions_moved AFTER UPDATE OF customer_id ON interactions WHEN old.customer_id IS NOT new.customer_id BEGIN UPDATE customer_stats SET contacts = (SELECT count(*) FROM interactions WHERE customer_id = old.customer_id AND kind = 'contact'), last_contact_at = (SELECT max(at) FROM interactions WHERE customer_id = old.customer_id AND kind = 'contact'), last_contact_day = (SELECT max(day) FROM interactions WHERE customer_id = old.customer_id AND kind = 'contact'), last_reply_day = (SELECT max(day) FROM interactions WHERE customer_id = old.customer_id AND direction = 'in') WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_tasks_insert AFTER INSERT ON tasks WHEN new.id <= (SELECT mark FROM journalled WHERE id = 27) BEGIN UPDATE customer_stats SET open_tasks = (SELECT count(*) FROM tasks WHERE customer_id = new.customer_id AND done_at IS NULL), next_task_day = (SELECT min(due_day) FROM tasks WHERE customer_id = new.customer_id AND done_at IS NULL) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_tasks_delete AFTER DELETE ON tasks WHEN old.id <= (SELECT mark FROM journalled WHERE id = 27) BEGIN UPDATE customer_stats SET open_tasks = (SELECT count(*) FROM tasks WHERE customer_id = old.customer_id AND done_at IS NULL), next_task_day = (SELECT min(due_day) FROM tasks WHERE customer_id = old.customer_id AND done_at IS NULL) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_tasks_update AFTER UPDATE ON tasks WHEN new.id <= (SELECT mark FROM journalled WHERE id = 27) BEGIN UPDATE customer_stats SET open_tasks = (SELECT count(*) FROM tasks WHERE customer_id = new.customer_id AND done_at IS NULL), next_task_day = (SELECT min(due_day) FROM tasks WHERE customer_id = new.customer_id AND done_at IS NULL) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_tasks_moved AFTER UPDATE OF customer_id ON tasks WHEN old.customer_id IS NOT new.customer_id BEGIN UPDATE customer_stats SET open_tasks = (SELECT count(*) FROM tasks WHERE customer_id = old.customer_id AND done_at IS NULL), next_task_day = (SELECT min(due_day) FROM tasks WHERE customer_id = old.customer_id AND done_at IS NULL) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_complaints_insert AFTER INSERT ON complaints WHEN new.id <= (SELECT mark FROM journalled WHERE id = 4) BEGIN UPDATE customer_stats SET complaints = (SELECT count(*) FROM complaints WHERE customer_id = new.customer_id), open_complaints = (SELECT count(*) FROM complaints WHERE customer_id = new.customer_id AND status IN ('open', 'in_progress')) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_complaints_delete AFTER DELETE ON complaints WHEN old.id <= (SELECT mark FROM journalled WHERE id = 4) BEGIN UPDATE customer_stats SET complaints = (SELECT count(*) FROM complaints WHERE customer_id = old.customer_id), open_complaints = (SELECT count(*) FROM complaints WHERE customer_id = old.customer_id AND status IN ('open', 'in_progress')) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_complaints_update AFTER UPDATE ON complaints WHEN new.id <= (SELECT mark FROM journalled WHERE id = 4) BEGIN UPDATE customer_stats SET complaints = (SELECT count(*) FROM complaints WHERE customer_id = new.customer_id), open_complaints = (SELECT count(*) FROM complaints WHERE customer_id = new.customer_id AND status IN ('open', 'in_progress')) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_complaints_moved AFTER UPDATE OF customer_id ON complaints WHEN old.customer_id IS NOT new.customer_id BEGIN UPDATE customer_stats SET complaints = (SELECT count(*) FROM complaints WHERE customer_id = old.customer_id), open_complaints = (SELECT count(*) FROM complaints WHERE customer_id = old.customer_id AND status IN ('open', 'in_progress')) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_deals_insert AFTER INSERT ON deals WHEN new.id <= (SELECT mark FROM journalled WHERE id = 9) BEGIN UPDATE customer_stats SET open_deals = (SELECT count(*) FROM deals WHERE customer_id = new.customer_id AND closed_at IS NULL) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_deals_delete AFTER DELETE ON deals WHEN old.id <= (SELECT mark FROM journalled WHERE id = 9) BEGIN UPDATE customer_stats SET open_deals = (SELECT count(*) FROM deals WHERE customer_id = old.customer_id AND closed_at IS NULL) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_deals_update AFTER UPDATE ON deals WHEN new.id <= (SELECT mark FROM journalled WHERE id = 9) BEGIN UPDATE customer_stats SET open_deals = (SELECT count(*) FROM deals WHERE customer_id = new.customer_id AND closed_at IS NULL) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_deals_moved AFTER UPDATE OF customer_id ON deals WHEN old.customer_id IS NOT new.customer_id BEGIN UPDATE customer_stats SET open_deals = (SELECT count(*) FROM deals WHERE customer_id = old.customer_id AND closed_at IS NULL) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_feedback_insert AFTER INSERT ON feedback WHEN new.id <= (SELECT mark FROM journalled WHERE id = 11) BEGIN UPDATE customer_stats SET last_nps = (SELECT score FROM feedback WHERE customer_id = new.customer_id AND kind = 'nps' ORDER BY at DESC, id DESC LIMIT 1), last_csat = (SELECT score FROM feedback WHERE customer_id = new.customer_id AND kind = 'csat' ORDER BY at DESC, id DESC LIMIT 1) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_feedback_delete AFTER DELETE ON feedback WHEN old.id <= (SELECT mark FROM journalled WHERE id = 11) BEGIN UPDATE customer_stats SET last_nps = (SELECT score FROM feedback WHERE customer_id = old.customer_id AND kind = 'nps' ORDER BY at DESC, id DESC LIMIT 1), last_csat = (SELECT score FROM feedback WHERE customer_id = old.customer_id AND kind = 'csat' ORDER BY at DESC, id DESC LIMIT 1) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER stats_feedback_update AFTER UPDATE ON feedback WHEN new.id <= (SELECT mark FROM journalled WHERE id = 11) BEGIN UPDATE customer_stats SET last_nps = (SELECT score FROM feedback WHERE customer_id = new.customer_id AND kind = 'nps' ORDER BY at DESC, id DESC LIMIT 1), last_csat = (SELECT score FROM feedback WHERE customer_id = new.customer_id AND kind = 'csat' ORDER BY at DESC, id DESC LIMIT 1) WHERE customer_id = new.customer_id; END;
CREATE TRIGGER stats_feedback_moved AFTER UPDATE OF customer_id ON feedback WHEN old.customer_id IS NOT new.customer_id BEGIN UPDATE customer_stats SET last_nps = (SELECT score FROM feedback WHERE customer_id = old.customer_id AND kind = 'nps' ORDER BY at DESC, id DESC LIMIT 1), last_csat = (SELECT score FROM feedback WHERE customer_id = old.customer_id AND kind = 'csat' ORDER BY at DESC, id DESC LIMIT 1) WHERE customer_id = old.customer_id; END;
CREATE TRIGGER journal_contact_points_insert AFTER INSERT ON contact_points WHEN new.id <= (SELECT mark FROM journalled WHERE id = 5) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 5, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_contact_points_update AFTER UPDATE ON contact_points WHEN new.id <= (SELECT mark FROM journalled WHERE id = 5) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."customer_id" COLLATE BINARY IS new."customer_id" AND old."kind" COLLATE BINARY IS new."kind" AND old."value" COLLATE BINARY IS new."value" AND old."key" COLLATE BINARY IS new."key" AND old."label" COLLATE BINARY IS new."label" AND old."is_primary" COLLATE BINARY IS new."is_primary" AND old."opted_out_at" COLLATE BINARY IS new."opted_out_at" AND old."verified_at" COLLATE BINARY IS new."verified_at" AND old."bounced_at" COLLATE BINARY IS new."bounced_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 5, 'U', old.id, old.id, json_array(old."id", old."customer_id", old."kind", old."value", old."key", old."label", old."is_primary", old."opted_out_at", old."verified_at", old."bounced_at")); END;
CREATE TRIGGER journal_contact_points_delete AFTER DELETE ON contact_points WHEN old.id <= (SELECT mark FROM journalled WHERE id = 5) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 5, 'D', old.id, old.id, json_array(old."id", old."customer_id", old."kind", old."value", old."key", old."label", old."is_primary", old."opted_out_at", old."verified_at", old."bounced_at")); END;
CREATE TRIGGER journal_customers_insert AFTER INSERT ON customers WHEN new.id <= (SELECT mark FROM journalled WHERE id = 7) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 7, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_customers_update AFTER UPDATE ON customers WHEN new.id <= (SELECT mark FROM journalled WHERE id = 7) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."uid" COLLATE BINARY IS new."uid" AND old."kind" COLLATE BINARY IS new."kind" AND old."name" COLLATE BINARY IS new."name" AND old."name_key" COLLATE BINARY IS new."name_key" AND old."pinyin" COLLATE BINARY IS new."pinyin" AND old."given_name" COLLATE BINARY IS new."given_name" AND old."family_name" COLLATE BINARY IS new."family_name" AND old."gender" COLLATE BINARY IS new."gender" AND old."birthday" COLLATE BINARY IS new."birthday" AND old."lunar_birthday" COLLATE BINARY IS new."lunar_birthday" AND old."id_number" COLLATE BINARY IS new."id_number" AND old."occupation" COLLATE BINARY IS new."occupation" AND old."title" COLLATE BINARY IS new."title" AND old."company" COLLATE BINARY IS new."company" AND old."company_key" COLLATE BINARY IS new."company_key" AND old."company_id" COLLATE BINARY IS new."company_id" AND old."industry" COLLATE BINARY IS new."industry" AND old."company_size" COLLATE BINARY IS new."company_size" AND old."income_level" COLLATE BINARY IS new."income_level" AND old."source" COLLATE BINARY IS new."source" AND old."owner" COLLATE BINARY IS new."owner" AND old."preferred_channel" COLLATE BINARY IS new."preferred_channel" AND old."country" COLLATE BINARY IS new."country" AND old."province" COLLATE BINARY IS new."province" AND old."city" COLLATE BINARY IS new."city" AND old."district" COLLATE BINARY IS new."district" AND old."address" COLLATE BINARY IS new."address" AND old."postcode" COLLATE BINARY IS new."postcode" AND old."credit_limit" COLLATE BINARY IS new."credit_limit" AND old."payment_terms" COLLATE BINARY IS new."payment_terms" AND old."stage" COLLATE BINARY IS new."stage" AND old."note" COLLATE BINARY IS new."note" AND old."custom" COLLATE BINARY IS new."custom" AND old."merged_into" COLLATE BINARY IS new."merged_into" AND old."created_at" COLLATE BINARY IS new."created_at" AND old."updated_at" COLLATE BINARY IS new."updated_at" AND old."deleted_at" COLLATE BINARY IS new."deleted_at") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 7, 'U', old.id, old.id, json_array(old."id", old."uid", old."kind", old."name", old."name_key", old."pinyin", old."given_name", old."family_name", old."gender", old."birthday", old."lunar_birthday", old."id_number", old."occupation", old."title", old."company", old."company_key", old."company_id", old."industry", old."company_size", old."income_level", old."source", old."owner", old."preferred_channel", old."country", old."province", old."city", old."district", old."address", old."postcode", old."credit_limit", old."payment_terms", old."stage", old."note", old."custom", old."merged_into", old."created_at", old."updated_at", old."deleted_at")); END;
CREATE TRIGGER journal_customers_delete AFTER DELETE ON customers WHEN old.id <= (SELECT mark FROM journalled WHERE id = 7) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 7, 'D', old.id, old.id, json_array(old."id", old."uid", old."kind", old."name", old."name_key", old."pinyin", old."given_name", old."family_name", old."gender", old."birthday", old."lunar_birthday", old."id_number", old."occupation", old."title", old."company", old."company_key", old."company_id", old."industry", old."company_size", old."income_level", old."source", old."owner", old."preferred_channel", old."country", old."province", old."city", old."district", old."address", old."postcode", old."credit_limit", old."payment_terms", old."stage", old."note", old."custom", old."merged_into", old."created_at", old."updated_at", old."deleted_at")); END;
CREATE TRIGGER journal_merges_insert AFTER INSERT ON merges WHEN new.id <= (SELECT mark FROM journalled WHERE id = 15) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 15, 'I', new.id, new.id, NULL); END;
CREATE TRIGGER journal_merges_update AFTER UPDATE ON merges WHEN new.id <= (SELECT mark FROM journalled WHERE id = 15) AND NOT (old."id" COLLATE BINARY IS new."id" AND old."kept" COLLATE BINARY IS new."kept" AND old."lost" COLLATE BINARY IS new."lost" AND old."at" COLLATE BINARY IS new."at" AND old."choices" COLLATE BINARY IS new."choices") BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 15, 'U', old.id, old.id, json_array(old."id", old."kept", old."lost", old."at", old."choices")); END;
CREATE TRIGGER journal_merges_delete AFTER DELETE ON merges WHEN old.id <= (SELECT mark FROM journalled WHERE id = 15) BEGIN INSERT INTO changes (operation, tbl, kind, first_row, last_row, before) VALUES ((SELECT operation FROM journal), 15, 'D', old.id, old.id, json_array(old."id", old."kept", old."lost", old."at", old."choices")); END;
CREATE TRIGGER stats_customers_insert AFTER INSERT ON customers WHEN new.id <= (SELECT mark FROM journalled WHERE id = 7) BEGIN INSERT OR IGNORE INTO customer_stats (customer_id) VALUES (new.id); END;
CREATE TRIGGER search_customers_insert AFTER INSERT ON customers WHEN new.id <= (SELECT mark FROM journalled WHERE id = 7) BEGIN INSERT OR IGNORE INTO search_dirty VALUES (new.id); END;
CREATE TRIGGER search_customers_delete AFTER DELETE ON customers WHEN old.id <= (SELECT mark FROM journalled WHERE id = 7) BEGIN INSERT OR IGNORE INTO search_dirty VALUES (old.id); END;
CREATE TRIGGER search_customers_update AFTER UPDATE OF name, company, note, pinyin, city ON customers WHEN old.id <= (SELECT mark FROM journalled WHERE id = 7) BEGIN INSERT OR IGNORE INTO search_dirty VALUES (old.id); INSERT OR IGNORE INTO search_dirty VALUES (new.id); END;
CREATE TRIGGER search_contact_points_insert AFTER INSERT ON contact_points WHEN new.id <= (SELECT mark FROM journalled WHERE id = 5) BEGIN INSERT OR IGNORE INTO search_dirty VALUES (new.customer_id); END;
CREATE TRIGGER search_contact_points_delete AFTER DELETE ON contact_points WHEN old.id <= (SELECT mark FROM journalled WHERE id = 5) BEGIN INSERT OR IGNORE INTO search_dirty VALUES (old.customer_id); END;
CREATE TRIGGER search_contact_points_update AFTER UPDATE ON contact_points WHEN old.id <= (SELECT mark FROM journalled WHERE id = 5) BEGIN INSERT OR IGNORE INTO search_dirty VALUES (old.customer_id); INSERT OR IGNORE INTO search_dirty VALUES (new.customer_id); END;
CREATE VIEW v_customers AS SELECT c.id, c.uid, c.kind, c.name, c.given_name, c.family_name, c.gender,
      c.birthday, c.lunar_birthday, c.company, c.industry, c.occupation, c.title, c.source, c.owner,
      c.country, c.province, c.city, c.district, c.address, c.postcode, c.note, c.custom,
      (SELECT value FROM contact_points p WHERE p.customer_id = c.id AND p.kind = 'phone' ORDER BY is_primary DESC, p.id LIMIT 1) AS phone, (SELECT value FROM contact_points p WHERE p.customer_id = c.id AND p.kind = 'email' ORDER BY is_primary DESC, p.id LIMIT 1) AS email,
      (SELECT value FROM contact_points p WHERE p.customer_id = c.id AND p.kind = 'wechat' ORDER BY is_primary DESC, p.id LIMIT 1) AS wechat,
      (SELECT group_concat(t.name, ';') FROM customer_tags x JOIN tags t ON t.id = x.tag_id
       WHERE x.customer_id = c.id) AS tags,
      s.orders, s.spent / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS spent, s.balance / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS balance,
      date(s.first_sale_day * 86400, 'unixepoch') AS first_sale, date(s.last_sale_day * 86400, 'unixepoch') AS last_sale,
      s.contacts, s.last_contact_at AS last_contact, s.open_tasks, date(s.next_task_day * 86400, 'unixepoch') AS next_task,
      s.complaints, s.open_complaints, c.created_at, c.updated_at, s.last_nps AS nps, s.last_csat AS csat,
      CASE WHEN s.orders > 0 THEN CAST(round(1.0 * s.spent / s.orders) AS INTEGER) / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') END AS avg_order,
      s.open_deals
      FROM customers c JOIN customer_stats s ON s.customer_id = c.id WHERE c.deleted_at IS NULL;
CREATE VIEW v_sales AS SELECT s.id, s.number, s.customer_id, c.name AS customer, s.kind, s.status,
      s.at, date(s.day * 86400, 'unixepoch') AS day, s.base_total / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS total,
      (SELECT value FROM settings WHERE key = 'currency') AS currency,
      s.currency AS sale_currency, s.rate, s.channel, date(s.due_day * 86400, 'unixepoch') AS due, s.settled,
      (SELECT coalesce(sum(base_amount), 0) FROM payments p WHERE p.sale_id = s.id) / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS paid, s.note
      FROM sales s JOIN customers c ON c.id = s.customer_id;
CREATE VIEW v_sale_lines AS SELECT l.id, l.sale_id, l.customer_id, date(l.day * 86400, 'unixepoch') AS day,
      p.sku, l.item, p.category, l.quantity, l.price / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS price, l.base_amount / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS amount
      FROM sale_lines l LEFT JOIN products p ON p.id = l.product_id;
CREATE VIEW v_payments AS SELECT p.id, p.customer_id, c.name AS customer, p.sale_id,
      date(p.day * 86400, 'unixepoch') AS day, p.base_amount / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS amount, p.method, p.note
      FROM payments p JOIN customers c ON c.id = p.customer_id;
CREATE VIEW v_interactions AS SELECT i.id, i.customer_id, c.name AS customer, i.kind, i.at, i.channel,
      i.direction, i.subject, i.content, i.outcome, i.place, i.participants, i.duration, i.satisfaction, i.deal_id
      FROM interactions i JOIN customers c ON c.id = i.customer_id;
CREATE VIEW v_tasks AS SELECT t.id, t.customer_id, c.name AS customer, t.title,
      date(t.due_day * 86400, 'unixepoch') AS due, t.due_time, t.priority, t.recurrence, t.origin, t.note, t.done_at
      FROM tasks t LEFT JOIN customers c ON c.id = t.customer_id;
CREATE VIEW v_complaints AS SELECT k.id, k.number, k.customer_id, c.name AS customer, k.sale_id,
      k.category, k.priority, k.status, k.channel, k.content, k.resolution, k.satisfaction, k.owner,
      k.opened_at, k.due_at, k.resolved_at, k.reopened
      FROM complaints k JOIN customers c ON c.id = k.customer_id;
CREATE VIEW v_products AS SELECT id, sku, name, category, price / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS price,
      cost / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS cost, unit, active, note FROM products;
CREATE VIEW v_deals AS SELECT d.id, d.customer_id, c.name AS customer, d.title, d.stage,
      d.amount / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS amount, d.probability, ((d.amount * d.probability + 50) / 100) / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS weighted,
      date(d.expected_day * 86400, 'unixepoch') AS expected, d.source, d.owner, d.note, d.reason, d.sale_id, d.opened_at, d.moved_at,
      d.closed_at FROM deals d JOIN customers c ON c.id = d.customer_id;
CREATE VIEW v_feedback AS SELECT f.id, f.customer_id, c.name AS customer, f.kind, f.score, f.comment,
      f.channel, f.sale_id, f.complaint_id, f.at FROM feedback f JOIN customers c ON c.id = f.customer_id;
CREATE VIEW v_preferences AS SELECT p.id, p.customer_id, c.name AS customer, p.kind, p.text, p.source,
      p.note, p.at FROM preferences p JOIN customers c ON c.id = p.customer_id;
CREATE VIEW v_campaigns AS SELECT g.id, g.name, g.channel, g.query, g.message, g.cost / (SELECT CAST(value AS REAL) FROM settings WHERE key = 'money_scale') AS cost,
      date(g.starts_day * 86400, 'unixepoch') AS starts, date(g.ends_day * 86400, 'unixepoch') AS ends, g.status, count(m.id) AS members, count(m.sent_at) AS sent, count(m.opened_at) AS opened, count(m.clicked_at) AS clicked, count(m.replied_at) AS replied, count(m.converted_at) AS converted,
      g.created_at, g.updated_at FROM campaigns g LEFT JOIN campaign_members m ON m.campaign_id = g.id
      GROUP BY g.id;
CREATE VIEW v_campaign_members AS SELECT m.id, m.campaign_id, g.name AS campaign, m.customer_id,
      c.name AS customer, m.joined_at, m.sent_at, m.opened_at, m.clicked_at, m.replied_at, m.converted_at, m.sale_id
      FROM campaign_members m JOIN campaigns g ON g.id = m.campaign_id JOIN customers c ON c.id = m.customer_id;
PRAGMA application_id = 1129467185;
PRAGMA user_version = 6;
PRAGMA journal_mode = WAL;

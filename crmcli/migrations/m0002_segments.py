"""Saved queries, lists frozen from them, and whom a watched one held when last looked at."""

SQL = """
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
CREATE UNIQUE INDEX segments_by_name ON segments (name);

-- Members of a frozen segment, and (kind 'seen') of a watched one when it was last looked at.
CREATE TABLE segment_members (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  segment_id INTEGER NOT NULL REFERENCES segments (id),
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  kind TEXT NOT NULL CHECK (kind IN ('frozen', 'seen')),
  UNIQUE (segment_id, kind, customer_id)
) STRICT;
CREATE INDEX segment_members_by_customer ON segment_members (customer_id);
"""

"""What was learned from the customers, to be used until it is learned anew."""

SQL = """
CREATE TABLE models (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  model TEXT NOT NULL CHECK (json_valid(model)),
  trained_at TEXT NOT NULL,
  rows INTEGER NOT NULL
) STRICT;
"""

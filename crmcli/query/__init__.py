"""The segment language: text → tokens → tree → (sql, params), and → a sentence."""

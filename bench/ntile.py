"""python -m bench.ntile FILE CSV|start|sales|stats: RFM as DuckDB does it natively, the peer of ``bench.rfm``.

CSV makes the file: table ``sales`` from it, and ``stats`` (one row a customer) from that. ``start`` only opens
the file; ``sales`` scores customers from their sales, ``stats`` from the row that each has. Scores are NTILE(5),
and the answer is how many customers have each of the 125 scores.
"""

import sys

import duckdb

_STATS = (
    "SELECT customer_id, max(day) AS last, count(*) AS orders, sum(base_total) AS spent FROM sales GROUP BY customer_id"
)
_SCORES = """
SELECT r, f, m, count(*) FROM (
  SELECT ntile(5) OVER (ORDER BY last) AS r, ntile(5) OVER (ORDER BY orders) AS f, ntile(5) OVER (ORDER BY spent) AS m
  FROM {source}) GROUP BY r, f, m
"""


def main(path: str, what: str) -> None:
    making = what.endswith(".csv")
    with duckdb.connect(path, read_only=not making) as db:
        if making:
            db.execute("CREATE TABLE sales AS SELECT * FROM read_csv(?)", [what])
            db.execute(f"CREATE TABLE stats AS {_STATS}")
        elif what != "start":
            rows = db.execute(_SCORES.format(source=f"({_STATS})" if what == "sales" else "stats")).fetchall()
            print(sum(row[3] for row in rows))


if __name__ == "__main__":
    main(*sys.argv[1:])

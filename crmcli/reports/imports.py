"""Imports: the files that were read, what came of them, and whether they still stand."""

import json
from collections.abc import Iterator
from typing import Any

from crmcli.db import Repository
from crmcli.reports.listing import Shown

COUNTS = ("read", "created", "updated", "unchanged", "skipped", "rejected")
KNOWN = (
    Shown("id", "id"), Shown("at", "moment"), Shown("kind"), Shown("source"), Shown("file"),
    *(Shown(name, "int") for name in COUNTS), Shown("operation", "id"), Shown("state"), Shown("undone_by", "id"),
    Shown("sha256"),
)  # fmt: skip
USUAL = ("id", "at", "kind", "source", "file", "read", "created", "updated", "rejected", "operation", "state")
ORDER = "i.id DESC"

_PARTLY = "o.command GLOB '*undo*--force-unchanged*' AND o.summary GLOB made.id || ': *' AND o.undone_by IS NULL"
_IMPORTS = f"""
WITH rows (id, row) AS (
  SELECT id, json_array({{columns}}) FROM imports UNION ALL
  SELECT c.first_row, c.before FROM changes c WHERE c.tbl = (SELECT id FROM journalled WHERE name = 'imports')
    AND c.kind = 'D' AND c.first_row NOT IN (SELECT id FROM imports) GROUP BY c.first_row
), i AS (
  SELECT rows.id, {{values}}, made.id AS operation, made.undone_by,
    CASE WHEN made.undone_by IS NOT NULL THEN 'undone'
      WHEN EXISTS (SELECT 1 FROM operations o WHERE o.id > made.id AND {_PARTLY}) THEN 'partly_undone'
      ELSE 'stands' END AS state
  FROM rows LEFT JOIN operations made ON made.id = (
    SELECT c.operation FROM changes c WHERE c.tbl = (SELECT id FROM journalled WHERE name = 'imports')
      AND c.kind = 'I' AND rows.id BETWEEN c.first_row AND c.last_row ORDER BY c.id LIMIT 1)
)
SELECT * FROM i WHERE {{where}} ORDER BY {{order}} LIMIT :limit
"""
"""An undone import is not in its table any more: the journal has it."""


def imports(
    repo: Repository, *, number: int | None = None, limit: int | None = None, order: str = ORDER
) -> Iterator[dict[str, Any]]:
    """Rows of ``KNOWN``, and the ``mapping`` of headings to fields."""
    names = repo.column("SELECT name FROM pragma_table_info('imports')")
    values = ", ".join(f"row ->> {n} AS {name}" for n, name in enumerate(names) if name != "id")
    where = "1" if number is None else "i.id = :number"
    sql = _IMPORTS.format(columns=", ".join(names), values=values, where=where, order=order)
    for row in repo.rows(sql, {"limit": -1 if limit is None else limit, "number": number}):
        yield {**row, "mapping": json.loads(row["mapping"] or "{}")}

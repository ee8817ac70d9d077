"""Whether amounts of money are stored already, in whatever table."""

from crmcli.db import Repository

_COLUMNS = frozenset(("price", "cost", "amount", "base_amount", "total", "base_total", "credit_limit", "budget", "fee"))


def holders(repo: Repository) -> list[str]:
    """Tables with an amount in one of their columns; own fields of type money count as ``fields``."""
    sql = (
        'SELECT j.name AS "table", i.name AS "column" FROM journalled j, pragma_table_info(j.name) i '
        "WHERE i.type = 'INTEGER' ORDER BY j.name"
    )
    columns = [(row["table"], row["column"]) for row in repo.rows(sql) if row["column"] in _COLUMNS]
    found = [
        table
        for table, column in columns
        if repo.value(f'SELECT 1 FROM {table} WHERE "{column}" IS NOT NULL LIMIT 1') is not None
    ]
    if repo.value("SELECT 1 FROM fields WHERE type = 'money' LIMIT 1") is not None:
        found.append("fields")
    return list(dict.fromkeys(found))

"""New customers who share an exact identifier with somebody: quick to tell of any number of them."""

from crmcli.db import Repository


def shared_by(repo: Repository, newest: int) -> int:
    """How many of the customers added after ``newest`` have a contact point or id number that another one has too."""
    sql = (
        "SELECT count(*) FROM customers c WHERE c.id > :newest AND c.deleted_at IS NULL AND ("
        "EXISTS (SELECT 1 FROM contact_points p JOIN contact_points o ON o.key = p.key AND o.kind = p.kind "
        "JOIN customers x ON x.id = o.customer_id "
        "WHERE p.customer_id = c.id AND x.id <> c.id AND x.deleted_at IS NULL) "
        "OR (c.id_number IS NOT NULL AND EXISTS (SELECT 1 FROM customers x "
        "WHERE x.id_number = c.id_number AND x.id <> c.id AND x.deleted_at IS NULL)))"
    )
    return int(repo.value(sql, {"newest": newest}))

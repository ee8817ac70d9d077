"""SQL about campaigns and their members."""

import json
from collections.abc import Sequence

from crmcli.db import Repository


def named(repo: Repository, name: str) -> int | None:
    """The id of the campaign with this name, case aside."""
    found: int | None = repo.value("SELECT id FROM campaigns WHERE name = ?", (name,))
    return found


def names(repo: Repository) -> list[str]:
    return repo.column("SELECT name FROM campaigns ORDER BY name")


def size(repo: Repository, campaign: int) -> int:
    """All members, those in the trash too."""
    return int(repo.value("SELECT count(*) FROM campaign_members WHERE campaign_id = ?", (campaign,)))


def among(repo: Repository, campaign: int, ids: Sequence[int]) -> list[int]:
    """Those of the customers who are members, in the order given."""
    sql = (
        "SELECT w.value FROM json_each(?) w JOIN campaign_members m ON m.customer_id = w.value "
        "WHERE m.campaign_id = ? ORDER BY w.key"
    )
    return repo.column(sql, (json.dumps(list(ids)), campaign))


def join(repo: Repository, campaign: int, ids: Sequence[int], at: str) -> None:
    """Make members of those who are none yet."""
    sql = (
        "INSERT OR IGNORE INTO campaign_members (campaign_id, customer_id, joined_at) "
        "SELECT ?, w.value, ? FROM json_each(?) w"
    )
    repo.execute(sql, (campaign, at, json.dumps(list(ids))))


def unmarked(repo: Repository, campaign: int, ids: Sequence[int], steps: Sequence[str]) -> list[int]:
    """Those of the customers who are members and lack at least one of the steps."""
    lacking = " OR ".join(f"m.{step}_at IS NULL" for step in steps)
    sql = (
        "SELECT w.value FROM json_each(?) w JOIN campaign_members m ON m.customer_id = w.value "
        f"WHERE m.campaign_id = ? AND ({lacking}) ORDER BY w.key"
    )
    return repo.column(sql, (json.dumps(list(ids)), campaign))


def mark(repo: Repository, campaign: int, ids: Sequence[int], steps: Sequence[str], at: str) -> None:
    """Note the moment of the steps; one that was noted before stays as it is."""
    sets = ", ".join(f"{step}_at = coalesce({step}_at, :at)" for step in steps)
    sql = (
        f"UPDATE campaign_members SET {sets} WHERE campaign_id = :campaign "
        "AND customer_id IN (SELECT value FROM json_each(:ids))"
    )
    repo.execute(sql, {"at": at, "campaign": campaign, "ids": json.dumps(list(ids))})


def credit(repo: Repository, campaign: int, customer: int, sale: int) -> bool:
    """Note the sale that a member made because of the campaign; False if it was noted already."""
    sql = (
        "UPDATE campaign_members SET sale_id = :sale WHERE campaign_id = :campaign AND customer_id = :customer "
        "AND sale_id IS NOT :sale"
    )
    return repo.execute(sql, {"campaign": campaign, "customer": customer, "sale": sale}) > 0


def clear(repo: Repository, campaign: int) -> None:
    repo.execute("DELETE FROM campaign_members WHERE campaign_id = ?", (campaign,))

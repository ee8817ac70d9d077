"""What can be asked of the file as a whole."""

from crmcli.db import Repository


def has_data(repo: Repository) -> bool:
    """Whether anything but settings is stored."""
    names = [row["name"] for row in repo.rows("SELECT name FROM journalled WHERE name <> 'settings'")]
    return any(repo.value(f"SELECT 1 FROM {name} LIMIT 1") is not None for name in names)

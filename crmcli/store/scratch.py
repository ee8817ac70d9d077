"""A copy of the database in memory, to try things on."""

from collections.abc import Iterator
from contextlib import contextmanager

from crmcli.db import Repository


@contextmanager
def copy(repo: Repository) -> Iterator[Repository]:
    with Repository.empty({}) as made:
        repo.connection.backup(made.connection)
        made.connection.execute("PRAGMA query_only = OFF")
        made.write, made.world, made.params = True, repo.world, repo.params
        yield made

"""A copy of the file beside it, before something grave is done."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime

from crmcli.db import Repository
from crmcli.errors import Refused
from crmcli.store import connection as files


def before(repo: Repository, what: str, at: datetime) -> str:
    """Write the copy, of what is in the file before the next operation, or before the one under way; returns its
    path, a new one every time."""
    stem = f"{repo.path}.before-{what}-{at:%Y%m%d-%H%M%S}"
    target = next(path for path in _names(stem) if not os.path.exists(path))
    try:
        with closing(sqlite3.connect(os.path.abspath(repo.path))) as committed:
            files.copy(committed, target)
    except sqlite3.Error as error:
        with suppress(OSError):
            os.unlink(target)
        raise files.explain(error, target) from error
    except OSError as error:
        raise Refused("cannot_write", path=target, reason=error.strerror or str(error)) from error
    return target


def _names(stem: str) -> list[str]:
    return [f"{stem}.bak", *(f"{stem}-{n}.bak" for n in range(2, 1000))]

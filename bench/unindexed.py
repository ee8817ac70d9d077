"""``crm`` whose bulk loads leave the search index alone, to tell what the index costs. Used: ARGUMENTS of crm."""

import sys

from crmcli.cli import main
from crmcli.store import search


def nothing(*_: object) -> None:
    """In place of ``search.after_bulk``."""


setattr(search, "after_bulk", nothing)  # noqa: B010 - replaced on purpose, whatever its type
sys.exit(main())

"""Reports about some customers only (``--where``); None is everybody."""

import json
from collections.abc import Sequence
from typing import Any

Ids = Sequence[int] | None


def among(column: str) -> str:
    """The condition that ``column`` is one of the customers."""
    return f"{column} IN (SELECT value FROM json_each(:customers))"


def only(ids: Ids, column: str) -> str:
    """What to add to a WHERE whose ``column`` is a customer."""
    return "" if ids is None else f" AND {among(column)}"


def params(ids: Ids) -> dict[str, Any]:
    return {} if ids is None else {"customers": json.dumps(list(ids))}

"""The model of customer value as the file has it now (see ``domain.value``), and SQL functions that ask it."""

from typing import Any
from weakref import WeakKeyDictionary

from crmcli.db import Repository
from crmcli.domain.value import Buyer, Model
from crmcli.fields import COUNTS
from crmcli.store.scores import BOUGHT

_SAMPLE = 4_000
"""The model is fitted to about so many buyers."""
_SPREAD = 2_654_435_761
"""Knuth's multiplicative hash: ids spread over 32 bits, the same ones whenever they are asked for."""

_MODELS: WeakKeyDictionary[Repository, Model] = WeakKeyDictionary()
"""One for as long as a file is open: what a command says of a customer does not change under its hands."""

_SECOND = (
    "CASE WHEN s.last_sale_day = s.first_sale_day THEN NULL WHEN s.orders = 2 THEN s.last_sale_day ELSE (SELECT "
    f"min(x.day) FROM sales x WHERE x.customer_id = s.customer_id AND x.kind = 'sale' AND x.{COUNTS} "
    "AND x.day > s.first_sale_day) END"
)


def sampled(column: str) -> str:
    """The condition to be in the sample, whose share of 32 bits is :sample."""
    return f"({column} * {_SPREAD}) % 4294967296 < :sample"


def share(buyers: int) -> dict[str, int]:
    return {"sample": 2**32 * min(_SAMPLE, buyers) // max(1, buyers)}


def model(repo: Repository) -> Model:
    """Fitted when it is first asked for."""
    if repo not in _MODELS:
        _MODELS[repo] = _fitted(repo)
    return _MODELS[repo]


def _fitted(repo: Repository) -> Model:
    buyers = int(repo.value(f"SELECT count(*) FROM {BOUGHT}"))
    sql = (
        f"SELECT s.orders, s.first_sale_day AS first, s.last_sale_day AS last, s.spent, {_SECOND} AS second "
        f"FROM {BOUGHT} AND {sampled('s.customer_id')} "
        f"AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = s.customer_id AND c.deleted_at IS NOT NULL)"
    )
    rows = [Buyer(**row) for row in repo.rows(sql, share(buyers))]
    return Model(rows, repo.params["today"], repo.params["stage_lost_days"])


def add_functions(repo: Repository) -> None:
    """``clv_of`` and ``churn_of`` of a customer's orders, first and last day (and spent), as ``fields`` names them."""
    found = model(repo)

    def churn(orders: int, first: int, last: int, _today: Any) -> float:
        return round(found.churn(orders, first, last), 3)

    def value(orders: int, first: int, last: int, spent: int, _today: Any) -> int:
        return found.value(orders, first, last, spent)

    repo.connection.create_function("churn_of", 4, churn, deterministic=True)
    repo.connection.create_function("clv_of", 5, value, deterministic=True)

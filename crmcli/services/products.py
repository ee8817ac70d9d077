"""Products as commands handle them: found by what people type."""

from crmcli.db import Repository
from crmcli.domain import products as domain
from crmcli.domain.products import Product
from crmcli.errors import Conflict, NotFound
from crmcli.store import products as store


def find(repo: Repository, text: str) -> Product | None:
    """The product of this SKU or name; Conflict ``product.ambiguous`` if several have the name."""
    number = store.by_sku(repo, text.strip())
    if number is not None:
        return repo.get(Product, number)
    found = store.by_key(repo, domain.key(text))
    if len(found) > 1:
        raise Conflict("product.ambiguous", name=text, n=len(found), details=[dict(row) for row in found])
    return repo.get(Product, int(str(found[0]["id"]))) if found else None


def one(repo: Repository, text: str) -> Product:
    product = find(repo, text)
    if product is None:
        raise NotFound("product.none_such", name=text, like=nearest(repo, text))
    return product


def nearest(repo: Repository, text: str) -> str:
    """The name or SKU of a product that was perhaps meant, or ""."""
    return domain.nearest(text, store.names(repo))


def clean(item: str) -> str:
    """The name of something sold that is no product of ours, fit to be stored."""
    return domain.text("item", item) or ""

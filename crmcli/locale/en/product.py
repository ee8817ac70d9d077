"""product add, product list."""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_name": "name of the product",
    "arg_words": "words in its name, SKU or category",
    "opt_sku": "your own code for it; no two products share one",
    "opt_price": "usual price, in the currency of the file",
    "opt_cost": "what one costs you",
    "opt_category": "what kind of thing it is",
    "opt_only_category": "only products of this category",
    "opt_unit": "what the quantity counts: piece, box, hour …",
    "opt_note": "a note",
    "added": "added product {id}: {name}",
    "sku_taken": "SKU {sku} belongs to product {id}, {name}",
    "name_taken": "product {id} is called {name} already",
    "name_taken.hint": "give one of the two an SKU of its own: --sku",
    "ambiguous": "'{name}' could be any of {n} products",
    "ambiguous.hint": "name one by its SKU",
    "none_such": "there is no product '{name}'",
    "none_such.hint": "'crm product list' shows all products",
}

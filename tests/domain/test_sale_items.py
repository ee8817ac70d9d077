"""``sku-or-name[*quantity][@price]``, read from the right."""

import pytest

from crmcli.domain.sale_items import Item, parse
from crmcli.errors import Invalid


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("TEA", Item("TEA")),
        ("TEA*2", Item("TEA", 2)),
        ("TEA*2@9.5", Item("TEA", 2, 950)),
        ("TEA@9.5*2", Item("TEA", 2, 950)),
        ("TEA@12", Item("TEA", 1, 1200)),
        ("TEA @ ¥12 ", Item("TEA", 1, 1200)),
        ("布 料*1.5", Item("布 料", 1.5)),
        ("茶＊２＠１２．５", Item("茶", 2, 1250)),
        ("茶×3", Item("茶", 3)),
        ("5 * cream", Item("5 * cream")),
        ("cream @ home", Item("cream @ home")),
        ("a@b.c*2@3", Item("a@b.c", 2, 300)),
        ("A*3*2", Item("A*3", 2)),
        ("cream*", Item("cream*")),
        ("gift@0", Item("gift", 1, 0)),
    ],
)
def test_an_item_is_read_from_the_right(text: str, item: Item) -> None:
    assert parse(text, "CNY") == item


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TEA*0", "sale.quantity_not_positive"),
        ("TEA*-1", "sale.quantity_not_positive"),
        ("TEA@-1", "sale.price_negative"),
        ("*2@3", "sale.item_without_name"),
        ("TEA@1.234", "invalid_money"),
        ("TEA@$5", "invalid_money"),
        ("TEA*9999999999999999", "invalid_number"),
    ],
)
def test_an_impossible_item_is_refused(text: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse(text, "CNY")
    assert caught.value.code == code

import pytest

from crmcli.normalize import masks


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("13800138000", "138****8000"),
        ("+86 138 0013 8000", "+86 138 **** 8000"),
        ("010-62770334", "010-****0334"),
        ("(212) 555-0147", "(21*) ***-0147"),
        ("95588", "9**88"),
        ("110", "***"),
    ],
)
def test_phones(text: str, hidden: str) -> None:
    assert masks.phone(text) == hidden


def test_emails_keep_their_domain() -> None:
    assert masks.email("zhang.san@example.com") == "z***@example.com"
    assert masks.email("nonsense") == "n***e"


@pytest.mark.parametrize(
    ("text", "hidden"), [("11010519491231002X", "110*************2X"), ("AB-123", "**-*23"), ("7", "*")]
)
def test_id_numbers(text: str, hidden: str) -> None:
    assert masks.id_number(text) == hidden


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("张三丰", "张**"),
        ("欧阳 锋", "欧***"),
        ("Ada Byron", "A** B****"),
        ("Blue Door 有限公司", "B*** D*** 有***"),
        ("", ""),
    ],
)
def test_names(text: str, hidden: str) -> None:
    assert masks.name(text) == hidden


def test_addresses_keep_a_third_at_most() -> None:
    assert masks.address("上海市徐汇区淮海中路 1045 号 3 楼") == "上海市徐汇区****"
    assert masks.address("Main St 1") == "Mai****"


def test_masks_by_column() -> None:
    hide = masks.by_column(["phone", "wechat"])
    assert sorted(hide) == ["fax", "phone", "phones", "qq", "wechat", "whatsapp"]
    assert hide["phone"]("13800138000;110") == "138****8000;***"
    assert hide["phones"](["13800138000"]) == ["138****8000"]
    assert (hide["wechat"]("zhang_san"), hide["wechat"](None), hide["wechat"]("")) == ("z***n", None, "")

"""A company's key is its name without the legal form."""

import pytest

from crmcli.normalize.names import company_key


@pytest.mark.parametrize(
    ("entered", "key"),
    [
        ("Acme Co., Ltd.", "acme"),
        ("ACME Inc", "acme"),
        ("Banco S.A.", "banco"),
        ("Müller GmbH & Co. KG", "müller"),
        ("Smith & Co.", "smith"),
        ("A&B Ltd", "a and b"),
        ("The Boeing Company", "boeing"),
        ("J P Morgan", "j p morgan"),
        ("Vega-Gentry", "vega-gentry"),
        ("Acme (China) Ltd", "acme china"),
        ("Limited", "limited"),
        ("", ""),
        ("&&&", "and"),
    ],
)
def test_latin_legal_forms_go(entered: str, key: str) -> None:
    assert company_key(entered) == key


@pytest.mark.parametrize(
    ("entered", "key"),
    [
        ("华为技术有限公司", "华为技术"),
        ("中国石油天然气股份有限公司", "中国石油天然气"),
        ("腾讯科技（深圳）有限公司", "腾讯科技深圳"),
        ("腾讯科技(深圳)有限责任公司", "腾讯科技深圳"),
        ("新希望集团有限公司", "新希望"),
        ("上海某某合伙企业（有限合伙）", "上海某某"),
        ("台積電股份有限公司", "台積電"),
        ("ABC 有限公司", "abc"),
        ("株式会社ソニー", "ソニー"),
        ("集团", "集团"),
    ],
)
def test_chinese_legal_forms_go(entered: str, key: str) -> None:
    assert company_key(entered) == key


def test_a_branch_is_not_its_company() -> None:
    assert company_key("某某上海分公司") == "某某上海分公司"

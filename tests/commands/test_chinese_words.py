"""A Chinese interface takes Chinese words, and speaks Chinese."""

from pathlib import Path

import pytest

from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    crm.ok("add", "张三", "城市=上海")
    crm.ok("product", "add", "龙井", "--price", "10")
    crm.environ["CRMCLI_LANG"] = "zh"
    return crm


# -- words that are taken --------------------------------------------------------------------------


def test_a_status_may_be_said_in_chinese(shop: Crm) -> None:
    assert shop.ok("sale", "add", "张三", "龙井", "--status", "已发货", "-f", "json").json["status"] == "shipped"
    assert shop.ok("sale", "list", "--status", "已发货", "-f", "ids").out == "1\n"
    assert shop.ok("sale", "list", "--status", "草稿", "-f", "ids").out == ""


def test_a_report_may_be_asked_for_in_chinese(shop: Crm) -> None:
    shop.ok("sale", "add", "张三", "龙井")
    english = shop.ok("report", "sales", "--by", "city", "-f", "json").json
    assert shop.ok("report", "sales", "--by", "城市", "-f", "json").json == english
    assert shop.ok("report", "销售", "--by", "城市", "-f", "json").json == english


@pytest.mark.parametrize("currency", ["人民币", "元", "¥", "rmb", "cny"])
def test_the_base_currency_has_chinese_names(shop: Crm, currency: str) -> None:
    assert shop.ok("sale", "add", "张三", "龙井", "--currency", currency, "-f", "json").json["currency"] == "CNY"


def test_a_currency_is_chosen_by_its_chinese_name(crm: Crm) -> None:
    assert crm.ok("init", "--currency", "人民币", "-f", "json").json["currency"] == "CNY"


def test_a_name_that_several_currencies_share_is_refused(crm: Crm) -> None:
    assert crm("init", "--currency", "元").status == 2


def test_a_priority_a_type_and_a_kind_may_be_said_in_chinese(shop: Crm) -> None:
    assert shop.ok("task", "add", "发报价", "--priority", "高", "-f", "json").json["priority"] == "high"
    assert shop.ok("field", "add", "鞋码", "--type", "数字", "-f", "json").json["type"] == "number"
    shop.ok("sale", "add", "张三", "龙井")
    assert [row["kind"] for row in shop.ok("timeline", "张三", "--kind", "订单", "-f", "json").json] == ["sale"]


def test_another_word_is_refused_with_the_choices(shop: Crm) -> None:
    ran = shop("sale", "add", "张三", "龙井", "--status", "丢了")
    assert (ran.status, ran.err) == (
        2, "错误：“--status”不能是“丢了”，可选：draft、confirmed、shipped、delivered、completed\n",
    )  # fmt: skip


def test_help_still_names_the_choices(crm: Crm) -> None:
    assert "draft, confirmed, shipped" in " ".join(crm.ok("sale", "list", "--help").out.split())


# -- words that are shown --------------------------------------------------------------------------


def test_a_timeline_translates_what_changed(shop: Crm) -> None:
    shop.ok("complaint", "add", "张三", "杯子碎了")
    shop.ok("complaint", "update", "1", "--status", "处理中")
    assert shop.ok("timeline", "张三", "-f", "json").json[0]["what"] == "变更：状态：待处理 → 处理中"
    assert (
        shop.ok("timeline", "张三", "-f", "json", "--lang", "en").json[0]["what"]
        == "changed: status: open → in progress"
    )


def test_where_a_setting_comes_from_is_said_in_chinese(shop: Crm) -> None:
    table = shop.ok("config", "list", "-f", "table").out.splitlines()
    origins = {line.split()[0]: line.split()[2] for line in table if line.split()[0] in ("db", "currency")}
    assert (table[0].split()[2], origins) == ("来源", {"db": "环境变量", "currency": "数据库"})
    assert shop.ok("config", "list", "-f", "json").json[0]["origin"] == "environment"


def test_contacts_join_after_a_full_stop_without_a_comma(shop: Crm) -> None:
    shop.ok("log", "张三", "记得带小样。", "--outcome", "满意")
    shop.ok("log", "张三", "看了样品", "--outcome", "满意")
    out = shop.ok("show", "张三").out
    assert "记得带小样。满意\n" in out
    assert "看了样品、满意\n" in out


def test_an_address_goes_from_the_country_down(shop: Crm) -> None:
    shop.ok("edit", "1", "国家=中国", "省份=上海", "区县=徐汇区", "地址=漕溪路 1 号")
    assert "地址  中国 上海 徐汇区 漕溪路 1 号\n" in shop.ok("show", "张三").out
    assert "漕溪路 1 号, 徐汇区, 上海, 中国\n" in shop.ok("show", "张三", "--lang", "en").out


def test_an_import_lists_what_it_made_as_chinese_does(shop: Crm, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("订单号,日期,客户,商品,单价\nA1,2026-01-01,李四,普洱,20\nA2,2026-01-02,王五,普洱,20\n", "utf-8")
    out = shop.ok("import", "sales", str(path), "--create-customers").out
    assert "2 位客户、2 张订单、1 种商品\n" in out


def test_money_left_is_said_without_spaces_around_the_name(shop: Crm) -> None:
    shop.ok("sale", "add", "张三", "龙井", "--paid")
    assert shop.ok("sale", "cancel", "1").err == "已取消订单 1（张三）；已付的 10.00 CNY 保留为张三的余额\n"


def test_a_missing_argument_has_a_name(shop: Crm) -> None:
    assert shop("find").err == "错误：没有写“搜索词”\n提示：在命令后加 --help 查看用法\n"


# -- advice ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_file_of_unknown_kind_is_answered_with_all_kinds(crm: Crm, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("x,y\n1,2\n", "utf-8")
    ran = crm("import", str(path), "--lang", lang)
    kinds = ("customers", "products", "sales", "contacts", "complaints")
    assert ran.status == 2
    assert [kind for kind in kinds if kind not in ran.err] == []


def test_paying_does_not_speak_of_what_only_adding_does(crm: Crm) -> None:
    assert "means that it was paid" not in " ".join(crm.ok("sale", "pay", "--help").out.split())
    assert "means that it was paid" in " ".join(crm.ok("sale", "add", "--help").out.split())


def test_help_says_where_rejected_rows_go(crm: Crm) -> None:
    assert "people.rejects.csv for people.csv" in " ".join(crm.ok("import", "--help").out.split())

"""Exports of other systems are recognised by their headings and read by that system's conventions."""

from typing import Any

import pytest

from crmcli.exchange import headings
from crmcli.exchange.headings import normal
from crmcli.exchange.presets import detect, presets
from tests.conftest import SHARED, Crm, Ran


def load(crm: Crm, text: str, *options: str, encoding: str = "utf-8", name: str = "export.csv") -> Ran:
    path = crm.folder / name
    path.write_bytes(text.encode(encoding))
    return crm("import", str(path), *options, "-f", "json")


def sums(ran: Ran) -> dict[str, int]:
    counts = {name: ran.json[name] for name in ("created", "updated", "unchanged", "skipped", "rejected")}
    assert ran.json["read"] == sum(counts.values())
    return {name: count for name, count in counts.items() if count}


def show(crm: Crm, who: str = "1") -> Any:
    return crm.ok("show", who, "-f", "json").json


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("init", "--currency", "CNY")
    return crm


WECHAT = """微信支付账单明细,,,,,,,,
微信昵称：[小店],,,,,,,,
起始时间：[2026-01-01 00:00:00] 终止时间：[2026-01-31 23:59:59],,,,,,,,
,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2026-01-03 10:00:00,二维码收款,王芳,收款方备注:二维码收款,收入,¥23.00,零钱,已收钱,"1000001\t","/",/
2026-01-04 11:00:00,商户消费,超市,水果,支出,¥12.50,零钱,支付成功,"1000002\t","9\t",/
2026-01-05 12:00:00,零钱提现,招商银行,/,/,¥500.00,招商银行,提现已到账,"1000003\t","/",/
2026-01-06 13:00:00,超市-退款,超市,水果,收入,¥12.50,/,已全额退款,"1000004\t","9\t",/
2026-01-07 14:00:00,转账,李雷,转账备注:茶,收入,¥60.00,/,朋友已退还,"1000005\t","/",/
"""


def test_of_a_wechat_bill_only_income_that_stayed_is_a_sale(shop: Crm) -> None:
    ran = load(shop, WECHAT, "--create-customers")
    assert (ran.status, sums(ran)) == (0, {"created": 1, "skipped": 4})
    assert (ran.json["preset"], ran.json["source"], ran.json["kind"]) == ("wechat-pay", "wechat-pay", "sales")
    assert ran.json["skip_reasons"] == {
        "import.skip_expense": 1, "import.skip_neutral": 1, "import.skip_refund": 1, "import.skip_unsuccessful": 1,
    }  # fmt: skip
    sale = shop.ok("sale", "show", "1", "-f", "json").json
    assert (sale["total"], sale["channel"], sale["status"], sale["number"]) == (
        "23.00",
        "wechat",
        "completed",
        "1000001",
    )
    assert show(shop)["name"] == "王芳"


@pytest.mark.parametrize(
    ("state", "total", "reason"),
    [
        ("已退款(￥9.50)", "50.50", ""),
        ("已退款（¥9.50）", "50.50", ""),
        ("已退款￥9.50", "50.50", ""),
        ("已退款(￥60.00)", None, "a refund"),
        ("已全额退款", None, "a refund"),
        ("已部分退款", None, "partly refunded, and the bill does not say how much remained"),
    ],
)
def test_of_a_partly_refunded_transfer_what_remained_counts(
    shop: Crm, state: str, total: str | None, reason: str
) -> None:
    text = WECHAT.replace("朋友已退还", state)
    plan = load(shop, text, "--create-customers", "--dry-run").json["rows"][-1]
    assert (plan["line"], plan["reason"]) == (11, reason)
    load(shop, text, "--create-customers")
    totals = [sale["total"] for sale in shop.ok("sale", "list", "--sort", "id", "-f", "json").json]
    assert totals == ["23.00", *filter(None, [total])]
    assert sums(load(shop, text, "--create-customers"))["unchanged"] == len(totals)


def test_the_same_bill_again_changes_nothing_whatever_the_file_is_called(shop: Crm) -> None:
    load(shop, WECHAT, "--create-customers")
    ran = load(shop, WECHAT, "--create-customers", name="again.csv")
    assert sums(ran) == {"unchanged": 1, "skipped": 4}


def test_a_skipped_row_says_why_in_a_dry_run(shop: Crm) -> None:
    rows = load(shop, WECHAT, "--create-customers", "--dry-run").json["rows"]
    assert [(row["line"], row["outcome"], row["reason"]) for row in rows] == [
        (7, "created", ""), (8, "skipped", "money spent"), (9, "skipped", "neither income nor expense"),
        (10, "skipped", "a refund"), (11, "skipped", "payment did not succeed"),
    ]  # fmt: skip


ALIPAY = """------------------------------------------------------------------------------------
导出信息：
姓名：小店
支付宝账户：shop@example.com
起始时间：[2026-01-01 00:00:00]    终止时间：[2026-01-31 23:59:59]
------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------
交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,
2026-01-03 10:00:00,转账红包,王芳,wang***@x.com,茶叶,收入,88.00,,交易成功,20260103001\t,\t,,
2026-01-04 10:00:00,餐饮美食,面馆,/,面,支出,20.00,余额宝,交易成功,20260104001\t,T1\t,,
2026-01-05 10:00:00,退款,面馆,/,退款-面,不计收支,20.00,余额宝,退款成功,20260105001\t,T1\t,,
"""


def test_an_alipay_bill_in_gb18030_with_its_preamble(shop: Crm) -> None:
    ran = load(shop, ALIPAY, "--create-customers", encoding="gb18030")
    assert (ran.json["preset"], ran.json["encoding"], sums(ran)) == ("alipay", "gb18030", {"created": 1, "skipped": 2})
    assert shop.ok("sale", "list", "-f", "json").json[0]["total"] == "88.00"


ALIPAY_WEB = """支付宝交易记录明细查询
账号:[shop@example.com]
---------------------------------交易记录明细列表------------------------------------
交易号  ,商家订单号 ,交易创建时间 ,交易来源地 ,类型 ,交易对方 ,商品名称 ,金额（元）,收/支 ,交易状态 ,备注 ,资金状态 ,
2026010322001\t ,\t ,2026-01-03 10:00:00 ,其他 ,即时到账交易 ,王芳 ,茶叶 ,88.00 ,收入 ,交易成功 , ,已收入 ,
2026010422001\t ,\t ,2026-01-04 10:00:00 ,其他 ,即时到账交易 ,面馆 ,面 ,20.00 ,支出 ,交易成功 , ,已支出 ,
------------------------------------------------------------------------------------
共2笔记录
导出时间:[2026-02-01 10:00:00]    用户:小店
"""


def test_the_remarks_below_an_old_alipay_bill_are_skipped_not_rejected(shop: Crm) -> None:
    ran = load(shop, ALIPAY_WEB, "--create-customers", encoding="gb18030")
    assert (ran.json["preset"], sums(ran)) == ("alipay-web", {"created": 1, "skipped": 4})
    assert ran.json["skip_reasons"] == {"import.skip_expense": 1, "import.skip_footer": 3}


def test_an_old_alipay_bill_says_in_a_column_what_went_back(shop: Crm) -> None:
    text = ALIPAY_WEB.replace("交易状态 ,备注", "交易状态 ,服务费（元）,成功退款（元）,备注").replace(
        "收入 ,交易成功 ,", "收入 ,交易成功 ,0.00 ,8.00 ,"
    )
    load(shop, text, "--create-customers", encoding="gb18030")
    assert [sale["total"] for sale in shop.ok("sale", "list", "-f", "json").json] == ["80.00"]


def test_a_bill_in_a_file_of_another_currency_is_rejected_with_the_reason(crm: Crm) -> None:
    crm.ok("init", "--currency", "USD")
    ran = load(crm, ALIPAY, "--create-customers", "--dry-run")
    assert ran.json["rows"][0]["reason"] == "CNY is not the currency of this file, USD"


GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,File As,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Organization Name\n"
    "Ann,,Lee,,,* myContacts ::: vip,* Work,ann@x.com,Mobile,+14155552671,Beach house,+14155552672,Acme\n"
)


def test_google_contacts_keep_what_each_phone_is_called(crm: Crm) -> None:
    ran = load(crm, GOOGLE)
    assert (ran.json["preset"], sums(ran)) == ("google-contacts", {"created": 1})
    found = show(crm)
    assert found["tags"] == ["vip"]
    assert sorted((p["value"], p["label"]) for p in found["contact_points"]) == [
        ("+14155552671", "mobile"), ("+14155552672", "Beach house"), ("ann@x.com", "work"),
    ]  # fmt: skip
    assert "Phone 1 - Label" not in ran.json["unmapped"]


def test_the_old_google_form_parts_values_by_three_colons(crm: Crm) -> None:
    ran = load(
        crm,
        "Name,Given Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value\n"
        "Ann Lee,Ann,Lee,,* myContacts ::: Friends,* Home,ann@x.com ::: lee@x.com\n",
    )
    assert ran.json["preset"] == "google-contacts-old"
    assert (show(crm)["emails"], show(crm)["tags"]) == (["ann@x.com", "lee@x.com"], ["Friends"])


def test_linkedin_notes_stand_above_the_headings(crm: Crm) -> None:
    ran = load(
        crm,
        'Notes:\n"When exporting your connection data, you may notice that some are missing, said LinkedIn."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ann,Lee,https://www.linkedin.com/in/annlee,,Acme,Buyer,01 Jul 2025\n",
    )
    assert (ran.json["preset"], sums(ran)) == ("linkedin-connections", {"created": 1})
    found = show(crm)
    assert (found["title"], found["created_at"][:10]) == ("Buyer", "2025-07-01")
    assert found["contact_points"][0]["kind"] == "linkedin"


def test_a_list_of_accounts_makes_companies_known_by_the_systems_ids(crm: Crm) -> None:
    text = (
        "Record Id,Account Owner Id,Account Owner,Account Name,Phone,Billing City,Tag\n"
        "zcrm_1,zcrm_9,Mei,Acme Ltd,+14155552671,-None-,vip\n"
    )
    ran = load(crm, text)
    assert (ran.json["preset"], ran.json["source"]) == ("zoho-accounts", "zoho")
    assert (show(crm)["kind"], show(crm)["owner"], show(crm)["city"]) == ("company", "Mei", None)
    again = load(crm, text.replace("+14155552671", "+14155552672"), name="renamed.csv")
    assert sums(again) == {"updated": 1}


HEADINGS = {
    "zoho-contacts": "Record Id,Contact Owner Id,Contact Owner,Lead Source,First Name,Last Name,Account Name,Email,Tag",
    "zoho-leads": "Record Id,Lead Owner Id,Lead Owner,Company,First Name,Last Name,Lead Status,Modified By,Tag",
    "hubspot-contacts": "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date",
    "hubspot-companies": "Record ID,Company name,Company owner,Create Date,Phone Number,Company Domain Name",
    "salesforce-contacts": "Id,AccountId,LastName,FirstName,MailingCity,Email,OwnerId,LastModifiedDate",
    "salesforce-leads": "Id,LastName,FirstName,Company,Email,Status,OwnerId,IsConverted",
    "salesforce-accounts": "Id,Name,ParentId,BillingCity,OwnerId",
    "pipedrive-people": "Person - ID,Person - Name,Person - Label,Person - Organization,Person - Phone - Work",
    "pipedrive-organizations": "Organization - ID,Organization - Name,Organization - Owner",
    "outlook": "First Name,Middle Name,Last Name,Title,E-mail Address,Business Phone,Home Street,Home City",
    "apple-contacts": "First name,Last name,Company,Phone: iPhone,Phone: home,Email: home,Email: work",
    "shopify-customers": "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Total Spent,Total Orders",
    "shopify-orders": "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price",
    "stripe-payments": "id,Created date (UTC),Amount,Amount Refunded,Currency,Description,Fee,Status,Customer Email",
    "woocommerce-orders": "Order Number,Order Status,Order Date,Billing First Name,Billing Email,Item Name,Item Cost",
    "taobao-orders": "订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,联系手机,订单创建时间,宝贝标题",
    "uci-invoices": "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
}


@pytest.mark.parametrize("name", HEADINGS)
def test_the_headings_give_the_system_away(name: str) -> None:
    found = detect(HEADINGS[name].split(","), None)
    assert found is not None
    assert found.name == name


def test_an_ordinary_list_is_no_preset() -> None:
    assert detect(["name", "phone", "email", "city"], None) is None
    assert detect(["订单编号", "下单时间", "客户名称", "商品名称", "金额"], None) is None


def test_presets_speak_of_known_fields_and_write_headings_as_they_are_compared() -> None:
    for preset in presets():
        known = {*headings.HEADINGS[preset.kind], ""}
        assert set(preset.fields.values()) | set(preset.const) <= known, preset.name
        texts = [*preset.fields, *(heading for group in preset.needs for heading in group)]
        assert [normal(text) for text in texts] == texts, preset.name


def test_taobao_orders_know_the_buyer_by_the_member_name(shop: Crm) -> None:
    ran = load(
        shop,
        HEADINGS["taobao-orders"] + '\n="1001",tb_wang,58.00,交易成功,王芳,\'13800138000,2026-01-03 10:00:00,茶\n',
        "--create-customers",
    )
    assert (ran.json["preset"], sums(ran)) == ("taobao-orders", {"created": 1})
    assert (show(shop)["name"], show(shop)["phone"]) == ("王芳", "13800138000")


def test_a_first_and_a_last_name_on_an_order_are_one_customer(crm: Crm) -> None:
    ran = load(
        crm,
        "Order Number,Order Status,Order Date,Billing First Name,Billing Last Name,Billing Email,Item Name,Item Cost\n"
        "7,wc-completed,2026-01-03,Ann,Lee,ann@x.com,Tea,5.00\n",
        "--create-customers",
    )
    assert (ran.json["preset"], show(crm)["name"]) == ("woocommerce-orders", "Ann Lee")


def test_invoice_lines_are_dated_the_american_way_where_they_leave_it_open(crm: Crm) -> None:
    text = HEADINGS["uci-invoices"] + "\n536365,A,Cup,6,12/1/2010 8:26,2.55,17850.0,United Kingdom\n"
    ran = load(crm, text, "--create-customers", "--region", "GB")
    assert ran.json["date_formats"] == {"InvoiceDate": "mdy"}


def test_a_preset_can_be_named_or_done_without(crm: Crm) -> None:
    crm.ok("init")
    assert load(crm, GOOGLE, "--preset", "none", "--dry-run").json["preset"] is None
    assert load(crm, GOOGLE, "--preset", "outlook", "--dry-run").json["preset"] == "outlook"
    ran = load(crm, GOOGLE, "--preset", "gogle")
    assert (ran.status, ran.error["code"]) == (2, "import.unknown_preset")
    assert {"preset": "wechat-pay", "kind": "sales"} in ran.error["details"]
    ran = crm("import", "sales", str(crm.folder / "export.csv"), "--preset", "outlook", "-f", "json")
    assert (ran.status, ran.error["code"]) == (2, "import.preset_kind")


def test_the_report_names_the_preset_in_both_languages(shop: Crm) -> None:
    path = shop.folder / "bill.csv"
    path.write_text(WECHAT, encoding="utf-8")
    english = shop("import", str(path), "--create-customers", "--dry-run", CRMCLI_LANG="en").out
    assert "preset            wechat-pay (--preset none does without)" in english
    assert "skipped           money spent ×1, neither income nor expense ×1" in english
    chinese = shop("import", str(path), "--create-customers", "--dry-run", CRMCLI_LANG="zh").out
    assert "wechat-pay（--preset none 可不用）" in chinese
    assert "支出 ×1" in chinese


@pytest.mark.skipif(not SHARED.exists(), reason="real files are not here")
@pytest.mark.parametrize(
    ("path", "name", "status"),
    [
        ("2_sales/cn_bills/example-wechat-records.csv", "wechat-pay", 5),
        ("1_crm/linkedin_connections_fixture.csv", "linkedin-connections", 0),
        ("1_crm/google/google_contacts_old_format.csv", "google-contacts-old", 0),
        ("1_crm/salesforce_small/Contact.csv", "salesforce-contacts", 0),
        ("1_crm/salesforce_small/Lead.csv", "salesforce-leads", 0),
        ("1_crm/salesforce_small/Account.csv", "salesforce-accounts", 0),
        ("1_crm/hubspot_dummy/hubspot_contacts.csv", "hubspot-contacts", 0),
        ("1_crm/hubspot_dummy/hubspot_companies.csv", "hubspot-companies", 0),
        ("2_sales/OnlineRetail_999.csv", "uci-invoices", 5),
    ],
)
def test_real_exports_are_recognised(shop: Crm, path: str, name: str, status: int) -> None:
    ran = shop("import", str(SHARED / path), "--create-customers", "--dry-run", "-f", "json")
    assert (ran.status, ran.json["preset"]) == (status, name)


def totals(shop: Crm) -> list[tuple[str, str, str]]:
    sales = shop.ok("sale", "list", "--sort", "id", "-f", "json").json
    return [(sale["number"], sale["total"], sale["status"]) for sale in sales]


TAOBAO = """订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,订单创建时间,宝贝标题,宝贝总数量,退款金额
="1234567890123456789",tb1,88.00,交易成功,王芳,2026-01-03 10:00:00,茶叶,2,0.00
="1234567890123456790",tb2,50.00,交易成功,李雷,2026-01-04 10:00:00,杯子,1,20.00
="1234567890123456791",tb3,50.00,交易成功,韩梅,2026-01-04 10:00:00,杯子,1,50.00
"""


def test_of_an_order_at_taobao_what_remained_counts(shop: Crm) -> None:
    ran = load(shop, TAOBAO, "--create-customers", encoding="gbk")
    assert (ran.json["preset"], sums(ran), ran.json["unmapped"]) == ("taobao-orders", {"created": 3}, [])
    assert totals(shop) == [
        ("1234567890123456789", "88.00", "completed"), ("1234567890123456790", "30.00", "completed"),
        ("1234567890123456791", "50.00", "cancelled"),
    ]  # fmt: skip


STRIPE = """id,Created date (UTC),Amount,Amount Refunded,Currency,Description,Fee,Status,Customer Email
ch_1,2026-01-02 10:00:00,20.00,0.00,cny,Tea,0.5,Paid,a@x.com
ch_2,2026-01-02 10:00:00,20.00,5.00,cny,Tea,0.5,Paid,a@x.com
ch_3,2026-01-02 10:00:00,20.00,20.00,cny,Tea,0.5,Refunded,a@x.com
"""


def test_of_a_payment_at_stripe_what_remained_counts(shop: Crm) -> None:
    load(shop, STRIPE, "--create-customers")
    assert totals(shop) == [
        ("ch_1", "20.00", "completed"),
        ("ch_2", "15.00", "completed"),
        ("ch_3", "20.00", "returned"),
    ]


def test_the_total_of_an_order_has_its_shipping_in_it(shop: Crm) -> None:
    ran = load(shop, "Order,Shipping,Total,Discount,Created at\n#1,11.75,100.63,3,2026-01-02\n", "--anonymous")
    assert (totals(shop), ran.json["unmapped"]) == ([("#1", "100.63", "completed")], ["Shipping", "Discount"])


def test_beside_a_price_it_is_added(shop: Crm) -> None:
    load(shop, "order,date,item,price,shipping,total\n#1,2026-01-02,Tea,10,2,10\n", "--anonymous")
    assert totals(shop) == [("#1", "12.00", "completed")]


def test_of_any_bill_that_says_which_way_money_went_only_income_is_a_sale(shop: Crm) -> None:
    text = "交易创建时间,商品名称,交易对方,收/支,金额,交易类型\n"
    text += "2026-01-02 10:00:00,午餐,面馆,支出,22.30,支付\n2026-01-03 10:00:00,茶杯,Anna,收入,50.00,收款\n"
    text += "2026-01-04 10:00:00,午餐,面馆,收入,22.30,退款\n2026-01-05 10:00:00,零钱,Anna,不计收支,9.00,转账\n"
    shop.ok("add", "Anna")
    ran = shop("import", "sales", "-", "-f", "json", stdin=text)
    assert (ran.json["read"], ran.json["created"], ran.json["skipped"]) == (4, 1, 3)


def test_a_statement_of_a_bank_is_no_list_of_sales(crm: Crm) -> None:
    ran = crm("import", "-", stdin="记账日期,金额,余额,交易名称,对方账户名\n2026-01-02,-71.89,100.00,消费,张三\n")
    assert (ran.status, ran.err.splitlines()[0]) == (
        2,
        "error: it is not clear what - lists; its columns are 记账日期, 金额, 余额, 交易名称, 对方账户名",
    )

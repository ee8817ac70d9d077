"""Shopify, Stripe, WooCommerce, Taobao, and invoice lines as in the UCI Online Retail data."""

from crmcli.exchange.presets import Preset, Refunds, Skip, needs

_TAOBAO_NULLS = frozenset(("null", "'null", "无", "--"))
_NOT_PAID = frozenset(("Failed", "failed", "canceled", "Canceled", "requires_payment_method", "incomplete", "Blocked"))

PRESETS = (
    Preset(
        "shopify-customers", "customers", needs("firstname", "lastname", "email", "totalspent",
                                                "totalorders orderscount", "acceptsemailmarketing acceptsmarketing"),
        {"customerid": "external_id", "defaultaddresscity": "city", "defaultaddressaddress1": "address",
         "defaultaddresscompany": "company", "defaultaddresszip": "postcode", "defaultaddressphone": "phone",
         "provincecode": "", "defaultaddressprovincecode": "province", "defaultaddresscountrycode": "country"},
        "shopify",
    ),
    Preset(
        "shopify-orders", "sales", needs("name", "lineitemname", "lineitemprice", "financialstatus"),
        {"name": "number", "lineitemname": "item", "lineitemquantity": "quantity", "lineitemprice": "price",
         "lineitemsku": "sku", "createdat": "date", "billingname": "customer", "email": "customer_email",
         "phone": "", "billingphone": "customer_phone", "financialstatus": "paid", "fulfillmentstatus": "status",
         "discountamount": "discount", "shipping": "shipping", "subtotal": "", "total": "", "source": "channel",
         "id": "", "vendor": "", "notes": "note"},
        "shopify",
        words={"paid": {"refunded": "paid", "partially_refunded": "paid"}, "status": {"pending": "confirmed"}},
    ),
    Preset(
        "stripe-payments", "sales", needs("createddate created", "amount", "amountrefunded convertedamount",
                                          "currency", "status", "fee"),
        {"id": "number", "invoicenumber": "", "createddate": "date", "description": "item", "captured": "",
         "customerdescription": "customer", "paymentintentid": "", "sellermessage": ""},
        "stripe",
        skip=(Skip("status", _NOT_PAID, "import.skip_unsuccessful"),),
        refunds=Refunds("amountrefunded", "status", "Paid", "Refunded"),
    ),
    Preset(
        "stripe-customers", "customers", needs("id", "email", "created", "delinquent", "totalspend paymentcount"),
        {"id": "external_id", "name": "name", "description": "note", "created": "created_at"},
        "stripe",
    ),
    Preset(
        "woocommerce-orders", "sales", needs("ordernumber orderid", "orderstatus", "billingfirstname billingemail",
                                             "itemname itemcost orderlinetitle"),
        {"ordernumber": "number", "orderid": "number", "orderdate": "date", "orderstatus": "status",
         "billingemail": "customer_email", "billingphone": "customer_phone", "shippinglastname": "",
         "itemname": "item", "itemcost": "price", "quantity": "quantity", "ordertotalamount": "",
         "customerid": "", "paymentmethodtitle": "payment_method", "customernote": "note"},
        "woocommerce",
    ),
    Preset(
        "taobao-orders", "sales", needs("订单编号", "买家会员名", "买家实际支付金额", "宝贝标题"),
        {"订单编号": "number", "买家会员名": "customer_external_id", "收货人姓名": "customer", "联系电话": "",
         "联系手机": "customer_phone", "买家实际支付金额": "amount", "总金额": "", "买家应付货款": "",
         "买家应付邮费": "", "订单创建时间": "date", "订单付款时间": "", "宝贝标题": "item", "宝贝种类": "",
         "宝贝总数量": "quantity", "卡券抵扣": "", "订单状态": "status", "订单备注": "note", "买家留言": "note"},
        "taobao", _TAOBAO_NULLS, const={"channel": "taobao", "currency": "CNY"},
        refunds=Refunds("退款金额", "订单状态", "交易成功", "交易关闭"),
    ),
    Preset(
        "uci-invoices", "sales", needs("invoice invoiceno", "stockcode", "quantity", "invoicedate", "price unitprice",
                                       "customerid"),
        dates="mdy",
    ),
)  # fmt: skip

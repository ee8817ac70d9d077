"""Headings of orders and invoice lines, products and payments, as ``normal`` leaves them."""

# How other lists name the customer they are about.
CUSTOMER: dict[str, tuple[str, ...]] = {
    "customer": (
        "customer", "customername", "客户", "客户名称", "客户姓名", "客户名", "买家", "买家会员名",
        "买家昵称", "会员名", "会员姓名", "会员", "顾客", "顾客姓名", "购买人", "姓名", "联系人", "client",
        "clientname", "buyer", "buyername", "billingname", "billto", "accountname", "account", "contactname",
        "contact", "personname", "dealcontactperson", "associatedcontact", "companyname", "company", "公司",
        "公司名称", "suppliedname", "requester", "requestername", "fullname", "name", "对方户名", "交易对方",
        "收货人姓名", "收货人", "收件人",
    ),
    "customer_external_id": (
        "customerexternalid", "customerid", "userid", "clientid", "customerno", "customernumber",
        "customercode", "客户编号", "客户id", "客户编码", "会员号", "会员编号", "会员id", "会员卡号",
        "用户id", "memberid", "contactid", "accountid", "requesterid", "buyerid", "uid", "leadid", "user",
    ),
    "customer_phone": (
        "customerphone", "phone", "phonenumber", "billingphone", "contactphone", "buyerphone", "mobile",
        "suppliedphone", "手机", "手机号", "手机号码", "电话", "联系电话", "联系手机", "客户电话", "客户手机",
        "会员手机号",
    ),
    "customer_email": (
        "customeremail", "email", "emailaddress", "billingemail", "contactemail", "associatedcontactemail",
        "buyeremail", "receiptemail", "suppliedemail", "requesteremail", "邮箱", "客户邮箱", "电子邮件",
    ),
}  # fmt: skip

SALES: dict[str, tuple[str, ...]] = {
    "number": (
        "number", "invoice", "invoiceno", "invoicenumber", "invoiceid", "ordernumber", "orderno", "orderid",
        "salesid", "saleid", "salesorder", "订单号", "订单编号", "订单id", "订单", "销售单号", "单据编号",
        "单号", "交易订单号", "交易单号", "交易号", "流水号", "发票号", "发票号码", "transactionid",
        "transactionno", "receiptno", "receiptnumber", "order", "paymentintentid", "id",
    ),
    "date": (
        "date", "invoicedate", "orderdate", "salesdate", "saledate", "purchasedate", "transactiondate",
        "日期", "订单日期", "下单时间", "下单日期", "订单创建时间", "交易时间", "交易日期", "交易创建时间",
        "销售日期", "购买日期", "购买时间", "成交时间", "成交日期", "开单日期", "付款时间", "订单付款时间",
        "支付时间", "消费时间", "消费日期", "记账日期", "createdat", "createddate", "createdate", "created",
        "datecreated", "paidat", "时间", "datetime", "timestamp",
    ),
    **CUSTOMER,
    "sku": (
        "sku", "stockcode", "productid", "productcode", "itemno", "itemcode", "itemnumber", "itemid",
        "lineitemsku", "variantsku", "productsku", "商品编码", "商品编号", "商品id", "商品代码", "sku编码",
        "货号", "产品编号", "产品编码", "款号", "物料编码", "条码", "trackid",
    ),
    "item": (
        "item", "productname", "product", "itemname", "lineitemname", "description", "itemdescription",
        "productdescription", "producttitle", "商品", "商品名称", "商品名", "商品标题", "产品", "产品名称",
        "品名", "宝贝标题", "宝贝名称", "项目", "项目名称", "服务项目", "订单标题", "货品名称", "货品",
        "商品说明", "交易说明", "service", "checkoutlineitemsummary",
    ),
    "quantity": (
        "quantity", "qty", "lineitemquantity", "itemquantity", "quantityordered", "orderquantity", "units",
        "数量", "购买数量", "商品数量", "宝贝总数量", "件数", "销售数量", "订购数量", "下单数量",
    ),
    "price": (
        "price", "unitprice", "lineitemprice", "itemprice", "itemcost", "rate", "priceeach", "salesprice",
        "单价", "价格", "售价", "销售单价", "成交单价", "商品单价", "商品价格", "销售价",
    ),
    "amount": (
        "amount", "linetotal", "lineprice", "lineamount", "total", "totalamount", "totalprice", "ordertotal",
        "ordertotalamount", "ordervalue", "grandtotal", "netamount", "sales", "revenue", "salesamount",
        "invoicetotal", "amountpaid", "买家实际支付金额", "实付金额", "实付款", "实收金额", "实收",
        "实际金额", "金额", "总金额", "订单金额", "订单总额", "应付金额", "买家应付货款", "合计", "总价",
        "总额", "销售额", "销售金额", "成交金额", "成交额", "交易金额", "消费金额", "小计", "价税合计", "gmv",
        "subtotal", "value", "dollarvalue",
    ),
    "discount": (
        "discount", "discountamount", "linediscount", "lineitemdiscount", "cartdiscountamount", "折扣",
        "优惠", "优惠金额", "折扣金额", "折扣率", "优惠券", "卡券抵扣",
    ),
    "shipping": (
        "shipping", "shippingcost", "shippingamount", "shippingprice", "ordershippingamount", "freight",
        "postage", "运费", "邮费", "快递费", "配送费", "买家应付邮费",
    ),
    "currency": ("currency", "currencycode", "币种", "币别", "货币", "交易币种"),
    "status": (
        "status", "orderstatus", "订单状态", "状态", "交易状态", "当前状态", "发货状态", "fulfillmentstatus",
    ),
    "channel": (
        "channel", "saleschannel", "orderchannel", "渠道", "销售渠道", "订单来源", "下单渠道", "来源", "平台",
        "店铺", "shop", "store", "source",
    ),
    "country": (
        "country", "国家", "国家地区", "countryregion", "billingcountry", "shipcountry", "shippingcountry",
    ),
    "category": (
        "category", "productcategory", "商品分类", "商品类别", "类别", "分类", "品类", "产品类别", "商品类目",
        "宝贝种类", "交易分类", "categoryname", "producttype",
    ),
    "paid": (
        "paid", "已付", "已付金额", "已收", "已收金额", "已付款", "ispaid", "paymentstatus",
        "financialstatus", "支付状态", "付款状态", "captured",
    ),
    "payment_method": (
        "paymentmethod", "paymentmethodtitle", "paymenttype", "paymentsourcetype", "付款方式", "支付方式",
        "收付款方式", "收款方式", "结算方式",
    ),
    "due": ("due", "duedate", "paymentdue", "到期日", "付款期限", "到期日期", "应收日期", "应付日期"),
    "note": (
        "note", "notes", "备注", "订单备注", "买家留言", "留言", "comment", "comments", "remark",
        "ordernotes", "customernote",
    ),
}  # fmt: skip

PRODUCTS: dict[str, tuple[str, ...]] = {
    "sku": (
        "sku", "productcode", "productsku", "variantsku", "itemno", "itemcode", "itemnumber", "productid",
        "stockcode", "编号", "商品编码", "商品编号", "产品编号", "产品编码", "货号", "款号", "商品id",
        "产品id", "物料编码", "id",
    ),
    "name": (
        "name", "productname", "itemname", "product", "title", "item", "商品名称", "产品名称", "品名", "商品",
        "产品", "名称", "商品标题", "货品名称",
    ),
    "category": (
        "category", "productcategory", "type", "producttype", "categories", "series", "categoryname",
        "categoryid", "类别", "分类", "品类", "商品分类", "产品类别", "系列",
    ),
    "brand": ("brand", "vendor", "manufacturer", "品牌", "厂家", "厂商"),
    "price": (
        "price", "unitprice", "salesprice", "listprice", "variantprice", "retailprice", "regularprice",
        "单价", "价格", "售价", "零售价", "销售价", "标价",
    ),
    "cost": (
        "cost", "unitcost", "costprice", "costperitem", "purchaseprice", "成本", "成本价", "进价", "进货价",
        "采购价",
    ),
    "currency": ("currency", "currencycode", "币种", "货币"),
    "unit": ("unit", "uom", "unitofmeasure", "quantityperunit", "单位", "计量单位", "规格"),
    "stock": (
        "stock", "inventory", "quantity", "stockquantity", "unitsinstock", "variantinventoryqty", "库存",
        "库存数量", "数量",
    ),
    "barcode": ("barcode", "variantbarcode", "ean", "upc", "gtin", "条码", "条形码"),
    "active": ("active", "isactive", "published", "status", "上架", "是否上架", "状态"),
    "note": (
        "note", "notes", "description", "bodyhtml", "shortdescription", "备注", "描述", "说明", "商品描述",
    ),
}  # fmt: skip

PAYMENTS: dict[str, tuple[str, ...]] = {
    "number": (
        "number", "paymentid", "paymentnumber", "paymentno", "transactionid", "收款单号", "支付单号",
        "付款单号", "交易单号", "交易号", "流水号", "id",
    ),
    "sale": (
        "sale", "orderid", "orderno", "ordernumber", "invoiceno", "invoicenumber", "invoice", "invoiceid",
        "saleid", "订单号", "订单编号", "销售单号", "商户单号", "发票号",
    ),
    "date": (
        "date", "paymentdate", "paidat", "paidon", "datepaid", "created", "createdat", "createddate",
        "收款日期", "付款日期", "付款时间", "支付时间", "收款时间", "到账日期", "交易时间", "交易日期",
        "日期",
    ),
    **CUSTOMER,
    "amount": (
        "amount", "paymentamount", "amountpaid", "paid", "total", "收款金额", "付款金额", "支付金额",
        "到账金额", "金额", "交易金额", "实收金额", "实付金额",
    ),
    "currency": ("currency", "currencycode", "币种", "币别", "货币"),
    "payment_method": (
        "paymentmethod", "method", "paymenttype", "paymentsourcetype", "付款方式", "支付方式", "收款方式",
        "结算方式",
    ),
    "status": ("status", "paymentstatus", "状态", "支付状态", "付款状态", "当前状态"),
    "reference": ("reference", "paymentreference", "transactionreference", "凭证号", "参考号"),
    "note": ("note", "notes", "备注", "comment", "memo", "description", "摘要", "交易摘要"),
}  # fmt: skip

ORDER_EXPORT = frozenset(("lineitemname", "financialstatus", "subtotal"))  # there ``Name`` is the number

OWN_WORDS = {
    "sales": ("order", "sale", "sales", "订单", "销售"),
    "products": ("product", "item", "variant", "商品", "产品"),
    "payments": ("payment", "transaction", "收款", "付款", "支付"),
}

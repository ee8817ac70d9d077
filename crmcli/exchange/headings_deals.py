"""Headings of deals and of results of campaigns, as ``normal`` leaves them."""

from crmcli.exchange.headings_sales import CUSTOMER

_COMPANIES = frozenset((
    "accountname", "account", "companyname", "company", "公司", "公司名称", "name", "suppliedname", "requester",
    "requestername", "收货人姓名", "收货人", "收件人", "对方户名", "交易对方", "user", "requesterid",
))  # fmt: skip
_WHO = {field: tuple(v for v in variants if v not in _COMPANIES) for field, variants in CUSTOMER.items()}

DEALS: dict[str, tuple[str, ...]] = {
    "number": (
        "number", "dealid", "opportunityid", "potentialid", "recordid", "dealnumber", "商机编号", "商机id", "id",
        "编号",
    ),
    "title": (
        "title", "dealname", "dealtitle", "opportunityname", "potentialname", "opportunitytitle", "name", "subject",
        "商机名称", "商机标题", "商机", "机会名称", "销售机会", "项目名称", "标题", "名称",
    ),
    "product": ("product", "productname", "产品", "产品名称", "意向产品", "商品"),
    **_WHO,
    "customer": (
        *_WHO["customer"], "contactperson", "associatedcontacts", "primarycontact", "personcontact", "联系人姓名",
    ),
    "company": (
        "company", "companyname", "account", "accountname", "organization", "organizationname", "organisation",
        "associatedcompany", "associatedcompanies", "公司", "公司名称", "企业名称", "单位",
    ),
    "stage": (
        "stage", "dealstage", "stagename", "opportunitystage", "salesstage", "pipelinestage", "dealpipelinestageid",
        "stageid", "phase", "阶段", "商机阶段", "销售阶段", "跟进阶段", "当前阶段",
    ),
    "status": ("status", "dealstatus", "opportunitystatus", "状态", "商机状态"),
    "amount": (
        "amount", "dealvalue", "dealamount", "closevalue", "estimatedvalue", "opportunityvalue", "value",
        "expectedamount", "amountincompanycurrency", "金额", "商机金额", "预计金额", "预计销售金额", "预估金额",
        "预计成交金额", "销售金额",
    ),
    "currency": ("currency", "currencycode", "currencyid", "dealcurrencycode", "币种", "货币"),
    "probability": (
        "probability", "winprobability", "forecastprobability", "likelihood", "confidence", "概率", "成交概率", "赢率",
        "赢单率", "赢单概率", "可能性",
    ),
    "expected": (
        "expected", "expectedclosedate", "expectedclose", "estimatedclosedate", "forecastclosedate", "closedate",
        "closingdate", "预计成交日期", "预计成交时间", "预计成交", "预计结单日期", "预计签约日期", "预计完成日期",
    ),
    "closed_at": (
        "closedat", "wontime", "dealclosedon", "losttime", "actualclosedate", "wondate", "closeddate", "dateclosed",
        "成交日期", "实际成交日期", "赢单时间", "关闭时间", "结束时间",
    ),
    "moved_at": (
        "movedat", "laststagechangedate", "laststagechange", "stagechangedate", "stageentered", "阶段变更时间",
        "进入阶段时间",
    ),
    "date": (
        "date", "createdate", "createddate", "createdat", "createdtime", "created", "engagedate", "opendate",
        "openedat", "startdate", "begindate", "datecreate", "datecreated", "addtime", "dealcreated", "创建时间",
        "创建日期", "发现日期", "开始日期", "日期",
    ),
    "source": ("source", "leadsource", "dealsource", "sourceid", "来源", "商机来源", "线索来源"),
    "owner": (
        "owner", "dealowner", "opportunityowner", "ownername", "salesagent", "salesrep", "salesperson", "assignedto",
        "assignedbyid", "hubspotownerid", "负责人", "商机负责人", "跟进人", "销售员", "业务员", "所有人",
    ),
    "reason": (
        "reason", "lostreason", "closedlostreason", "lossreason", "reasonforloss", "输单原因", "丢单原因", "失败原因",
    ),
    "note": ("note", "notes", "description", "comment", "comments", "备注", "描述", "说明"),
}  # fmt: skip

CAMPAIGNS: dict[str, tuple[str, ...]] = {
    "campaign": ("campaign", "campaignname", "campaigntitle", "campaignid", "活动", "活动名称", "营销活动", "活动主题"),
    **CUSTOMER,
    "channel": ("channel", "medium", "campaignchannel", "渠道", "活动渠道"),
    "result": (
        "result", "memberstatus", "action", "response", "outcome", "activity", "status", "结果", "参与结果", "活动结果",
        "响应", "行为", "反馈", "状态",
    ),
    "date": (
        "date", "timestamp", "activitydate", "responsedate", "firstrespondeddate", "createdat", "createddate", "日期",
        "时间", "参与时间", "响应时间",
    ),
    "joined_at": ("joinedat", "joined", "addedat", "registeredat", "加入时间", "参加时间", "报名时间"),
    "sent_at": ("sentat", "sent", "senttime", "sendtime", "发送时间", "送达时间"),
    "opened_at": ("openedat", "opened", "opentime", "打开时间", "阅读时间"),
    "clicked_at": ("clickedat", "clicked", "clicktime", "点击时间"),
    "replied_at": ("repliedat", "replied", "respondedat", "responded", "回复时间"),
    "converted_at": ("convertedat", "converted", "purchasedat", "转化时间", "购买时间", "成交时间"),
}  # fmt: skip

OWN_WORDS = {
    "deals": ("deal", "opportunity", "potential", "property", "商机", "机会"),
    "campaigns": ("campaign", "member", "活动"),
}

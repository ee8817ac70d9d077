"""The Chinese headings of our own exports (``--headings zh``), and back: import takes them for the English ones."""

from collections.abc import Sequence
from functools import cache

from crmcli.fields import CUSTOMER

_WHO = {"customer_id": "客户编号", "customer_uid": "客户唯一码", "customer": "客户"}
_ZH: dict[str, dict[str, str]] = {
    "sales": {
        "sale_id": "销售编号", "created_at": "创建时间", "number": "订单号", "kind": "类型", "status": "状态",
        "date": "日期", **_WHO, "product_id": "产品编号", "sku": "货号", "item": "商品", "category": "类别",
        "quantity": "数量", "price": "单价", "amount": "金额", "discount": "折扣", "shipping": "运费", "total": "合计",
        "currency": "币种", "rate": "汇率", "channel": "渠道", "paid": "已付", "payment_method": "付款方式",
        "due": "到期日", "note": "备注",
    },
    "contacts": {
        "id": "编号", "created_at": "创建时间", "date": "日期", **_WHO, "kind": "类型", "channel": "渠道",
        "direction": "方向", "subject": "主题", "content": "内容", "outcome": "结果", "place": "地点",
        "participants": "参与人", "duration": "时长", "satisfaction": "满意度",
    },
    "complaints": {
        "id": "编号", "number": "投诉编号", "date": "日期", **_WHO, "sale_id": "销售编号", "sku": "货号",
        "category": "类别", "priority": "优先级", "status": "状态", "channel": "渠道", "content": "内容",
        "resolution": "处理结果", "satisfaction": "满意度", "owner": "负责人", "due": "截止时间",
        "resolved_at": "解决时间",
    },
    "products": {
        "id": "编号", "sku": "货号", "name": "名称", "category": "类别", "price": "价格", "cost": "成本",
        "currency": "币种", "unit": "单位", "active": "上架", "note": "备注", "created_at": "创建时间",
    },
    "payments": {
        "id": "编号", "created_at": "创建时间", "date": "收款日期", **_WHO, "sale_id": "销售编号", "sale": "订单号",
        "amount": "金额", "currency": "币种", "payment_method": "付款方式", "note": "备注",
    },
    "tasks": {
        "id": "编号", "title": "任务", "due": "截止日期", "priority": "优先级", "status": "状态", **_WHO,
        "complaint_id": "投诉编号", "recurrence": "重复", "origin": "来源", "note": "备注", "done_at": "完成时间",
        "created_at": "创建时间",
    },
    "tags": {**_WHO, "tag": "标签"},
    "feedback": {
        "id": "编号", "created_at": "创建时间", "date": "日期", **_WHO, "kind": "类型", "score": "分数",
        "comment": "评语", "channel": "渠道", "sale_id": "销售编号", "complaint_id": "投诉编号",
    },
    "deals": {
        "id": "编号", "created_at": "创建时间", "date": "日期", **_WHO, "title": "商机", "stage": "阶段",
        "amount": "金额", "currency": "币种", "probability": "概率", "expected": "预计成交", "source": "来源",
        "owner": "负责人", "reason": "输单原因", "sale_id": "销售编号", "moved_at": "进入阶段时间",
        "closed_at": "结束时间", "note": "备注",
    },
    "campaigns": {
        "campaign": "活动", "channel": "渠道", **_WHO, "joined_at": "加入时间", "sent_at": "发送时间",
        "opened_at": "打开时间", "clicked_at": "点击时间", "replied_at": "回复时间", "converted_at": "转化时间",
        "sale_id": "销售编号",
    },
    "fields": {"name": "名称", "label": "显示名", "type": "类型", "choices": "取值", "created_at": "创建时间"},
    "segments": {
        "name": "名称", "query": "查询", "frozen": "固定名单", "members": "人数", "note": "备注",
        "created_at": "创建时间", "updated_at": "更新时间",
    },
    "birthdays": {
        "date": "日期", **_WHO, "calendar": "历法", "birthday": "生日", "turns": "满岁", "phone": "电话",
    },
}  # fmt: skip
_SIGNS = {"customers": ("唯一码",), "products": ("编号", "货号", "价格", "上架")}
"""Headings that only our own export has all of; of the other kinds it is the customer's uid."""


_DERIVED = frozenset(("stage", "spent", "orders", "last_sale", "last_contact", "currency", "phone", "email"))
"""What ``-f json`` says of a customer besides what is stored; phones and emails have the first ones too."""


def derived(headings: Sequence[str]) -> frozenset[int]:
    """Columns of our own JSON that are worked out from others, and so never read back."""
    if not {"uid", "phones", "emails", *_DERIVED} <= set(headings):
        return frozenset()
    return frozenset(i for i, heading in enumerate(headings) if heading in _DERIVED)


@cache
def chinese(kind: str) -> dict[str, str]:
    """Column → its Chinese heading."""
    if kind == "customers":
        return {**{name: field.zh for name, field in CUSTOMER.items()}, "currency": "币种"}
    return _ZH.get(kind, {})


def english(headings: Sequence[str], kind: str) -> list[str]:
    """The headings of a Chinese export of this kind as its English ones; any others as they are."""
    if not set(_SIGNS.get(kind, ("客户唯一码",))) <= set(headings):
        return list(headings)
    names = {zh: name for name, zh in chinese(kind).items()}
    return [names.get(heading, heading) for heading in headings]

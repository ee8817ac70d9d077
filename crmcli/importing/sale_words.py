"""The words of other systems for where an order is, and for whether it is paid."""

YES = frozenset((
    "yes", "y", "true", "1", "paid", "settled", "captured", "succeeded", "success", "completed", "complete",
    "是", "已付", "已付款", "已支付", "已收款", "已结清", "交易成功", "支付成功",
))  # fmt: skip
NO = frozenset((
    "no", "n", "false", "0", "unpaid", "pending", "authorized", "due", "overdue", "failed", "voided", "void",
    "expired", "否", "未付", "未付款", "未支付", "未收款", "等待买家付款", "待付款", "待支付",
))  # fmt: skip
PARTLY = frozenset(("partially_paid", "partial", "partly_paid", "部分付款", "部分支付", "部分收款"))
"""Something is owed, and nobody says how much."""

_WORDS = {
    "draft": "draft 草稿",
    "confirmed": "confirmed 已确认 open processing pending pending_payment payment_pending awaiting_payment unpaid "
    "unfulfilled on_hold hold new placed created accepted 待发货 买家已付款 待付款 未付款 等待买家付款 等待付款 "
    "待处理 处理中 partially_paid 部分付款 未发货 待确认",
    "shipped": "shipped fulfilled in_transit dispatched partially_shipped 已发货 卖家已发货 待收货 运输中",
    "delivered": "delivered 已送达 已签收 已收货",
    "completed": "completed complete paid closed success succeeded done finished 交易成功 已完成 支付成功 完成 已付款 "
    "已支付",
    "cancelled": "cancelled canceled void voided failed expired declined abandoned rejected 已取消 交易关闭 取消 "
    "已关闭 支付失败 付款失败 已作废 已过期 交易失败",
    "returned": "returned refunded 已退货 已退款 退款成功",
}
STATUSES = {word: status for status, words in _WORDS.items() for word in words.split()}


def plain(text: str) -> str:
    """``On-hold`` → on_hold."""
    return text.strip().casefold().replace("-", "_").replace(" ", "_").removeprefix("wc_")

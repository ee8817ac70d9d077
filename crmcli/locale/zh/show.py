"""客户详情和时间线。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "opt_kind": (
        "只看这些：contact 联系、note 备注、social 社交、sale 销售、"
        "return 退货、payment 回款、complaint 投诉、feedback 反馈、deal 商机、task 任务"
    ),
    "period_backwards": "结束日期（{until}）早于开始日期（{since}）",
    "title": "{name}（{id}）",
    "is_company": "，公司",
    "age": ("（{n} 岁）", "（{n} 岁）"),
    "days": ("{n} 天", "{n} 天"),
    "marks": "（{marks}）",
    "comma": "、",
    "primary": "首选",
    "opted_out": "已退订",
    "bounced": "失效",
    "verified": "已核实",
    "spent": ("{spent} {currency}，共 {n} 单", "{spent} {currency}，共 {n} 单，平均 {average}"),
    "owes": "{amount} {currency}",
    "we_owe": "我方应退 {amount} {currency}",
    "contacts": ("{at}", "{at}，共 {n} 次"),
    "incoming": "{how}（客户主动）",
    "how": "{how}：{text}",
    "tasks": "未完成任务",
    "complaints": "未结投诉",
    "deals": "进行中的商机",
    "last_contacts": "最近联系",
    "last_sales": "最近订单",
    "last_feedback": "最近反馈",
    "score": "{kind} {score} 分",
}

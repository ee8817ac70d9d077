"""客户反馈：登记、列出、删除。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_score": "分数：nps 0 到 10，csat 1 到 5，ces 1 到 7，review 1 到 5；越高越好",
    "arg_comment": "客户的评语",
    "arg_whose": "只看这些客户的反馈",
    "arg_ids": "反馈编号",
    "opt_kind": "问的是什么：是否愿意推荐（nps）、是否满意（csat）、办事是否省力（ces）、评价星级（review）",
    "opt_only_kind": "只看这一类",
    "opt_channel": "来自什么渠道：电话、微信、邮件等",
    "opt_sale": "相关订单的编号或单号",
    "opt_complaint": "相关投诉的编号",
    "opt_at": "反馈时间（不写则为现在）",
    "added": "已记录{name}的反馈 {id}：{kind} {score} 分",
    "confirm_rm": "删除 {n} 条反馈？",
    "removed": ("已删除{name}的反馈 {id}", "已删除 {n} 条反馈"),
    "out_of_range": "{kind}只能是 {low} 到 {high} 分，不能是 {value}",
    "in_future": "反馈时间不能在将来：{at}",
    "foreign_sale": "订单 {id} 是别的客户的",
    "foreign_complaint": "投诉 {id} 是别的客户的",
    "none_such": "没有反馈 {id}",
    "none_such.hint": "crm feedback list 列出全部反馈及编号",
}

"""核实联系方式。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_who": "客户",
    "arg_kind": "电话、邮箱、微信等联系方式",
    "arg_value": "有多个时指明哪一个（不写则为首选的那个）",
    "opt_bounced": "已失效：邮件退回、号码停用等",
    "opt_clear": "清除之前的标记",
    "verified": "{name}：{kind} {value} 已核实",
    "bounced": "{name}：{kind} {value} 已标为失效",
    "cleared": "{name}：{kind} {value} 的标记已清除",
    "not_both": "--bounced 和 --clear 不能同时使用",
    "no_contact": "“{kind}”不是联系方式",
    "no_contact.hint": "{known}",
    "known": "{name}的联系方式有：{kinds}",
    "such_as": "可用 电话、邮箱、微信、网站 等；{name}还没有联系方式",
    "has_none": "{name}（{id}）没有{kind}",
    "has_none.hint": "{known}；crm edit {id} {kind}=… 可添加",
    "not_theirs": "{name}没有{kind}“{value}”",
    "not_theirs.hint": "现有：{values}",
}

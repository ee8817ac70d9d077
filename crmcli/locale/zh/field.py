"""自定义字段：新建、列出、删除。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_name": "字段名：可用字母、数字、下划线或汉字",
    "arg_own": "自定义字段的名称",
    "opt_type": "内容类型（不写为 text；写了 --choices 则为 choice）",
    "opt_choices": "可选的值，用逗号分隔",
    "opt_label": "显示给人看的名称",
    "opt_own": "只看自定义字段",
    "added": "已新建字段“{name}”（{type}）",
    "removed": ("已删除字段“{name}”，连同 1 位客户的值", "已删除字段“{name}”，连同 {n} 位客户的值"),
    "confirm_rm": (
        "有 1 位客户填了“{name}”，要连同内容一起删除这个字段吗？",
        "有 {n} 位客户填了“{name}”，要连同内容一起删除这个字段吗？",
    ),
    "bad_name": "“{value}”不能用作字段名",
    "bad_name.hint": "最多 40 个字母、数字、下划线或汉字，不能以数字开头",
    "built_in": "已有内置字段“{value}”",
    "built_in.hint": "crm field list 列出全部字段",
    "reserved": "“{value}”是查询语言里的词，不能用作字段名",
    "exists": "已有自定义字段“{name}”（{type}）",
    "no_such_field": "没有“{name}”这个自定义字段",
    "no_such_field.hint": "crm field list --own 列出自定义字段",
    "choices_missing": "choice 类型的字段要列出可选的值",
    "choices_missing.hint": "例如：--choices 小,中,大",
    "choices_for_choice_only": "{type} 类型的字段不能有可选值",
    "choices_for_choice_only.hint": "去掉 --type，或写 --type choice",
}

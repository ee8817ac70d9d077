"""帮助页用的词句。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "title": "crm：一个命令、一个 SQLite 文件，管好客户、销售、服务和跟进",
    "heading": "crm {command}：{help}",
    "usage": "用法",
    "arguments": "参数",
    "options": "选项",
    "global_options": "各命令通用的选项",
    "fields": "字段",
    "examples": "示例",
    "exit_status": "退出状态",
    "commands": "命令",
    "who": "“客户”参数怎么写",
    "more": "更多",
    "some_options": "[选项]",
    "command": "命令 …",
    "assignment": "[字段=值…]",
    "choices": "{help}：{choices}",
    "aside": "{text}（{aside}）",
    "list_comma": "、",
    "family_day": "日常",
    "family_selling": "销售",
    "family_service": "服务",
    "family_data": "数据",
    "family_insight": "分析",
    "family_safety": "安全与设置",
    "who_text": (
        "可以是编号、电话、邮箱、姓名，也可以是任何能找到人的词：姓名的一部分、拼音或首字母、电话中的几位数字、公司名。"
        "只针对一位客户的命令必须恰好对上一位；对上多位时会列出编号供选择，绝不猜测。"
    ),
    "query_text": "也可以写查询条件，按字段选出客户，凡是写“客户”的地方都能用。crm field list 列出全部字段，完整写法见 docs/queries.zh.md。",
    "query_examples": (
        "crm list '城市:上海 标签:vip'\n"
        "crm list '性别:女 年龄>=35 类别:护肤 消费>=5000'\n"
        "crm tag '最近购买<-90d 非 标签:流失' 沉睡\n"
        "crm export customers '有:邮箱 (RFM:冠军客户 或 生日:本月)'"
    ),
    "more_text": (
        "crm 命令 --help 查看某个命令的说明。命令写入的内容都可以用 crm undo 撤销。"
        "crm --install-completion 可安装 Tab 补全。"
    ),
    "group_text": "crm {group} 命令 --help 查看其中某个命令的说明。",
    "fields_text": (
        "写成 字段=值（字段名中英文都可以）或 --英文字段名 值；值留空表示清除。"
        "联系方式和标签可以有多个值：+= 增加一个，-= 去掉一个。"
    ),
    "fields_own": "自定义字段（见 crm field list）写法相同。",
    "completion_installed": "{shell} 的补全脚本已写入 {path}，新开的终端即可使用",
    "unknown_shell": "只支持 bash、zsh、fish 的补全，不支持“{shell}”",
    "unknown_shell.hint": "请指明一种：crm --install-completion bash",
    "family_marketing": "营销",
}

"""新建数据库文件。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "opt_currency": "本位币，例如 CNY、USD",
    "opt_region": "未写国家码的电话号码属于哪个国家或地区，例如 CN、US",
    "made": "已就绪：{path}（货币 {currency}，地区 {region}）",
    "has_data": "{path} 里已有数据",
    "has_data.hint": "不必再初始化；crm config list 可查看设置",
}

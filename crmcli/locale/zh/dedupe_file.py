"""在文件里查找重复客户。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_file": "crm import 能读的任何文件；- 表示标准输入",
    "opt_only": "不输出没有重复的行",
    "found": (
        "找到 1 组可能重复的客户，{total} 行中占 {rows} 行",
        "找到 {n} 组可能重复的客户，{total} 行中占 {rows} 行",
    ),
    "none": "没有可能重复的客户（共比较 {total} 行）",
    "over_itself": "{path} 会被自己的内容覆盖",
    "over_itself.hint": "-o 请写另一个文件",
    "left_out": ("有 1 行未参与比较：{reason}（第 {lines} 行）", "有 {n} 行未参与比较：{reason}（第 {lines} 行）"),
    "nothing_known": "“{path}”里没有可以比较的列：{headings}",
    "nothing_known.hint": "可用 --map 表头=字段 指明，例如 --map 手机=phone；第一行应是表头",
}

"""docs/reference.zh.md 用的词句。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "title": "命令参考",
    "generated": "由 `make docs` 根据代码生成，请勿手改。[English](reference.md)",
    "sentence": "{text}。",
    "colon": "：",
    "command": "命令",
    "option": "选项",
    "meaning": "含义",
    "status": "退出状态",
    "status_0": "完成",
    "status_1": "意外错误（程序缺陷）",
    "status_2": "用法不对或值无效",
    "status_3": "没有找到，或需要有结果时一条也没对上",
    "status_4": "冲突：客户不明确、重复、已经做过、之后又有改动",
    "status_5": "部分完成：有些行被拒绝，其余已写入",
    "status_6": "数据库问题：被占用、损坏、版本更新、不属于本程序",
    "status_7": "被拒绝：只读，或需要确认却无法询问",
    "status_130": "被中断，没有写入半截内容",
    "field": "字段",
    "chinese": "中文名",
    "type": "类型",
    "values": "取值",
    "aliases": "也可写作",
    "editable": "可修改",
    "takes_fields": "凡可修改的[字段](#{anchor})，都可写成 `字段=值` 或 `--英文字段名 值`。",
    "errors": "错误",
    "errors_text": (
        "加 `-f json` 时，错误在标准错误输出中是一个对象："
        '`{"error": {"code", "message", "hint", "details"}}`。代码保持稳定，文字可能改动。'
    ),
    "hint": "建议",
    "code": "代码",
}

"""查找重复客户。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "none": "没有发现重复的客户",
    "found": (
        "发现 1 组可能重复的客户；crm merge {ids} 可将其合并",
        "发现 {n} 组可能重复的客户；crm merge {ids} 可合并第一组",
    ),
}

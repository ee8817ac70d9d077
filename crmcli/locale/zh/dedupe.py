"""查找重复客户。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "none": "没有发现重复的客户",
    "found": (
        "发现 1 组可能重复的客户；crm merge {ids} 可将其合并",
        "发现 {n} 组可能重复的客户；crm merge {ids} 可合并第一组",
    ),
    "reason": "{kind}：{key}",
    "key_phone": "电话",
    "key_email": "邮箱",
    "key_id_number": "证件号",
    "key_name_birthday": "姓名+生日",
    "key_name_day": "姓名+生日",
}

"""导入记录。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_number": "导入编号（见 crm imports）",
    "no_such_import": "没有编号为 {id} 的导入",
    "no_such_import.hint": "crm imports 列出全部导入",
    "state_stands": "有效",
    "state_undone": "已撤销",
    "state_partly_undone": "部分撤销",
    "label_at": "时间",
    "label_operation": "操作",
    "label_state": "状态",
    "label_undone_by": "撤销它的操作",
    "label_hash": "SHA-256 校验值",
    "col_column": "列",
    "col_field": "字段",
}

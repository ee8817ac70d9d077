"""取消合并。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_who": "要恢复的客户（被并入者的编号、uid 或姓名），或包含其资料的客户",
    "opt_to": "合并之后新增的记录归谁：keep（保留）仍归原客户，restored（恢复）归恢复的客户",
    "unmerged": "客户 {id}（{name}）已恢复，不再与客户 {kept}（{survivor}）合并",
    "added": "；合并后新增、现已移交：{what}",
    "removed": "合并后已删除，没有为客户 {id} 恢复：{what}",
    "left": "客户 {id} 的以下字段在合并后又改过，保持不变：{fields}",
    "unlinked": "以下关联已取消，否则会指向另一位客户的记录：{links}",
    "not_merged": "没有客户并入过“{who}”（客户 {id}）",
    "not_merged.hint": "crm history {id} 可查看这位客户的变更历史",
    "several": "有 {n} 位客户并入了“{who}”",
    "several.hint": "请写明要恢复哪一位",
    "forgotten": "文件里已没有客户 {id} 那次合并的历史",
    "forgotten.hint": "合并之前的备份里还有两位客户的资料",
}

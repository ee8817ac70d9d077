"""添加、列出、查找、修改客户。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_name": "个人或公司的名称",
    "arg_query": "哪些客户；不写则为全部",
    "arg_words": "要查找的内容",
    "opt_force": "即使别的客户已有这个电话或邮箱也照样保存",
    "added": "已添加客户 {id}：{name}",
    "edited": "已修改客户 {id}：{name}",
    "unchanged": "客户 {id} 没有变化：{name}",
    "edited_many": ("已修改 1 位客户", "已修改 {n} 位客户"),
    "among_one": "{name}（{id}）",
    "confirm_edit": "要修改 {n} 位客户吗？其中有 {who}",
    "one_at_a_time": "姓名、电话、邮箱、证件号一次只能改一位客户，这里有 {n} 位",
}

"""添加、列出、查找、修改客户。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_name": "个人或公司的名称",
    "arg_query": "哪些客户；不写则为全部",
    "arg_words": "要查找的内容",
    "opt_on_duplicate": "若确定就是已有客户：与其合并、略过，或凡疑似重复都拒绝",
    "force_or_act": "--force 和 --on-duplicate 不能同时使用",
    "here_already": "客户 {id}（{name}）就是同一位；没有新增",
    "added_to": "新增后已并入同一位客户 {id}（{name}）；crm unmerge {new} 可拆开",
    "likely_known": "没有新增：可能就是客户 {id}（{name}），概率 {probability}",
    "likely_known.hint": "crm edit {id} 可修改已有客户；--force 仍然新增",
    "held": "没有新增：别的客户已有这个电话或邮箱，但不能确定是同一位",
    "held.hint": "--force 仍然新增，之后可用 crm dedupe review 判断",
    "opt_force": "即使别的客户已有这个电话或邮箱也照样保存",
    "added": "已添加客户 {id}：{name}",
    "edited": "已修改客户 {id}：{name}",
    "unchanged": "客户 {id} 没有变化：{name}",
    "edited_many": ("已修改 1 位客户", "已修改 {n} 位客户"),
    "among_one": "{name}（{id}）",
    "confirm_edit": "要修改 {n} 位客户吗？其中有 {who}",
    "one_at_a_time": "姓名、电话、邮箱、证件号一次只能改一位客户，这里有 {n} 位",
}

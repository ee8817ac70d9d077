"""撤销、重做、历史。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_operation": "操作号（见 history）；不写则为最近一次",
    "opt_force_unchanged": "只撤销之后没有改动过的部分，其余保持不变",
    "left": ("有 1 行之后改动过，保持不变：{rows}", "有 {n} 行之后改动过，保持不变：{rows}"),
    "all_changed": "操作 {id} 涉及的数据之后全部改动过，没有撤销任何内容",
    "arg_who": "只看与这位客户有关的操作",
    "undone": ("已撤销操作 {id}，涉及 1 行：{command}", "已撤销操作 {id}，涉及 {n} 行：{command}"),
    "redone": ("已重做操作 {id}，涉及 1 行：{command}", "已重做操作 {id}，涉及 {n} 行：{command}"),
    "nothing": "没有可撤销的操作",
    "nothing_to_redo": "没有可重做的操作",
    "no_such_operation": "没有操作 {id}",
    "no_such_operation.hint": "crm history 列出全部操作",
    "already_undone": "操作 {id} 已被操作 {by} 撤销",
    "already_undone.hint": "用 crm undo {by} 可恢复",
    "forgotten": "操作 {id} 无法撤销：相关的客户已被彻底删除并抹去",
    "changed_since": "操作 {by} 之后又改动了同样的数据，操作 {id} 未撤销",
    "changed_since.hint": "请先撤销后来的操作（crm undo {by}），或只撤销未改动的部分（crm undo {id} --force-unchanged）",
    "currency_in_use": "操作 {id} 设定了货币，之后已有金额入库，未撤销",
}

"""回收站：放入、恢复、列出、清空。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "opt_older_than": "只处理放入回收站超过这么久的，例如 30d、6w、1y",
    "opt_forget": "同时从历史和文件中彻底抹去，无法撤销",
    "confirm_rm": "要把 {n} 位客户放进回收站吗？其中有 {who}",
    "confirm_restore": "要从回收站恢复 {n} 位客户吗？其中有 {who}",
    "confirm_empty": ("要彻底删除 1 位客户及其全部记录吗？", "要彻底删除 {n} 位客户及其全部记录吗？"),
    "confirm_forget": (
        "要彻底删除 1 位客户及其全部记录，并抹去文件中的一切痕迹吗？此操作无法撤销。",
        "要彻底删除 {n} 位客户及其全部记录，并抹去文件中的一切痕迹吗？此操作无法撤销。",
    ),
    "thrown": ("已放进回收站：{who}", "已把 {n} 位客户放进回收站：{who}"),
    "restored": ("已恢复：{who}", "已恢复 {n} 位客户：{who}"),
    "emptied": (
        "已从回收站彻底删除 1 位客户（共 {rows} 行数据）",
        "已从回收站彻底删除 {n} 位客户（共 {rows} 行数据）",
    ),
    "forgotten": ("；已从文件中抹去 1 位", "；已从文件中抹去 {n} 位"),
    "age_in_future": "“{value}”在将来",
    "merged": "“{who}”已并入客户 {survivor}",
    "merged.hint": "crm unmerge {who} 可取消合并；crm history {survivor} 可查到那次合并",
    "not_in_trash": "“{who}”不在回收站里",
    "nobody": "回收站里没有“{who}”",
    "nobody.hint": "crm trash list 列出回收站里的客户",
}

"""import --all：读回 export --all 写出的全部数据。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "opt_all": "把 export --all 的整个文件夹原样读进一个没用过的数据库",
    "alone": "--all 不能与其他选项合用：它原样读回 export --all 写出的数据",
    "not_empty": "{path} 已经用过了，全部数据只能读进新的数据库",
    "not_empty.hint": "请指定一个新文件：crm --db 新文件.db import --all 文件夹",
    "newer": "这份数据由更新版本的 crm 写出（{program}）",
    "newer.hint": "请升级 crm",
    "no_manifest": "{path} 不是 export --all 的文件夹：里面没有 manifest.json",
    "bad_manifest": "{path} 不是 export --all 的清单文件",
    "unreadable": "无法读取 {path}：{reason}",
    "changed": "{path} 已不是当初导出的样子，什么都没有导入",
    "changed.hint": "整个文件夹只能原样读回；自己的表格请逐个导入：crm import 文件",
    "unknown": "导出的数据里有这里不认识的表或列：{name}",
    "bad_file": "{path} 的内容无法读取：{reason}",
    "label_folder": "文件夹",
    "label_made": "导出时间",
    "label_rows": "行数",
    "rows": ("1 行，{tables} 张表", "{n} 行，{tables} 张表"),
}

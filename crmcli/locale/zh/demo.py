"""演示。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "opt_keep": "把数据库保存到这个文件",
    "exists": "{path} 已经存在",
    "kept": "数据库在 {path}；可用 crm --db {path} list 查看",
    "done": "在临时数据库上执行了 {n} 条命令，数据库已删除",
    "import": "导入现有资料：CSV 文件（其中一个是 GB18030 编码），每一行都有交代",
    "dedupe": "查找重复客户，看清依据，两位合成一位，还能拆开",
    "tag": "按拼音首字母查找，打标签",
    "log": "记录联系，约定跟进时间",
    "sale": "卖出，收款",
    "complaint": "一件投诉，从受理到解决",
    "today": "今天该联系谁，为什么",
    "report": "生意怎么样？",
    "undo": "每次写入都可以撤销",
}

"""单独输入 crm 时的页面。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "title": "crm：一个文件管好全部客户",
    "start": "还没有任何数据。先添加一位客户：crm add 张三 电话=13800138000",
    "left": ("还有 {n} 项：crm today", "还有 {n} 项：crm today"),
    "more": "全部命令：crm --help；单个命令的用法：crm add --help",
}

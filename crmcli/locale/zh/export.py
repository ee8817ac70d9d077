"""导出。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "arg_words": "customers（默认）、sales、contacts 或 complaints，后面可写哪些客户",
    "some": ("只含 1 位客户", "只含 {n} 位客户"),
}

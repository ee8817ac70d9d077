"""为什么文件中的某一行没有读入。"""

MESSAGES: dict[str, str | tuple[str, str]] = {
    "row_too_long": "这一行的单元格比表头多",
    "unclosed_quote": "引号没有闭合",
    "nul_byte": "这一行含有 NUL 字节",
    "field_too_long": "有单元格超过 131,072 个字符",
    "line_too_long": "这一行超过一百万个字符",
    "undecodable": "这一行含有不符合文件编码的字节",
    "repeated_heading": "表头重复出现",
}

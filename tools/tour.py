"""The tours of both READMEs: commands run for real, their output put between the markers.

python -m tools.tour            writes README.md and README.zh.md anew
"""

import io
import os
import shlex
import tempfile
from pathlib import Path

from crmcli.cli import main

ROOT = Path(__file__).parent.parent
START, END = "<!-- tour -->\n", "<!-- /tour -->"

FILE_EN = """Name,Mobile,E-mail,City,Tags
Ada Byron,+44 20 7946 0958,ADA@example.org,London,vip
Grace Hopper,(212) 555-0101,grace@example.org,New York,
Wrong Number,-1199,,Paris,
"""
FILE_ZH = """姓名,手机,邮箱,城市,标签
张三丰,138 0013 8000,sanfeng@example.cn,上海,老客户
李小姐,-1199,,北京,
"""

TOURS: dict[str, tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "en": (
        "README.md",
        FILE_EN,
        (
            (
                "Add customers by hand and from files; the same file twice changes nothing:",
                (
                    "add 张三丰 phone='138 0013 8000' city=上海 birthday=03-05",
                    "import people.csv",
                    "import people.csv",
                ),
            ),
            (
                "Find them by any part of a name, pinyin, initials, digits of a phone:",
                ("list -f table", "find zsf -f ids", "find 7946 -f ids"),
            ),
            (
                "Log contacts, sell, be told whom to contact:",
                (
                    "log ada asked for a quote for 20 boxes --channel call --in --next fri",
                    "product add 'Longjing tea' --sku TEA-1 --price 128",
                    "sale add ada 'TEA-1*2'",
                    "show ada",
                    "today",
                ),
            ),
            (
                "Pipe it, report on it, take it back:",
                (
                    "list -f json --limit 1 --sort -spent --columns name,spent,orders",
                    "report sales --by customer",
                    "undo",
                    "undo",
                    "history --limit 3 -f table",
                ),
            ),
        ),
    ),
    "zh": (
        "README.zh.md",
        FILE_ZH,
        (
            (
                "手工添加或从文件导入；同一个文件再导入一次不会有任何变化：",
                (
                    "add 'Ada Byron' 电话='+44 20 7946 0958' 城市=伦敦 标签=vip 生日=03-05",
                    "import people.csv",
                    "import people.csv",
                ),
            ),
            (
                "按姓名的任何部分、拼音、首字母或电话中的数字查找：",
                ("list -f table", "find zsf -f ids", "find 8000 -f ids"),
            ),
            (
                "记录联系，卖出商品，看看今天该联系谁：",
                (
                    "log 张三丰 想订二十盒，问了价格 --channel 电话 --in --next 下周五",
                    "product add 明前龙井 --sku TEA-1 --price 128",
                    "sale add 张三丰 '明前龙井*2'",
                    "show 张三丰",
                    "today",
                ),
            ),
            (
                "交给其他程序、看报表、撤销：",
                (
                    "list -f csv --headings zh --columns 姓名,消费,订单数",
                    "report sales --by customer",
                    "undo",
                    "undo",
                    "history --limit 3 -f table",
                ),
            ),
        ),
    ),
}


def tour(language: str) -> str:
    """The Markdown between the markers."""
    _, file, parts = TOURS[language]
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            Path("people.csv").write_text(file, "utf-8")
            return "\n".join(_part(intro, commands, language) for intro, commands in parts)
        finally:
            os.chdir(before)


def _part(intro: str, commands: tuple[str, ...], language: str) -> str:
    return f"{intro}\n\n```console\n{''.join(_run(command, language) for command in commands)}```\n"


def _run(command: str, language: str) -> str:
    out = io.StringIO()
    environ = {
        "CRMCLI_DB": "crm.db", "CRMCLI_NOW": "2026-03-01T09:00", "CRMCLI_SEED": "tour", "CRMCLI_LANG": language,
        "CRMCLI_USER": "mei", "HOME": os.getcwd(),
    }  # fmt: skip
    main(shlex.split(command), environ=environ, stdin=io.StringIO(), stdout=out, stderr=out)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "".join(f"{line}\n" for line in (f"$ crm {command}", *lines))


def page(language: str) -> str:
    """The README with its tour as the program prints it now."""
    text = (ROOT / TOURS[language][0]).read_text("utf-8")
    head, _, rest = text.partition(START)
    return f"{head}{START}\n{tour(language)}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    for language, (name, *_) in TOURS.items():
        (ROOT / name).write_text(page(language), "utf-8")

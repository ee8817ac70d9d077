"""The sections of both READMEs that show output: commands run for real, what they print put between the markers.

python -m tools.tour            writes README.md and README.zh.md anew
"""

import io
import os
import shlex
import tempfile
from pathlib import Path

from crmcli.cli import main
from tools.tour_files import FILES

ROOT = Path(__file__).parent.parent

Parts = tuple[tuple[str, tuple[str, ...]], ...]
"""Sentences, each with the commands that show what it says."""

PAGES = {"en": "README.md", "zh": "README.zh.md"}
TOURS: dict[str, Parts] = {
    "en": (
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
        (
            "Find duplicates, see why, merge them, part them again:",
            (
                "add 'Zhang Sanfeng' phone='+86 138-0013-8000' --force",
                "dedupe list -f table",
                "dedupe explain 1 4",
                "merge 1 4",
                "unmerge 4",
            ),
        ),
    ),
    "zh": (
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
        (
            "找出重复客户，看看为什么，合并，再拆开：",
            (
                "add 'Zhang Sanfeng' 电话='+86 138-0013-8000' --force",
                "dedupe list -f table",
                "dedupe explain 2 3",
                "merge 2 3",
                "unmerge 3",
            ),
        ),
    ),
}
BRING: dict[str, Parts] = {
    "en": (
        (
            "A list that Excel saved in China, in GB18030, with a phone that Excel has ruined:",
            ("init --currency CNY", "import 客户表.csv --extra keep", "show 1"),
        ),
        (
            "Google Contacts, then HubSpot, which has one of them too:",
            ("import google.csv", "import hubspot.csv"),
        ),
        (
            "A phone's address book, and what somebody in it paid by WeChat:",
            ("import phone.vcf", "import 微信支付账单.csv"),
        ),
        (
            "What came from where, and the way back:",
            ("imports -f table", "list -f table --columns id,name,phone,city,tags,spent", "undo"),
        ),
    ),
    "zh": (
        (
            "Excel 存的表格，GB18030 编码，有一个电话已被 Excel 毁掉：",
            ("init --currency CNY", "import 客户表.csv --extra keep", "show 1"),
        ),
        (
            "谷歌通讯录，然后是 HubSpot，其中一位两边都有：",
            ("import google.csv", "import hubspot.csv"),
        ),
        (
            "手机通讯录，以及其中一位用微信付的钱：",
            ("import phone.vcf", "import 微信支付账单.csv"),
        ),
        (
            "哪些是从哪里来的，以及怎么退回去：",
            ("imports -f table", "list -f table --columns 编号,姓名,电话,城市,标签,消费", "undo"),
        ),
    ),
}
SECTIONS = {"tour": TOURS, "bring": BRING}


def section(name: str, language: str) -> str:
    """The Markdown between the markers."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for file, content in FILES[name if name in FILES else language].items():
                Path(file).write_bytes(content)
            return "\n".join(_part(intro, commands, language) for intro, commands in SECTIONS[name][language])
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
    """The README with its sections as the program prints them now."""
    text = (ROOT / PAGES[language]).read_text("utf-8")
    for name in SECTIONS:
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        head, _, rest = text.partition(start)
        text = f"{head}{start}\n{section(name, language)}\n{end}{rest.partition(end)[2]}"
    return text


if __name__ == "__main__":
    for language, name in PAGES.items():
        (ROOT / name).write_text(page(language), "utf-8")

"""demo: the main job on believable data, in a throw-away file, every command shown as it is typed."""

import os
import shutil
import tempfile
from importlib.resources import files
from typing import Annotated

from crmcli import i18n
from crmcli.context import Context
from crmcli.errors import Conflict, CrmError
from crmcli.i18n import t
from crmcli.result import Done
from crmcli.signature import Opt

NOW = "2026-03-01T09:00"
_FILES = ("products.csv", "customers.csv", "客户.csv", "sales.csv", "interactions.csv", "complaints.csv")
_ENDINGS = (0, 4, 5)
"""Rows that cannot be taken (5) and a name that two customers have (4) are part of the story."""

_SCRIPT: dict[str, tuple[str, ...]] = {
    "import": (
        "init --currency CNY --region CN",
        "import products products.csv --source shop",
        "import customers customers.csv --source shop",
        "import customers 客户.csv --source shop",
        "import sales sales.csv --source shop",
        "import contacts interactions.csv --source shop",
        "import complaints complaints.csv --source shop",
        "import customers customers.csv --source shop",
        "list --sort -spent --limit 8 -f table",
    ),
    "dedupe": (
        "dedupe list -f table",
        "dedupe show 张三丰",
        "dedupe explain 181 269",
        "merge 181 269",
        "show 张三丰",
        "unmerge 269",
        "merge 181 269 --take city=269",
        "dedupe auto --dry-run -f table",
    ),
    "tag": ("find zsf -f table", "tag 张三丰 vip 兴趣:茶", "tags list -f table"),
    "log": (
        "log 张三丰 问了春茶上市的时间，想订两盒 --channel wechat --in --next +3d",
        "note 张三丰 只喝明前龙井",
        "task add 'Send the spring catalogue' --for 'Margaret Ashford' --due tomorrow",
    ),
    "sale": (
        "product list --limit 6 -f table",
        "sale add 张三丰 TE-01*2 GI-05 --channel wechat",
        "sale list 张三丰 -f table",
        "sale pay 549 --method wechat",
    ),
    "complaint": (
        "complaint add 顾曼云 瓶盖破损，要求换货 --category quality --priority high",
        "complaint list -f table",
        "complaint resolve 15 已补寄一瓶 --satisfaction 5",
    ),
    "today": ("today", "timeline 张三丰 --limit 6 -f table"),
    "report": ("report overview", "report sales --by month", "report sales --by category"),
    "undo": ("history --limit 4 -f table", "undo", "undo", "redo", "doctor"),
}


def demo(
    ctx: Context,
    keep: Annotated[str | None, Opt("--keep", help="demo.opt_keep", metavar="FILE")] = None,
) -> Done:
    """Run the script; the same output every time. The working files are gone afterwards."""
    if keep and os.path.exists(keep):
        raise Conflict("demo.exists", path=keep)
    with tempfile.TemporaryDirectory(prefix="crm-demo-") as folder:
        for name in _FILES:
            with (files("crmcli.demo") / "data" / name).open("rb") as source:
                _copy(source.read(), os.path.join(folder, name))
        steps = _play(ctx, folder)
        if keep:
            shutil.move(os.path.join(folder, "demo.db"), keep)
            ctx.remark(t("demo.kept", path=keep))
    return Done(t("demo.done", n=steps), {"commands": steps, "kept": keep})


def _copy(data: bytes, path: str) -> None:
    with open(path, "wb") as file:
        file.write(data)


def _play(ctx: Context, folder: str) -> int:
    """Run every command in ``folder``; returns how many. An unexpected ending is a bug."""
    import shlex

    environ = {
        **{name: value for name, value in ctx.environ.items() if not name.startswith("CRMCLI_")},
        "CRMCLI_DB": "demo.db", "CRMCLI_NOW": NOW, "CRMCLI_SEED": "demo",
        "CRMCLI_LANG": i18n.language(), "CRMCLI_USER": "demo", "XDG_CONFIG_HOME": folder,
    }  # fmt: skip
    before, steps = os.getcwd(), 0
    os.chdir(folder)
    try:
        for title, commands in _SCRIPT.items():
            ctx.stdout.write(f"\n# {t('demo.' + title)}\n")
            for command in commands:
                ctx.stdout.write(f"\n$ crm {command}\n")
                ctx.stdout.flush()
                status = ctx.run(shlex.split(command), environ)
                if status not in _ENDINGS:
                    raise CrmError("unexpected", reason=f"crm {command}: {status}")
                steps += 1
    finally:
        os.chdir(before)
    return steps

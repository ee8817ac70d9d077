"""Queries among a million customers: what each costs beyond starting up, whatever it asks for."""

from functools import partial
from pathlib import Path

from bench.measure import Cost, Table, environment, head, paired, python, run

MISSION = "gender:female age>=35 category:护肤 spent>=5000"

COMMON = (
    "city:上海", "city:London", "name:张", "name:smith", "phone:138", "email:green", "wechat:wx_7", "company:餐饮",
    "note:周末", "note:green", "address:路3", "gender:female", "kind:company", "age>=35", "age<20", "birthday:this-month",
    "occupation:退休", "industry:餐饮", "source:抖音", "owner:owner3", "province:上海", "tag:interest:0", "has:phone",
    "no:email", "stage:active", "stage:lost", "spent>=5000", "orders:0", "orders>=3", "avg_order>=300", "first_sale>2025-06",
    "last_sale<-90d", "balance>0", "overdue>0", "contacts>=5", "last_contact<-90d", "replied>-30d", "r:5", "f:5", "m:5",
    "rfm:champions", "bought:护肤1号", "category:护肤", "channel:wechat", "created_at>2025-06", "shoe:40", "王",
)  # fmt: skip
"""Fields, each with a value that many customers have."""

RARE = (
    "id:777777", "city:三亚", "city:拉萨", "city:不存在", "name:王伟强", "name=李娜", "phone:13800138", "phone:88131234",
    "email=green77777@example.com", "wechat=wx_77777", "has:telegram", "company:上海王", "note:猫", "gender:other", "age:97",
    "birthday:03-05", "title:经理", "tag:eco", "tag:不存在", "stage:new", "spent>=60000", "spent<0", "orders>=40",
    "balance>2000", "overdue>2000", "credit:1000", "contacts>=25", "last_contact<-990d", "replied:today", "next_task:today",
    "open_tasks>=3", "complaints>=2", "open_complaints>0", "first_sale>2026-02-27", "last_sale:today", "bought:P03999",
    "category:不存在", "channel:fax", "created_at:2025-06-01", "created_at>2026-02-26", "shoe>=49", "zhangwei", "13800",
)  # fmt: skip
"""Fields, each with a value that few or none have."""

THREE = (
    MISSION, "性别:女 年龄>=35 类别:护肤 消费>=5000", "city:拉萨 gender:female spent>=2000",
    "tag:eco industry:餐饮 last_sale<-300d", "(city:上海 or city:北京) tag:vip spent>=10000", "王 city:上海 -tag:vip",
    "not city:上海 has:email stage:at_risk", "source:web owner:owner3 orders>=30",
)  # fmt: skip

WITHIN_WORDS = ('name:"nes K. Ros"', "email:n77777@", "address:972路310", "no:city")
"""What no index helps with: latin letters from within words, and what nobody lacks. Shown without a bar."""

SORTED = (
    ("--sort", "-spent"),
    ("--sort", "-last_contact"),
    ("tag:eco", "--sort", "-spent"),
    ("spent>=5000", "--sort", "last_sale"),
)


def measure(table: Table, folder: Path, db: Path, customers: int, runs: int) -> None:
    """``db`` is a file of ``bench.world``."""
    none = folder / "nobody.db"
    run([python(), "-m", "crmcli", "init"], environment(none))
    run([python(), "-m", "crmcli", "field", "add", "shoe", "--type", "number"], environment(none))

    def crm(at: Path, *argv: str) -> Cost:
        return run([python(), "-m", "crmcli", *argv], environment(at))

    def beyond(*argv: str, most: float | None, shown: str = "") -> None:
        start, full = paired(runs, partial(crm, none, *argv), partial(crm, db, *argv))
        table.limit(shown or argv[1], (full.cpu - start.cpu) * 1000, "ms", most=most)

    head(f"One field, many have it: crm list QUERY --limit 20 among {customers:,}, beyond start-up (CPU time)")
    for query in COMMON:
        beyond("list", query, "--limit", "20", most=50)
    head("One field, few have it")
    for query in RARE:
        beyond("list", query, "--limit", "20", most=50)
    head("Several fields")
    for query in THREE:
        beyond("list", query, "--limit", "20", most=50)
    head("What no index helps with")
    for query in WITHIN_WORDS:
        beyond("list", query, "--limit", "20", most=None)
    head("Sorted")
    for words in SORTED:
        beyond("list", *words, "--limit", "20", most=None, shown=" ".join(words))
    head("crm segment count QUERY (selective ones), and all of the mission's example")
    for query in ("city:拉萨", "tag:eco", "orders>=40", "name:王伟强", "phone:88131234", *THREE[2:4]):
        beyond("segment", "count", query, most=100, shown=query)
    beyond("list", MISSION, "--limit", "20", most=300, shown="the mission's example, 20 of them")
    beyond("segment", "count", MISSION, most=300, shown="the mission's example, counted")

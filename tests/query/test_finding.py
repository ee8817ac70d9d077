"""By whatever way customers are found - an index, the words, a stretch, all of them - they are the same ones."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from bench import world
from crmcli import segment
from crmcli.config import Config
from crmcli.db import Repository
from crmcli.query import finding
from crmcli.query.world import World

QUERIES = (
    "city:上海", "city:不存在", "city=london", "city~^L", "city!=上海", "not city:上海", "no:province",
    "has:industry",
    "name:王", "name:smith", "name=李娜", "name:a", "phone:138", "phone:8813", "has:phone", "no:phone",
    "email:green",
    "email=green7@example.com", "email:7@", "wechat:wx_7", "wechat=wx_77", "wechat~7$", "has:wechat",
    "has:telegram",
    "company:上海", "company:trading", "company:有限", "note:周末", "note:green", "note:茶", "address:路3",
    "gender:other",
    "gender:female", "gender:female,other", "kind:company", "kind:person", "age>=60", "age<0", "age>=200",
    "age:..5", "overdue:..-5", "created_at<=9999-12-31", "phone:010", "phone:０１０", "phone:86138",
    "name:王🤩", "王🤩三", "name:王ß", "name:王ｶ", "custom.nps>=5", "\"86 1\"", "age:30..35", "age<25",
    "age:33",
    "age!=33", "birthday:this-month", "birthday:03-01..03-20", "birthday:12-20..01-10", "birthday>=2000-01-01",
    "occupation:退休", "occupation:退休,教师", "industry:餐饮", "source:抖音", "owner:owner3", "tag:vip",
    "tag:interest:",
    "tag~^v", "tag:eco,vip", "tag!=vip", "has:tags", "stage:lost", "stage:new", "stage:lead", "spent>=500",
    "spent<100",
    "spent:0", "spent!=0", "has:spent", "orders>=10", "orders:0", "orders:1..3", "avg_order>=200", "avg_order<100",
    "first_sale>2025-12", "last_sale<-300d", "last_sale:2026-02", "balance>100", "overdue>50", "overdue<1000",
    "has:overdue", "credit>=500", "credit:1000", "contacts>=5", "contacts:0", "last_contact<-300d",
    "last_contact>-3d",
    "last_contact:2026-02", "replied>-10d", "no:replied", "next_task:..2026-03-10", "open_tasks>=1",
    "complaints>=1",
    "open_complaints>0", "clv>=300", "clv:50..200", "has:clv", "no:churn",
    "churn>0.5", "churn<0.2 clv>=100", "churn:0..1", "客户价值>=300", "流失率>0.9",
    "r:5", "r>=4", "r<3", "f:1", "f:5", "m:5", "m:1", "m!=3", "r:1,3,5", "f:2..4", "m>=2.5", "r:9",
    "rfm:champions", "rfm:155",
    "bought:护肤1号", "bought=P00001", "bought:号", "bought~^1", "category:护肤", "category=户外", "has:category",
    "channel:wechat", "channel=store", "has:channel", "created_at:2025-06", "created_at>2026-02-20",
    "created_at<2023-02",
    "nps:0", "nps<=6", "nps:9..10", "nps!=0", "has:nps", "no:nps", "csat>=4", "csat:3", "has:csat", "likes:茶",
    "likes:TEA", "likes=tea", "likes:déc,coffee", "likes~^c", "likes!=花生", "has:likes", "no:likes",
    "campaign:春季",
    'campaign="Spring sale"', "campaign:sale,清仓", "campaign~^s", "campaign:sent",
    "campaign!=春季上新", "has:campaign", "no:campaign", "not likes:茶 campaign:春季 nps>5",
    "updated_at:2025", "id:5", "id:3..9", "id<=4", "shoe:40", "shoe>=45", "has:shoe", "no:shoe",
    "王", "zhang", "138", "上海 有限", "green tea", "王 or 李", "王 not spent>1",
    "gender:female age>=35 category:护肤 spent>=500", "(city:上海 or city:北京) tag:vip",
    "(city:上海 or note:茶) orders>1",
    "not (city:上海 or orders:0)", "segment:big", "segment:big city:上海", "not segment:big", "segment:some",
)  # fmt: skip
SORTS = (
    "-spent", "spent", "-orders,province", "csat,avg_order", "-created_at,birthday", "-orders,name",
    "-last_sale", "last_sale", "-last_contact", "last_contact", "created_at",
    "-created_at", "-balance", "next_task", "name", "-age,city", "-shoe", "id", "-clv",
    "churn,-clv", "-nps", "nps", "csat,-spent", "likes",
)  # fmt: skip


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    path = tmp_path_factory.mktemp("world") / "crm.db"
    world.build(Path(path), 600, seed=3)
    with Repository(str(path), write=True) as file:
        with file.operation("odd", at=datetime(2026, 3, 1), user="mei"):
            odd_ones(file)
        file.world = World(date(2026, 3, 1), "CNY", "CN")
        file.params = segment.facts(file.world.today, Config({}, {}).number)
        yield file


def odd_ones(file: Repository) -> None:
    """Names, phones and days that an index sees otherwise than a comparison does."""
    file.insert("fields", {"name": "nps", "type": "number", "created_at": "2020-01-01T09:00:00"})
    stamp = "9999-12-31T23:59:59"
    for number, (name, born, custom) in enumerate(
        (("王\U0001f929三", "2031-01-01", None), ("王SS", "1700-02-03", '{"nps": 7}'), ("王\uff76\uff9e", None, None)),
        900,
    ):
        row = {"uid": f"odd{number}", "name": name, "name_key": name, "birthday": born, "custom": custom}
        who = file.insert("customers", {**row, "created_at": stamp, "updated_at": stamp})
        value, key = f"010-6234567{number % 10}", f"+86106234567{number % 10}"
        file.insert(
            "contact_points", {"customer_id": who, "kind": "phone", "value": value, "key": key, "is_primary": 1}
        )


def plain(repo: Repository, query: str) -> list[int]:
    """Everybody looked at."""
    return segment.matching(repo, segment.condition(repo, query)._replace(ids=(), stream=None))


def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a large one."""
    monkeypatch.setattr(finding, "_FEW", 3)
    monkeypatch.setattr(finding, "_MANY", 50)
    monkeypatch.setattr(finding, "_STRETCH", 20)
    monkeypatch.setattr(finding, "_BATCH", 4)


@pytest.mark.parametrize("query", QUERIES)
def test_candidates_leave_nobody_out(repo: Repository, query: str) -> None:
    found = plain(repo, query)
    condition = segment.condition(repo, query)
    for candidates in condition.ids:
        assert segment.matching(repo, condition._replace(ids=(candidates,), stream=None)) == found
    assert segment.count_matching(repo, condition) == len(found)


@pytest.mark.parametrize("query", QUERIES)
def test_the_first_few_are_the_first_of_all(repo: Repository, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = plain(repo, query)
    hurried(monkeypatch)
    condition = segment.condition(repo, query)
    assert segment.matching(repo, condition, limit=7) == found[:7]
    assert segment.matching(repo, condition) == found


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("query", ["", "city:上海", "spent<100", "王", "tag:eco"])
def test_the_best_few_are_the_first_of_all_sorted(
    repo: Repository, query: str, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = plain(repo, query)
    rows = list(segment.select(repo, ["id"], repo.params, ids=ids, sort=sort, custom=("shoe",)))
    hurried(monkeypatch)
    condition = segment.condition(repo, query)
    assert segment.best(repo, condition, sort, 9, ("shoe",)) == [row["id"] for row in rows][:9]


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_reads_all_sales_or_lines(repo: Repository, query: str) -> None:
    steps = segment.plan(repo, segment.condition(repo, query))
    scans = [step for step in steps if re.match(r"SCAN (o|l|sales|sale_lines)\b", step)]
    assert [step for step in scans if "INDEX sales_unsettled" not in step] == []

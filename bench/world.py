"""A whole business in one file: customers, contact points, tags, sales with lines, contacts, tasks, complaints.

``build`` writes it through the product's own bulk operation (journal, statistics, search), without the importer:
1,000,000 customers with 4,000,000 sales of 10,000,000 lines and 3,000,000 contacts take some minutes.
"""

import random
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.generate import chinese_name, company, latin_name
from crmcli.db import Repository
from crmcli.normalize.companies import company_key
from crmcli.normalize.days import to_day
from crmcli.normalize.names import name_key, pinyin
from crmcli.store import indexes

TODAY = date(2026, 3, 1)
CITIES = (
    "上海 北京 广州 深圳 杭州 成都 武汉 南京 西安 重庆 苏州 天津 长沙 郑州 青岛 宁波 东莞 佛山 合肥 昆明 "
    "London Paris Berlin Austin Toronto Madrid Oslo Lyon Porto Ghent 拉萨 三亚"
).split()
CATEGORIES = (
    "护肤 彩妆 香水 洗护 男装 女装 童装 鞋靴 箱包 手表 珠宝 茶叶 零食 生鲜 酒水 保健 母婴 玩具 图书 文具 "
    "家纺 家具 灯具 厨具 家电 手机 电脑 数码 运动 户外"
).split()
_INDUSTRIES = "餐饮 零售 科技 教育 医疗 物流 建筑 金融".split()
_JOBS = "教师 医生 工程师 会计 律师 设计师 销售 学生 退休 司机".split()
_SOURCES = "web expo referral 抖音 小红书".split()
_TAGS = [f"interest:{n}" for n in range(20)] + ["vip", "重要", "risk:high", "eco", "批发", "newsletter", "老客户"]
_CHANNELS = "store online wechat phone".split()
_WORDS = "likes green tea prefers email 喜欢 环保 产品 周末 联系 送货 上门 价格 敏感 老板 介绍 cat dog".split()

_TASTES = "绿茶 乌龙茶 Tea coffee 咖啡 无糖 花生 送货上门 香水 décaf".split()
_CAMPAIGNS = ("春季上新", "Spring sale", "夏季清仓", "never sent")


def build(path: Path, customers: int, *, sales: int = 4, contacts: int = 3, seed: int = 5) -> None:
    """A new file with so many customers, and so many sales (of 2.5 lines) and contacts for each on average."""
    pick = random.Random(seed)
    with Repository(str(path), write=True, seed={"currency": "CNY", "region": "CN", "money_scale": "100"}) as repo:
        with repo.operation("bench", at=datetime(2026, 3, 1), user="bench", bulk=True):
            # Rows come in no order that suits an index.
            names = repo.column("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'")
            dropped = indexes.drop(repo.connection, names)
            _put(repo, "products", _products(pick))
            _put(
                repo,
                "tags",
                ({"id": n, "name": name, "created_at": "2025-01-01T09:00:00"} for n, name in enumerate(_TAGS, 1)),
            )
            _put(repo, "fields", iter([{"name": "shoe", "type": "number", "created_at": "2025-01-01T09:00:00"}]))
            _put(repo, "segments", _segments())
            _put(repo, "customers", _customers(pick, customers))
            _put(
                repo,
                "segment_members",
                ({"segment_id": 2, "customer_id": n, "kind": "frozen"} for n in range(2, customers, 31)),
            )
            _put(repo, "contact_points", _points(pick, customers))
            _put(repo, "customer_tags", _tagged(pick, customers))
            _sell(repo, pick, customers, customers * sales)
            _put(repo, "interactions", _contacts(pick, customers, customers * contacts))
            _put(repo, "tasks", _tasks(pick, customers))
            _put(repo, "complaints", _complaints(pick, customers))
            _put(repo, "feedback", _feedback(pick, customers))
            _put(repo, "preferences", _preferences(pick, customers))
            _put(repo, "campaigns", _campaigns())
            _put(repo, "campaign_members", _members(customers))
            indexes.make(repo.connection, dropped.values())
        repo.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _put(repo: Repository, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """All rows have the keys of the first."""
    rows = iter(rows)
    first = next(rows)
    marks = ", ".join("?" * len(first))
    sql = f"INSERT INTO {table} ({', '.join(first)}) VALUES ({marks})"
    repo.many(sql, (tuple(row.values()) for row in _chained(first, rows)))


def _chained(first: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield first
    yield from rows


def _segments() -> Iterator[dict[str, Any]]:
    for name, query, frozen in (("big", "spent>=2000", 0), ("some", "id:2..", 1)):
        yield {"name": name, "query": query, "frozen": frozen, "created_at": "2025-01-01T09:00:00",
               "updated_at": "2025-01-01T09:00:00"}  # fmt: skip


def _products(pick: random.Random) -> Iterator[dict[str, Any]]:
    for n in range(1, 4_001):
        category = CATEGORIES[min(int(pick.expovariate(0.15)), len(CATEGORIES) - 1)]
        yield {"id": n, "sku": f"P{n:05d}", "name": f"{category}{n}号", "name_key": f"{category}{n}号", "category": category,
               "price": 500 + n * 37 % 60_000, "active": 1, "created_at": "2023-01-01T09:00:00"}  # fmt: skip


def _customers(pick: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for n in range(1, count + 1):
        business = pick.random() < 0.08
        firm = company(pick, count) if business or pick.random() < 0.4 else None
        name = firm if business and firm else chinese_name(pick) if n % 2 else latin_name(pick)
        city = CITIES[min(int(pick.expovariate(0.2)), len(CITIES) - 1)]
        made = f"{(date(2023, 1, 1) + timedelta(days=n * 1150 // count)).isoformat()}T10:{n % 60:02d}:00"
        yield {
            "id": n, "uid": f"{n * 2_654_435_761 % 2**52:013x}", "kind": "company" if business else "person", "name": name,
            "name_key": name_key(name), "pinyin": pinyin(name, "company" if business else "person"),
            "gender": None if business else pick.choice(("female", "female", "male", "male", None)),
            "birthday": None if business or pick.random() < 0.3 else f"{pick.randint(1945, 2007)}-{pick.randint(1, 12):02d}-{pick.randint(1, 28):02d}",
            "company": firm, "company_key": company_key(firm) if firm else None, "city": city,
            "province": f"{city}省" if pick.random() < 0.5 else None, "country": "CN" if not city.isascii() else None,
            "industry": pick.choice(_INDUSTRIES) if business else None, "occupation": None if business else pick.choice(_JOBS),
            "source": pick.choice(_SOURCES), "owner": f"owner{n % 7}", "address": f"{city}{n % 9_973}路{n % 311}号" if n % 3 else None,
            "note": " ".join(pick.choices(_WORDS, k=4)) if pick.random() < 0.3 else None,
            "credit_limit": 100_000 if pick.random() < 0.02 else None, "stage": "active" if pick.random() < 0.005 else None,
            "custom": f'{{"shoe":{n % 20 + 30}}}' if pick.random() < 0.05 else None, "created_at": made, "updated_at": made,
        }  # fmt: skip


def _points(pick: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for n in range(1, count + 1):
        found = []
        if pick.random() < 0.9:
            digits = f"1{pick.choice('3578')}{pick.randrange(10)}{n * 7_919_357 % 10**8:08d}"
            found.append(("phone", digits, f"+86{digits}"))
        if pick.random() < 0.6:
            mail = f"{pick.choice(_WORDS[:6])}{n}@{pick.choice(('example.com', 'mail.example.cn', 'example.org'))}"
            found.append(("email", mail, mail))
        if pick.random() < 0.3:
            found.append(("wechat", f"wx_{n}", f"wx_{n}"))
        for kind, value, key in found:
            yield {"customer_id": n, "kind": kind, "value": value, "key": key, "is_primary": 1}


def _tagged(pick: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for n in range(1, count + 1):
        for tag in {min(int(pick.expovariate(0.2)), len(_TAGS) - 1) for _ in range(pick.choice((0, 0, 1, 2)))}:
            yield {"customer_id": n, "tag_id": tag + 1}


def _buyer(pick: random.Random, count: int) -> int:
    """Some buy often, many once, a third never."""
    return min(int(pick.expovariate(4 / count)), count - 1) * 7_919 % count + 1


def _sell(repo: Repository, pick: random.Random, count: int, sales: int) -> None:
    last = to_day(TODAY)
    lines: list[tuple[Any, ...]] = []
    rows: list[tuple[Any, ...]] = []
    into = ("INSERT INTO sales (id, customer_id, kind, status, at, day, currency, total, base_total, channel, due_day, settled, "
            "created_at, updated_at) VALUES (?, ?, 'sale', ?, ?, ?, 'CNY', ?, ?, ?, ?, ?, ?, ?)")  # fmt: skip
    line = ("INSERT INTO sale_lines (sale_id, customer_id, day, product_id, item, quantity, price, amount, base_amount) "
            "VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)")  # fmt: skip
    stamps = [(date(2023, 1, 1) + timedelta(days=n)).isoformat() for n in range(1, 1155)]
    start = to_day(date(2023, 1, 2))
    for number in range(1, sales + 1):
        who = _buyer(pick, count)
        at = int((1 - pick.random() ** 2) * 1_150)
        day = start + at
        total = 0
        for _ in range(pick.choice((1, 2, 2, 5))):
            product = min(int(pick.expovariate(1 / 600)), 3_999) + 1
            price = 500 + product * 37 % 60_000
            total += price
            lines.append((number, who, day, product, f"{product}号", price, price, price))
        open_ = pick.random() < 0.02
        status = "cancelled" if pick.random() < 0.02 else "completed"
        rows.append((number, who, status, stamps[at], min(day, last), total, total, pick.choice(_CHANNELS),
                     day + 30 if open_ else None, int(not open_), stamps[at], stamps[at]))  # fmt: skip
        if len(rows) == 20_000:
            repo.many(into, rows)
            repo.many(line, lines)
            rows, lines = [], []
    repo.many(into, rows)
    repo.many(line, lines)


def _contacts(pick: random.Random, count: int, contacts: int) -> Iterator[dict[str, Any]]:
    last = to_day(TODAY)
    for _ in range(contacts):
        ago = int(pick.random() ** 2 * 1_000)
        at = f"{(TODAY - timedelta(days=ago)).isoformat()}T1{pick.randrange(10)}:00:00"
        yield {"customer_id": min(int(pick.expovariate(3 / count)), count - 1) * 7_907 % count + 1, "kind": "contact", "at": at,
               "day": last - ago, "channel": "call", "direction": "in" if pick.random() < 0.3 else "out", "content": "asked",
               "created_at": at}  # fmt: skip


def _tasks(pick: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for n in range(max(1, count // 10)):
        yield {"customer_id": pick.randint(1, count), "title": f"call {n}", "due_day": to_day(TODAY) + pick.randint(-30, 60),
               "priority": "normal", "origin": "manual", "done_at": "2026-01-01T09:00:00" if n % 3 else None,
               "created_at": "2026-01-01T09:00:00"}  # fmt: skip


def _complaints(pick: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for n in range(max(1, count // 50)):
        yield {"customer_id": pick.randint(1, count), "priority": "normal", "status": "open" if n % 10 == 0 else "closed",
               "content": "late", "opened_at": "2026-01-01T09:00:00", "updated_at": "2026-01-01T09:00:00"}  # fmt: skip


def _feedback(pick: random.Random, count: int) -> Iterator[dict[str, Any]]:
    last = to_day(TODAY)
    for n in range(max(1, count // 5)):
        kind, low, high = (("nps", 0, 10), ("csat", 1, 5), ("ces", 1, 7), ("review", 1, 5))[n % 4]
        ago = pick.randrange(1_000)
        at = f"{(TODAY - timedelta(days=ago)).isoformat()}T12:00:00"
        yield {"customer_id": pick.randint(1, count), "kind": kind, "score": pick.randint(low, high), "at": at,
               "day": last - ago, "created_at": at}  # fmt: skip


def _preferences(pick: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for n in range(1, count + 1, 7):
        for text in {pick.choice(_TASTES), pick.choice(_TASTES)}:
            yield {"customer_id": n, "kind": pick.choice(("like", "like", "need", "dislike", "avoid")), "text": text,
                   "at": "2026-01-01T09:00:00", "created_at": "2026-01-01T09:00:00"}  # fmt: skip


def _campaigns() -> Iterator[dict[str, Any]]:
    for name in _CAMPAIGNS:
        yield {"name": name, "created_at": "2025-01-01T09:00:00", "updated_at": "2025-01-01T09:00:00"}


def _members(count: int) -> Iterator[dict[str, Any]]:
    for campaign in range(1, len(_CAMPAIGNS)):  # the last one has none
        for n in range(campaign, count + 1, 11 * campaign):
            yield {"campaign_id": campaign, "customer_id": n, "joined_at": "2025-06-01T09:00:00"}


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))

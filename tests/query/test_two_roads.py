"""Two roads to one answer: the compiled query and the plain evaluator agree on random people and queries."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmcli.query.parser import parse
from tests.conftest import Crm
from tests.query import oracle

TODAY = date(2026, 3, 1)
CITIES = ["上海", "Paris", "100%", "a_b", "O'Brien", 'say "hi"', "ÉVRY", "évry", "\\n", ""]
PEOPLE = """Name,Gender,City,Company,Birthday,Phone,Email,Tags,Note
张三,女,上海,某某公司,1980-03-01,13800138001,zs@x.com,vip;护肤,喜欢环保
李四,男,Paris,,1990-12-31,,li_4@x.com,VIP,
王五,,100%,百分%公司,--03-02,+33199000001,,,
Ann O'Neil,F,O'Brien,"Say ""hi"" Ltd",2000-02-29,,ANN@EXAMPLE.com,a_b,
Bob,M,a_b,x_y,,13900139000,,环保,环保先锋
Émile,,ÉVRY,,1981-03-02,,émile@exämple.fr,,
欧阳雪,女,évry,,1991-03-01,,,护肤,
No One,,,,,,nobody@x.com,,
Back Slash,,\\n,,,,,"lost",a..b
"""
SALES = """order,date,customer name,item,quantity,price
1,2025-03-02,张三,护肤套装,1,5000
2,2026-02-01,张三,茶,2,0.5
3,2025-11-30,李四,茶,1,99.99
4,2025-12-01,Bob,x,1,100
5,2026-03-01,欧阳雪,护肤套装,1,4999.99
"""
SAID = (
    ("feedback", "add", "张三", "10", "--at", "2026-02-01"),
    ("feedback", "add", "张三", "2", "--at", "2026-02-20"),
    ("feedback", "add", "李四", "0"),
    ("feedback", "add", "Bob", "5", "--kind", "csat"),
    ("feedback", "add", "Bob", "1", "--kind", "review"),
    ("prefer", "add", "1,2", "护肤"),
    ("prefer", "add", "张三", "100% cotton", "--kind", "need"),
    ("prefer", "add", "Bob", "Évian"),
    ("prefer", "add", "王五", "护肤", "--kind", "dislike"),
    ("campaign", "add", "a_b"),
    ("campaign", "add", "护肤周"),
    ("campaign", "join", "a_b", "1,2,5"),
    ("campaign", "join", "护肤周", "2,4"),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Crm, list[oracle.Person]]:
    crm = Crm(tmp_path_factory.mktemp("shop"))
    (crm.folder / "people.csv").write_text(PEOPLE, "utf-8")
    (crm.folder / "sales.csv").write_text(SALES, "utf-8")
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    crm.ok("import", "customers", str(crm.folder / "people.csv"))
    crm.ok("import", "sales", str(crm.folder / "sales.csv"))
    crm.ok("log", "张三", "call", "--at", "2026-02-20")
    crm.ok("log", "Bob", "call", "--at", "2025-03-31")
    for line in SAID:
        crm.ok(*line)
    return crm, oracle.people(str(crm.db))


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


texts = st.sampled_from([*CITIES[:-1], "公司", "%", "_", "'", "x", "é", "É", "\\", "hi"]).map(quoted)
numbers = st.sampled_from(["0", "1", "2", "99.99", "100", "4999.99", "5000", "5001", "99999999999"])
counts = st.sampled_from(["0", "1", "2", "35", "45", "99999999999999"])
MOMENTS = ("2026-02", "2025-11-30", "2025-12-01", "-30d", "-90d", "2025-03", "2026-03-01")
moments = st.sampled_from(MOMENTS)


def terms(field: str, ops: list[str], values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(values, min_size=1, max_size=3).map(",".join)
    plain = st.tuples(st.sampled_from([op for op in ops if op in (":", "=", "!=")]), several)
    single = st.tuples(st.sampled_from(ops), values)
    return st.one_of(plain, single).map(lambda pair: f"{field}{pair[0]}{pair[1]}")


def in_order(low: str, high: str) -> bool:
    """Whether a range begins before it ends, which those of texts need not do."""
    if not (low and high) or {low, high} & {"a", "b"}:
        return True
    if low in MOMENTS:
        return oracle.days(low, TODAY)[0] <= oracle.days(high, TODAY)[1]
    return float(low) <= float(high)


def ranges(field: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    ends = st.one_of(st.just(""), values)
    pairs = st.tuples(ends, ends).filter(lambda pair: bool(pair[0] or pair[1]) and in_order(*pair))
    return pairs.map(lambda pair: f"{field}:{pair[0]}..{pair[1]}")


ORDER = [":", "=", "!=", ">", ">=", "<", "<="]
simple = st.one_of(
    *(terms(field, [":", "=", "!="], texts) for field in ("city", "城市", "company", "name", "note")),
    terms("gender", [":", "=", "!="], st.sampled_from(["female", "男", "other"])),
    terms("stage", [":", "=", "!="], st.sampled_from(["lead", "new", "active", "at_risk", "lost"])),
    terms("spent", ORDER, numbers),
    terms("消费", ORDER, numbers),
    *(terms(field, ORDER, counts) for field in ("orders", "age", "id")),
    *(terms(field, ORDER, moments) for field in ("last_sale", "last_contact", "最近购买")),
    *(terms(field, ORDER, st.sampled_from(["0", "1", "2", "5", "10"])) for field in ("nps", "推荐分", "csat")),
    ranges("nps", st.sampled_from(["0", "2", "9"])),
    terms("likes", [":", "=", "!="], st.sampled_from(["护肤", "护", '"100%"', "évian", "Évian", "nothing"])),
    terms("活动", [":", "=", "!="], st.sampled_from(["a_b", "护肤", "护肤周", "A_B", "nothing"])),
    terms("tag", [":", "=", "!="], st.sampled_from(["vip", "环保", "a_b", "护肤", "lost", '"none of it"'])),
    terms("email", [":", "!="], st.sampled_from(["x.com", "ann", "zs@x.com", "_", "ém"])),
    terms("phone", [":", "!="], st.sampled_from(["8001", "1390", "331"])),
    ranges("spent", numbers),
    ranges("age", counts),
    ranges("last_sale", moments),
    *(ranges(field, st.sampled_from(["a", "b", "1"])) for field in ("note", "phone", "email", "tag")),
    st.sampled_from(["city~^.$", "name~张|bob", "has:phone", "no:email", "has:tag", "no:city", "has:birthday",
                     "has:last_sale", "has:spent", "no:company", "has:nps", "no:csat", "has:likes", "no:likes",
                     "has:campaign", "likes~^护|COTTON", "no:campaign"]),
    st.sampled_from(["环保", "公司", "张", '"某某"']),
)  # fmt: skip
queries = st.recursive(
    simple,
    lambda inner: st.one_of(
        inner.map(lambda q: f"not ({q})"),
        inner.map(lambda q: f"-({q})" if q.startswith("(") else f"!({q})"),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda qs: f"({' or '.join(qs)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda qs: " or ".join(qs)),
    ),
    max_leaves=6,
)


@settings(
    max_examples=700, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(query=queries)
def test_the_compiled_query_finds_whom_the_plain_evaluator_finds(
    shop: tuple[Crm, list[oracle.Person]], query: str
) -> None:
    crm, everybody = shop
    expected = oracle.ids(parse(query), everybody, TODAY)
    ran = crm("list", "-f", "ids", "--", query)
    assert (ran.status, [int(line) for line in ran.out.split()]) == (0, expected), query


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(text=st.text(st.sampled_from("abcity:=<>~()\"'!-,.%_;* \\上海 1sORor"), max_size=40))
def test_no_text_of_a_query_becomes_sql_or_a_traceback(shop: tuple[Crm, list[Any]], text: str) -> None:
    crm, _ = shop
    ran = crm("list", "-f", "ids", "--", text, CRMCLI_DEBUG="1")
    assert ran.status in (0, 2) or text == "-"  # ids on stdin


def test_everybody_without_a_city_is_not_in_shanghai(shop: tuple[Crm, list[Any]]) -> None:
    crm, _ = shop
    assert crm.ok("list", "not city:上海", "-f", "ids").out.split() == [str(n) for n in range(2, 10)]

"""docs/queries.md, docs/queries.zh.md and the READMEs show queries that work."""

import re
import shlex
from pathlib import Path

import pytest

from crmcli.fields import CUSTOMER
from tests.conftest import ROOT, Crm

PAGES = ("queries.md", "queries.zh.md")
READMES = (("README.md", "## Queries"), ("README.zh.md", "## 查询"))


def written(page: str) -> list[str]:
    """The queries in the tables that are written by hand."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return re.findall(r"^\| `(.+?)` \|", re.sub(r"<!-- (\w+) -->.*?<!-- /\1 -->", "", text, flags=re.DOTALL), re.M)


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    crm.ok("add", "张三", "city=上海", "tag=vip", "phone=13800138000", "email=san@example.cn", "birthday=1985-05-05")
    for name in ("regulars", "老主顾"):
        crm.ok("segment", "save", name, "tag:vip")
    return crm


@pytest.mark.parametrize("page", PAGES)
def test_every_query_of_the_page_can_be_asked(shop: Crm, page: str) -> None:
    queries = written(page)
    assert len(queries) > 25
    assert [q for q in queries if shop("list", q, "-f", "ids").status] == []


@pytest.mark.parametrize(
    "query", ["phone:8000", "电话:8000", "segment:regulars", "分群:老主顾", "has:email", "birthday<1986"]
)
def test_what_the_page_promises_is_found(shop: Crm, query: str) -> None:
    assert shop.ok("list", query, "-f", "ids").out == "1\n"


@pytest.mark.parametrize("page", PAGES)
def test_every_field_is_on_the_page_in_both_languages(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert [f.name for f in CUSTOMER.values() if f"\n| `{f.name}` | {f.zh} | " not in text] == []


def test_both_pages_show_as_many_queries() -> None:
    english, chinese = map(written, PAGES)
    assert len(english) == len(chinese)


@pytest.mark.parametrize(("readme", "heading"), READMES)
def test_the_examples_of_the_readme_run(
    shop: Crm, readme: str, heading: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    section = (ROOT / readme).read_text("utf-8").partition(f"\n{heading}\n")[2]
    lines = section.partition("```sh\n")[2].partition("```")[0].splitlines()
    assert len(lines) == 6
    asked = [shop(*shlex.split(line, comments=True)[1:]) for line in lines]
    assert [ran.err for ran in asked if ran.status not in (0, 3)] == []  # 3: nobody here is meant

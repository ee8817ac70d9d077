"""dedupe train, stats and list --since: a model that is kept, and a look at the new ones only."""

import pytest

from crmcli.dedupe import engine
from tests.commands.test_dedupe import add
from tests.conftest import Crm
from tests.dumps import dump

OLD, NEW = "2026-02-01T09:00", "2026-02-27T09:00"


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """Two old twins, and one new customer who is an old one."""
    crm.ok("init", "--region", "CN")
    crm.environ["CRMCLI_NOW"] = OLD
    for name, phone in (("Ada Byron", 1), ("Ada Byron", 1), ("Emmy Noether", 2), ("Grace Hopper", 3)):
        add(crm, name, f"phone=1380000000{phone}")
    crm.environ["CRMCLI_NOW"] = NEW
    add(crm, "Noether, Emmy", "phone=13800000002")
    crm.environ["CRMCLI_NOW"] = "2026-03-01T09:00"
    return crm


def test_what_was_learned_is_kept_and_undone(shop: Crm) -> None:
    before = dump(shop.db)
    ran = shop.ok("dedupe", "train", "-f", "json")
    assert ran.json == {"trained_at": "2026-03-01T09:00:00", "rows": 5, "models": ["person"]}
    assert ran.err == "learned from 5 customers\n"
    assert shop.ok("dedupe", "stats", "-f", "json").json["trained"] == [
        {"kind": "person", "at": "2026-03-01T09:00:00", "rows": 5}
    ]
    shop.ok("dedupe", "train", CRMCLI_NOW="2026-03-02T09:00")
    shop.ok("undo")
    shop.ok("undo")
    assert dump(shop.db) == before


def test_nothing_to_learn_from(crm: Crm) -> None:
    crm.ok("add", "Ada")
    ran = crm("dedupe", "train", CRMCLI_LANG="zh")
    assert (ran.status, ran.err) == (3, "错误：还没有两位可供学习的客户\n")


@pytest.mark.parametrize("trained", [True, False])
@pytest.mark.parametrize("since", ["7d", "-1w", "2026-02-20", "7天前"])
def test_only_groups_with_somebody_new(shop: Crm, trained: bool, since: str) -> None:
    if trained:
        shop.ok("dedupe", "train")
    ran = shop.ok("dedupe", "list", "--since", since, "-f", "json")
    assert [row["customers"] for row in ran.json] == [[3, 5]]
    assert "'crm dedupe show 3 5' compares them" in ran.err


def test_with_a_model_nobody_else_is_looked_at(shop: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.ok("dedupe", "train")
    monkeypatch.delattr(engine, "find")
    assert len(shop.ok("dedupe", "list", "--since", "7d", "-f", "json").json) == 1
    assert shop.ok("dedupe", "list", "--since", "today", "-f", "json").json == []


def test_the_list_goes_by_what_was_learned_and_says_so(shop: Crm) -> None:
    before = shop.ok("dedupe", "list", "-f", "json")
    shop.ok("dedupe", "train")
    after = shop.ok("dedupe", "list", "-f", "json")
    assert after.json == before.json
    assert "compared by what" not in before.err
    assert after.err == before.err + "compared by what 'crm dedupe train' learned on 2026-03-01 from 5 customers\n"


def test_many_more_customers_than_were_learned_from_are_remarked(shop: Crm) -> None:
    shop.ok("dedupe", "train")
    for name in ("Kurt Gödel", "Niels Bohr", "Vera Rubin"):
        add(shop, name)
    remark = shop.ok("dedupe", "list", CRMCLI_LANG="zh").err.splitlines()[-1]
    assert remark == "按 2026-03-01 从 5 位客户学到的结果比较，如今已有 8 位：crm dedupe train 可重新学习"


def test_what_was_learned_before_there_were_birthdays_is_left_alone(shop: Crm) -> None:
    shop.ok("dedupe", "train")
    for number in ("1", "2"):
        shop.ok("edit", number, "birthday=1815-12-10")
    assert "compared by what" not in shop.ok("dedupe", "list").err


def test_a_date_that_is_none(shop: Crm) -> None:
    assert shop("dedupe", "list", "--since", "someday").status == 2


def test_counts(shop: Crm) -> None:
    shop.ok("dedupe", "reject", "1", "2")
    shop.ok("merge", "3", "5")
    found = shop.ok("dedupe", "stats", "-f", "json").json
    assert found.pop("rules") == [{"kind": "person", "rule": "all", "pairs": 6, "skipped": 0, "lost": 0, "largest": 0}]
    assert found == {
        "customers": 4, "companies": 0, "pairs": 6, "likely": 0, "certain": 0, "clusters": 0, "in_clusters": 0,
        "rejected": 1, "merged": 1, "trained": [],
    }  # fmt: skip


def test_look_ups_among_persons_and_among_companies_are_told_apart(shop: Crm) -> None:
    for name in ("Blue Door", "Acme", "Carter"):
        add(shop, name, "--kind", "company")
    page = shop.ok("dedupe", "stats", CRMCLI_LANG="zh").out.splitlines()
    assert [line.split()[:3] for line in page[-2:]] == [["个人", "每一对", "10"], ["公司", "每一对", "3"]]


def test_the_kinds_of_look_ups_in_a_large_file() -> None:
    from crmcli.commands.dedupe_train import _rules
    from crmcli.dedupe.blocking import Block

    def kinds(persons: int, *names: str) -> str:
        return "".join(row["kind"][0] for row in _rules([Block(name, 0, 0, 0, 0) for name in names], persons))

    assert kinds(9, "all", "all") == kinds(9, "all", "phone") == kinds(9, "tokens", "all") == "pc"
    assert kinds(9, "phone", "tokens", "phone", "core") == kinds(9, "email", "tokens", "phone", "address") == "ppcc"
    assert kinds(1, "phone", "core") == "cc"


def test_a_day_to_come_is_refused(shop: Crm) -> None:
    ran = shop("dedupe", "list", "--since", "tomorrow", CRMCLI_LANG="zh")
    assert (ran.status, ran.err) == (2, "错误：2026-03-02 还没有到：--since 应是已经过去的日子或今天\n")
    assert shop.ok("dedupe", "list", "--since", "today", "-f", "json").json == []


def test_counts_for_people(shop: Crm) -> None:
    shop.ok("dedupe", "train")
    page = shop.ok("dedupe", "stats", CRMCLI_LANG="zh", terminal=True).out
    assert "学习            个人 2026-03-01 09:00（5 位）\n" in page
    assert max(map(len, page.splitlines())) <= 80


def test_adding_somebody_who_is_there_is_remarked(shop: Crm) -> None:
    assert "may be" not in shop.ok("add", "Hopper, Grace", "phone=13800000003", "--force").err
    shop.ok("undo")
    shop.ok("dedupe", "train")
    ran = shop.ok("add", "Hopper, Grace", "phone=13800000003", "--force", CRMCLI_LANG="zh")
    assert ran.err.splitlines()[1].startswith("可能就是客户 4（Grace Hopper），概率 ")
    assert ran.err.endswith("；crm dedupe show 4 7 可并排比较\n")
    assert shop.ok("add", "Grace Hopper", "--quiet").err == ""


def test_numpy_is_left_alone_where_nobody_is_near(shop: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    from crmcli.dedupe import near

    shop.ok("dedupe", "train")
    monkeypatch.delattr(near, "likely")
    assert shop.ok("add", "Kurt Gödel", "phone=18612345678").err == "added customer 6: Kurt Gödel\n"


def test_an_import_counts_the_groups_of_new_customers(shop: Crm) -> None:
    file = shop.folder / "in.csv"
    file.write_text(
        "name,email,birthday\nHopper Grace,g@example.com,1906-12-09\nHopper Grace,h@example.com,1906-12-09\n"
    )
    shop.ok("dedupe", "train")
    ran = shop.ok("import", str(file))
    assert ran.err.endswith(
        "one group of probable duplicates has new customers in it; 'crm dedupe list --since today' lists it\n"
    )
    assert len(shop.ok("dedupe", "list", "--since", "today", "-f", "json").json) == 1
    assert shop.ok("import", str(file)).err == ""

"""tag, untag, tags list, rename, rm."""

import pytest

from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    for name in ("张三", "李四", "Ada", "Bob"):
        crm.ok("add", name, "city=上海")
    return crm


def tags(crm: Crm) -> dict[str, int]:
    return {row["name"]: row["customers"] for row in crm.ok("tags", "list", "-f", "json").json}


def test_several_tags_at_once(shop: Crm) -> None:
    ran = shop.ok("tag", "张三", "vip", "interest:eco,老客户")
    assert ran.out == ""
    assert ran.err == "tagged one customer with vip, interest:eco, 老客户\n"
    assert shop.ok("show", "1", "-f", "json").json["tags"] == ["interest:eco", "vip", "老客户"]


def test_a_tag_already_there_counts_as_unchanged(shop: Crm) -> None:
    shop.ok("tag", "1", "vip")
    ran = shop.ok("tag", "1", "VIP", "-f", "json")
    assert ran.json == {"tags": ["VIP"], "changed": 0, "unchanged": 1, "ids": []}
    assert ran.err == "tagged 0 customers with VIP; one was so already\n"
    assert tags(shop) == {"vip": 1}


def test_many_customers_need_a_yes(shop: Crm) -> None:
    for number in "1234":
        shop.ok("edit", number, "company=Acme")
    refused = shop("tag", "Acme", "vip")
    assert (refused.status, tags(shop)) == (7, {})
    assert shop.ok("tag", "Acme", "vip", "--yes", "--quiet").out == "1\n2\n3\n4\n"
    assert tags(shop) == {"vip": 4}


def test_a_terminal_is_asked(shop: Crm) -> None:
    for number in "1234":
        shop.ok("edit", number, "company=Acme")
    ran = shop("tag", "Acme", "vip", stdin="y\n", terminal=True, CRMCLI_LANG="zh")
    question = "要给 4 位客户打标签吗？其中有 张三（1）、李四（2）、Ada（3）、…"
    assert (ran.status, ran.err) == (0, f"{question} [y/N] 已给 4 位客户打上标签：vip\n")
    assert shop("untag", "Acme", "vip", stdin="n\n", terminal=True).status == 7


def test_tagging_is_undone(shop: Crm) -> None:
    shop.ok("tag", "1", "vip", "new")
    shop.ok("undo")
    assert tags(shop) == {}


@pytest.mark.parametrize("bad", ["a;;", "", "x" * 61, "a\x07b"])
def test_what_cannot_be_a_tag_is_refused(shop: Crm, bad: str) -> None:
    assert shop("tag", "1", bad).status == (0 if bad == "a;;" else 2)


def test_untag(shop: Crm) -> None:
    shop.ok("tag", "1", "vip", "new")
    shop.ok("tag", "2", "vip")
    assert shop.ok("untag", "1", "vip").err == "took vip off one customer\n"
    assert tags(shop) == {"new": 1, "vip": 1}
    assert shop.ok("untag", "1", "vip").err == "took vip off 0 customers; one was so already\n"


def test_untag_of_what_nobody_has_is_not_found(shop: Crm) -> None:
    shop.ok("tag", "1", "wholesale")
    unknown = shop("untag", "1", "wholesael")
    assert (unknown.status, unknown.err) == (
        3,
        "error: there is no tag 'wholesael'\nhint: did you mean 'wholesale'?\n",
    )
    shop.ok("untag", "1", "wholesale")
    assert shop("untag", "1", "wholesale", "-f", "json").error["code"] == "tag.nobody_has"


def test_an_unknown_customer_is_not_found_and_makes_no_tag(shop: Crm) -> None:
    assert shop("tag", "nobody", "vip").status == 3
    assert tags(shop) == {}


def test_the_list_has_dimensions_and_leaves_the_trash_out(shop: Crm) -> None:
    shop.ok("tag", "1", "vip", "interest:eco")
    shop.ok("tag", "2", "interest:tea", "vip")
    shop.ok("rm", "2")
    assert shop.ok("tags").out == (
        "name\tdimension\tcustomers\ninterest:eco\tinterest\t1\ninterest:tea\tinterest\t0\nvip\t\t1\n"
    )
    assert shop.ok("tags", "list", "--dimension", "interest:").out.count("interest:") == 2
    assert [row["name"] for row in shop.ok("tags", "list", "--dimension", "", "-f", "json").json] == ["vip"]


def test_rename(shop: Crm) -> None:
    shop.ok("tag", "1", "vip")
    assert shop.ok("tags", "rename", "vip", "大客户").err == "renamed vip to 大客户 (one customer)\n"
    assert tags(shop) == {"大客户": 1}
    assert shop("tags", "rename", "vip", "x").status == 3


def test_rename_may_change_the_case_only(shop: Crm) -> None:
    shop.ok("tag", "1", "vip")
    shop.ok("tags", "rename", "vip", "VIP")
    assert tags(shop) == {"VIP": 1}
    shop.ok("undo")
    assert tags(shop) == {"vip": 1}


def test_renaming_onto_another_tag_joins_them_after_a_yes(shop: Crm) -> None:
    shop.ok("tag", "1", "vip", "gold")
    shop.ok("tag", "2", "gold")
    refused = shop("tags", "rename", "gold", "vip")
    assert (refused.status, tags(shop)) == (7, {"gold": 2, "vip": 1})
    shop.ok("tags", "rename", "gold", "vip", "--yes")
    assert tags(shop) == {"vip": 2}
    shop.ok("undo")
    assert tags(shop) == {"gold": 2, "vip": 1}


def test_rm(shop: Crm) -> None:
    shop.ok("tag", "1", "a", "b")
    assert shop.ok("tags", "rm", "a", "b").err == "removed a, b (2 customers had it)\n"
    assert tags(shop) == {}
    assert shop("tags", "rm", "a").status == 3


def test_rm_asks_by_the_number_of_customers(shop: Crm) -> None:
    for number in "1234":
        shop.ok("tag", number, "a")
    assert shop("tags", "rm", "a").status == 7
    assert shop.ok("tags", "rm", "a", "--yes").status == 0


def test_the_list_is_ordered_and_cut_on_request(shop: Crm) -> None:
    shop.ok("tag", "1", "a", "b")
    shop.ok("tag", "2", "b")
    assert shop.ok("tags", "list", "--sort", "-customers", "--limit", "1").out == "name\tdimension\tcustomers\nb\t\t2\n"
    assert shop.ok("tags", "list", "--columns", "name").out == "name\na\nb\n"
    assert shop("tags", "list", "--sort", "nope").status == 2

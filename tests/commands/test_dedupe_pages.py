"""dedupe show and explain: customers side by side, and why they are taken for one."""

import pytest

from tests.conftest import Crm


@pytest.fixture
def twins(crm: Crm) -> Crm:
    crm.ok("init", "--region", "DE", "--currency", "EUR")
    crm.ok("add", "Anna Lindt", "phone=030 901820", "city=Berlin", "tags=vip")
    crm.ok("add", "Lindt, Anna", "email=anna@example.com", "birthday=1990-03-04", "--force")
    crm.ok("add", "A. Lindt", "phone=+49 30901820", "email=anna@example.com", "city=Potsdam", "--force")
    crm.ok("add", "Blue Door Ltd", "--kind", "company")
    return crm


SIDE_BY_SIDE = """\
in common: phone: +4930901820, e-mail: anna@example.com, name: Anna Lindt / Lindt, Anna

   field     1           2                 3
≈  name      Anna Lindt  Lindt, Anna       A. Lindt
=  phones    030 901820                    +49 30901820
=  emails                anna@example.com  anna@example.com
≠  city      Berlin                        Potsdam
   tags      vip
   birthday              1990-03-04

= the same   ≈ partly the same   ≠ different

crm merge 1 2 3
crm dedupe reject 1 2 3
crm dedupe explain 1 2
"""


def test_a_group_side_by_side(twins: Crm) -> None:
    shown = twins.ok("dedupe", "show", "1").out.splitlines()
    assert shown[0].startswith("Group 1 (customers 1, 2, 3): one customer with probability 0.9")
    assert shown[2:] == SIDE_BY_SIDE.splitlines()
    assert twins.ok("dedupe", "show", "A. Lindt").out.splitlines() == shown


@pytest.fixture
def two_groups(twins: Crm) -> Crm:
    twins.ok("add", "Bruno Keller", "email=bruno@example.com", "birthday=1980-01-01")
    twins.ok("add", "Bruno Keller", "birthday=1980-01-01", "--force")
    return twins


def numbers(crm: Crm) -> dict[int, int]:
    """Customer → group."""
    found = crm.ok("dedupe", "list", "-f", "json").json
    return {one: group["cluster"] for group in found for one in group["customers"]}


def test_a_number_is_a_group_and_whoever_meant_the_customer_is_told_so(two_groups: Crm) -> None:
    theirs, other = numbers(two_groups)[1], numbers(two_groups)[5]
    assert {theirs, other} == {1, 2}
    ran = two_groups.ok("dedupe", "show", str(other), CRMCLI_LANG="zh")
    assert ran.out.startswith(f"第 {other} 组（客户 5、6）：是同一位客户的概率 ")
    assert ran.err == f"{other} 是组号；客户 {other} 在第 {theirs} 组：crm dedupe show {theirs}\n"
    assert two_groups.ok("dedupe", "show", str(theirs)).err == ""


def test_a_number_that_only_a_customer_has_names_their_group(two_groups: Crm) -> None:
    ran = two_groups("dedupe", "show", "6")
    group = numbers(two_groups)[6]
    assert (ran.status, ran.err) == (
        3,
        f"error: there is no group 6 (groups: 2); customer 6 is in group {group}\n"
        f"hint: 'crm dedupe show {group}' compares them\n",
    )


def test_digits_of_a_phone_find_the_group(twins: Crm) -> None:
    assert twins.ok("dedupe", "show", "030901820", "-f", "ids").out == "1\n2\n3\n"


def test_a_name_that_only_the_members_have_names_the_group(twins: Crm) -> None:
    assert twins.ok("dedupe", "show", "lindt", "-f", "ids").out == "1\n2\n3\n"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_fits_a_terminal(twins: Crm, language: str) -> None:
    for line in (("show", "1"), ("explain", "1", "3")):
        out = twins.ok("dedupe", *line, terminal=True, CRMCLI_LANG=language).out
        assert max(map(len, out.splitlines())) <= 80


def test_side_by_side_for_scripts(twins: Crm) -> None:
    shown = twins.ok("dedupe", "show", "1", "-f", "json").json
    assert (shown["cluster"], [one["id"] for one in shown["customers"]]) == (1, [1, 2, 3])
    assert shown["same_fields"] == ["kind", "phones", "emails"]
    assert (shown["partly_fields"], shown["different_fields"]) == (["name"], ["city"])
    assert shown["reasons"][-1] == "name: Anna Lindt / Lindt, Anna"
    assert twins.ok("dedupe", "show", "1", "-f", "ids").out == "1\n2\n3\n"


def test_values_are_compared_by_what_they_mean(crm: Crm) -> None:
    crm.ok("init", "--region", "CN")
    crm.ok("add", "张伟", "phone=+1 (415) 555-0101", "city=上海", "company=海川贸易有限公司")
    crm.ok("add", "Zhang Wei", "phone=001 415 555 0101", "city=上海市", "company=海川贸易", "--force")
    shown = crm.ok("dedupe", "show", "1", "2", "-f", "json").json
    assert (shown["same_fields"], shown["partly_fields"]) == (["kind", "company", "phones", "city"], ["name"])


def test_a_name_and_a_town_in_another_script_are_partly_the_same(crm: Crm) -> None:
    crm.ok("add", "张三丰", "city=十堰", "title=掌门")
    crm.ok("add", "Zhang Sanfeng", "city=Shiyan", "title=Master")
    ran = crm.ok("dedupe", "show", "1", "2", CRMCLI_LANG="zh").out.splitlines()
    assert [line.split()[:2] for line in ran[3:6]] == [["≈", "姓名"], ["≈", "城市"], ["≠", "职位"]]


def test_two_who_were_declared_different_say_so(twins: Crm) -> None:
    twins.ok("dedupe", "reject", "1", "3")
    assert "They were declared not to be the same on 2026-03-01.\n" in twins.ok("dedupe", "show", "1", "3").out


def test_any_customers_side_by_side(twins: Crm) -> None:
    shown = twins.ok("dedupe", "show", "1", "4", CRMCLI_LANG="zh").out
    assert shown.startswith("2 位客户并排比较\n")
    assert "≠  类型      个人        公司\n" in shown


def test_more_than_three_go_on_below(twins: Crm) -> None:
    shown = twins.ok("dedupe", "show", "1", "2", "3", "4").out
    assert [line.split()[-1] for line in shown.splitlines() if line.startswith("   field")] == ["3", "4"]


@pytest.mark.parametrize(
    ("line", "status", "sentence"),
    [
        (("show", "7"), 3, "there is no group 7 of probable duplicates (groups: 1)"),
        (("show", "Blue Door Ltd"), 3, "'Blue Door Ltd' is in no group of probable duplicates"),
        (("show", "nobody"), 3, "no customer matches 'nobody'"),
        (("show", "1", "1"), 2, "'1' is customer 1, who is named twice"),
        (("explain", "1", "4"), 2, "a person and a company are never one customer"),
        (("explain", "2", "Lindt, Anna"), 2, "'Lindt, Anna' is customer 2, who is named twice"),
    ],
)
def test_mistakes(twins: Crm, line: tuple[str, ...], status: int, sentence: str) -> None:
    ran = twins("dedupe", *line)
    assert (ran.status, ran.err.splitlines()[0]) == (status, f"error: {sentence}")


def test_the_weights_add_up(twins: Crm) -> None:
    found = twins.ok("dedupe", "explain", "1", "3", "-f", "json").json
    steps = found["steps"]
    assert [step["field"] for step in steps] == ["prior", "name", "phone", "city", "related", "result"]
    assert abs(sum(step["bits"] for step in steps[:-1]) - found["bits"]) < 0.3
    assert steps[-1]["sum"] == steps[-2]["sum"] == found["bits"]
    assert abs(1 / (1 + 2 ** -found["bits"]) - found["probability"]) < 0.001


def test_the_weights_in_words(twins: Crm) -> None:
    english = twins.ok("dedupe", "explain", "1", "3").out
    assert english.startswith("Anna Lindt (1) and A. Lindt (3)\n")
    assert "name           given name partly the same, family name the same" in english
    chinese = twins.ok("dedupe", "explain", "1", "3", CRMCLI_LANG="zh").out
    assert "电话  相同，且没有别的姓名的人使用  +14.8" in chinese


def test_nothing_is_said_to_be_certain_or_impossible() -> None:
    from crmcli.services.duplicate_pages import chance

    given = (1.0, 0.99996, 0.9999, 0.99984, 0.5, 0.0001, 0.00004, 0.0)
    assert [chance(one) for one in given] == [
        "> 0.9999", "> 0.9999", "> 0.9999", "0.9998", "0.5", "0.0001", "< 0.0001", "< 0.0001",
    ]  # fmt: skip


def test_what_is_all_but_impossible_reads_so_and_stays_a_number_for_scripts(crm: Crm) -> None:
    crm.ok("add", "Ada Byron", "phone=13800000001", "birthday=1990-03-04", "city=Rome")
    crm.ok("add", "Kurt Gödel", "phone=13800000002", "birthday=1906-04-28", "city=Oslo")
    assert "result         probability < 0.0001" in crm.ok("dedupe", "explain", "1", "2").out
    assert crm.ok("dedupe", "explain", "1", "2", "-f", "json").json["probability"] == 0


def test_every_level_has_words() -> None:
    from crmcli.dedupe.comparison import COMPANY, PERSON
    from crmcli.dedupe.explain import Step, label_keys
    from crmcli.i18n import page

    for field in (*PERSON, *COMPANY):
        keys = {key for level in field.levels for key in label_keys(Step(field.name, level, 0.0))}
        assert keys <= set(page("dedupe", "en")) & set(page("dedupe", "zh"))

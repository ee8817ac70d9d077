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
Group 1: one customer with a probability of 0.9971

in common: phone: +4930901820, e-mail: anna@example.com, name: anna lindt

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
    assert shown[2:] == SIDE_BY_SIDE.splitlines()[2:]
    assert twins.ok("dedupe", "show", "A. Lindt").out.splitlines() == shown


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
    assert twins.ok("dedupe", "show", "1", "-f", "ids").out == "1\n2\n3\n"


def test_values_are_compared_by_what_they_mean(crm: Crm) -> None:
    crm.ok("init", "--region", "CN")
    crm.ok("add", "张伟", "phone=+1 (415) 555-0101", "city=上海", "company=海川贸易有限公司")
    crm.ok("add", "Zhang Wei", "phone=001 415 555 0101", "city=上海市", "company=海川贸易", "--force")
    shown = crm.ok("dedupe", "show", "1", "2", "-f", "json").json
    assert (shown["same_fields"], shown["partly_fields"]) == (["kind", "company", "phones", "city"], ["name"])


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


def test_every_level_has_words() -> None:
    from crmcli.dedupe.comparison import COMPANY, PERSON
    from crmcli.dedupe.explain import Step, label_keys
    from crmcli.i18n import page

    for field in (*PERSON, *COMPANY):
        keys = {key for level in field.levels for key in label_keys(Step(field.name, level, 0.0))}
        assert keys <= set(page("dedupe", "en")) & set(page("dedupe", "zh"))

"""add and import --on-duplicate: new customers who are certainly here already, after dedupe train."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from crmcli.services import duplicates
from tests.conftest import Crm
from tests.dumps import dump

GIVEN = ["Ada", "Emmy", "Grace", "Kurt", "Alan", "Sofya", "Evariste", "Leonhard", "Carl", "Bernhard"]
FAMILY = ["Byron", "Noether", "Hopper", "Gödel", "Turing", "Kovalevsky", "Galois", "Euler"]
ADA = ("phone=13800000001", "email=ada1815@example.com", "birthday=1985-12-10")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 80 customers that has learned from them; number 1 is Ada Byron."""
    crm = Crm(tmp_path_factory.mktemp("trained"))
    crm.ok("init", "--region", "CN")
    names = [f"{given} {family}" for family in FAMILY for given in GIVEN]
    rows = (f"{name},1390000{n:04},person{n}@example.com,York" for n, name in enumerate(names[1:], 1))
    (crm.folder / "all.csv").write_text("\n".join(["name,phone,email,city", *rows]))
    crm.ok("add", "Ada Byron", *ADA, "city=Paris")
    crm.ok("import", str(crm.folder / "all.csv"))
    crm.ok("dedupe", "train")
    return crm.db


@pytest.fixture
def shop(trained: Path, crm: Crm) -> Crm:
    shutil.copy(trained, crm.db)
    crm.environ["CRMCLI_NOW"] = "2026-03-02T09:00"
    return crm


@pytest.mark.parametrize(("how", "city"), [("update", "London"), ("fill", "Paris")])
def test_who_is_certainly_here_is_merged_and_can_be_taken_apart(shop: Crm, how: str, city: str) -> None:
    ran = shop.ok("add", "Byron, Ada", *ADA, "city=London", "title=Countess", "--on-duplicate", how)
    assert ran.out == "1\n"
    assert ran.err.startswith("added, and merged into customer 1 (")
    one = shop.ok("show", "1", "-f", "json").json
    assert (one["city"], one["title"]) == (city, "Countess")
    shop.ok("unmerge", "81")
    other = shop.ok("show", "81", "-f", "json").json
    assert (other["city"], other["phones"], other["emails"]) == ("London", ["13800000001"], ["ada1815@example.com"])
    assert shop.ok("show", "1", "-f", "json").json["city"] == "Paris"


def test_adding_and_merging_is_one_operation(shop: Crm) -> None:
    before = dump(shop.db)
    shop.ok("add", "Byron, Ada", *ADA, "city=London", "tags=vip", "--on-duplicate", "update")
    assert shop.ok("history", "-f", "json", "--limit", "1").json[0]["summary"] == "+ 81 Byron, Ada, 1 Byron, Ada ← 81"
    shop.ok("undo")
    assert dump(shop.db) == before


def test_skip_adds_nobody_and_names_who_it_is(shop: Crm) -> None:
    before = dump(shop.db)
    ran = shop.ok("add", "Byron, Ada", *ADA, "--on-duplicate", "skip", "-q")
    assert (ran.out, dump(shop.db)) == ("1\n", before)
    assert shop.ok("add", "Ada Lovelace", "--on-duplicate", "skip", "-q").out not in ("", "1\n")


def test_reject_refuses_whoever_is_likely(shop: Crm) -> None:
    before = dump(shop.db)
    ran = shop("add", "Byron, Ada", "birthday=1985-12-10", "city=Paris", "--on-duplicate", "reject", "-f", "json")
    assert (ran.status, ran.error["code"], dump(shop.db)) == (4, "customer.likely_known", before)


@pytest.mark.parametrize(
    ("given", "why", "chinese"),
    [
        (("Bob Smith",), "name: different", "姓名：不同"),
        (("Ada Byron", "birthday=1999-01-02"), "birthday: different", "生日：不同"),
        (("Bob", "kind=company"), "a person and a company are never one customer", "个人与公司不会是同一位客户"),
    ],
)
def test_who_has_the_phone_but_is_not_certainly_the_same_is_refused_with_the_reason(
    shop: Crm, given: tuple[str, ...], why: str, chinese: str
) -> None:
    argv = ("add", *given, "phone=13800000001", "--on-duplicate", "skip")
    ran = shop(*argv)
    assert (ran.status, ran.err.splitlines()) == (4, [
        f"error: not added: customer 1 (Ada Byron) has 13800000001 too, but is not certainly the same ({why})",
        "  1  Ada Byron  13800000001",
        "hint: 'crm edit 1 …' changes that customer; --force instead of --on-duplicate adds another one",
    ])  # fmt: skip
    first = shop(*argv, CRMCLI_LANG="zh").err.splitlines()[0]
    assert first == f"错误：没有新增：客户 1（Ada Byron）也用 13800000001，但不能确定是同一位（{chinese}）"


@pytest.fixture
def households(crm: Crm) -> Crm:
    """A hundred couples of whom half have one phone, and 孙静: what a phone tells is not much."""
    crm.ok("init", "--region", "CN", "-q")
    couples = [
        (a, b)
        for a in "王李张刘陈杨赵黄周吴"
        for b in ("静伟", "芳敏", "强磊", "军洋", "勇艳", "杰娟", "涛明", "超秀", "霞平", "刚桂")
    ]
    rows = [f"{family}{name},{13800000000 + at + (at % 2 and turn) * 1000}"
            for at, (family, names) in enumerate(couples) for turn, name in enumerate(names)]  # fmt: skip
    path = crm.folder / "all.csv"
    path.write_text("\n".join(("name,phone,city", *(f"{row}," for row in rows), "孙静,13511112222,上海\n")))
    crm.ok("import", str(path), "--key", "name", "-q")
    crm.ok("dedupe", "train")
    return crm


@pytest.mark.parametrize("how", ["skip", "update", "fill"])
def test_the_same_again_is_nobody_new(households: Crm, how: str) -> None:
    for given in (["phone=135 1111 2222"], ["phone=+86 13511112222", "city=上海"]):
        assert households.ok("add", "孙静", *given, "--on-duplicate", how, "-q").out == "201\n"
    assert len(households.ok("list", "-f", "ids").out.split()) == 201


@pytest.mark.parametrize("other", ["city=北京", "email=sun@example.com", "phone=13600001111", "birthday=1990-01-02"])
def test_who_has_something_else_or_more_is_not_the_same_again(households: Crm, other: str) -> None:
    assert households("add", "孙静", "phone=13511112222", other, "--on-duplicate", "skip").status == 4


def test_husband_and_wife_are_two_however_they_are_called(households: Crm) -> None:
    households.ok("add", "郑先生", "phone=13522223333", "-q")
    assert households("add", "郑女士", "phone=13522223333", "--on-duplicate", "skip").status == 4


def test_of_several_who_have_the_phone_the_likeliest_is_named(shop: Crm) -> None:
    other = shop.ok("add", "Mary Byron", "phone=13800000001", "birthday=1990-05-06", "--force", "-q").out.strip()
    ran = shop("add", "Mary Byron", "phone=13800000001", "birthday=1991-02-03", "--on-duplicate", "skip")
    assert ran.err.startswith(f"error: not added: customer {other} (Mary Byron) has 13800000001 too")
    assert "  1  Ada Byron  13800000001" in ran.err


def test_hints_fit_the_options_in_use(shop: Crm) -> None:
    given = ("add", "Bob Smith", "phone=13800000001")
    assert "; --force stores it" in shop(*given).err
    assert "; --force instead of --on-duplicate stores it" in shop(*given, "--on-duplicate", "reject").err
    assert shop("add", "Bob", "--force", "--on-duplicate", "skip").status == 2


def test_an_import_merges_only_if_told_to(shop: Crm) -> None:
    path = shop.folder / "new.csv"
    path.write_text(
        'name,phone,email,birthday\n"Byron, Ada",13800000001,ada1815@example.com,1985-12-10\nNew One,13700000001,,\n'
    )
    ran = shop.ok("import", str(path), "--key", "wechat")
    assert ran.err == (
        "one group of probable duplicates has new customers in it; 'crm dedupe list --since today' lists it\n"
    )
    shop.ok("undo")
    before = dump(shop.db)
    ran = shop.ok("import", str(path), "--key", "wechat", "--on-duplicate", "fill")
    assert ran.err.startswith("83 is part of 1 (Ada Byron) now; 'crm unmerge 83' takes it back\n")
    shop.ok("undo")
    assert dump(shop.db) == before


def test_what_an_import_merged_can_be_parted_and_what_it_brought_besides_stays(shop: Crm) -> None:
    path = shop.folder / "new.csv"
    path.write_text(
        "name,phone,email,birthday,city,tags\n"
        "Ada Byron,13800000001,,,Bath,\n"
        '"Byron, Ada",13900009999;13800000001,ada1815@example.com,1985-12-10,London,vip\n'
    )
    shop.ok("import", str(path), "--on-duplicate", "update")
    assert shop.ok("list", "1", "-f", "json").json[0]["city"] == "London"
    shop.ok("unmerge", "81")
    one, other = shop.ok("list", "1,81", "-f", "json", "--sort", "id").json
    assert (one["city"], one["phones"], one["tags"]) == ("Bath", ["13800000001"], [])
    assert (other["city"], other["phones"], other["tags"]) == ("London", ["13900009999", "13800000001"], ["vip"])
    shop.ok("undo")
    shop.ok("undo")
    shop.ok("redo")
    shop.ok("redo")
    assert shop.ok("list", "1,81", "-f", "json", "--sort", "id").json == [one, other]


def test_before_many_are_merged_the_file_as_it_was_is_put_aside(shop: Crm) -> None:
    shop.ok("config", "set", "bulk_confirm", "0")
    before = dump(shop.db)
    path = shop.folder / "new.csv"
    path.write_text('name,phone,email,birthday\n"Byron, Ada",13800000001,ada1815@example.com,1985-12-10\n')
    ran = shop.ok("import", str(path), "--on-duplicate", "fill")
    saved = ran.err.splitlines()[0].removeprefix("the file as it was before is in ")
    assert dump(Path(saved)) == before


def test_of_very_many_new_customers_only_exact_identifiers_are_looked_at(
    shop: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "FEW", 1)
    path = shop.folder / "new.csv"
    path.write_text("name,phone\nSomebody Else,13800000001\nNew One,13700000001\n")
    ran = shop.ok("import", str(path))
    assert ran.err == (
        "2 new customers are too many to compare each: 1 of them have a phone, e-mail or the like that another "
        "customer has too; 'crm dedupe list --since today' compares all of them\n"
    )


def test_a_newcomer_with_a_slip_in_the_name_and_another_phone_is_found_as_in_the_whole_list(shop: Crm) -> None:
    shop.ok("add", "Ada Byrn", "phone=+442079460959", "city=Paris", "--force")
    found = shop.ok("dedupe", "list", "--since", "today", "-f", "json").json
    whole = [group for group in shop.ok("dedupe", "list", "-f", "json").json if 81 in group["customers"]]
    assert [group["customers"] for group in found] == [group["customers"] for group in whole] == [[1, 81]]


def test_what_an_earlier_version_learned_is_not_passed_over_in_silence(shop: Crm) -> None:
    with sqlite3.connect(shop.db) as db:
        db.execute("UPDATE models SET model = json_set(model, '$.related', json('[1.0]'))")
    db.close()
    ran = shop.ok("add", "Byron, Ada", "birthday=1985-12-10", "city=Paris")
    assert "what was learned of duplicates is of an earlier version: 'crm dedupe train' learns anew" in ran.err
    assert "not kept yet" in shop.ok("dedupe", "stats").out

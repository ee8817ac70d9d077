"""add and import --on-duplicate: new customers who are certainly here already, after dedupe train."""

import shutil
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
    assert shop.ok("show", "81", "-f", "json").json["city"] == "London"
    assert shop.ok("show", "1", "-f", "json").json["city"] == "Paris"


def test_skip_adds_nobody_and_names_who_it_is(shop: Crm) -> None:
    before = dump(shop.db)
    ran = shop.ok("add", "Byron, Ada", *ADA, "--on-duplicate", "skip", "-q")
    assert (ran.out, dump(shop.db)) == ("1\n", before)
    assert shop.ok("add", "Ada Lovelace", "--on-duplicate", "skip", "-q").out not in ("", "1\n")


def test_reject_refuses_whoever_is_likely(shop: Crm) -> None:
    before = dump(shop.db)
    ran = shop("add", "Byron, Ada", "birthday=1985-12-10", "city=Paris", "--on-duplicate", "reject", "-f", "json")
    assert (ran.status, ran.error["code"], dump(shop.db)) == (4, "customer.likely_known", before)


def test_a_phone_of_somebody_else_is_still_refused(shop: Crm) -> None:
    ran = shop("add", "Bob Smith", "phone=13800000001", "--on-duplicate", "update", CRMCLI_LANG="zh")
    assert (ran.status, ran.err.splitlines()[0]) == (
        4,
        "错误：没有新增：别的客户已有这个电话或邮箱，但不能确定是同一位",
    )
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
    shop.ok("undo")
    assert dump(shop.db) == before


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

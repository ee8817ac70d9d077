"""crm import customers: who a row is about, what it changes, and that every row is accounted for."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm, Ran
from tests.importing.content import check_derived, content

Load = Callable[..., Ran]


@pytest.fixture
def load(crm: Crm) -> Load:
    """Import a table given as text; the file is always called ``people.csv``."""

    def load(text: str, *options: str) -> Ran:
        path = crm.folder / "people.csv"
        path.write_text(text, encoding="utf-8")
        return crm("import", "customers", str(path), *options, "-f", "json")

    return load


def sums(ran: Ran) -> dict[str, int]:
    """Counts that are not zero, after a check that they add up."""
    counts = {name: ran.json[name] for name in ("created", "updated", "unchanged", "skipped", "rejected")}
    assert ran.json["read"] == sum(counts.values())
    return {name: count for name, count in counts.items() if count}


def customer(crm: Crm, who: str) -> Any:
    return crm.ok("show", who, "-f", "json").json


def reasons(crm: Crm) -> list[str]:
    lines = (crm.folder / "people.rejects.csv").read_text(encoding="utf-8").splitlines()
    return [line.split(",", 1)[1] for line in lines[1:]]


def test_rows_become_customers_as_entered(crm: Crm, load: Load) -> None:
    ran = load(
        "姓名,电话,邮箱,城市,公司,生日,标签\n张三,138 0013 8000,Zhang@X.com,上海,三禾有限公司,1990.5.1,vip；老客户\n"
    )
    assert (ran.status, sums(ran)) == (0, {"created": 1})
    found = customer(crm, "1")
    assert (found["name"], found["phone"], found["email"]) == ("张三", "138 0013 8000", "Zhang@X.com")
    assert (found["city"], found["company"], found["birthday"]) == ("上海", "三禾有限公司", "1990-05-01")
    assert found["tags"] == ["vip", "老客户"]
    check_derived(crm.db)


def test_every_row_is_counted_and_a_rejected_one_is_written_out_with_its_reason(crm: Crm, load: Load) -> None:
    ran = load("name,phone\nAnna,+14155552671\n,\n,13800138000\nBob,not a phone\n")
    assert (ran.status, sums(ran), ran.json["blank"]) == (5, {"created": 1, "rejected": 2}, 1)
    assert reasons(crm) == [
        "neither a name nor a company,,13800138000",
        "this is no possible phone number: 'not a phone' (it contains letters),Bob,not a phone",
    ]


def test_the_mended_rejects_file_brings_the_rest_under_the_same_source(crm: Crm, load: Load) -> None:
    load("id,name,phone\n7,Anna,+14155552671\n8,Bob,oops\n")
    rejects = crm.folder / "people.rejects.csv"
    rejects.write_text(rejects.read_text(encoding="utf-8").replace("oops", "+14155552672"), encoding="utf-8")
    ran = crm.ok("import", "customers", str(rejects), "-f", "json")
    assert (ran.json["source"], sums(ran)) == ("people.csv".removesuffix(".csv"), {"created": 1})


def test_the_same_file_again_changes_nothing_and_leaves_no_operation(crm: Crm, load: Load) -> None:
    text = "id,name,phone,email,tags\n1,Anna,+14155552671,,vip\n2,李四,,li@x.com,\n,Cara,,c@x.com,a;b\n"
    load(text)
    before, history = content(crm.db), crm.ok("history").out
    ran = load(text)
    assert (ran.status, sums(ran), ran.json["import_id"]) == (0, {"unchanged": 3}, None)
    assert (content(crm.db), crm.ok("history").out) == (before, history)


def test_a_known_id_updates_its_customer(crm: Crm, load: Load) -> None:
    load("id,name,phone,city\n1,Anna,+14155552671,Paris\n")
    assert sums(load("id,name,phone,city\n1,Anna,+14155552671,Rome\n")) == {"updated": 1}
    assert customer(crm, "1")["city"] == "Rome"


def test_an_empty_cell_takes_nothing_away(crm: Crm, load: Load) -> None:
    load("id,name,phone,city\n1,Anna,+14155552671,Paris\n")
    assert sums(load("id,name,phone,city\n1,Anna,,\n")) == {"unchanged": 1}
    assert (customer(crm, "1")["city"], customer(crm, "1")["phone"]) == ("Paris", "+14155552671")


def test_a_phone_with_the_same_name_is_the_same_customer(crm: Crm, load: Load) -> None:
    crm.ok("add", "张三", "phone=13800138000")
    assert sums(load("name,phone,city\n张三 先生,+86 138-0013-8000,上海\n")) == {"updated": 1}
    assert customer(crm, "1")["city"] == "上海"


def test_an_email_with_the_same_name_is_the_same_customer(crm: Crm, load: Load) -> None:
    crm.ok("add", "Anna Smith", "email=anna@x.com")
    assert sums(load("name,email,phone\nANNA SMITH,Anna@X.com,+14155552671\n")) == {"updated": 1}
    assert customer(crm, "1")["phone"] == "+14155552671"


def test_a_shared_phone_alone_never_overwrites_somebody_else(crm: Crm, load: Load) -> None:
    crm.ok("add", "张三", "phone=13800138000")
    assert sums(load("name,phone\n李四,13800138000\n")) == {"created": 1}
    assert [row["name"] for row in crm.ok("list", "--sort", "id", "-f", "json").json] == ["张三", "李四"]


def test_two_customers_that_match_reject_the_row(crm: Crm, load: Load) -> None:
    crm.ok("add", "Anna", "phone=+14155552671")
    load("name,email\nAnna,a@x.com\n")
    load("name,phone\nAnna,+14155552672\n")
    ran = load("name,phone,city\nAnna,+14155552671;+14155552672,Rome\n")
    assert (ran.status, sums(ran)) == (5, {"rejected": 1})
    assert reasons(crm)[0].startswith('"several customers match: 1, 3 (')


def test_our_own_uid_finds_its_customer_whatever_the_name(crm: Crm, load: Load) -> None:
    crm.ok("add", "Anna", "phone=+14155552671")
    uid = customer(crm, "1")["uid"]
    assert sums(load(f"uid,name\n{uid},Anne\n")) == {"updated": 1}
    assert customer(crm, "1")["name"] == "Anne"


def test_a_bare_id_of_an_unnamed_source_is_not_trusted_for_another_person(crm: Crm, load: Load) -> None:
    load("id,name,phone\n1,Anna,+14155552671\n")
    ran = load("id,name,phone\n1,Bob,+14155552672\n")
    assert sums(ran) == {"rejected": 1}
    assert sums(load("id,name,phone\n1,Bob,+14155552672\n", "--source", "people")) == {"updated": 1}


def test_ids_of_two_sources_are_apart(crm: Crm, load: Load) -> None:
    load("id,name\n1,Anna\n", "--source", "shop")
    assert sums(load("id,name\n1,Bob\n", "--source", "fair")) == {"created": 1}


def test_two_rows_of_one_person_in_one_file_are_one_customer(crm: Crm, load: Load) -> None:
    ran = load("name,phone,city\nAnna,+14155552671,Paris\nBob,+14155552672,Rome\nanna,(415) 555-2671,Nice\n")
    assert sums(ran) == {"created": 2, "unchanged": 1}
    assert customer(crm, "1")["city"] == "Nice"


def test_two_ids_of_one_source_stay_two_customers(crm: Crm, load: Load) -> None:
    ran = load("id,name,phone\n1,Anna,+14155552671\n2,Anna,+14155552671\n")
    assert sums(ran) == {"created": 2}


def test_people_far_apart_in_a_file_still_meet(crm: Crm, load: Load) -> None:
    """The file is read in chunks; who was made by an earlier one is found by a later one."""
    filler = "".join(f"Person {n},p{n}@x.com,\n" for n in range(6_000))
    ran = load(f"name,email,city\nAnna,a@x.com,Paris\n{filler}Anna,A@X.com,Rome\n")
    assert sums(ran) == {"created": 6_001, "unchanged": 1}
    assert customer(crm, "1")["city"] == "Rome"
    check_derived(crm.db)


@pytest.mark.parametrize(
    ("how", "expected", "city"),
    [
        ("update", {"updated": 1}, "Rome"),
        ("fill", {"updated": 1}, "Paris"),
        ("skip", {"skipped": 1}, "Paris"),
        ("create", {"created": 1}, "Paris"),
        ("reject", {"rejected": 1}, "Paris"),
    ],
)
def test_on_duplicate(crm: Crm, load: Load, how: str, expected: dict[str, int], city: str) -> None:
    load("name,phone,city\nAnna,+14155552671,Paris\n")
    ran = load("name,phone,city,company\nAnna,+14155552671,Rome,Acme\n", "--on-duplicate", how)
    assert sums(ran) == expected
    assert customer(crm, "1")["city"] == city


def test_a_second_phone_joins_the_first_which_stays_primary(crm: Crm, load: Load) -> None:
    load("id,name,phone\n1,Anna,+14155552671\n")
    load("id,name,phone\n1,Anna,+14155552672\n")
    found = customer(crm, "1")
    assert (found["phone"], found["phones"]) == ("+14155552671", ["+14155552671", "+14155552672"])


def test_who_is_in_the_trash_stays_there_and_the_row_says_so(crm: Crm, load: Load) -> None:
    load("id,name,phone\n1,Anna,+14155552671\n")
    crm.ok("rm", "1", "--yes")
    ran = load("id,name,phone\n1,Anna,+14155552671\n")
    assert sums(ran) == {"rejected": 1}
    assert reasons(crm) == ["'1' is in the trash,1,Anna,+14155552671"]


def test_strict_takes_all_rows_or_none(crm: Crm, load: Load) -> None:
    crm.ok("add", "Zoe")
    before = content(crm.db)
    ran = load("name,phone\nAnna,+14155552671\nBob,oops\n", "--strict")
    assert (ran.status, ran.error["code"]) == (5, "import.strict")
    assert content(crm.db) == before


def test_a_dry_run_before_there_is_a_file_makes_none(crm: Crm, load: Load) -> None:
    ran = load("id,name\n1,Anna\n", "--dry-run")
    assert (ran.status, ran.json["created"]) == (0, 1)
    assert not crm.db.exists()


def test_a_dry_run_says_what_would_happen_and_writes_nothing(crm: Crm, load: Load) -> None:
    load("id,name,phone\n1,Anna,+14155552671\n")
    before = content(crm.db)
    ran = load("id,name,phone,city\n1,Anna,,Rome\n2,Bob,,\n3,Cat,oops,\n", "--dry-run")
    assert sums(ran) == {"created": 1, "updated": 1, "rejected": 1}
    assert [(row["line"], row["outcome"], row["customer_id"], row["name"]) for row in ran.json["rows"]] == [
        (2, "updated", 1, "Anna"), (3, "created", None, "Bob"), (4, "rejected", None, ""),
    ]  # fmt: skip
    assert content(crm.db) == before
    assert not (crm.folder / "people.rejects.csv").exists()


def test_undo_takes_all_of_it_back_and_redo_brings_it(crm: Crm, load: Load) -> None:
    crm.ok("add", "Anna", "phone=+14155552671")
    before = content(crm.db)
    load("name,phone,city,tags\nAnna,+14155552671,Rome,vip\n王五,13800138001,北京,vip\n")
    after = content(crm.db)
    crm.ok("undo")
    undone = content(crm.db)
    assert undone == before
    crm.ok("redo")
    assert content(crm.db) == after
    check_derived(crm.db)


def test_imported_customers_are_found_by_name_pinyin_and_phone(crm: Crm, load: Load) -> None:
    load("姓名,电话\n张三丰,138 0013 8000\n")
    for query in ("张三丰", "三丰", "zsf", "zhangsan", "0013800", "138001"):
        assert [row["id"] for row in crm.ok("find", query, "-f", "json").json] == [1], query


def test_a_load_beside_customers_that_are_there(crm: Crm, load: Load) -> None:
    """Statistics, search and journal are right for old and new alike, whatever the size of the load."""
    crm.ok("add", "Old Hand", "phone=+14155550100")
    load("".join(["name,email\n", *(f"N{n},n{n}@x.com\n" for n in range(1_200))]))
    check_derived(crm.db)
    assert len(crm.ok("list", "-f", "json", "--limit", "0").json or crm.ok("list", "-f", "json").json) >= 20
    assert crm.ok("find", "n777@x.com", "-f", "ids").out == "779\n"
    assert crm.ok("find", "Old", "-f", "ids").out == "1\n"
    crm.ok("edit", "Old", "city=Rome")
    crm.ok("undo")
    crm.ok("undo")
    assert crm.ok("list", "-f", "ids").out == "1\n"


def test_the_parts_of_a_name_make_the_whole(crm: Crm, load: Load) -> None:
    load("first name,last name\nAnna,Smith\n三丰,张\n")
    assert [row["name"] for row in crm.ok("list", "--sort", "id", "-f", "json").json] == ["Anna Smith", "张三丰"]


def test_a_row_with_only_a_company_is_one(crm: Crm, load: Load) -> None:
    load("name,company,phone\n,华为技术有限公司,075528780808\n")
    assert (customer(crm, "1")["kind"], customer(crm, "1")["name"]) == ("company", "华为技术有限公司")


def test_the_country_of_a_row_is_where_its_phone_is_at_home(crm: Crm, load: Load) -> None:
    load("name,country,phone\nAnna,France,01 42 68 53 00\nBert,Germany,030 1234567\n")
    assert [row[4] for row in content(crm.db)["contact_points"]] == ["+33142685300", "+49301234567"]


def test_words_that_no_choice_has_are_left_out_and_counted(crm: Crm, load: Load) -> None:
    ran = load("name,gender\nAnna,F\nBob,attack helicopter\n")
    assert (sums(ran), ran.json["left_out"]) == ({"created": 2}, {"gender 'attack helicopter'": 1})


def test_columns_nobody_knows_are_named(crm: Crm, load: Load) -> None:
    assert load("name,shoe size\nAnna,38\n").json["unmapped"] == ["shoe size"]
    assert load("name,shoe size\nBob,38\n", "--map", "shoe size=note").json["unmapped"] == []
    assert customer(crm, "Bob")["note"] == "38"


def test_standard_input(crm: Crm) -> None:
    ran = crm.ok("import", "customers", "-", "-f", "json", stdin="name\nAnna\n")
    assert (sums(ran), ran.json["file"]) == ({"created": 1}, "-")


def test_in_chinese(crm: Crm) -> None:
    path = crm.folder / "客户.csv"
    path.write_text("姓名,电话\n张三,13800138000\n李四,abc\n", encoding="utf-8")
    ran = crm("--lang", "zh", "import", str(path))
    assert ran.status == 5
    assert ran.out == (
        f"文件        {path}\n"
        "识别为      客户，来源“客户”（utf-8，分隔符 ,）\n"
        "行数        读取 2 = 新建 1 + 拒绝 1\n"
        f"未导入的行  {crm.folder / '客户.rejects.csv'}\n"
    )


def test_a_missing_file_is_not_found_and_makes_no_database(crm: Crm) -> None:
    ran = crm("import", "customers", str(crm.folder / "none.csv"))
    assert (ran.status, ran.err) == (3, f"error: there is no file {crm.folder / 'none.csv'}\n")
    assert not list(crm.folder.glob("*.rejects.csv"))


def test_read_only_refuses(crm: Crm, load: Load) -> None:
    crm.ok("add", "Anna")
    before = content(crm.db)
    assert load("name\nBob\n", "--read-only").status == 7
    assert content(crm.db) == before


def test_the_import_is_on_record(crm: Crm, load: Load) -> None:
    ran = load("name,phone\nAnna,+14155552671\n")
    assert ran.json["import_id"] == 1
    _, _, kind, source, file, _, mapping, *_ = content(crm.db)["imports"][0]
    assert (kind, source, file) == ("customers", "people", "people.csv")
    assert json.loads(mapping) == {"name": "name", "phone": "phone"}


def test_rejects_go_where_they_are_asked_to(crm: Crm, load: Load, tmp_path: Path) -> None:
    load("name,phone\nBob,oops\n", "--rejects", str(tmp_path / "bad.csv"))
    assert (tmp_path / "bad.csv").exists()
    assert not (crm.folder / "people.rejects.csv").exists()


def test_what_databases_write_for_nothing_is_nothing(crm: Crm, load: Load) -> None:
    ran = load("name,phone,province,city\nMaria,NULL,NULL,Berlin\nNull,+14155552671,\\N,#N/A\n")
    assert ran.status == 0
    rows = crm.ok("list", "--columns", "name,phone,province,city", "-f", "csv").out
    assert rows == "name,phone,province,city\nMaria,,,Berlin\nNull,+14155552671,,\n"


def test_rows_with_a_name_alone_are_found_again(load: Load) -> None:
    rows = "name,city\nTom,Paris\nAnn,Rome\nTom,Paris\n"
    assert sums(load(rows)) == {"created": 3}
    assert sums(load(rows)) == {"unchanged": 3}


def test_a_name_alone_never_overwrites_a_namesake(load: Load) -> None:
    load("name,city\nTom,Paris\n")
    assert sums(load("name,city\nTom,Lyon\n")) == {"created": 1}

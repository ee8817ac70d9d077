"""doctor: checks, repairs, and damaged files."""

import random
import sqlite3
from contextlib import closing

import pytest

from tests.conftest import Crm, Ran


@pytest.fixture
def shop(crm: Crm) -> Crm:
    for name in ("张三", "李四", "Ada"):
        crm.ok("add", name, "phone=13800000001", "--force")
        crm.ok("sale", "add", name, "Tea@10")
        crm.ok("note", name, "likes green")
    return crm


def hurt(crm: Crm, sql: str) -> None:
    with closing(sqlite3.connect(crm.db)) as db, db:
        db.execute(sql)


def problems(ran: Ran) -> list[str]:
    return [row["check"] for row in ran.json["checks"] if row["status"] == "problem"]


def test_a_sound_file(shop: Crm) -> None:
    ran = shop.ok("doctor", "-f", "json")
    assert (ran.json["status"], problems(ran)) == ("ok", [])
    assert ran.json["tables"]["customers"] == 3
    assert [row["check"] for row in ran.json["checks"]] == [
        "schema", "pages", "references", "owners", "journal", "triggers", "statistics", "search", "permissions", "log",
    ]  # fmt: skip


def test_the_page_speaks_both_languages(shop: Crm) -> None:
    assert "statistics       ok      right for all 3 customers\n" in shop.ok("doctor").out
    assert "统计      正常  3 位客户的统计全部正确\n" in shop.ok("doctor", CRMCLI_LANG="zh").out


def test_checking_writes_nothing(shop: Crm) -> None:
    before = shop.db.read_bytes()
    shop.ok("doctor")
    shop.ok("--read-only", "doctor")
    assert shop.db.read_bytes() == before


def test_wrong_statistics_are_found_and_rebuilt(shop: Crm) -> None:
    hurt(shop, "UPDATE customer_stats SET spent = spent + 1 WHERE customer_id = 2")
    ran = shop("doctor")
    assert (ran.status, ran.err) == (
        6,
        "error: one problem was found\nhint: 'crm doctor --rebuild-stats' repairs statistics and triggers\n",
    )
    repaired = shop.ok("doctor", "--rebuild-stats", "-f", "json")
    assert (problems(repaired), repaired.err) == ([], "repaired: statistics\n")
    assert shop.ok("show", "2", "-f", "json").json["spent"] == "10.00"


def test_missing_statistics_are_made(shop: Crm) -> None:
    hurt(shop, "DELETE FROM customer_stats")
    assert problems(shop("doctor", "-f", "json")) == ["statistics"]
    assert shop.ok("doctor", "--rebuild-stats").status == 0


def test_a_lost_trigger_is_found_and_made_anew(shop: Crm) -> None:
    hurt(shop, "DROP TRIGGER journal_customers_update")
    assert problems(shop("doctor", "-f", "json")) == ["triggers"]
    assert shop.ok("doctor", "--rebuild-stats").err == "repaired: triggers\n"


def test_a_view_of_ones_own_is_no_problem(shop: Crm) -> None:
    hurt(shop, "CREATE VIEW mine AS SELECT 1")
    assert shop.ok("doctor").status == 0


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE search_text SET name = 'x' WHERE customer_id = 1",
        "DELETE FROM search_docsize WHERE id = 1",
        "INSERT INTO search_dirty VALUES (1)",
    ],
)
def test_stale_search_text_is_found_and_rebuilt(shop: Crm, sql: str) -> None:
    hurt(shop, sql)
    ran = shop("doctor", "-f", "json")
    assert (ran.status, problems(ran)) == (6, ["search"])
    shop.ok("doctor", "--rebuild-search")
    assert [row["id"] for row in shop.ok("find", "zhangsan", "-f", "json").json] == [1]


def test_dangling_references_are_found(shop: Crm) -> None:
    hurt(shop, "UPDATE sale_lines SET sale_id = 99 WHERE id = 1")
    ran = shop("doctor", "-f", "json")
    assert (ran.status, "references" in problems(ran)) == (6, True)
    assert ran.err.endswith("hint: keep a copy of the file as it is, then restore a backup\n")


def test_records_that_name_another_customers_are_found(shop: Crm) -> None:
    shop.ok("sale", "pay", "1", "5")
    shop.ok("complaint", "add", "张三", "cold", "--sale", "1")
    assert "owners           ok      what names each other is of one customer\n" in shop.ok("doctor").out
    hurt(shop, "UPDATE payments SET customer_id = 2")
    hurt(shop, "UPDATE complaints SET customer_id = 3")
    ran = shop("doctor", "-f", "json")
    assert ran.json["checks"][3]["detail"] == (
        "2 records and what they name are of different customers: complaints 1 → sales 1, payments 1 → sales 1"
    )
    hint = "hint: 'crm history' tells which operation parted them; 'crm undo N' takes it back\n"
    assert (ran.status, hint in ran.err) == (6, True)


def test_an_operation_left_open_is_found(shop: Crm) -> None:
    hurt(shop, "UPDATE journal SET operation = 1")
    assert problems(shop("doctor", "-f", "json")) == ["journal"]


def test_others_who_can_read_the_file_are_a_warning(shop: Crm) -> None:
    shop.db.chmod(0o644)
    ran = shop.ok("doctor", "-f", "json")
    assert {"check": "permissions", "status": "warning"}.items() <= ran.json["checks"][8].items()


def test_repairs_need_write_access(shop: Crm) -> None:
    assert shop("--read-only", "doctor", "--rebuild-stats").status == 7


def test_a_missing_file(crm: Crm) -> None:
    assert crm("doctor").status == 6
    assert crm("doctor", "--rebuild-stats").status == 6
    assert not crm.db.exists()
    assert crm.ok("doctor", CRMCLI_DB="").status == 0


def test_other_files_are_refused(crm: Crm) -> None:
    crm.db.write_text("name,phone\n")
    assert crm("doctor").status == 6
    crm.db.unlink()
    hurt(crm, "CREATE TABLE t (x)")
    assert crm("doctor", "--rebuild-stats").status == 6


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_told_without_a_traceback(shop: Crm, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(shop.db.read_bytes())
    for _ in range(1 + seed % 8):
        at = chance.randrange(16, len(data))
        data[at] ^= chance.randrange(1, 256)
    shop.db.write_bytes(data)
    argv = ["--rebuild-stats", "--rebuild-search"] if seed % 4 == 0 else []
    ran = shop("doctor", *argv, CRMCLI_DEBUG="1")
    assert ran.status in (0, 6)


def test_a_page_of_rubbish_is_damage(shop: Crm) -> None:
    data = bytearray(shop.db.read_bytes())
    data[4096:] = random.Random(1).randbytes(len(data) - 4096)
    shop.db.write_bytes(data)
    assert shop("doctor", CRMCLI_DEBUG="1").status == 6

"""What crm alone shows."""

from tests.conftest import Crm


def test_without_a_file_it_says_how_to_begin(crm: Crm) -> None:
    ran = crm.ok()
    assert "crm add            add a customer\n" in ran.out
    assert "Nothing is stored yet. Begin with: crm add" in ran.out
    assert ran.err == ""
    assert not crm.db.exists()


def test_with_a_file_it_shows_the_first_lines_of_the_day(crm: Crm) -> None:
    for number in range(5):
        crm.ok("task", "add", f"task {number}", "--due", "today")
    out = crm.ok().out
    assert "Sunday 2026-03-01: 5 things to do\n\n1. “task 0” is due today\n   crm task done 1\n" in out
    assert "2 more: crm today\n" in out
    assert "task 3" not in out


def test_in_chinese(crm: Crm) -> None:
    crm.ok("add", "张三")
    out = crm.ok("--lang", "zh").out
    assert out.startswith("crm：一个文件管好全部客户\n\ncrm today")
    assert "2026-03-01 星期日：没有待办事项\n" in out


def test_every_command_shown_has_its_help(crm: Crm) -> None:
    for language in ("en", "zh"):
        commands = crm.ok("-f", "json", "--lang", language).json["commands"]
        assert all(row["help"] for row in commands)

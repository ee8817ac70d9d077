"""Help pages: in the user's language, at 80 columns, complete."""

import re

import pytest

from crmcli.cli import COMMANDS, FAMILIES, GROUPS
from crmcli.text import width
from tests.conftest import Crm

LANGUAGES = ("en", "zh")

REDO = """\
crm redo: take back the last undo

Usage
  crm redo [options]

Examples
  crm undo
  crm redo

Options of every command
      --db FILE         the database file (else CRMCLI_DB, the config file, the
                        default place)
      --lang en|zh      language of messages: en or zh
  -f, --format FORMAT   output format: table, json, ndjson, csv, tsv, md or ids
  -o, --output FILE     write to a file; its suffix gives the format
      --headings en|zh  language of column headings and keys (en is the stable
                        one)
      --read-only       write nothing; an older file is read from a copy
  -y, --yes             answer yes to every question
  -q, --quiet           no remarks, and ids only unless a format is asked for
  -h, --help            show this help
      --version         show the version
"""

TAGS_ZH = """\
crm tags：现有的标签

用法
  crm tags 命令 …

命令
  tags list    列出标签及各有多少客户
  tags rename  给标签改名；新名字已存在时两者合一
  tags rm      从所有客户身上去掉一个标签

更多
  crm tags 命令 --help 查看其中某个命令的说明。
"""


def test_a_page_in_full(crm: Crm) -> None:
    assert crm.ok("redo", "--help").out == REDO


def test_the_page_of_a_group_in_chinese(crm: Crm) -> None:
    assert crm.ok("tags", "--help", CRMCLI_LANG="zh").out == TAGS_ZH


@pytest.mark.parametrize("line", [["--help", "tags"], ["tags", "-h"]])
def test_a_group_is_explained_either_way_round(crm: Crm, line: list[str]) -> None:
    assert crm.ok(*line).out == crm.ok("tags", "--help").out


def test_help_needs_no_arguments_and_no_database(crm: Crm) -> None:
    assert crm.ok("edit", "--help").out == crm.ok("--help", "edit").out
    assert not crm.db.exists()


def test_the_root_page_lists_every_command_and_says_what_who_is(crm: Crm) -> None:
    out = crm.ok("--help").out
    listed = re.findall(r"^  ((?:\w+ )?\w+)  +\S", out, re.MULTILINE)
    assert [name for name in listed if name in COMMANDS] == [
        name for family in FAMILIES for name, command in COMMANDS.items() if command.family == family
    ]
    assert "WHO: which customer\n  WHO may be an id, a phone number" in out


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [*COMMANDS, *sorted(GROUPS), ""])
def test_every_page_fits_80_columns_and_is_plain_text(crm: Crm, name: str, lang: str) -> None:
    out = crm.ok(*name.split(), "--help", CRMCLI_LANG=lang).out
    assert [line for line in out.splitlines() if width(line) > 80] == []
    assert "\x1b" not in out


@pytest.mark.parametrize("name", COMMANDS)
def test_chinese_pages_have_no_english_headings(crm: Crm, name: str) -> None:
    out = crm.ok(*name.split(), "--help", CRMCLI_LANG="zh").out
    headings = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert [line for line in headings if line.isascii()] == []


def test_a_terminal_gets_bold_headings_unless_it_wants_none(crm: Crm) -> None:
    assert "\x1b[1mUsage\x1b[0m\n" in crm.ok("undo", "--help", terminal=True, NO_COLOR="").out
    assert "\x1b" not in crm.ok("undo", "--help", terminal=True, NO_COLOR="1").out


def test_a_narrow_terminal_gets_narrow_pages(crm: Crm) -> None:
    out = crm.ok("undo", "--help", terminal=True, columns=50).out
    assert max(width(line) for line in out.splitlines()) <= 50


def test_commands_that_take_fields_name_them_in_both_languages(crm: Crm) -> None:
    assert "gender (female|male|other)" in crm.ok("add", "--help").out
    assert "性别（gender、female|male|other）" in crm.ok("add", "--help", CRMCLI_LANG="zh").out

"""-o FILE: whole or not at all, and never in place of something else."""

import os
import threading

import pytest

from tests.conftest import Crm
from tests.exchange.workbooks import sheet


@pytest.fixture
def ann(crm: Crm) -> Crm:
    crm.ok("add", "Ann", "city=Paris")
    return crm


def test_the_suffix_gives_the_format(ann: Crm) -> None:
    ann.ok("list", "--columns", "name,city", "-o", str(ann.folder / "a.csv"))
    assert (ann.folder / "a.csv").read_text("utf-8") == "name,city\nAnn,Paris\n"


def test_a_link_stays_a_link_and_its_target_is_written(ann: Crm) -> None:
    target, link = ann.folder / "target.csv", ann.folder / "link.csv"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    ann.ok("list", "--columns", "name", "-o", str(link))
    assert link.is_symlink()
    assert (target.read_text("utf-8"), target.stat().st_mode & 0o777) == ("name\nAnn\n", 0o640)


def test_a_pipe_is_written_through(ann: Crm) -> None:
    pipe = ann.folder / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    ann.ok("list", "--columns", "name", "-f", "csv", "-o", str(pipe))
    reader.join(10)
    assert (read, pipe.is_fifo()) == (["name\nAnn\n"], True)


def test_a_dash_is_stdout(ann: Crm) -> None:
    assert ann.ok("list", "--columns", "name", "-f", "csv", "-o", "-").out == "name\nAnn\n"


def test_a_format_that_cannot_be_written_is_refused(ann: Crm) -> None:
    ran = ann("list", "-o", str(ann.folder / "a.pdf"))
    assert (ran.status, (ann.folder / "a.pdf").exists()) == (2, False)


def test_a_list_can_be_an_excel_workbook(ann: Crm) -> None:
    ann.ok("list", "--columns", "id,name,spent", "-o", str(ann.folder / "a.xlsx"))
    assert sheet(ann.folder / "a.xlsx") == [["id", "name", "spent"], ["1", "Ann", 0.0]]


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_stored(ann: Crm) -> None:
    assert ann("add", "Bob", "-f", "json", "-o", "nowhere/bob.json").status == 7
    assert ann.ok("list", "--columns", "name", "-f", "csv").out == "name\nAnn\n"


def test_a_suffix_of_no_format_is_refused_before_anything_is_stored(ann: Crm) -> None:
    for line in (("list",), ("add", "Bob")):
        ran = ann(*line, "-o", str(ann.folder / "a.xyz"))
        assert (ran.status, ran.err.splitlines()[0].split(";")[0]) == (
            2, "error: files of type .xyz cannot be written"
        )  # fmt: skip
    assert ann.ok("list", "--columns", "name", "-f", "csv").out == "name\nAnn\n"
    ann.ok("list", "--columns", "name", "-f", "csv", "-o", str(ann.folder / "a.xyz"))
    assert (ann.folder / "a.xyz").read_text("utf-8") == "name\nAnn\n"

"""Keys that several rows of a file have, told by their hashes: of few in memory, of many from a file."""

import errno
from typing import NoReturn

import pytest

from crmcli.errors import Refused
from crmcli.importing import repeats
from crmcli.importing.repeats import END, Repeats


@pytest.fixture(params=["in memory", "in a file", "in shares of a file"])
def found(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Repeats:
    if request.param != "in memory":
        monkeypatch.setattr(repeats, "_LIVE", 4)
    if request.param == "in shares of a file":
        monkeypatch.setattr(repeats, "_SHARE", 3)
    read = Repeats()
    read.read({"external": ["a", "b", "c"], "phone": ["1", "", "2"]})
    read.read({"external": ["d", "a", "e"]})
    read.read({})
    read.read({"external": ["f", "a", "f"], "phone": ["2", "3"]})
    read.read({"external": ["g", "h", "i"]})
    return read


def test_keys_that_come_again_are_known_with_the_last_chunk_that_has_them(found: Repeats) -> None:
    assert found.last == {"external": {hash("a"): 3, hash("f"): 3}, "phone": {hash("2"): 3}}


def test_any_key_of_the_file_is_known(found: Repeats) -> None:
    assert all(found.has([("external", key)]) for key in "abcdefghi")
    assert not any(found.has([("external", key)]) for key in "jklm123")
    assert not found.has([("uid", "a")])
    assert found.has([("uid", "a"), ("phone", "1")])


def test_only_what_came_again_is_kept_in_the_end(found: Repeats) -> None:
    found.forget()
    assert found.has([("external", "a")])
    assert not found.has([("external", "b")])


def test_keys_that_any_row_may_have_again_last_to_the_end(found: Repeats) -> None:
    found.read_loose("phone", ["2", "9"])
    found.read_loose("email", ["a@b.cn"])
    assert found.last["phone"] == {hash("2"): END, hash("9"): END}
    assert found.last["email"] == {hash("a@b.cn"): END}


def test_a_file_without_keys_repeats_none() -> None:
    found = Repeats()
    found.read({"external": ["", ""]})
    assert found.last == {}
    assert not found.has([("external", "")])


@pytest.mark.parametrize("sorted_already", [False, True])
def test_a_full_disk_is_refused_by_the_folder_of_temporary_files(
    monkeypatch: pytest.MonkeyPatch, sorted_already: bool
) -> None:
    def full(**_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(repeats, "_LIVE", 2)
    read = Repeats()
    if sorted_already:
        read.read({"external": ["a", "b", "c"]})
    monkeypatch.setattr(repeats, "TemporaryFile", full)
    with pytest.raises(Refused) as refused:
        read.has([("external", "a")]) if sorted_already else read.read({"external": ["a", "b", "c"]})
    assert refused.value.code == "cannot_write"

"""Titles that tell two people of one name apart."""

import pytest

from crmcli.normalize.titles import contradict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mr Green", "Mrs. Green"),
        ("王先生", "王太太"),
        ("John Carter II", "John Carter III"),
        ("A Smith Sr.", "A Smith Jr"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert contradict(one, other)
    assert contradict(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "John Smith Jr"),
        ("王太太", "王女士"),
        ("张三", "张三先生"),
        ("Mr Adams", "John Adams"),
        ("", "Mr A"),
    ],
)
def test_maybe_one(one: str, other: str) -> None:
    assert not contradict(one, other)

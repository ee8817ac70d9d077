"""The READMEs show what the program prints."""

import pytest

from tools import tour


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tour_is_what_the_program_prints_now(language: str) -> None:
    assert (tour.ROOT / tour.PAGES[language]).read_text("utf-8") == tour.page(language)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_every_file_a_page_links_to_is_there(name: str) -> None:
    import re

    text = (tour.ROOT / name).read_text("utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (tour.ROOT / link).exists()] == []


def test_the_map_names_every_room() -> None:
    rooms = {path.name for path in (tour.ROOT / "crmcli").iterdir() if path.is_dir() and path.name[0] != "_"}
    text = (tour.ROOT / "README.md").read_text("utf-8")
    assert sorted(room for room in rooms if f"{room}/`" not in text) == []

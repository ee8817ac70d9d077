"""Documents that cannot lie: the reference is what the code says now, and every sentence has both languages."""

import re
import shlex
from collections import Counter

import pytest

from crmcli import argv, signature
from crmcli.cli import COMMANDS, find_command, load
from crmcli.fields import CUSTOMER, EDITABLE
from crmcli.manual import key
from tools import reference
from tools.catalogues import Use, catalogue, columns, mentioned, placeholders, uses

BY_PATTERN = {
    "help.": "under the names of commands (test_every_command_has_help)",
    "labels.": "under the names of columns",
    "words.": "under the values of choices",
    "metavars.": "under the placeholders of signatures (test_every_placeholder_has_a_translation)",
}
"""Pages whose sentences the code names by rule, not literally."""
NO_CHINESE_NEEDED = re.compile(
    r"[^A-Za-z]*|[A-Z,…\[\]=-]+|crm .*|QQ|WhatsApp|Telegram|LINE|Facebook|Instagram", re.DOTALL
)

EN, ZH = catalogue("en"), catalogue("zh")
GENERATED = reference.files()


# -- generated files -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GENERATED)
def test_generated_files_are_up_to_date(name: str) -> None:
    path = reference.DOCS / name
    assert path.exists(), "run: make docs"
    assert path.read_text(encoding="utf-8") == GENERATED[name], "run: make docs"


def test_no_schema_is_left_over() -> None:
    assert {f"schema/{p.name}" for p in (reference.DOCS / "schema").glob("*")} <= set(GENERATED)


@pytest.mark.parametrize("name", reference.NAMES.values())
def test_the_reference_has_every_command(name: str) -> None:
    headings = re.findall(r"^### crm (.+)$", GENERATED[name], re.MULTILINE)
    assert sorted(headings) == sorted(COMMANDS)


@pytest.mark.parametrize("name", reference.NAMES.values())
def test_links_within_the_reference_lead_somewhere(name: str) -> None:
    text = GENERATED[name]
    headings = [h.lower().replace(" ", "-") for h in re.findall(r"^#+ (.+)$", text, re.MULTILINE)]
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(headings)


# -- catalogues ------------------------------------------------------------------------------------


def test_both_languages_have_the_same_sentences() -> None:
    assert EN.keys() - {k for k in EN if k.startswith("labels.")} == ZH.keys() - {
        k for k in ZH if k.startswith("labels.")
    }


def test_both_languages_have_the_same_placeholders() -> None:
    assert [k for k in EN.keys() & ZH.keys() if placeholders(EN[k]) != placeholders(ZH[k])] == []


def test_plurals_are_plurals_in_both_languages() -> None:
    assert [k for k in EN.keys() & ZH.keys() if isinstance(EN[k], tuple) != isinstance(ZH[k], tuple)] == []


def test_chinese_is_chinese() -> None:
    def bare(text: str | tuple[str, str]) -> str:
        return re.sub(r"\{\w+\}", "", text if isinstance(text, str) else text[1])

    foreign = {k: v for k, v in ZH.items() if not re.search("[\u4e00-\u9fff]", bare(v))}
    assert {k: v for k, v in foreign.items() if not NO_CHINESE_NEEDED.fullmatch(bare(v))} == {}


def test_english_is_not_chinese() -> None:
    assert [k for k, v in EN.items() if re.match("[\u4e00-\u9fff]{4}", v if isinstance(v, str) else v[0])] == []


def test_every_sentence_that_the_code_names_exists() -> None:
    assert [use for use in uses() if use.key not in EN or use.key not in ZH] == []


def test_every_sentence_gets_the_facts_it_needs() -> None:
    asked = [(use.place, name, use.facts) for use in uses() for name in _sentences_of(use)]
    assert [
        (place, name, placeholders(EN[name]) - facts)
        for place, name, facts in asked
        if facts is not None and name in EN and placeholders(EN[name]) - facts
    ] == []


def _sentences_of(use: Use) -> tuple[str, ...]:
    """An error may have a hint, which gets the same facts."""
    return (use.key, f"{use.key}.hint") if use.status else (use.key,)


def test_no_sentence_is_unused() -> None:
    constants, patterns = mentioned()
    pages = {name.partition(".")[0] for name in EN}
    whole = {page for page in pages if any(p.pattern == rf"{page}\..+" for p in patterns)}
    """Pages that the code adds any name to: there the bare name has to be in the code."""
    telling = [p for p in patterns if p.pattern not in {rf"{page}\..+" for page in whole}]

    def used(name: str) -> bool:
        page, _, rest = name.partition(".")
        return (
            name.startswith(tuple(BY_PATTERN))
            or name in constants
            or (name.endswith(".hint") and used(name.removesuffix(".hint")))
            or any(pattern.fullmatch(name) for pattern in telling)
            or (page in whole and (rest in constants or any(p.fullmatch(rest) for p in telling)))
        )

    assert [name for name in EN if not used(name)] == []


def test_every_column_has_a_chinese_heading() -> None:
    assert sorted(name for name in {*CUSTOMER, *columns()} if f"labels.{name}" not in ZH) == []


def test_every_placeholder_has_a_translation() -> None:
    params = [*argv.GLOBAL_PARAMS, *(p for name in COMMANDS for p in signature.read(load(name)).params)]
    shown = {p.metavar for p in params if p.metavar}
    assert sorted(m for m in shown if "|" not in m and f"metavars.{m}" not in ZH) == []
    used = shown | {p.name.upper() for p in params} | {"WORD", "VALUE", "FIELD=VALUE"}
    assert sorted(k for k in EN if k.startswith("metavars.") and k.removeprefix("metavars.") not in used) == []


# -- help ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("sentences", [EN, ZH], ids=["en", "zh"])
def test_every_command_has_help_and_examples(name: str, sentences: dict[str, str | tuple[str, str]]) -> None:
    line = sentences[f"help.{key(name)}"]
    assert isinstance(line, str)
    assert not line.endswith((".", "。"))
    assert 1 <= len(str(sentences[f"help.{key(name)}.more"]).splitlines()) <= 4


def test_there_is_no_help_for_commands_that_are_not_there() -> None:
    names = {key(name) for name in COMMANDS} | {name.split()[0] for name in COMMANDS if " " in name}
    assert {k.split(".")[1] for k in EN if k.startswith("help.")} == names


def examples() -> list[str]:
    pages = [
        str(text)
        for sentences in (EN, ZH)
        for name, text in sentences.items()
        if re.fullmatch(r"help\.\w+\.more", name)
    ]
    return sorted({line for page in pages for line in page.splitlines()})


@pytest.mark.parametrize("line", examples())
def test_examples_are_command_lines_that_exist(line: str) -> None:
    for part in line.split(" | "):
        words = shlex.split(part, comments=True)
        if words[0] == "crm":
            _, rest = argv.split_command(words[1:])
            name, used = find_command(rest)
            takes = signature.read(load(name))
            argv.bind(takes, argv.parse(takes, rest[used:], EDITABLE if takes.fields else ()).options)


def test_examples_of_both_languages_show_the_same_commands() -> None:
    for name in COMMANDS:
        pages = [str(s[f"help.{key(name)}.more"]) for s in (EN, ZH)]
        first, second = (Counter(line.split()[1] for line in page.splitlines()) for page in pages)
        assert first == second, name

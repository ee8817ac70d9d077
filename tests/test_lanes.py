"""Both lanes read command lines alike: ``argv``, which runs them, and the Typer app, which completes them."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmcli import argv, signature, typer_lane
from crmcli.cli import COMMANDS, find_command, load
from crmcli.errors import Invalid
from crmcli.fields import EDITABLE
from crmcli.signature import Param
from tests.conftest import Crm

Read = tuple[str, dict[str, Any], dict[str, Any]]
"""A command, its keyword arguments, the global options."""


def fast(line: Sequence[str]) -> Read:
    before, rest = argv.split_command(line)
    name, used = find_command(rest)
    takes = signature.read(load(name))
    parsed = argv.parse(takes, rest[used:], EDITABLE if takes.fields else ())
    return _bound(name, argv.Parsed(parsed.options, {**before, **parsed.globals}))


def slow(name: str, line: Sequence[str]) -> Read:
    app, runs = _app(name)
    runs.clear()
    app.main(args=list(line), prog_name="crm", standalone_mode=False)
    return _bound(*runs[0])


@cache
def _app(name: str) -> tuple[Any, list[tuple[str, argv.Parsed]]]:
    runs: list[tuple[str, argv.Parsed]] = []
    app = typer_lane.build(lambda name, parsed: runs.append((name, parsed)), [name])
    return typer.main.get_command(app), runs


def _bound(name: str, parsed: argv.Parsed) -> Read:
    """What the command gets; Typer knows the order of values within a field only, not between fields."""
    takes = signature.read(load(name))
    options = dict(parsed.options)
    if takes.fields in options:
        values = dict(options[takes.fields])
        values["pairs"] = sorted(values.get("pairs", []), key=lambda pair: str(pair[0]))
        options[takes.fields] = values
    return name, argv.bind(takes, options), parsed.globals


# -- command lines ---------------------------------------------------------------------------------

_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8)
_VALUES = st.one_of(_TEXT, st.sampled_from(["张三", "a=b", "-5", "--", "-", "x y", "2026-03-01", "*", "-30d"]))
_NUMBERS = st.integers(-(10**9), 10**9).map(str)


_QUERY = re.compile(r"-\w{2,}[:=<>~!：]")
"""``-tag:vip`` means "not tagged vip" to argv; Typer, which only completes, takes -t with a value."""


def _value(param: Param) -> st.SearchStrategy[str]:
    if param.choices:
        return st.sampled_from(param.choices)
    return _VALUES if param.type == "str" else _NUMBERS


def _spelled(param: Param) -> st.SearchStrategy[list[str]]:
    """One option as words: ``--due fri``, ``--due=fri``, ``-d fri``, ``-dfri``, ``--no-paid``."""
    if param.type == "bool":
        flags = list(param.flags)
        if param.group != "globals":
            flags += [f"--no-{flag[2:]}" for flag in flags if flag.startswith("--")]
        return st.sampled_from(flags).map(lambda flag: [flag])

    def spell(flag: str, value: str, joined: bool) -> list[str]:
        if flag.startswith("--"):
            return [f"{flag}={value}"] if joined else [flag, value]
        return [flag + value] if joined and value and not _QUERY.match(flag + value) else [flag, value]

    return st.builds(spell, st.sampled_from(param.flags), _value(param), st.booleans())


def _words(takes: signature.Signature) -> st.SearchStrategy[list[str]]:
    """Positional words, as many as the command can take."""
    parts: list[st.SearchStrategy[list[str]]] = []
    for param in takes.params:
        if param.kind == "arg":
            most = 3 if param.many else 1
            parts.append(st.lists(_value(param), min_size=int(param.required), max_size=most))
            if not param.required:
                break  # a word after an argument left out would be that argument
    if takes.fields:
        names, ways = st.sampled_from(EDITABLE), st.sampled_from(["=", "+=", "-="])
        pair = st.builds("{}{}{}".format, names, ways, _TEXT)
        parts.append(st.lists(pair, max_size=3))
    return st.tuples(*parts).map(lambda lists: [word for words in lists for word in words])


def lines(name: str) -> st.SearchStrategy[list[str]]:
    """A valid command line: global options anywhere, options among the words, ``--`` before odd words."""
    takes = signature.read(load(name))
    every = {(p.group, p.name): p for p in argv.flags_of(takes, EDITABLE if takes.fields else ()).values()}
    own = [p for p in every.values() if p.name not in ("help", "version")]
    common = [p for p in own if p.group == "globals"]
    return _mixed(
        name,
        st.lists(st.sampled_from(common).flatmap(_spelled), max_size=2),
        _words(takes),
        st.lists(st.sampled_from(own).flatmap(_spelled), max_size=4),
    )


Parts = st.SearchStrategy[list[list[str]]]


@st.composite
def _mixed(draw: st.DrawFn, name: str, common: Parts, texts: st.SearchStrategy[list[str]], own: Parts) -> list[str]:
    before = [word for part in draw(common) for word in part]
    words, options = draw(texts), draw(own)
    cut = next((i for i, word in enumerate(words) if word.startswith("-") and word != "-"), len(words))
    mixed: list[list[str]] = [[word] for word in words[:cut]]
    for option in options:
        mixed.insert(draw(st.integers(0, len(mixed))), option)
    tail = ["--", *words[cut:]] if cut < len(words) or draw(st.booleans()) else []
    return [*before, *name.split(), *(word for part in mixed for word in part), *tail]


@pytest.mark.parametrize("name", COMMANDS)
def test_both_lanes_give_a_command_the_same_arguments(name: str) -> None:
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(line=lines(name))
    def alike(line: list[str]) -> None:
        assert fast(line) == slow(name, line)

    alike()


@pytest.mark.parametrize(
    "line",
    [
        ["list", "--colums", "name"],
        ["list", "--columns"],
        ["list", "-f", "html"],
        ["list", "--limit", "many"],
        ["add"],
        ["undo", "1", "2"],
        ["undo", "x"],
        ["add", "Bob", "--force=1"],
    ],
)
def test_both_lanes_refuse(line: list[str]) -> None:
    with pytest.raises(Invalid):
        fast(line)
    with pytest.raises(Exception) as refused:  # noqa: PT011 - Typer's usage errors have no public base class
        slow(line[0], line)
    assert getattr(refused.value, "exit_code", None) == 2


# -- completion ------------------------------------------------------------------------------------


def complete(crm: Crm, monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """What bash is offered after these words (the last one under way)."""
    asked = {"_CRM_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(["crm", *words]), "COMP_CWORD": str(len(words))}
    for key, value in asked.items():
        monkeypatch.setenv(key, value)  # Typer reads the process's environment
    crm.environ.update(asked)
    return crm().out.split()


def test_commands_are_completed(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    assert complete(crm, monkeypatch, "ta") == ["tag", "tags", "task"]


def test_verbs_are_completed(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    assert complete(crm, monkeypatch, "tags", "") == ["list", "rename", "rm"]


def test_options_are_completed_and_fields_are_options_too(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    assert complete(crm, monkeypatch, "add", "--ci") == ["--city"]


def test_choices_are_completed(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    assert complete(crm, monkeypatch, "list", "--format", "j") == ["json"]


def test_zsh_gets_explanations_in_the_language_of_the_user(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"_CRM_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "crm und"}
    for key, value in asked.items():
        monkeypatch.setenv(key, value)
    crm.environ.update(asked, CRMCLI_LANG="zh")
    assert '"undo":"撤销' in crm().out


def test_a_completion_script_can_be_shown(crm: Crm) -> None:
    assert "complete -o default -F _crm_completion crm" in crm.ok("--show-completion", "bash").out


def test_the_shell_is_taken_from_the_environment(crm: Crm) -> None:
    assert crm.ok("--show-completion", SHELL="/usr/bin/fish").out.startswith("complete --command crm")


def test_another_shell_is_refused(crm: Crm) -> None:
    ran = crm("--show-completion=ksh")
    assert (ran.status, ran.err) == (
        2,
        "error: completion is made for bash, zsh and fish, not for 'ksh'\n"
        "hint: name one: crm --install-completion bash\n",
    )


def test_installing_completion_twice_adds_one_line_and_keeps_the_rest(crm: Crm) -> None:
    startup = crm.folder / ".bashrc"
    startup.write_text("alias ll='ls -l'\n")
    crm.ok("--install-completion", "bash")
    crm.ok("--install-completion", "bash")
    script = crm.folder / ".bash_completions" / "crm.sh"
    assert startup.read_text() == f"alias ll='ls -l'\nsource '{script}'\n"
    assert "_CRM_COMPLETE=complete_bash" in script.read_text()

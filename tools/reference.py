"""Writes docs/reference.md, docs/reference.zh.md, the tables of docs/queries.md and docs/queries.zh.md, and
docs/schema/*.json from the code: ``make docs``."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crmcli import i18n, manual
from crmcli.cli import COMMANDS, FAMILIES
from crmcli.domain import rfm
from crmcli.errors import Invalid
from crmcli.fields import CUSTOMER, Field
from crmcli.i18n import t
from crmcli.manual import Entry
from tools.catalogues import Sentence, catalogue, raised

DOCS = Path(__file__).parent.parent / "docs"
_STATUSES = (0, 1, 2, 3, 4, 5, 6, 7, 130)
NAMES = {"en": "reference.md", "zh": "reference.zh.md"}
QUERIES = {"en": "queries.md", "zh": "queries.zh.md"}


def files() -> dict[str, str]:
    """Every generated file: its path below docs/ and its text."""
    made = {name: reference(language) for language, name in NAMES.items()}
    made.update((name, queries(language)) for language, name in QUERIES.items())
    made.update((f"schema/{name}.json", text) for name, text in schemas().items())
    return made


def schemas() -> dict[str, str]:
    """A JSON Schema for each shape that scripts rely on."""
    from crmcli.shapes import SHAPES

    found = {}
    for name, adapter in SHAPES.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_untitled(adapter.json_schema())}
        found[name] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return found


def _untitled(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the titles that only repeat the names of properties."""
    kept: dict[str, Any] = {}
    for name, part in schema.items():
        if name == "title" and isinstance(part, str):
            continue
        if isinstance(part, dict):
            part = _untitled(part)
        elif isinstance(part, list):
            part = [_untitled(each) if isinstance(each, dict) else each for each in part]
        kept[name] = part
    return kept


def reference(language: str) -> str:
    """The reference in one language, as Markdown."""
    with _speaking(language):
        return "\n".join(_reference()) + "\n"


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    before = i18n.language()
    i18n.set_language(language)
    try:
        yield
    finally:
        i18n.set_language(before)


def _reference() -> Iterator[str]:
    yield f"# {t('reference.title')}"
    yield ""
    yield t("reference.generated")
    for family in FAMILIES:
        yield from _family(family)
    yield from _section("manual.global_options")
    yield from _table(("reference.option", "reference.meaning"), map(_code, manual.global_options()))
    yield from _section("manual.who")
    yield t("manual.who_text")
    yield from _statuses()
    yield from _fields()
    yield from _errors()


def _family(family: str) -> Iterator[str]:
    yield from _section(f"manual.family_{family}")
    mine = [name for name, command in COMMANDS.items() if command.family == family]
    yield from _table(
        ("reference.command", "reference.meaning"),
        ((f"[`crm {n}`](#{_anchor(n)})", _cell(manual.help_of(n))) for n in mine),
    )
    for name in mine:
        yield from _command(name)


def _anchor(name: str) -> str:
    return f"crm-{name.replace(' ', '-')}"


def _command(name: str) -> Iterator[str]:
    page = manual.page_of(name)
    yield ""
    yield f"### crm {name}"
    yield ""
    yield t("reference.sentence", text=page.help[:1].upper() + page.help[1:])
    yield from _block([page.usage])
    if page.about:
        yield ""
        yield page.about
    yield from _entries("manual.arguments", page.arguments)
    yield from _entries("manual.options", page.options)
    if page.fields:
        yield ""
        yield t("reference.takes_fields", anchor=_heading_anchor(t("manual.fields")))
    yield from _entries("manual.exit_status", page.statuses)
    yield from _block(page.examples)


def _entries(title: str, entries: Sequence[Entry]) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield f"{t(title)}{t('reference.colon')}"
    yield ""
    yield from (f"- `{entry.term.strip()}` — {entry.text}" for entry in entries)


def _block(lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", "```sh", *lines, "```")


def _section(key: str) -> Iterator[str]:
    yield from ("", f"## {t(key)}", "")


def _heading_anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(t(head) for head in heads) + " |"
    yield "|" + " --- |" * len(heads)
    yield from ("| " + " | ".join(row) + " |" for row in rows)


def _code(entry: Entry) -> tuple[str, str]:
    return f"`{_cell(entry.term.strip())}`", _cell(entry.text)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _statuses() -> Iterator[str]:
    yield from _section("manual.exit_status")
    rows = ((str(n), t(f"reference.status_{n}")) for n in _STATUSES)
    yield from _table(("reference.status", "reference.meaning"), rows)


def _fields() -> Iterator[str]:
    yield from _section("manual.fields")
    yield t("manual.fields_text")
    yield ""
    heads = ("field", "chinese", "type", "values", "aliases", "editable")
    yield from _table([f"reference.{head}" for head in heads], map(_field, CUSTOMER.values()))


def _field(field: Field) -> tuple[str, ...]:
    return (
        f"`{field.name}`",
        field.zh,
        field.type,
        " ".join(f"`{choice}`" for choice in field.choices),
        t("manual.list_comma").join(field.aliases),
        t("common.yes") if field.edit else "",
    )


def _errors() -> Iterator[str]:
    yield from _section("reference.errors")
    yield t("reference.errors_text")
    yield ""
    sentences = catalogue(i18n.language())
    codes = {key.removeprefix("errors."): (key, status) for key, status in raised().items()}
    rows = (_error(code, *codes[code], sentences) for code in sorted(codes, key=lambda c: ("." in c, c)))
    yield from _table([f"reference.{head}" for head in ("code", "status", "meaning", "hint")], rows)


def _error(code: str, key: str, status: int, sentences: Mapping[str, Sentence]) -> tuple[str, ...]:
    said = (_cell(_general(sentences.get(name, ""))) for name in (key, f"{key}.hint"))
    return (f"`{code}`", str(status), *said)


def _general(sentence: Sentence) -> str:
    """Of a plural pair the plural."""
    return sentence if isinstance(sentence, str) else sentence[1]


# -- the page about queries ------------------------------------------------------------------------


def queries(language: str) -> str:
    """The page as it is written, with the tables between its markers as the code says now."""
    text = (DOCS / QUERIES[language]).read_text(encoding="utf-8")
    with _speaking(language):
        for name, table in (("operators", _operators()), ("rfm", _rfm_names()), ("fields", _meanings())):
            head, _, rest = text.partition(f"<!-- {name} -->\n")
            after = rest.partition(f"<!-- /{name} -->")[2]
            text = "\n".join([f"{head}<!-- {name} -->", "", *table, "", f"<!-- /{name} -->{after}"])
    return text


_OPERATORS = (":", "=", "!=", ">", ">=", "<", "<=", "~")
_ASKED = {
    "name": "a", "phone": "1", "tags": "a", "bought": "a", "gender": "female", "age": "1", "spent": "1",
    "last_sale": "2026-03-01", "last_contact": "2026-03-01", "birthday": "2026-03-01", "rfm": "555",
}  # fmt: skip
"""A field of every type, and a value that it can have."""


def _operators() -> Iterator[str]:
    """Each operator tried on a field of each type."""
    yield f"| {t('reference.asked')} | {t('reference.example')} | " + " | ".join(f"`{op}`" for op in _OPERATORS) + " |"
    yield "|" + " --- |" * (len(_OPERATORS) + 2)
    for name, value in _ASKED.items():
        marks = ("✓" if _may_ask(f"{name}{op}{value}") else "" for op in _OPERATORS)
        kind = t(f"reference.asked_{name}")
        yield f"| {kind} | `{_called(CUSTOMER[name])}` | " + " | ".join(marks) + " |"


def _may_ask(query: str) -> bool:
    from datetime import date

    from crmcli.query.clauses import Clause
    from crmcli.query.compile import Compiler
    from crmcli.query.parser import parse
    from crmcli.query.world import World

    compiler = Compiler(World(date(2026, 3, 1), "USD", "US"), {}, lambda _: Clause("1"), lambda _: Clause("1"))
    try:
        compiler.where(parse(query))
    except Invalid as error:
        if error.code != "query.bad_operator":
            raise
        return False
    return True


def _called(field: Field) -> str:
    return field.zh if i18n.language() == "zh" else field.name


def _rfm_names() -> Iterator[str]:
    rows = ((f"`{n.name}`", n.zh, _span(n.r), _span(n.fm)) for n in rfm.NAMES)
    yield from _table([f"reference.{head}" for head in ("rfm_name", "chinese", "rfm_r", "rfm_fm")], rows)


def _span(ends: tuple[int, int]) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"


def _meanings() -> Iterator[str]:
    heads = ("field", "chinese", "holds", "values", "aliases", "meaning")
    yield from _table([f"reference.{head}" for head in heads], map(_meaning, CUSTOMER.values()))


def _meaning(field: Field) -> tuple[str, ...]:
    name, zh, _, choices, aliases, _ = _field(field)
    key = f"reference.field_{field.name}"
    usual = "reference.any_contact" if field.edit == "contact" else "reference.as_entered"
    return name, zh, t(f"query.type_{field.type}"), choices, aliases, t(key if i18n.has(key) else usual)


def main() -> None:
    made = files()
    for name, text in made.items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in (DOCS / "schema").glob("*.json"):
        if f"schema/{path.name}" not in made:
            path.unlink()


if __name__ == "__main__":
    main()

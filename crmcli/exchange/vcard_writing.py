"""Customers → address cards, vCard 3.0 (what phones and WeChat take) or 4.0.

Handles that the standard has no property for are ``X-WECHAT``, ``X-QQ`` and so on, in both versions.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crmcli.exchange.content_lines import WHOLE_NAME, escape, line
from crmcli.normalize.name_parts import split_chinese, split_latin
from crmcli.normalize.text import all_cjk

_NO_YEAR = "1604"
"""The year that Apple writes for a birthday without one, in a version that has no other way."""
_TYPES = {
    "home": "home", "家": "home", "家里": "home", "家庭": "home", "住宅": "home", "work": "work", "office": "work",
    "工作": "work", "公司": "work", "单位": "work", "办公": "work", "mobile": "cell", "cell": "cell", "手机": "cell",
}  # fmt: skip
_GENDERS = {"female": "F", "male": "M", "other": "O"}
_PROPERTIES = {"phone": "TEL", "fax": "TEL", "email": "EMAIL", "website": "URL"}


def cards(people: Iterable[Mapping[str, Any]], version: str) -> Iterator[bytes]:
    """One card each. A person has the columns of ``customers``, ``tags``, and ``points`` of (kind, value, label)."""
    for person in people:
        yield b"".join(_card(person, version))


def _card(person: Mapping[str, Any], version: str) -> Iterator[bytes]:
    new = version == "4.0"
    yield line("BEGIN", "VCARD")
    yield line("VERSION", version)
    yield line("UID", escape(person["uid"]), value="text" if new else "")
    if new:
        yield line("KIND", "org" if person["kind"] == "company" else "individual")
    yield line("FN", escape(person["name"]))
    if person["kind"] != "company" or not new:
        yield line("N", _joined(*_name(person), "", "", ""))
    if person["kind"] != "company" and not _has_parts(person):
        yield line(WHOLE_NAME, "1")
    company = person["name"] if person["kind"] == "company" else person["company"]
    for name, value in (("ORG", company), ("TITLE", person["title"]), ("ROLE", person["occupation"])):
        if value:
            yield line(name, escape(value))
    if person["kind"] == "company" and not new:
        yield line("X-ABSHOWAS", "COMPANY")
    yield from _points(person["points"], new)
    yield from _address(person)
    yield from _dates(person, new)
    if person["gender"]:
        yield line("GENDER" if new else "X-GENDER", _GENDERS[person["gender"]])
    if person["tags"]:
        yield line("CATEGORIES", ",".join(map(escape, person["tags"])))
    if person["note"]:
        yield line("NOTE", escape(person["note"]))
    yield line("REV", person["updated_at"].replace("-", "").replace(":", "") if new else person["updated_at"])
    yield line("END", "VCARD")


def _name(person: Mapping[str, Any]) -> tuple[str, str]:
    """(family, given): as stored, else as far as the name tells."""
    name = person["name"]
    if person["kind"] == "company":
        return "", ""
    if _has_parts(person):
        return person["family_name"] or "", person["given_name"] or ""
    if all_cjk(name):
        return split_chinese(name)
    given, family = split_latin(name)
    return family, given


def _has_parts(person: Mapping[str, Any]) -> bool:
    return bool(person["family_name"] or person["given_name"])


def _points(points: Iterable[tuple[str, str, str | None]], new: bool) -> Iterator[bytes]:
    """The first of each kind is the preferred one. A label that is no type stands on a line of its own."""
    seen: set[str] = set()
    groups = 0
    for kind, value, label in points:
        known = _TYPES.get((label or "").casefold())
        types = [*filter(None, [known]), *(["fax"] if kind == "fax" else [])]
        first = kind not in seen
        seen.add(kind)
        name = _PROPERTIES.get(kind, "X-" + kind.upper().replace("_", "-"))
        group = ""
        if label and known is None:
            groups += 1
            group = f"item{groups}."
        text = value if kind == "website" else escape(value)
        if new:
            yield line(group + name, text, type=",".join(types), pref="1" if first and name[:2] != "X-" else "")
        else:
            preferred = ["PREF"] if first and name[:2] != "X-" else []
            yield line(group + name, text, type=",".join([*map(str.upper, types), *preferred]))
        if label and group:
            yield line(f"{group}X-ABLABEL", escape(label))


def _address(person: Mapping[str, Any]) -> Iterator[bytes]:
    """The district is the extended address, which nothing else would be."""
    parts = ("district", "address", "city", "province", "postcode", "country")
    if any(person[part] for part in parts):
        yield line("ADR", _joined("", *(person[part] or "" for part in parts)))


def _dates(person: Mapping[str, Any], new: bool) -> Iterator[bytes]:
    day = person["birthday"]
    if day and new:
        yield line("BDAY", day.replace("-", "") if day[0] != "-" else f"--{day[2:4]}{day[5:]}")
    elif day and day[0] == "-":
        yield line("BDAY", f"{_NO_YEAR}-{day[2:]}", x_apple_omit_year=_NO_YEAR)
    elif day:
        yield line("BDAY", day)
    if person["lunar_birthday"]:
        yield line("X-LUNAR-BIRTHDAY", person["lunar_birthday"])


def _joined(*parts: str) -> str:
    return ";".join(map(escape, parts))

"""vCards → rows under headings that the import of customers knows.

What has no heading of ours keeps its own name, so that the import says it was left out, or puts it into a custom
field of that name. Pictures and their like are counted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from crmcli.domain.customers import joined_tags
from crmcli.errors import Invalid
from crmcli.exchange.content_lines import WHOLE_NAME
from crmcli.exchange.encoding import Encoding
from crmcli.exchange.lines import Lines
from crmcli.exchange.rows import Grid, Keyed, keyed_rows
from crmcli.exchange.source import Source
from crmcli.exchange.table import encoding_of
from crmcli.exchange.vcard_lines import Property, cards, plain, split

CHANNELS = {
    "wechat": "WeChat", "weixin": "WeChat", "micromsg": "WeChat", "微信": "WeChat", "qq": "QQ", "weibo": "Weibo",
    "sinaweibo": "Weibo", "微博": "Weibo", "whatsapp": "WhatsApp", "telegram": "Telegram", "line": "LINE",
    "linkedin": "LinkedIn", "facebook": "Facebook", "instagram": "Instagram", "douyin": "Douyin", "抖音": "Douyin",
}  # fmt: skip
IGNORED = frozenset((
    "VERSION", "PRODID", "REV", "CALSCALE", "SOURCE", "NAME", "PROFILE", "CLIENTPIDMAP", "XML", "X-ABUID", "X-ABADR",
    "X-ABLABEL", "X-IMAGETYPE", "X-IMAGEHASH", "X-SHARED-PHOTO-DISPLAY-PREF", "X-ADDRESSING-GRAMMAR",
    "X-EVOLUTION-FILE-AS", "X-MOZILLA-HTML", "X-GENERATOR", WHOLE_NAME,
))  # fmt: skip
"""What a card says about itself."""

LEFT_OUT = frozenset(("PHOTO", "LOGO", "SOUND", "KEY", "AGENT", "LABEL", "MAILER", "CLASS", "SORT-STRING"))
"""What no customer has: only counted."""

_KINDS = frozenset(("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"))
_NO_LABELS = frozenset((
    "pref", "voice", "internet", "x400", "msg", "text", "textphone", "video", "isdn", "pcs", "bbs", "modem", "fax",
    "pager", "dom", "intl", "postal", "parcel", "quoted-printable", "base64", "8bit", "7bit",
))  # fmt: skip
"""Types that say what a number can do, not whose it is."""

_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)(?:T.*)?")
_WORD = re.compile(r"[^\W\d_][\w .-]{1,38}")
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
_OURS = re.compile(r"c[0-9a-f]{12}")
_N = ("Family name", "Given name", "Middle name", "Name prefix", "Name suffix")
_PARTS = frozenset(_N)
_TYPES = {"cell": "mobile", "mobile": "mobile", "iphone": "mobile", "home": "home", "work": "work"}
_GENDERS = {"M": "male", "F": "female", "O": "other", "N": "", "U": ""}


def open_vcard(source: Source, given: str | None) -> Grid:
    try:
        encoding = encoding_of(source, given)
    except Invalid as error:
        if error.code != "file_undecodable":
            raise
        encoding = Encoding("utf-8", bom=False, certain=False, readable=0.0)  # each property may name its own
    start = source.stream.tell()
    left_out = Counter[str]()

    def records() -> Iterator[Keyed]:
        source.stream.seek(start)
        left_out.clear()
        for card in cards(Lines(source.stream, encoding.name, source.path), encoding.name):
            if card.error:
                yield Keyed(card.line, {}, card.error, card.text.strip())
            else:
                left_out.update(item.name for item in card.properties if item.name in LEFT_OUT)
                yield _Reading(card.properties).row(card.line)

    return keyed_rows(
        source.path, "vcard", records, close=source.close, encoding=encoding, least=("Name",), left_out=left_out
    )


class _Reading:
    """One card on its way to a row."""

    def __init__(self, properties: list[Property]) -> None:
        self.cells: dict[str, str] = {}
        self.categories: list[str] = []
        self.skip_reason: str | None = None
        self.labels = {
            p.group.lower(): _LABEL.sub(r"\1", plain(p.value)) for p in properties if p.name == "X-ABLABEL" and p.group
        }
        self.properties = sorted(properties, key=_rank)
        self.is_whole = any(p.name == WHOLE_NAME for p in properties)
        self.is_ours = any(p.name == "UID" and _OURS.fullmatch(p.value.strip()) for p in properties)

    def row(self, line: int) -> Keyed:
        for item in self.properties:
            if item.value.strip(";, \t") and item.name not in IGNORED | LEFT_OUT:
                _READERS.get(item.name, _Reading.other)(self, item)
        if not self.cells.keys() & {"Name", "Given name", "Family name", "Company"} and "Nickname" in self.cells:
            self.cells["Name"] = self.cells.pop("Nickname")
        self.settle_name()
        return Keyed(line, self.cells, None, "", self.skip_reason)

    def settle_name(self) -> None:
        """A company has no family: it says so, or has no name but that of the organization."""
        cells = self.cells
        company, whole = cells.get("Company"), cells.get("Name")
        if "Kind" not in cells and company and company == whole and not cells.keys() & _PARTS:
            cells["Kind"] = "company"
        is_company = cells.get("Kind") == "company" and bool(whole or company)
        if is_company:
            cells["Name"] = whole or company or ""
        if is_company and company == cells["Name"]:
            del cells["Company"]
        if is_company or (self.is_whole and whole):
            for heading in _PARTS & cells.keys():
                del cells[heading]

    def put(self, heading: str, value: str, label: str = "") -> None:
        """Under the heading, or ``heading 2`` … where it has a value already; the same value once."""
        name, n = heading, 1
        while name in self.cells:
            if self.cells[name] == value:
                return
            n += 1
            name = f"{heading} {n}"
        if value:
            self.cells[name] = value
            if label:
                self.cells[f"{name} - Label"] = label

    def labelled(self, heading: str, value: str, item: Property) -> None:
        """``Phone 1 - Value``, and what it is called beside it: home, work or a word of the user's own."""
        n = 1
        while (known := self.cells.get(f"{heading} {n} - Value")) is not None:
            if known == value:
                return
            n += 1
        self.cells[f"{heading} {n} - Value"] = value
        if label := self.label(item):
            self.cells[f"{heading} {n} - Label"] = label

    def label(self, item: Property) -> str:
        """The user's own word, else home or work, else a type that no standard has."""
        if own := self.labels.get(item.group.lower(), "").strip():
            return "" if own.lower() in CHANNELS else own
        own_types = sorted(mark for mark in item.types - _NO_LABELS if _WORD.fullmatch(mark) and mark not in CHANNELS)
        return next((word for mark, word in _TYPES.items() if mark in item.types), "") or "".join(
            own_types[:1]
        ).removeprefix("x-")

    def once(self, heading: str) -> Callable[[str], None]:
        def put(value: str) -> None:
            if value and heading not in self.cells:
                self.cells[heading] = value

        return put

    def kind(self, item: Property) -> None:
        kind = item.value.strip().lower()
        if kind in ("org", "organization", "company"):
            self.cells["Kind"] = "company"
        elif kind == "group":
            self.skip_reason = "exchange.card_group"

    def name(self, item: Property) -> None:
        parts = [plain(part) for part in split(item.value, ";")]
        for heading, part in zip(_N, parts, strict=False):
            self.once(heading)(part)

    def nickname(self, item: Property) -> None:
        for name in split(item.value, ","):
            self.put("Nickname", plain(name))

    def organization(self, item: Property) -> None:
        company, *units = [plain(part) for part in split(item.value, ";")]
        self.put("Company", company)
        self.put("Department", ", ".join(filter(None, units)))

    def birthday(self, item: Property) -> None:
        value = plain(item.value)
        if found := _NO_YEAR.fullmatch(value):
            value = f"--{found[1]}-{found[2]}"
        elif found := _DATE.fullmatch(value):
            omitted = found[1] == item.parameters.get("X-APPLE-OMIT-YEAR")
            value = f"--{found[2]}-{found[3]}" if omitted else "-".join(found.groups())
        elif item.parameters.get("VALUE", "").lower() == "text":
            return self.put("Birthday in words", value)
        return self.put("Birthday", value)

    def gender(self, item: Property) -> None:
        said = plain(item.value.partition(";")[0])
        self.once("Gender")(_GENDERS.get(said.upper(), "" if len(said) == 1 else said))

    def phone(self, item: Property) -> None:
        value = plain(item.value)
        scheme, colon, rest = value.partition(":")
        if colon and scheme.lower() != "tel":
            return self.put(scheme.upper(), rest)
        number, _, extension = (rest if colon else value).partition(";")
        if extension.lower().startswith("ext="):
            number += f" ext. {extension[4:].partition(';')[0]}"
        other = "Fax" if "fax" in item.types else "Pager" if "pager" in item.types else self._channel(item)
        return self.put(other, number, self.label(item)) if other else self.labelled("Phone", number, item)

    def email(self, item: Property) -> None:
        value = plain(item.value)
        value = value[7:] if value.lower().startswith("mailto:") else value
        channel = self._channel(item)
        return self.put(channel, value, self.label(item)) if channel else self.labelled("Email", value, item)

    def website(self, item: Property) -> None:
        self.put(self._channel(item) or "Website", plain(item.value), self.label(item))

    def address(self, item: Property) -> None:
        parts = [plain(part) for part in split(item.value, ";")] + [""] * 7
        box, extended, street, city, region, code, country = parts[:7]
        district = extended if self.is_ours else ""  # as ``vcard_writing`` has it
        lines = ", ".join(" ".join(part.split("\n")) for part in (street, "" if district else extended, box) if part)
        found = {
            "Address": lines, "District": district, "City": city, "Province": region, "Postcode": code,
            "Country": country,
        }  # fmt: skip
        if found.keys() & self.cells.keys():
            return self.put("Other address", ", ".join(filter(None, found.values())))
        self.cells.update({heading: part for heading, part in found.items() if part})
        return None

    def tags(self, item: Property) -> None:
        found = [plain(part) for part in split(item.value, ",")]
        if len(found) == 1:
            found = list(map(str.strip, found[0].split(",")))  # the whole list was escaped, as some programs do
        self.categories += filter(None, found)
        self.cells["Tags"] = joined_tags(dict.fromkeys(self.categories))

    def note(self, item: Property) -> None:
        known = self.cells.get("Note")
        self.cells["Note"] = "\n".join(filter(None, (known, plain(item.value))))

    def uid(self, item: Property) -> None:
        value = re.sub(r"(?i)^urn:uuid:", "", plain(item.value))
        self.once("uid" if _OURS.fullmatch(value) else "External ID")(value)

    def messenger(self, item: Property) -> None:
        """IMPP and its kin: the service stands in a parameter, in TYPE, in a label, or before a colon."""
        value = plain(item.value)
        scheme, _, rest = value.partition(":")
        service = item.parameters.get("X-SERVICE-TYPE") or item.parameters.get("SERVICE-TYPE") or ""
        for name in (service, *sorted(item.types), self.labels.get(item.group.lower(), ""), scheme):
            if heading := CHANNELS.get(name.lower()):
                handle = rest if rest and not rest.startswith("//") else value
                handle = item.parameters.get("X-USER") or re.sub(r"(?i)^x-apple:", "", handle)
                return self.put(heading, handle, self.label(item))
        return self.put(f"IM {service or scheme}".strip(), rest or value)

    def other(self, item: Property) -> None:
        if heading := CHANNELS.get(item.name.removeprefix("X-").lower().removesuffix("-id")):
            return self.put(heading, plain(item.value), self.label(item))
        label = self.labels.get(item.group.lower())
        return self.put(f"{item.name} {label}" if label else item.name, plain(item.value))

    def _channel(self, item: Property) -> str | None:
        """微信, written as the label of a phone or a web page."""
        return CHANNELS.get(self.labels.get(item.group.lower(), "").strip().lower())

    def anniversary(self, item: Property) -> None:
        found = _DATE.fullmatch(plain(item.value))
        self.once("Anniversary")("-".join(found.groups()) if found else plain(item.value))


def _rank(item: Property) -> int:
    """The preferred one of several first; otherwise as the card has them."""
    if "pref" in item.types:
        return 1
    preference = item.parameters.get("PREF", "")
    return int(preference) if preference.isdecimal() and len(preference) < 4 else 1000


_READERS: dict[str, Callable[[_Reading, Property], None]] = {
    "FN": lambda card, item: card.put("Name", plain(item.value)),
    "N": _Reading.name, "NICKNAME": _Reading.nickname, "ORG": _Reading.organization,
    "TITLE": lambda card, item: card.put("Job title", plain(item.value)),
    "ROLE": lambda card, item: card.put("Occupation", plain(item.value)),
    "BDAY": _Reading.birthday, "X-LUNAR-BIRTHDAY": lambda card, item: card.once("Lunar birthday")(plain(item.value)),
    "GENDER": _Reading.gender, "X-GENDER": _Reading.gender,
    "ANNIVERSARY": _Reading.anniversary, "X-ANNIVERSARY": _Reading.anniversary,
    "X-EVOLUTION-ANNIVERSARY": _Reading.anniversary, "TEL": _Reading.phone, "EMAIL": _Reading.email,
    "URL": _Reading.website, "ADR": _Reading.address, "CATEGORIES": _Reading.tags, "NOTE": _Reading.note,
    "UID": _Reading.uid, "IMPP": _Reading.messenger, "X-SOCIALPROFILE": _Reading.messenger,
    "SOCIALPROFILE": _Reading.messenger, "X-IMPP": _Reading.messenger, **dict.fromkeys(_KINDS, _Reading.kind),
}  # fmt: skip

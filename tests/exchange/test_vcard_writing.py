"""Customers as address cards: what the lines look like, and that they are read back as they were."""

import csv
from pathlib import Path

import pytest

from crmcli.exchange.content_lines import escape, fold, line
from tests.conftest import Crm

ZHANG = (
    "add", "张三丰", "phone=138 0013 8000", "email=zhang@example.com", "wechat=zhang_san", "birthday=1990-03-04",
    "tags=vip,老客户", "city=上海", "district=徐汇区", "address=淮海路 1 号", "gender=f", "title=经理",
    "company=蓝门公司", "note=爱喝;绿茶, 不加糖",
)  # fmt: skip


@pytest.fixture
def book(crm: Crm) -> Crm:
    crm.environ["CRMCLI_LANG"] = "zh"
    crm.ok(*ZHANG)
    crm.ok("add", "Ada Byron", "birthday=--02-29", "phone=+44 20 7946 0958", "website=https://example.org/a,b")
    crm.ok("add", "Blue Door Ltd", "kind=company", "lunar_birthday=农历八月十五")
    return crm


def test_a_card_of_version_3(book: Crm) -> None:
    uid = book.ok("list", "id:1", "-f", "json").json[0]["uid"]
    assert book.ok("export", "1", "-f", "vcard").out.split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{uid}",
        "FN:张三丰",
        "N:张;三丰;;;",
        "X-CRM-WHOLE-NAME:1",
        "ORG:蓝门公司",
        "TITLE:经理",
        "EMAIL;TYPE=PREF:zhang@example.com",
        "TEL;TYPE=PREF:138 0013 8000",
        "X-WECHAT:zhang_san",
        "ADR:;徐汇区;淮海路 1 号;上海;;;",
        "BDAY:1990-03-04",
        "X-GENDER:F",
        "CATEGORIES:vip,老客户",
        "NOTE:爱喝\\;绿茶\\, 不加糖",
        "REV:2026-03-01T09:00:00",
        "END:VCARD",
        "",
    ]


def test_what_version_4_writes_otherwise(book: Crm) -> None:
    ran = book.ok("export", "--vcard", "4.0")
    for wanted in (
        "VERSION:4.0", "KIND:individual", "KIND:org", "TEL;PREF=1:138 0013 8000", "BDAY:19900304", "BDAY:--0229",
        "GENDER:F", "REV:20260301T090000", "X-LUNAR-BIRTHDAY:--08-15",
    ):  # fmt: skip
        assert f"\r\n{wanted}\r\n" in ran.out


def test_a_birthday_without_a_year_in_version_3_is_written_as_telephones_do(book: Crm) -> None:
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\r\n" in book.ok("export", "Ada", "-f", "vcard").out


def test_the_comma_of_an_address_of_the_web_is_left_alone(book: Crm) -> None:
    assert "URL;TYPE=PREF:https://example.org/a,b\r\n" in book.ok("export", "Ada", "-f", "vcard").out


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_cards_are_read_back_as_they_were(book: Crm, tmp_path: Path, version: str) -> None:
    cards = tmp_path / "cards.vcf"
    book.ok("export", "-o", str(cards), "--vcard", version)
    book.environ["CRMCLI_DB"] = str(tmp_path / "other.db")
    book.ok("import", str(cards))
    book.ok("export", "-o", str(tmp_path / "again.csv"))
    with (tmp_path / "again.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    zhang = rows["张三丰"]
    assert (zhang["phone"], zhang["email"], zhang["wechat"]) == ("138 0013 8000", "zhang@example.com", "zhang_san")
    assert (zhang["tags"], zhang["birthday"], zhang["gender"]) == ("vip;老客户", "1990-03-04", "female")
    assert (zhang["city"], zhang["note"], zhang["title"]) == ("上海", "爱喝;绿茶, 不加糖", "经理")
    assert rows["Ada Byron"]["birthday"] == "'--02-29"
    assert rows["Blue Door Ltd"]["kind"] == "company"


EVERYTHING = r"""BEGIN:VCARD
VERSION:3.0
N:Lee-Fox;Ann;;;
FN:Ann Lee-Fox
TEL;TYPE=WORK:+1 202 555 0191
item1.TEL:+1 202 555 0192
item1.X-ABLabel:Holiday; home
TEL;TYPE=boat,VOICE:+1 202 555 0193
TEL;TYPE=fax,work:+1 202 555 0199
EMAIL:a@x.com
EMAIL;TYPE=HOME,PREF:b@x.com
item2.URL:https://a.com/x,y
item2.X-ABLabel:_$!<HomePage>!$_
URL:https://b.com
X-WECHAT;TYPE=work:annl
IMPP;X-SERVICE-TYPE=QQ:x-apple:12345
ORG:Acme
TITLE:CEO
ROLE:Engineer
NOTE:two\nlines	\, a tab; a \\
CATEGORIES:vip,interest:tea
BDAY:--0229
X-LUNAR-BIRTHDAY:--08-15
GENDER:O
ADR;TYPE=HOME:;;Main St 1;Rome;RM;00100;Italy
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Blue Door Ltd
ORG:Blue Door Ltd
EMAIL:info@x.com
END:VCARD
"""


def test_a_guessed_family_name_is_not_read_back(book: Crm, tmp_path: Path) -> None:
    cards = tmp_path / "cards.vcf"
    book.ok("export", "-o", str(cards))
    assert book.ok("import", str(cards), "-f", "json").json["unchanged"] == 3


def everything(book: Crm) -> list[dict[str, object]]:
    """What is known of both, but for the moments it was written down."""
    found = [book.ok("show", str(n), "-f", "json").json for n in (1, 2)]
    return [{key: value for key, value in one.items() if not key.endswith("_at")} for one in found]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_all_that_a_card_can_hold_comes_back(crm: Crm, tmp_path: Path, version: str) -> None:
    first, second = tmp_path / "first.vcf", tmp_path / "second.vcf"
    first.write_text(EVERYTHING, encoding="utf-8", newline="")
    crm.ok("import", str(first))
    crm.ok("edit", "1", "district=Trastevere")
    before = everything(crm)
    points = [(point["kind"], point["value"], point["label"]) for point in before[0]["contact_points"]]  # type: ignore[attr-defined]
    assert sorted(points, key=lambda point: point[0]) == [
        ("email", "b@x.com", "home"), ("email", "a@x.com", None), ("fax", "+1 202 555 0199", "work"),
        ("phone", "+1 202 555 0191", "work"), ("phone", "+1 202 555 0192", "Holiday; home"),
        ("phone", "+1 202 555 0193", "boat"), ("qq", "12345", None), ("website", "https://a.com/x,y", "HomePage"),
        ("website", "https://b.com", None), ("wechat", "annl", "work"),
    ]  # fmt: skip
    assert (before[0]["note"], before[0]["gender"]) == ("two\nlines\t, a tab; a \\", "other")
    assert (before[1]["kind"], before[1]["family_name"], before[1]["company"]) == ("company", None, None)
    crm.ok("export", "-o", str(second), "--vcard", version)
    crm.environ["CRMCLI_DB"] = str(tmp_path / "other.db")
    crm.ok("import", str(second))
    assert everything(crm) == before
    assert crm.ok("import", str(second), "-f", "json").json["unchanged"] == 2


def test_masked_cards(book: Crm) -> None:
    out = book.ok("export", "1", "-f", "vcard", "--mask", "phone,email,name,wechat,address").out
    for wanted in (
        "FN:张**", "N:张**;;;;", "TEL;TYPE=PREF:138 **** 8000", "EMAIL;TYPE=PREF:z***@example.com", "X-WECHAT:z***n",
        "ADR:;徐汇区;淮海****;上海;;;",
    ):  # fmt: skip
        assert f"\r\n{wanted}\r\n" in out


def test_a_terminal_is_not_steered_by_a_card(book: Crm) -> None:
    book.ok("edit", "1", "note=\u202eevil\x9b31m", "--force")
    out = book.ok("export", "1", "-f", "vcard", terminal=True).out
    assert "NOTE:\\u202eevil\\x9b31m\n" in out


def test_only_customers_have_cards(book: Crm) -> None:
    ran = book("export", "sales", "-f", "vcard", CRMCLI_LANG="en")
    assert (ran.status, ran.err) == (2, "error: sales cannot be written as vcard; customers can\n")


# -- content lines ---------------------------------------------------------------------------------


def test_lines_are_folded_at_75_octets_between_characters() -> None:
    lines = line("NOTE", "张三" * 50).split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(part) <= 75 for part in lines)
    assert all(part.decode() for part in lines[:-1])
    assert b"".join([lines[0], *(part[1:] for part in lines[1:])]).decode() == "NOTE:" + "张三" * 50
    assert fold(b"x" * 75) == b"x" * 75 + b"\r\n"


def test_escapes() -> None:
    assert escape("a,b;c\\d\r\ne\x07") == "a\\,b\\;c\\\\d\\ne"

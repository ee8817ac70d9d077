"""vCards as rows under headings that the import of customers knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SHARED, Crm
from tests.exchange.reading import faults, read, refusal, table


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def one(*lines: str, version: str = "3.0") -> dict[str, str]:
    (found,) = table(card(*lines, version=version))
    return found


def test_a_usual_card() -> None:
    assert one(
        "N:Lee;Ann;;;", "FN:Ann Lee", "ORG:Acme;Sales", "TITLE:CEO", "TEL;TYPE=CELL:+1 202 555 0191",
        "EMAIL;TYPE=INTERNET,WORK:ann@x.com", "ADR;TYPE=HOME:;;Main St 1;Rome;RM;00100;Italy", "URL:https://x.com",
        "BDAY:1990-02-03", "NOTE:likes tea\\, no\\nsugar", "CATEGORIES:vip,a\\,b", "UID:urn:uuid:1-2", "GENDER:F",
    ) == {
        "Name": "Ann Lee", "Family name": "Lee", "Given name": "Ann", "Company": "Acme", "Department": "Sales",
        "Job title": "CEO", "Phone 1 - Value": "+1 202 555 0191", "Phone 1 - Label": "mobile",
        "Email 1 - Value": "ann@x.com", "Email 1 - Label": "work", "Address": "Main St 1", "City": "Rome",
        "Province": "RM", "Postcode": "00100", "Country": "Italy", "Website": "https://x.com",
        "Birthday": "1990-02-03", "Note": "likes tea, no\nsugar", "Tags": "vip ::: a,b", "External ID": "1-2",
        "Gender": "female",
    }  # fmt: skip


def test_a_line_is_where_the_card_begins() -> None:
    rows, found = read(card("FN:Ann") + "\r\n" + card("FN:Bob"))
    assert (rows.form, [(row.line, row.cells) for row in found]) == ("vcard", [(1, ["Ann"]), (6, ["Bob"])])


@pytest.mark.parametrize(
    "lines",
    [
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=E4=B8=89",
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=\r\n=E4=B8=89",
        "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=GB2312:=D5=C5=C8=FD",
        "FN;QUOTED-PRINTABLE:=E5=BC=A0=E4=B8=89",
        "FN;CHARSET=NONSENSE;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=E4=B8=89",
        "FN:张\r\n 三",
        "item1.FN:张三",
    ],
)
def test_the_same_name_in_many_spellings(lines: str) -> None:
    assert one(lines, version="2.1" if "QUOTED" in lines else "3.0") == {"Name": "张三"}


def test_cards_of_one_file_in_several_encodings() -> None:
    parts = [
        card("FN;CHARSET=GB2312:张三丰", version="2.1").encode("gb2312"),
        card("FN;CHARSET=UTF-8:李四", version="2.1").encode(),
    ]
    assert table(b"".join(parts)) == [{"Name": "张三丰"}, {"Name": "李四"}]


def test_photos_are_passed_over() -> None:
    assert one("PHOTO;ENCODING=BASE64;JPEG:", " /9j/4AAQ", " SkZJ", "", "FN:Ann", version="2.1") == {"Name": "Ann"}
    assert one("PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ", "SkZJRg==", "FN:Ann") == {"Name": "Ann"}


def test_the_preferred_phone_is_the_first() -> None:
    found = one("FN:A", "TEL;HOME:1", "TEL;WORK;PREF:2", "TEL;HOME:1", version="2.1")
    assert (found["Phone 1 - Value"], found["Phone 2 - Value"], len(found)) == ("2", "1", 5)
    found = one("FN:A", "TEL;VALUE=uri:tel:+1-2;ext=9", "TEL;PREF=1;TYPE=fax:3", version="4.0")
    assert found == {"Name": "A", "Phone 1 - Value": "+1-2 ext. 9", "Fax": "3"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("X-WECHAT:annl", {"WeChat": "annl"}),
        ("X-QQ;TYPE=home:12345", {"QQ": "12345", "QQ - Label": "home"}),
        ("CATEGORIES:a\\, b\\, c", {"Tags": "a;b;c"}),
        ("TEL;X-Boat:1", {"Phone 1 - Value": "1", "Phone 1 - Label": "boat"}),
        ("TEL;TYPE=Boat,VOICE:1", {"Phone 1 - Value": "1", "Phone 1 - Label": "boat"}),
        ("item1.TEL;TYPE=pref:1\r\nitem1.X-ABLabel:Cabin", {"Phone 1 - Value": "1", "Phone 1 - Label": "Cabin"}),
        ("TEL;FAX;WORK:1", {"Fax": "1", "Fax - Label": "work"}),
        ("ROLE:Painter", {"Occupation": "Painter"}),
        ("NICKNAME:Al,Ally", {"Nickname": "Al", "Nickname 2": "Ally"}),
        ("ORG:One\r\nORG:Two", {"Company": "One", "Company 2": "Two"}),
        ("GENDER:O", {"Gender": "other"}),
        ("GENDER:N", {}),
        ("ADR:;Flat 2;Main St 1;;;;", {"Address": "Main St 1, Flat 2"}),
        ("UID:c44e7f9478ea7\r\nADR:;徐汇区;淮海路;;;;",
         {"uid": "c44e7f9478ea7", "Address": "淮海路", "District": "徐汇区"}),
        ("IMPP:qq:12345", {"QQ": "12345"}),
        ("IMPP;X-SERVICE-TYPE=QQ:x-apple:12345", {"QQ": "12345"}),
        ("X-SOCIALPROFILE;type=weibo:https://weibo.com/a", {"Weibo": "https://weibo.com/a"}),
        ("item1.URL:annl\r\nitem1.X-ABLabel:微信", {"WeChat": "annl"}),
        ("IMPP:xmpp:a@b", {"IM xmpp": "a@b"}),
        ("X-SPOUSE:Bob", {"X-SPOUSE": "Bob"}),
        ("item1.X-ABRELATEDNAMES:Bob\r\nitem1.X-ABLabel:_$!<Spouse>!$_", {"X-ABRELATEDNAMES Spouse": "Bob"}),
        ("BDAY:19900203", {"Birthday": "1990-02-03"}),
        ("BDAY:1990-02-03T00:00:00Z", {"Birthday": "1990-02-03"}),
        ("BDAY:--0203", {"Birthday": "--02-03"}),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-03", {"Birthday": "--02-03"}),
        ("BDAY;VALUE=text:in spring", {"Birthday in words": "in spring"}),
        ("X-ANNIVERSARY:2010-05-06", {"Anniversary": "2010-05-06"}),
        ("KIND:org", {"Kind": "company"}),
        ("UID:c44e7f9478ea7", {"uid": "c44e7f9478ea7"}),
        ("ADR:;;;;;;", {}),
    ],
)  # fmt: skip
def test_other_properties(line: str, expected: dict[str, str]) -> None:
    assert one("FN:A", line) == {"Name": "A", **expected}


@pytest.mark.parametrize(
    "lines",
    [
        ("FN:Acme", "N:Acme;;;;", "KIND:org"),
        ("FN:Acme", "ORG:Acme"),
        ("N:;;;;", "FN:Acme", "ORG:Acme", "X-ABShowAs:COMPANY"),
        ("ORG:Acme", "KIND:org"),
    ],
)
def test_a_company_has_no_family_name(lines: tuple[str, ...]) -> None:
    assert one(*lines) == {"Name": "Acme", "Kind": "company"}


def test_what_is_left_out_of_cards_is_counted() -> None:
    rows, _ = read(card("FN:A", "PHOTO;ENCODING=b:aGk=", "KEY:x") + card("FN:B", "PHOTO:http://x"))
    assert getattr(rows, "left_out") == {"PHOTO": 2, "KEY": 1}  # noqa: B009 - of some readers


def test_the_account_names_all_that_was_left_out_of_cards(seller_file: Crm) -> None:
    path = seller_file.folder / "people.vcf"
    path.write_text(card("FN:Ann", "PHOTO;ENCODING=b:aGk=", "X-SPOUSE:Bob"))
    ran = seller_file.ok("import", str(path), terminal=True)
    assert "columns left out  X-SPOUSE (as in 'Bob')\ncells left out    PHOTO ×1\n" in ran.out
    data = seller_file.ok("import", str(path), "-f", "json").json
    assert (data["unmapped"], data["left_out"]) == (["X-SPOUSE"], {"PHOTO": 1})


def test_a_nickname_stands_in_for_a_name() -> None:
    assert one("FN:", "N:;;;;", "NICKNAME:Johnny") == {"Name": "Johnny"}


def test_a_broken_card_costs_itself() -> None:
    text = (
        "\n" + card("FN:Ann") + card("FN:Bob", "no property") + "BEGIN:VCARD\nFN:Cut\n" + card("FN:Dan") + "END:VCARD\n"
    )
    _, found = read(text.lstrip())
    assert [row.cells for row in found if not row.error] == [["Ann"], ["Dan"]]
    assert [(row.line, row.error) for row in found if row.error] == [
        (5, "exchange.card_line"),
        (10, "exchange.card_unclosed"),
        (16, "exchange.outside_cards"),
    ]


def test_the_card_of_an_agent_is_part_of_its_principal() -> None:
    assert one("FN:Ann", "AGENT:", card("FN:Bob").rstrip(), "TITLE:CEO") == {"Name": "Ann", "Job title": "CEO"}


def test_groups_are_no_customers() -> None:
    assert faults(card("FN:Friends", "KIND:group", version="4.0")) == [(1, "exchange.card_group")]


def test_text_without_cards_is_refused() -> None:
    assert refusal("", form="vcard").code == "file_empty"
    assert faults("hello\n", form="vcard") == [(1, "exchange.outside_cards")]


LINES = st.lists(
    st.sampled_from([
        "BEGIN:VCARD", "END:VCARD", "VERSION:2.1", "FN:A", "N:A;B", "TEL;CELL:1", "N;ENCODING=QUOTED-PRINTABLE:=E5=",
        "=", " x", "PHOTO;BASE64:aGk", "aGk=", "", "AGENT:", 'TEL;X="a:1', "ADR:;;;", "BDAY:x", "item1.X-ABLabel:a",
        ":", ";", "\\",
    ])
)  # fmt: skip


@given(LINES)
def test_any_lines_are_accounted_for(lines: list[str]) -> None:
    read("BEGIN:VCARD\nFN:A\nEND:VCARD\n" + "\n".join(lines), form="vcard")


@pytest.mark.skipif(not SHARED.exists(), reason="real files are not here")
def test_real_cards_have_names() -> None:
    nameless = {"v21_android_custom_prop.vcf", "v21_im.vcf", "issue64.vcf", "unparsable.vcf"}
    for path in sorted((SHARED / "1_crm" / "vcf").rglob("*.vcf")):
        if path.name not in nameless:
            rows, found = read(path)
            at = [
                rows.headings.index(h) for h in ("Name", "Family name", "Given name", "Company") if h in rows.headings
            ]
            assert any(any(row.cells[i] for i in at) for row in found), path.name


def test_a_card_becomes_a_customer(seller_file: Crm) -> None:
    path = seller_file.folder / "people.vcf"
    path.write_text(
        card("N:张;三", "TEL;TYPE=CELL:13800138001", "TEL;TYPE=WORK:13800138002", "BDAY:--0506", "X-QQ:12345")
    )
    seller_file.ok("import", str(path))
    (found,) = seller_file.ok("export", "customers", "-f", "json").json
    assert (found["name"], found["phones"], found["birthday"], found["qq"]) == (
        "张三", ["13800138001", "13800138002"], "--05-06", "12345",
    )  # fmt: skip


@pytest.fixture
def seller_file(crm: Crm) -> Crm:
    crm.ok("init", "--region", "CN")
    return crm

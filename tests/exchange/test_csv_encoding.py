from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.exchange.encoding import detect, detect_stream

ROWS = "".join(f"{n},Customer {n},1380013{n:04},New York\n" for n in range(50))
CHINESE = "编号,姓名,城市,备注\n1,张伟,上海,老客户，喜欢护肤品\n2,王芳,北京,下周回访\n"
TRADITIONAL = "編號,姓名,城市,備註\n1,張偉,臺北,老顧客，喜歡護膚品\n2,王芳,高雄,下週回訪\n"
JAPANESE = "番号,名前,会社\n1,山田太郎,株式会社さくら\n2,佐藤はなこ,テスト商事\n"
FRENCH = "id,nom,ville\n1,André Lefèvre,Orléans\n2,Zoë Müller,Besançon\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (FRENCH, "cp1252"),
        (CHINESE, "utf-8"),
    ],
)
def test_text_is_recognised_by_its_common_characters(text: str, name: str) -> None:
    assert detect(text.encode(name)).name == name


@pytest.mark.parametrize("name", ["gb18030", "utf-8"])
def test_one_chinese_name_among_fifty_ascii_rows_is_enough(name: str) -> None:
    assert detect((ROWS + "51,李娜,13800138000,Paris\n").encode(name)).name == name


@pytest.mark.parametrize("accented", ["José", "Peña", "Ação", "Müller", "Crème brûlée", "Señor Núñez"])
def test_one_accented_name_among_fifty_ascii_rows_is_latin(accented: str) -> None:
    assert detect((ROWS + f"51,{accented},1,Lyon\n").encode("cp1252")).name == "cp1252"


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(name: str) -> None:
    found = detect(CHINESE.encode(name))
    assert found.bom
    assert found.certain
    assert CHINESE.encode(name).decode(found.name).lstrip("\ufeff") == CHINESE


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_by_its_zeros(name: str) -> None:
    assert detect(CHINESE.encode(name)).name == name


def test_ascii_counts_as_utf_8() -> None:
    assert detect(b"a,b\n1,2\n") == ("utf-8", False, True, 1.0)


def test_one_bad_line_among_many_does_not_unseat_utf_8() -> None:
    data = CHINESE.encode() * 20 + b"3,\xd5\xc5,x\n"
    found = detect(data)
    assert found.name == "utf-8"
    assert found.readable < 1


def test_a_bad_byte_far_into_the_file_is_noticed() -> None:
    data = (ROWS * 2000).encode() + "9,王芳\n".encode("gb18030")
    assert detect(data).name == "gb18030"


def test_the_stream_is_left_where_it_was() -> None:
    stream = BytesIO(b"skip" + CHINESE.encode("gb18030"))
    stream.seek(4)
    assert detect_stream(stream).name == "gb18030"
    assert stream.tell() == 4


LEVEL_ONE = [bytes((lead, trail)).decode("gb2312") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF)]


@given(st.lists(st.text(LEVEL_ONE, min_size=2, max_size=4), min_size=3, max_size=30))
def test_lists_of_common_hanzi_are_gb18030(names: list[str]) -> None:
    assert detect("\n".join(f"{n},{name}" for n, name in enumerate(names)).encode("gb18030")).name in (
        "gb18030",
        "utf-8",  # some pairs of bytes are valid UTF-8 too, as in 联通
    )


@given(st.binary(max_size=300))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    data.decode(detect(data).name, "replace")

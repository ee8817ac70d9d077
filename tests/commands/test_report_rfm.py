"""report rfm: cut points as fifths or as the settings say, the page, and --explain."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmcli.domain import rfm
from tests.conftest import Crm
from tests.domain.test_rfm import by_definition

SALES = (
    ("Today", "2026-03-01", "1"),
    ("Thirty", "2026-01-30", "99.99"),
    ("ThirtyOne", "2026-01-29", "100"),
    ("Ninety", "2025-12-01", "500"),
    ("NinetyOne", "2025-11-30", "500.01"),
    ("Year", "2025-03-01", "1000"),
    ("Older", "2025-02-28", "999.99"),
    ("Older", "2025-02-28", "0.01"),
    ("Older", "2025-02-27", "5000"),
)
"""Days since the last sale: 0, 30, 31, 90, 91, 365 and 366."""


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm.ok("init", "--currency", "CNY", "--region", "CN")
    for name in dict.fromkeys(name for name, _, _ in SALES):
        crm.ok("add", name)
    for name, day, price in SALES:
        crm.ok("sale", "add", name, f"tea@{price}", "--date", day)
    crm.ok("add", "Lead")
    return crm


def scores(crm: Crm, letter: str, **environ: str) -> dict[str, int | None]:
    rows = crm.ok("list", "--columns", f"name,{letter}", "-f", "json", **environ).json
    return {row["name"]: row[letter] for row in rows}


def test_own_cut_points_of_r_are_days_up_to_which_a_score_goes(shop: Crm) -> None:
    shop.ok("config", "set", "rfm_r", "30,90,180,365")
    assert scores(shop, "r") == {
        "Today": 5, "Thirty": 5, "ThirtyOne": 4, "Ninety": 4, "NinetyOne": 3, "Year": 2, "Older": 1, "Lead": None,
    }  # fmt: skip


def test_own_cut_points_of_m_are_amounts_from_which_a_score_goes(shop: Crm) -> None:
    shop.ok("config", "set", "rfm_m", "99.99, 100, 500.01, 6000")
    assert scores(shop, "m") == {
        "Today": 1, "Thirty": 2, "ThirtyOne": 3, "Ninety": 3, "NinetyOne": 4, "Year": 4, "Older": 5, "Lead": None,
    }  # fmt: skip


def test_own_cut_points_of_f_are_orders_from_which_a_score_goes(shop: Crm) -> None:
    shop.ok("config", "set", "rfm_f", "1,2,3,4")
    assert (scores(shop, "f")["Today"], scores(shop, "f")["Older"]) == (2, 4)
    shop.ok("config", "set", "rfm_f", "2，3、4,5")
    assert (scores(shop, "f")["Today"], scores(shop, "f")["Older"]) == (1, 3)


def test_queries_and_the_report_follow_own_cut_points(shop: Crm) -> None:
    for key, value in (("rfm_r", "30,90,180,365"), ("rfm_f", "2,3,4,5"), ("rfm_m", "100,500,1000,5000")):
        shop.ok("config", "set", key, value)
    assert shop.ok("list", "r>=4", "-f", "ids").out.split() == ["1", "2", "3", "4"]
    assert shop.ok("list", "r:2..3", "-f", "ids").out.split() == ["5", "6"]
    assert shop.ok("list", "rfm:135", "-f", "ids").out.split() == ["7"]
    report = shop.ok("report", "rfm", "-f", "json").json
    assert report["cuts"] == {"r": "30 / 90 / 180 / 365", "f": "2 / 3 / 4 / 5", "m": "100 / 500 / 1000 / 5000"}
    assert report["cuts_from"] == {"r": "own", "f": "own", "m": "own"}
    for row in report["rows"]:
        assert len(shop.ok("list", f"rfm:{row['name']}", "-f", "ids").out.split()) == row["customers"], row
    assert shop.ok("report", "rfm").out.endswith(
        "\nCut points: R own, F own, M own. 'crm report rfm --explain' says what all this means.\n"
    )


def test_an_empty_setting_goes_back_to_fifths_and_so_does_undo(shop: Crm) -> None:
    before = shop.ok("report", "rfm", "-f", "json").json
    assert before["cuts_from"] == {"r": "quintiles", "f": "quintiles", "m": "quintiles"}
    shop.ok("config", "set", "rfm_r", "1,2,3,4")
    assert shop.ok("report", "rfm", "-f", "json").json["cuts_from"] == {"r": "own", "f": "quintiles", "m": "quintiles"}
    shop.ok("undo")
    assert shop.ok("report", "rfm", "-f", "json").json == before
    shop.ok("config", "set", "rfm_r", "1,2,3,4")
    shop.ok("config", "set", "rfm_r", "")
    assert shop.ok("report", "rfm", "-f", "json").json == before


def test_a_currency_without_decimals_rounds_cut_points_up(crm: Crm) -> None:
    crm.ok("init", "--currency", "JPY")
    for name, price in (("A", "10"), ("B", "11")):
        crm.ok("add", name)
        crm.ok("sale", "add", name, f"tea@{price}")
    crm.ok("config", "set", "rfm_m", "10.5,20,30,40")
    assert scores(crm, "m") == {"A": 1, "B": 2}


@pytest.mark.parametrize(
    ("key", "value", "code", "en", "zh"),
    [
        ("rfm_r", "30,90,180", "config.cuts_not_four",
         "rfm_r takes four numbers with commas between them, such as 30,90,180,365; '30,90,180' has 3",
         "rfm_r 需要用逗号隔开的四个数，例如 30,90,180,365；“30,90,180”有 3 个"),
        ("rfm_r", "1,2,3,4,5", "config.cuts_not_four",
         "rfm_r takes four numbers with commas between them, such as 30,90,180,365; '1,2,3,4,5' has 5",
         "rfm_r 需要用逗号隔开的四个数，例如 30,90,180,365；“1,2,3,4,5”有 5 个"),
        ("rfm_r", "30,,90,365", "config.cuts_no_number", "'' is not a number above 0 for rfm_r",
         "rfm_r 中的“”不是大于 0 的数"),
        ("rfm_f", "1,2,x,4", "config.cuts_no_number", "'x' is not a number above 0 for rfm_f",
         "rfm_f 中的“x”不是大于 0 的数"),
        ("rfm_m", "-1,2,3,4", "config.cuts_no_number", "'-1' is not a number above 0 for rfm_m",
         "rfm_m 中的“-1”不是大于 0 的数"),
        ("rfm_m", "1.,2,3,4", "config.cuts_no_number", "'1.' is not a number above 0 for rfm_m",
         "rfm_m 中的“1.”不是大于 0 的数"),
        ("rfm_r", "1.5,2,3,4", "config.cuts_not_whole", "'1.5' is not a whole number, as rfm_r needs",
         "rfm_r 中的“1.5”不是整数"),
        ("rfm_f", "1,2,3,4.0", "config.cuts_not_whole", "'4.0' is not a whole number, as rfm_f needs",
         "rfm_f 中的“4.0”不是整数"),
        ("rfm_f", "0,1,2,3", "config.cuts_out_of_range",
         "'0' is not possible in rfm_f: above 0, and 1,000,000,000 at most",
         "rfm_f 中的“0”超出范围：须大于 0，且不超过 1,000,000,000"),
        ("rfm_r", "1,2,3,36501", "config.cuts_out_of_range",
         "'36501' is not possible in rfm_r: above 0, and 36,500 at most",
         "rfm_r 中的“36501”超出范围：须大于 0，且不超过 36,500"),
        ("rfm_r", "30,90,90,365", "config.cuts_not_ascending",
         "the numbers of rfm_r must grow, each larger than the one before: '30,90,90,365' does not",
         "rfm_r 的四个数必须依次增大，“30,90,90,365”不是"),
        ("rfm_m", "10,9.99,20,30", "config.cuts_not_ascending",
         "the numbers of rfm_m must grow, each larger than the one before: '10,9.99,20,30' does not",
         "rfm_m 的四个数必须依次增大，“10,9.99,20,30”不是"),
    ],
)  # fmt: skip
def test_cut_points_that_cannot_be_are_refused(crm: Crm, key: str, value: str, code: str, en: str, zh: str) -> None:
    crm.ok("init")
    ran = crm("config", "set", key, value, "-f", "json")
    assert (ran.status, ran.error["code"]) == (2, code)
    assert crm("config", "set", key, value).err.splitlines()[0] == f"error: {en}"
    assert crm("config", "set", key, value, "--lang", "zh").err.splitlines()[0] == f"错误：{zh}"
    crm.environ[f"CRMCLI_{key.upper()}"] = value
    assert crm("list").status == 2


@pytest.mark.parametrize(("language", "words"), [("en", "fifths own"), ("zh", "五等分 自定义")])
def test_the_page_says_whether_cut_points_are_own(shop: Crm, language: str, words: str) -> None:
    fifths, own = words.split()
    shop.ok("config", "set", "rfm_f", "2,3,4,5")
    line = shop.ok("report", "rfm", "--lang", language).out.splitlines()[-1]
    assert (line.count(fifths), line.count(own), "--explain" in line) == (2, 1, True)


def test_without_explain_there_is_no_map(shop: Crm) -> None:
    assert "cannot_lose" not in shop.ok("report", "rfm").out
    assert "map" not in shop.ok("report", "rfm", "-f", "json").json


def test_explain_shows_the_map_and_where_the_cut_points_lie(shop: Crm) -> None:
    shop.ok("config", "set", "rfm_r", "30,90,180,365")
    shop.ok("config", "set", "rfm_m", "100,500,1000,5000")
    out = shop.ok("report", "rfm", "--explain").out
    assert (
        out[out.index("The map") :]
        == """\
The map: each score has exactly one name
query                    English              Chinese     R    F+M
rfm:champions            champions            冠军客户    4–5  8–10
rfm:loyal                loyal                忠诚客户    4–5  6–7
rfm:loyal                loyal                忠诚客户    3    6–10
rfm:cannot_lose          cannot lose          不能失去    1–2  9–10
rfm:at_risk              at risk              有流失风险  1–2  6–8
rfm:new                  new                  新客户      5    2–3
rfm:promising            promising            有潜力      4    2–3
rfm:potential_loyalists  potential loyalists  潜力忠诚    4–5  4–5
rfm:need_attention       need attention       需要关注    3    4–5
rfm:about_to_sleep       about to sleep       即将沉睡    3    2–3
rfm:hibernating          hibernating          沉睡        2    2–5
rfm:lost                 lost                 已流失      1    2–5

What the names mean
segment              meaning                                 what to do
champions            bought lately, often, for much          thank them, ask for referrals
loyal                buy well, and not long ago              reward, offer better goods
cannot lose          among the best, long not seen           call in person, today
at risk              bought well, long not seen              win back with a personal offer
new                  just bought, little so far              welcome, help with the first use
promising            bought lately, little so far            offer a second purchase
potential loyalists  bought lately, a fair amount            recommend, invite to membership
need attention       fair buyers, cooling down               an offer with a time limit
about to sleep       small buyers, cooling down              remind them of what they liked
hibernating          small or fair buyers, long not seen     a seasonal greeting with an offer
lost                 small or fair buyers, longest not seen  one last try, then let go

Where the cut points lie
score  R: days since last sale (own)  F: orders (fifths)  M: spent (own)
5      ≤ 30                           > 1                 ≥ 5000
4      ≤ 90                           > 1                 ≥ 1000
3      ≤ 180                          > 1                 ≥ 500
2      ≤ 365                          > 1                 ≥ 100
1      > 365                          ≤ 1                 < 100

Scores run from 1 to 5 among buyers; equal values score alike, the best always 5. No two rows of the map overlap.
Cut points of your own: crm config set rfm_r 30,90,180,365 (also rfm_f, rfm_m); '' goes back to fifths.
"""
    )


def test_the_cut_points_in_chinese(shop: Crm) -> None:
    shop.ok("config", "set", "rfm_f", "2,3,4,5")
    out = shop.ok("report", "rfm", "--explain", "--lang", "zh").out
    assert (
        out[out.index("\n分界值\n") :]
        == """
分界值
得分  R：最近购买（五等分）  F：订单数（自定义）  M：消费金额（五等分）
5     > 2026-01-30           ≥ 5                  > 1000.00
4     > 2026-01-29           ≥ 4                  > 500.01
3     > 2025-11-30           ≥ 3                  > 100.00
2     > 2025-03-01           ≥ 2                  > 99.99
1     ≤ 2025-03-01           < 2                  ≤ 99.99

只在买过的客户中评 1–5 分，相同的值同分；并列最高的不论多少都得 5 分。对照表各行互不重叠。
自定义分界值：crm config set rfm_r 30,90,180,365（同样可设 rfm_f、rfm_m）；设为 '' 则恢复五等分。
"""
    )


def test_the_map_as_json_is_the_map_that_names_follow(shop: Crm) -> None:
    found = shop.ok("report", "rfm", "--explain", "-f", "json").json["map"]
    assert found[0] == {
        "name": "champions", "en": "champions", "zh": "冠军客户", "scores": [{"r": [4, 5], "fm": [8, 10]}],
        "meaning": "bought lately, often, for much", "action": "thank them, ask for referrals",
    }  # fmt: skip
    assert [row["name"] for row in found] == [known.name for known in rfm.NAMES]
    chinese = shop.ok("report", "rfm", "--explain", "-f", "json", "--lang", "zh").json["map"]
    assert (chinese[1]["meaning"], chinese[1]["action"]) == ("买得不少，近期买过", "给予奖励，推荐更好的商品")


def test_the_segments_as_csv_are_the_same_with_and_without_explain(shop: Crm) -> None:
    plain = shop.ok("report", "rfm", "-f", "csv").out
    assert plain.splitlines()[0] == "name,customers,share,spent,days,orders"
    assert shop.ok("report", "rfm", "--explain", "-f", "csv").out == plain


@pytest.mark.parametrize("name", ["overview", "sales", "lifecycle"])
def test_only_rfm_explains(shop: Crm, name: str) -> None:
    ran = shop("report", name, "--explain")
    assert (ran.status, ran.err.splitlines()[0]) == (2, "error: this report does not take --explain")


def test_those_in_the_trash_are_neither_counted_nor_asked(shop: Crm) -> None:
    shop.ok("rm", "7", "--yes")
    report = shop.ok("report", "rfm", "-f", "json").json
    assert sum(row["customers"] for row in report["rows"]) == 6
    assert report["cuts"]["f"] == "1 / 1 / 1 / 1"


@pytest.fixture
def returns(crm: Crm) -> Crm:
    """Ten buyers, some of whom gave back all that they bought, or more."""
    crm.ok("init", "--currency", "CNY")
    amounts = ("-20", "-20", "0", "0", "0", "0", "5", "10", "20", "30")
    for number, amount in enumerate(amounts, 1):
        crm.ok("add", f"C{number}")
        crm.ok("sale", "add", str(number), f"tea@{amount if float(amount) > 0 else 1}")
        if float(amount) <= 0:
            crm.ok("sale", "add", str(number), f"tea@{1 - float(amount):g}", "--return")
    return crm


def test_sums_of_nothing_and_less_have_their_place_among_the_fifths(returns: Crm) -> None:
    assert returns.ok("report", "rfm", "-f", "json").json["cuts"]["m"] == "-20.00 / 0.00 / 0.00 / 10.00"
    assert list(scores(returns, "m").values()) == [1, 1, 2, 2, 2, 2, 4, 4, 5, 5]


def test_who_only_gave_something_back_or_is_in_the_trash_moves_no_cut_point(returns: Crm) -> None:
    before = returns.ok("report", "rfm", "-f", "json").json
    for number, price in enumerate(("-7", "-50", "15"), 11):
        returns.ok("add", f"C{number}")
        returns.ok("sale", "add", str(number), f"tea@{price.lstrip('-')}", *(["--return"] if price[0] == "-" else []))
    returns.ok("add", "C14")
    returns.ok("sale", "add", "14", "tea@3")
    returns.ok("sale", "add", "14", "tea@3", "--return")
    returns.ok("rm", "id:13,14", "--yes")
    assert returns.ok("report", "rfm", "-f", "json").json == before


def test_a_query_finds_those_who_gave_all_back(returns: Crm) -> None:
    assert returns.ok("list", "m:2", "-f", "ids").out.split() == ["3", "4", "5", "6"]
    assert returns.ok("list", "m>=2", "-f", "ids").out.split() == ["3", "4", "5", "6", "7", "8", "9", "10"]


cuts = st.lists(st.integers(1, 400), min_size=4, max_size=4, unique=True).map(sorted)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(r=cuts, f=cuts, m=cuts)
def test_names_add_up_to_the_buyers_whatever_the_cut_points(
    shop: Crm, r: list[int], f: list[int], m: list[int]
) -> None:
    given = {f"CRMCLI_RFM_{x}": ",".join(map(str, v)) for x, v in zip("RFM", (r, f, m), strict=True)}
    rows = shop.ok("report", "rfm", "-f", "json", **given).json["rows"]
    assert sum(row["customers"] for row in rows) == 7
    found = shop.ok("list", "--columns", "last_sale,orders,spent,r,f,m", "has:orders", "-f", "json", **given).json
    for row in found:
        days = (date(2026, 3, 1) - date.fromisoformat(row["last_sale"])).days
        spent = round(float(row["spent"]) * 1000)
        expected = [
            by_definition("r", days, r),
            by_definition("f", row["orders"], f),
            by_definition("m", spent, [cut * 1000 for cut in m]),
        ]
        assert [row["r"], row["f"], row["m"]] == expected


def test_more_than_a_fifth_who_bought_today_all_score_5(crm: Crm) -> None:
    for number in range(1, 6):
        crm.ok("add", f"C{number}")
        crm.ok("sale", "add", str(number), "tea@1", "--date", "2026-03-01" if number > 3 else f"2026-01-0{number}")
    assert list(scores(crm, "r").values()) == [1, 2, 3, 5, 5]
    assert crm.ok("list", "r:5", "-f", "ids").out.split() == ["4", "5"]


def test_explain_says_that_the_best_score_5(shop: Crm) -> None:
    english = "equal values score alike, the best always 5."
    assert english in shop.ok("report", "rfm", "--explain").out
    assert "并列最高的不论多少都得 5 分" in shop.ok("report", "rfm", "--explain", "--lang", "zh").out


buyer = st.tuples(st.integers(0, 3), st.lists(st.integers(-2, 2), min_size=1, max_size=3), st.booleans())
"""Days ago, amounts of orders (less than nothing is given back, beside an order of 1), in the trash."""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(buyers=st.lists(buyer, min_size=1, max_size=9))
def test_the_cut_points_are_those_of_the_definition(
    seller: Callable[[str], Crm], buyers: list[tuple[int, list[int], bool]]
) -> None:
    crm = seller(uuid4().hex)
    lines = ["customer,date,item,quantity,price"]
    for number, (ago, amounts, _) in enumerate(buyers):
        day = date(2026, 3, 1) - timedelta(days=ago)
        lines += [f"C{number},{day},tea,1,{max(amount, 1)}" for amount in amounts]
    crm.ok("init", "--currency", "CNY")
    (crm.folder / "sales.csv").write_text("\n".join(lines) + "\n", "utf-8")
    crm.ok("import", "sales", str(crm.folder / "sales.csv"), "--create-customers")
    for number, (_, amounts, trashed) in enumerate(buyers):
        back = sum(1 - amount for amount in amounts if amount < 1)
        if back:
            crm.ok("sale", "add", f"C{number}", f"tea@{back}", "--return")
        if trashed:
            crm.ok("rm", f"C{number}")
    alive = [(ago, len(amounts), sum(amounts)) for ago, amounts, trashed in buyers if not trashed]
    found = crm.ok("list", "--columns", "last_sale,orders,spent,r,f,m", "has:orders", "-f", "json").json
    if alive:
        cuts = [rfm.cut_points(sorted(values)) for values in zip(*((-a, n, s) for a, n, s in alive), strict=True)]
        expected = [[rfm.score(v, c) for v, c in zip((-a, n, s), cuts, strict=True)] for a, n, s in alive]
        assert sorted([row["r"], row["f"], row["m"]] for row in found) == sorted(expected)

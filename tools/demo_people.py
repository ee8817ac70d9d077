"""The two customer files of the demo, with the oddities planted in them; `tools.demo_data` writes them."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Sequence
from datetime import date

from tools import demo_names as words

EN_COLUMNS = "Customer ID,First Name,Last Name,Company,Gender,Birthday,Phone,Mobile,Email,City,Country"
EN_HEADINGS = (*EN_COLUMNS.split(","), "Source", "Tags", "Note")
ZH_COLUMNS = "客户编号,姓名,性别,生日,手机,电话,微信,邮箱,公司,职业,省份,城市,地址,来源,标签,备注"
ZH_HEADINGS = tuple(ZH_COLUMNS.split(","))
EN_IDS = tuple(f"C{n}" for n in range(1001, 1181))
ZH_IDS = tuple(f"K{n}" for n in range(2001, 2181))

# Chinese mobiles come from blocks given to no region; the others from ranges reserved for fiction.
CN_BLOCKS = ("1300003", "1380040", "1390005", "1578000", "1800000", "1880070")
PHONE_RANGES = (
    rf"\+86({'|'.join(CN_BLOCKS)})\d{{4}}",
    r"\+1\d{3}55501\d{2}",
    r"\+442079460\d{3}",
    r"\+44(161|131)4960\d{3}",
    r"\+4917139200\d{2}",
    r"\+3319900\d{4}",
    r"\+6125550\d{4}",
)
EMAIL_DOMAINS = ("example.com", "example.cn", "example.org")

# The same customer twice, in another spelling; the last pair crosses the two files.
DUPLICATES = (
    ("C1006", "C1071"),  # Robert and Bob, one phone in two formats
    ("C1018", "C1142"),  # one e-mail, once in capitals
    ("C1029", "C1104"),  # Elizabeth and Liz
    ("C1037", "C1159"),  # Müller and Mueller
    ("C1050", "C1168"),  # a firm: "& … Ltd" and "and … Limited"
    ("K2003", "K2091"),  # 张三丰 twice, one phone in two formats
    ("K2008", "K2117"),  # 李娜 and 李小姐, the phone in full-width digits
    ("K2015", "K2132"),  # 张伟 and Zhang Wei, one e-mail
    ("K2026", "K2149"),  # simplified and traditional characters
    ("K2050", "K2164"),  # a firm with and without city and legal form
    ("K2044", "C1120"),  # 王芳 and Fang Wang
)
# These only look alike: two namesakes in two cities; a couple with one phone.
NOT_DUPLICATES = (("K2044", "K2150"), ("C1066", "C1067"))
# Rows an import has to reject, and why.
BAD_ROWS = {"C1057": "impossible e-mail", "C1133": "impossible date"}
# Women of 35 or more who bought dear skin care again and again, for 5000 or more.
SKIN_CARE_LOVERS = ("K2012", "K2039", "K2085", "C1022", "C1088")
# Birthdays from 2026-03-01 to 2026-03-08; nobody else has one on these days.
BIRTHDAYS = {
    "C1045": "03-01", "K2030": "03-01", "C1010": "03-02", "K2077": "03-03", "K2058": "03-04",
    "K2012": "03-05", "C1088": "03-06", "C1099": "03-07", "K2110": "03-08",
}  # fmt: skip

PLANTED_EN = """\
C1006,Robert,Miller,,Male,1978-08-21,+1 (415) 555-0101,,robert.miller@example.com,San Francisco,United States,referral,regular,
C1071,Bob,Miller,,,,415.555.0101,,,San Francisco,USA,website,newsletter,Says he has bought before.
C1018,Katherine,Hughes,,Female,1990-01-30,+44 20 7946 0001,,k.hughes@example.com,London,United Kingdom,Instagram,interest:tea,
C1142,Katherine,Hughes,,,,,,K.HUGHES@EXAMPLE.COM,London,UK,newsletter,newsletter,
C1029,Elizabeth,Turner,,F,1969-12-04,+1 (212) 555-0102,,liz.turner@example.org,New York,USA,referral,interest:gifts,
C1104,Liz,Turner,,F,,001-212-555-0102,,,New York,United States,expat fair,,
C1037,Jürgen,Müller,,M,1966-05-17,,+49 171 3920001,j.mueller@example.org,Hamburg,Germany,website,interest:tea,Reads the small print.
C1159,Juergen,Mueller,,,,,0171 3920001,,Hamburg,Germany,newsletter,,
C1050,,,Harbour & Pine Ltd,,,020 7946 0003,,orders@example.org,London,United Kingdom,expat fair,wholesale,Orders for two shops.
C1168,,,Harbour and Pine Limited,,,+44 20 7946 0003,,,London,UK,website,wholesale,
C1120,Fang,Wang,,F,,,+86 157 8000 8006,,Shanghai,China,WeChat,,Speaks English at work.
C1066,Tom,Becker,,M,1985-04-09,,+49 171 3920005,tom.becker@example.com,Munich,Germany,referral,,
C1067,Anna,Becker,,F,1987-10-26,,+49 171 3920005,anna.becker@example.com,Munich,Germany,referral,interest:skincare,
C1057,Olivia,Grant,,F,1994-06-11,206.555.0104,,olivia.grant@@example..com,Seattle,United States,website,,
C1133,Samuel,Whitford,,M,1985-02-30,001-604-555-0105,,sam.whitford@example.com,Vancouver,Canada,website,,
C1022,Margaret,Ashford,,F,1980-10-02,,138 0040 8022,margaret.ashford@example.com,Shanghai,China,expat fair,vip; interest:skincare,Buys the whole ritual set for her sister too.
C1088,Isabelle,Laurent,,F,1975-03-06,+33 1 99 00 00 88,,isabelle.laurent@example.org,Paris,France,referral,vip; interest:skincare,
C1010,Ethan,Brooks,,M,--03-02,617.555.0106,,ethan.brooks@example.com,Boston,USA,website,interest:tea,
C1045,Megan,Walsh,,F,1987-03-01,,180-0000-8045,megan.walsh@example.com,Shanghai,China,WeChat,expat; interest:gifts,
C1099,Kenji,Watanabe,,M,1991-03-07,,,kenji.watanabe@example.org,Osaka,Japan,Instagram,interest:tea,
"""  # noqa: E501 (one record, one line)
PLANTED_ZH = """\
K2003,张三丰,男,1968-04-12,138 0040 8001,,zhangsf_8001,sanfeng@example.cn,,退休,上海,上海,梧桐里18号,朋友介绍,喝茶,只喝岩茶，一次买三罐。
K2091,张三丰,,,+86 13800408001,,,,,,,上海市,,门店,,
K2008,李娜,女,1983-09-17,13900058002,,lina_8002,lina@example.cn,,会计,上海,上海,青禾路66号,小红书,护肤、老客户,
K2117,李小姐,女,,１３９０００５８００２,,,,,,,上海,,抖音,护肤,直播间加的微信。
K2015,张伟,男,1986/7/23,180-0000-8003,,zhangwei_8003,zhangwei@example.com,海川贸易有限公司,销售经理,江苏,苏州,映月街9号,展会,送礼,
K2132,Zhang Wei,,,,,,ZhangWei@Example.com,,,,苏州,,微信,,
K2026,陈晓燕,女,1991年4月2日,0086 13000038004,,chenxy_8004,,,护士,浙江,杭州,桂香路21号,小红书,护肤,
K2149,陳曉燕,女,,130 0003 8004,,,chenxy@example.cn,,,浙江,杭州,,朋友介绍,,
K2050,,,,188 0070 8005,,,,上海云栖茶礼有限公司,,上海,上海,银杏道100号,展会,批发,中秋、春节两季大单。
K2164,,,,18800708005,,,yunqi@example.com,云栖茶礼,,上海,上海市,,展会,,
K2044,王芳,女,1984-12-19,157 8000 8006,,wangf_8006,,,翻译,上海,上海,晴川里7号,微信,喝茶,
K2150,王芳,女,1995-07-08,138-0040-8007,,wangf_8007,,,教师,四川,成都,小满街12号,抖音,,
K2012,顾曼云,女,1981-03-05,+86 13900058012,,gumanyun_8012,guman@example.cn,,律师,上海,上海,云锦巷3号,朋友介绍,vip、护肤,只用高端线，换季必买套装。
K2039,沈玉兰,女,1976-11-20,180 0000 8039,,shenyl_8039,,玉兰美容院,店主,上海,上海,海棠弄28号,门店,vip、护肤,自己用，也推荐给店里客人。
K2085,林月华,女,1979年6月8日,１３００００３８０８５,,linyh_8085,linyuehua@example.com,,医生,浙江,宁波,听雨巷15号,小红书,护肤、老客户,
K2030,何文静,女,1992-03-01,188-0070-8030,,hewj_8030,,,编辑,上海,上海,半夏路40号,小红书,护肤,
K2058,许嘉树,男,3月4日,13800408058,,xujs_8058,jiashu@example.cn,,工程师,北京,北京,,展会,送礼,
K2077,唐秀英,女,农历正月十五,139 0005 8077,,,,,退休,江苏,南京,竹影弄6号,门店,喝茶,不会用微信，打电话联系。
K2110,郑小龙,男,1979-03-08,157-8000-8110,,zhengxl_8110,,星野传媒有限公司,摄影师,广东,广州,,朋友介绍,送礼,
K2035,单雪梅,女,1990-08-14,130 0003 8035,,shanxm_8035,,,药剂师,福建,厦门,,小红书,,姓单，读“善”。
K2063,欧阳慧敏,女,1988-05-30,+86 18800708063,,ouyanghm_8063,ouyanghm@example.cn,仁和诊所,医生,上海,上海,桂香路8号,朋友介绍,护肤,
"""  # noqa: E501 (one record, one line)

Row = dict[str, str]


def planted(text: str, headings: Sequence[str]) -> dict[str, Row]:
    """The records written out above, by id."""
    return {r[0]: dict(zip(headings, r, strict=True)) for r in csv.reader(io.StringIO(text))}


def fresh(rng: random.Random, seen: set[str], low: int, high: int, prefix: str) -> str:
    """A number in the range that nobody has yet, with its leading zeros."""
    while True:
        number = str(rng.randint(low, high)).zfill(len(str(high)))
        if prefix + number not in seen:
            seen.add(prefix + number)
            return number


def chinese_phone(rng: random.Random, seen: set[str]) -> str:
    """A mobile in one of the five ways people type it."""
    block = rng.choice(CN_BLOCKS)
    n = block + fresh(rng, seen, 0, 7999, block)
    a, b, c = n[:3], n[3:7], n[7:]
    wide = n.translate({ord("0") + i: ord("０") + i for i in range(10)})
    forms = (f"{a} {b} {c}", f"{a}-{b}-{c}", f"+86 {n}", f"0086 {n}", wide, n)
    return rng.choices(forms, (26, 20, 14, 8, 4, 28))[0]


def foreign_phone(rng: random.Random, seen: set[str], rule: str) -> str:
    """A number of that place, written the local or the international way."""
    if rule in ("cn", ""):
        return chinese_phone(rng, seen) if rule else ""
    if rule[0] == "1":
        end = fresh(rng, seen, 110, 199, rule)
        a, b = rule[1:], f"0{end}"
        forms = [f"+1 ({a}) 555-{b}", f"{a}.555.{b}", f"001-{a}-555-{b}", f"({a}) 555-{b}", f"+1{a}555{b}"]
    elif rule == "4420":
        end = fresh(rng, seen, 100, 999, rule)
        forms = [f"+44 20 7946 0{end}", f"020 7946 0{end}", f"0044 20 7946 0{end}"]
    elif rule.startswith("44"):
        end = fresh(rng, seen, 100, 999, rule)
        forms = [f"+44 {rule[2:]} 496 0{end}", f"0{rule[2:]} 496 0{end}"]
    elif rule == "49":
        end = fresh(rng, seen, 10, 99, rule)
        forms = [f"+49 171 39200{end}", f"0171 39200{end}", f"0049 171 39200{end}"]
    elif rule == "33":
        end = fresh(rng, seen, 1000, 9999, rule)
        forms = [f"+33 1 99 00 {end[:2]} {end[2:]}", f"01 99 00 {end[:2]} {end[2:]}"]
    else:
        end = fresh(rng, seen, 1000, 9999, rule)
        forms = [f"+61 2 5550 {end}", f"(02) 5550 {end}"]
    return rng.choice(forms)


def birthday(rng: random.Random, chinese: bool) -> str:
    """A birthday in one of the usual spellings, or none; never in the first week of March."""
    if rng.random() < 0.38:
        return ""
    day = date(rng.randint(1952, 2004), rng.randint(1, 12), rng.randint(1, 28))
    if day.month == 3 and day.day <= 8:
        day = day.replace(month=9)
    if not chinese:
        return rng.choices((f"{day}", f"--{day:%m-%d}", f"{day:%Y/%m/%d}"), (70, 18, 12))[0]
    lunar = rng.choice(words.LUNAR_BIRTHDAYS)
    slashed, spelt = f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日"
    forms = (f"{day}", slashed, spelt, f"{day.month}月{day.day}日", lunar)
    return rng.choices(forms, (56, 14, 14, 8, 8))[0]


def maybe(rng: random.Random, chance: float, value: str) -> str:
    """The value, or an empty cell."""
    return value if rng.random() < chance else ""


def chinese_row(rng: random.Random, cid: str, seen: set[str], shop: str) -> Row:
    """One row of 客户.csv."""
    province, city, _ = rng.choices(words.PLACES_ZH, [p[2] for p in words.PLACES_ZH])[0]
    row = dict.fromkeys(ZH_HEADINGS, "")
    row |= {"客户编号": cid, "省份": maybe(rng, 0.8, province), "城市": maybe(rng, 0.93, city)}
    row |= {"手机": chinese_phone(rng, seen), "来源": maybe(rng, 0.9, rng.choice(words.SOURCES_ZH))}
    row["地址"] = maybe(rng, 0.5, f"{rng.choice(words.ROADS_ZH)}{rng.randint(1, 399)}号")
    row["备注"] = maybe(rng, 0.28, rng.choice(words.NOTES_ZH))
    if shop:
        return row | {"公司": shop, "标签": "批发", "邮箱": f"{cid.lower()}@example.cn", "备注": ""}
    name = ""
    while not name or name in seen:
        female = rng.random() < 0.64
        parts = [rng.choice(words.SURNAMES), rng.choice(words.GIVEN_F if female else words.GIVEN_M)]
        name = "".join(re.sub("[a-z]", "", p) for p in parts)
    seen.add(name)
    pinyin = re.sub("[^a-z]", "", "".join(parts))
    digits = rng.randint(10, 99)
    row |= {"姓名": name, "性别": maybe(rng, 0.86, "女" if female else "男"), "生日": birthday(rng, True)}
    row["微信"] = maybe(rng, 0.62, f"{pinyin}_{cid[1:]}")
    row["邮箱"] = maybe(rng, 0.36, f"{pinyin}{digits}@{rng.choice(EMAIL_DOMAINS)}")
    if rng.random() < 0.07 and (row["微信"] or row["邮箱"]):
        row["手机"] = ""
    elif rng.random() < 0.06:
        row["电话"] = chinese_phone(rng, seen)
    row["公司"] = maybe(rng, 0.18, rng.choice(words.EMPLOYERS_ZH))
    row["职业"] = maybe(rng, 0.5, rng.choice(words.OCCUPATIONS))
    row["标签"] = "、".join(rng.sample(words.TAGS_ZH, rng.choices((0, 1, 2), (40, 42, 18))[0]))
    return row


def english_row(rng: random.Random, cid: str, seen: set[str], shop: str) -> Row:
    """One row of customers.csv."""
    country, city, rule, culture, _ = rng.choices(words.PLACES_EN, [p[4] for p in words.PLACES_EN])[0]
    row = dict.fromkeys(EN_HEADINGS, "")
    row |= {"Customer ID": cid, "City": maybe(rng, 0.92, city), "Country": country}
    row["Source"] = maybe(rng, 0.85, rng.choice(words.SOURCES_EN))
    column = "Mobile" if rule in ("cn", "49") or rng.random() < 0.25 else "Phone"
    row[column] = foreign_phone(rng, seen, rule) if rng.random() < 0.82 else ""
    if not row[column] or row[column][0] == "+":  # a local number needs its country
        row["Country"] = maybe(rng, 0.85, country)
    if shop:
        return row | {"Company": shop, "Tags": "wholesale", "Email": f"{cid.lower()}@example.org"}
    female_names, male_names, surnames = words.NAMES_EN[culture]
    name = ""
    while not name or name in seen:
        female = rng.random() < 0.58
        first = rng.choice((female_names if female else male_names).split())
        last = rng.choice(surnames.split())
        name = f"{first} {last}"
    seen.add(name)
    plain = name.lower().replace("'", "").translate(str.maketrans("éèêîïäöüç", "eeeiiaouc"))
    email = f"{plain.replace(' ', '.')}@{rng.choice(('example.com', 'example.org'))}"
    row |= {"First Name": first, "Last Name": last, "Birthday": birthday(rng, False)}
    row["Gender"] = maybe(rng, 0.75, rng.choice(("F", "Female", "F") if female else ("M", "Male", "M")))
    row["Email"] = email if not row[column] else maybe(rng, 0.74, email)
    row["Company"] = maybe(rng, 0.12, rng.choice(words.EMPLOYERS_EN))
    tags = [t for t in words.TAGS_EN if t != "expat" or rule == "cn"]
    row["Tags"] = "; ".join(rng.sample(tags, rng.choices((0, 1, 2), (45, 40, 15))[0]))
    row["Note"] = maybe(rng, 0.28, rng.choice(words.NOTES_EN))
    return row


def customer_rows(rng: random.Random, seen: set[str]) -> tuple[list[Row], list[Row]]:
    """Both customer files: the planted rows at their ids, made-up ones around them."""
    given = planted(PLANTED_EN, EN_HEADINGS) | planted(PLANTED_ZH, ZH_HEADINGS)
    seen |= {r.get("姓名") or f"{r.get('First Name')} {r.get('Last Name')}" for r in given.values()}
    shops = dict(zip(sorted(rng.sample([i for i in EN_IDS if i not in given], 12)), words.SHOPS_EN, strict=True))
    free = [i for i in ZH_IDS if i not in given and i != "K2020"]
    shops |= zip(sorted(rng.sample(free, 12)), words.SHOPS_ZH, strict=True)
    english = [given.get(i) or english_row(rng, i, seen, shops.get(i, "")) for i in EN_IDS]
    chinese = [given.get(i) or chinese_row(rng, i, seen, shops.get(i, "")) for i in ZH_IDS]
    return english, chinese

"""Customers as a grown CRM holds them, a tenth of them entered twice, with the truth.

Frozen before the engine was tuned on anything: whoever changes this file changes the ruler. People work for
companies and share their switchboard and mailbox, families share a home, a phone and a surname, names follow the
frequencies of real ones, and most fields are empty for most customers. A duplicate is what somebody else typed for
the same person later: another script, another order, a nickname, a new surname, a digit off, a new phone.
"""

import random
from collections.abc import Callable
from typing import Any

Row = dict[str, str]

COLUMNS = ("kind", "name", "phone", "email", "birthday", "id_number", "company", "city", "address", "wechat", "truth")

_FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖"
_GIVEN = (
    "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 秀英 建国 建华 玉兰 婷婷 浩然 子轩 梓涵 欣怡 佳琪 思雨 晨曦 博文 一诺 "
    "俊豪 雪莹 嘉怡 志强 美玲 海燕 小龙 晓东 文静 永康 丹 云飞 德全 国强 志明 秀兰 桂英 建军 红梅 春梅 晓红 海涛 鹏飞 雅婷 雨桐 宇航 "
    "子涵 诗涵 梦瑶 若曦 天宇 俊杰 立新 卫东 爱国 玉华 凤英 淑珍 金花 少华 振华 家豪 伟强 志伟 嘉欣 丽华 国栋 文斌 海波"
).split()
_FIRST = (
    "James Mary John Linda Robert Susan Michael Karen David Lisa Anna Peter Paul Laura Kevin Emma Olivia Noah Amelia Oliver "
    "Sophia Lucas Mia Ethan Chloe Daniel Grace Samuel Ruth Victor Helena Marco Ines Pavel William Elizabeth Richard Patricia "
    "Thomas Jennifer Charles Margaret Christopher Jessica Matthew Sarah Anthony Barbara Steven Nancy Andrew Catherine Edward "
    "Rebecca Joseph Deborah Alexander Katherine Benjamin Victoria Nicholas Samantha Gregory Jacqueline Timothy Abigail"
).split()
_NICK = {
    "James": "Jim", "Robert": "Bob", "Michael": "Mike", "William": "Bill", "Elizabeth": "Liz", "Richard": "Dick",
    "Patricia": "Pat", "Thomas": "Tom", "Jennifer": "Jenny", "Margaret": "Peggy", "Christopher": "Chris",
    "Jessica": "Jess", "Matthew": "Matt", "Anthony": "Tony", "Barbara": "Barb", "Steven": "Steve", "Andrew": "Andy",
    "Catherine": "Cathy", "Edward": "Ted", "Rebecca": "Becky", "Joseph": "Joe", "Deborah": "Debbie", "Alexander": "Alex",
    "Katherine": "Kate", "Benjamin": "Ben", "Victoria": "Vicky", "Nicholas": "Nick", "Samantha": "Sam", "Gregory": "Greg",
    "Timothy": "Tim", "Abigail": "Abby", "Samuel": "Sam", "Daniel": "Dan", "David": "Dave", "Susan": "Sue", "Peter": "Pete",
}  # fmt: skip
_LAST = (
    "Smith Johnson Brown Taylor Miller Wilson Moore Anderson Thomas Jackson White Harris Martin Garcia Clark Lopez Walker Young "
    "Schmidt Novak Rossi Dubois Jensen Kowalski Silva Murphy O'Brien Ivanov Haddad Cohen Müller Fischer Weber Schneider Lefebvre "
    "Moreau Fernandez Gonzalez Santos Costa Andersen Larsen Nilsson Johansson Virtanen Horvath Nagy Popescu Dimitrov Petrov "
    "Williams Jones Davies Evans Roberts Hughes Edwards Green Hall Wood Thompson Wright Robinson King Hill Baker Turner Parker"
).split()
_CITIES = {"zh": "上海 北京 广州 深圳 杭州 成都 武汉 南京 西安 重庆 苏州 天津".split(),
           "en": "London Paris Berlin Austin Toronto Madrid Oslo Lyon Porto Ghent Leeds Boston".split()}  # fmt: skip
_STREETS = {"zh": "人民路 中山路 解放路 建设路 南京东路 和平路 长江路 新华路 文化路 学院路 滨江大道 科技园路".split(),
            "en": ["Main Street", "High Street", "Station Road", "Church Lane", "Park Avenue", "Mill Road", "King Street",
                   "Queens Road", "Oak Avenue", "Bridge Street", "Victoria Road", "Garden Lane"]}  # fmt: skip
_TRADES = {
    "zh": "科技 贸易 餐饮 服饰 建材 医药 教育 物流 电子 食品".split(),
    "en": "Systems Foods Trading Logistics Media Labs Textiles Motors Foundry Books".split(),
}
_FORMS = {"zh": ["有限公司", "有限责任公司", "股份有限公司", ""], "en": ["Ltd", "Inc.", "Co., Ltd.", "LLC", ""]}
_HEADS = {"zh": "华 新 东 鑫 宏 盛 恒 瑞 达 博 嘉 兴 泰 安 荣 德 康 信 远 利".split(),
          "en": "Nor Bel Alt Cor Vin Hal Dun Fer Mar Tal Ost Wex Kin Bra Lor Sil Var Pen Gal Rud".split()}  # fmt: skip
_TAILS = "wick ton field mark stone dale burn worth ley gate".split()
_MAIL = {
    "zh": "qq.com 163.com 126.com sina.com gmail.com".split(),
    "en": "gmail.com yahoo.com hotmail.com outlook.com icloud.com".split(),
}
_TITLES = {"zh": ["先生", "女士", "经理"], "en": ["Mr.", "Mrs.", "Dr."]}


class Maker:
    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.rows: list[Row] = []

    # -- the truth -------------------------------------------------------------------------------

    def company(self) -> Row:
        lang = self.language()
        pick = self.pick
        heads = _HEADS[lang]
        stem = pick.choice(heads) + (pick.choice(heads) if lang == "zh" else pick.choice(_TAILS))
        city, trade = pick.choice(_CITIES[lang]), pick.choice(_TRADES[lang])
        short = f"{stem}{trade}" if lang == "zh" else f"{stem} {trade}"
        domain = f"{self.latin(stem)}{pick.randrange(1000)}.{'cn' if lang == 'zh' else 'com'}"
        return {
            "kind": "company", "lang": lang, "name": f"{city}{short}{pick.choice(_FORMS[lang])}" if lang == "zh" else f"{short} {pick.choice(_FORMS[lang])}".strip(),
            "short": short, "city": city, "address": self.street(lang), "phone": self.landline(lang),
            "email": f"{pick.choice(['info', 'sales', 'office'])}@{domain}", "domain": domain,
        }  # fmt: skip

    def person(self, lang: str, family: str = "") -> Row:
        pick = self.pick
        weights = [1 / (at + 4) for at in range(len(_FAMILIES))]
        row = {"kind": "person", "lang": lang, "city": pick.choice(_CITIES[lang])}
        if lang == "zh":
            row["family"] = family or pick.choices(_FAMILIES, weights)[0]
            row["given"] = (
                pick.choice(_GIVEN) if pick.random() < 0.6 else pick.choice(_GIVEN)[0] + pick.choice(_GIVEN)[-1]
            )
        else:
            row["family"] = family or pick.choice(_LAST)
            row["given"] = pick.choice(_FIRST)
        row["name"] = row["family"] + row["given"] if lang == "zh" else f"{row['given']} {row['family']}"
        row["birthday"] = f"{pick.randint(1945, 2005)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}"
        row["id_number"] = f"{pick.randint(110101, 659001)}{row['birthday'].replace('-', '')}{pick.randrange(10000):04}"
        row["mobile"] = row["phone"] = self.mobile(lang)
        row["email"] = self.mailbox(row)
        row["address"] = self.street(lang)
        row["wechat"] = f"{self.latin(row['given'])}{pick.randrange(10**5)}"
        return row

    def language(self) -> str:
        return "zh" if self.pick.random() < 0.5 else "en"

    def mobile(self, lang: str) -> str:
        pick = self.pick
        if lang == "zh":
            return f"1{pick.choice('35789')}{pick.randrange(10**9):09}"
        return f"+44 7{pick.randrange(10**9):09}"

    def landline(self, lang: str) -> str:
        return (
            f"0{self.pick.choice(['10', '21', '20'])}-{self.pick.randint(20000000, 89999999)}"
            if lang == "zh"
            else f"+44 20 {self.pick.randint(70000000, 89999999)}"
        )

    def street(self, lang: str) -> str:
        name, number = self.pick.choice(_STREETS[lang]), self.pick.randint(1, 400)
        return f"{name}{number}号" if lang == "zh" else f"{number} {name}"

    def mailbox(self, row: Row) -> str:
        pick = self.pick
        given, family = self.latin(row["given"]), self.latin(row["family"])
        local = pick.choice(
            [
                f"{given}.{family}",
                f"{family}{given}",
                f"{given}{pick.randint(60, 99)}",
                f"{given[0]}{family}{pick.randrange(1000)}",
            ]
        )
        if row["lang"] == "zh" and pick.random() < 0.4:
            return f"{pick.randint(10**7, 10**10)}@qq.com"
        return f"{local}{pick.choice(['', pick.randrange(100)])}@{pick.choice(_MAIL[row['lang']])}"

    @staticmethod
    def latin(text: str) -> str:
        from crmcli.normalize.names import pinyin

        return "".join(char for char in pinyin(text) if char.isascii() and char.isalnum())

    # -- what was typed --------------------------------------------------------------------------

    def enter(self, row: Row, truth: int) -> Row:
        """The first entry: right as far as it goes, with gaps."""
        keep = {
            "phone": 0.8,
            "email": 0.6,
            "birthday": 0.4,
            "id_number": 0.06,
            "company": 0.9,
            "city": 0.7,
            "address": 0.45,
            "wechat": 0.25,
        }
        if row["kind"] == "company":
            keep |= {"phone": 0.8, "email": 0.6, "address": 0.7}
        out = {column: row.get(column, "") for column in COLUMNS}
        for column, share in keep.items():
            if self.pick.random() > share:
                out[column] = ""
        return out | {"truth": str(truth)}

    def enter_again(self, row: Row, truth: int) -> Row:
        """A later entry of the same customer by somebody else."""
        pick = self.pick
        out = self.enter(row, truth)
        if row["kind"] == "company":
            out["name"] = self._company_again(row)
        elif pick.random() < 0.55:
            out["name"] = self._name_again(row)
        changes: list[tuple[str, float, Callable[[str], str]]] = [
            ("phone", 0.12, self._digit_off), ("phone", 0.12, lambda old: self.mobile(row["lang"])),
            ("phone", 0.4, lambda old: self._spelled(old)),
            ("email", 0.1, self._typo), ("email", 0.06, lambda old: old.replace("@", "+crm@")),
            ("email", 0.12, lambda old: self.mailbox(row) if row["kind"] == "person" else old),
            ("birthday", 0.06, self._swapped), ("birthday", 0.05, self._digit_off),
            ("id_number", 0.08, self._digit_off), ("address", 0.25, self._typo), ("address", 0.1, lambda old: self.street(row["lang"])),
            ("city", 0.08, lambda old: pick.choice(_CITIES[row["lang"]])), ("company", 0.3, lambda old: row.get("short", old)),
        ]  # fmt: skip
        for column, share, change in changes:
            if out[column] and pick.random() < share:
                out[column] = change(out[column])
        return out

    def _name_again(self, row: Row) -> str:
        pick, family, given = self.pick, row["family"], row["given"]
        if row["lang"] == "zh":
            reading = [self.latin(family).title(), self.latin(given).title()]
            ways = [
                " ".join(reading), " ".join(reversed(reading)), " ".join(reading).upper(), f"{family} {given}", row["name"] + pick.choice(_TITLES["zh"]),
                family + pick.choice(["总", "经理", "先生", "女士"]), family + pick.choice(_GIVEN)[0] + given[1:],
            ]  # fmt: skip
            return pick.choices(ways, (4, 3, 2, 2, 3, 1, 2))[0]
        ways = [
            f"{family}, {given}", f"{given[0]}. {family}", f"{_NICK.get(given, given)} {family}", row["name"].upper(),
            f"{pick.choice(_TITLES['en'])} {row['name']}", f"{given} {pick.choice(_LAST)}", self._typo(row["name"]), f"{given} {pick.choice('ABCDEF')}. {family}",
            "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in row["name"]),
        ]  # fmt: skip
        return pick.choices(ways, (3, 3, 3, 2, 2, 2, 4, 2, 1))[0]

    def _company_again(self, row: Row) -> str:
        forms, short = _FORMS[row["lang"]], row["short"]
        if row["lang"] == "zh":
            return self.pick.choice(
                [
                    short,
                    row["city"] + short + self.pick.choice(forms),
                    short + self.pick.choice(forms),
                    f"{short}（{row['city']}）有限公司",
                ]
            )
        return self.pick.choice(
            [short, f"{short} {self.pick.choice(forms)}", short.upper(), self._typo(short), f"The {short}"]
        )

    def _digit_off(self, text: str) -> str:
        at = self.pick.choice([i for i, c in enumerate(text) if c.isdigit()][3:])
        return text[:at] + str((int(text[at]) + self.pick.randint(1, 9)) % 10) + text[at + 1 :]

    @staticmethod
    def _swapped(text: str) -> str:
        year, month, day = text.split("-")
        return f"{year}-{day}-{month}" if int(day) <= 12 else text

    def _typo(self, text: str) -> str:
        at, way = self.pick.randrange(1, max(2, len(text) - 1)), self.pick.randrange(3)
        if way == 0:
            return text[:at] + text[at + 1 :]
        if way == 1:
            return text[:at] + self.pick.choice("abcdefghijklmnopqrstuvwxyz") + text[at:]
        return text[: at - 1] + text[at : at + 1] + text[at - 1 : at] + text[at + 1 :]

    def _spelled(self, text: str) -> str:
        return (
            f"+86 {text[:3]} {text[3:7]} {text[7:]}" if text[0] == "1" else text.replace(" ", "-").replace("-", " ", 1)
        )


def make(count: int, seed: int = 2026) -> list[Row]:
    """About ``count`` rows, a tenth of them entered again, in no order; ``truth`` names the customer."""
    maker = Maker(seed)
    pick, known = maker.pick, []
    companies = [maker.company() for _ in range(max(3, count // 25))]
    known.extend(companies)
    while len(known) < count * 0.9:
        lang = maker.language()
        if pick.random() < 0.2:
            known.extend(_family(maker, lang))
        else:
            known.append(maker.person(lang))
    for row in known:
        if row["kind"] == "person" and pick.random() < 0.45:
            _employ(maker, row, pick.choice(companies))
    rows = [maker.enter(row, at) for at, row in enumerate(known)]
    again = pick.sample(range(len(known)), int(count * 0.08)) + pick.choices(range(len(known)), k=int(count * 0.02))
    rows += [maker.enter_again(known[at], at) for at in again]
    pick.shuffle(rows)
    return rows


def _family(maker: Maker, lang: str) -> list[Row]:
    """A couple and children: one home, mostly one surname, often one phone and one mailbox; twins too."""
    pick = maker.pick
    first = maker.person(lang)
    others = [maker.person(lang, first["family"] if pick.random() < 0.8 else "") for _ in range(pick.randint(1, 3))]
    for other in others:
        other |= {"city": first["city"], "address": first["address"]}
        if pick.random() < 0.4:
            other["phone"] = first["phone"]
        if pick.random() < 0.2:
            other["email"] = first["email"]
    if len(others) > 1 and pick.random() < 0.1:
        others[1]["birthday"] = others[0]["birthday"]
    return [first, *others]


def _employ(maker: Maker, row: Row, company: Row) -> None:
    pick = maker.pick
    row["company"], row["short"] = company["name"], company["short"]
    if pick.random() < 0.5:
        row["city"] = company["city"]
    if pick.random() < 0.35:
        row["phone"] = company["phone"]
    way: Any = pick.random()
    if way < 0.2:
        row["email"] = company["email"]
    elif way < 0.55:
        row["email"] = f"{maker.latin(row['given'])}.{maker.latin(row['family'])}@{company['domain']}"

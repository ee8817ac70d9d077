"""Lists of firms: the people of English-speaking ones, and Chinese companies with branches, shops and English names."""

from dataclasses import dataclass, field
from functools import partial

from bench.list_maker import Maker, Row
from bench.list_names import CITIES, MAIL, STREETS, given_name, letters, reading, surname, town, zipf

_STEMS = "Summit Pioneer Atlas Northstar Evergreen Vertex Apex BlueRidge Sterling Keystone Horizon Falcon Orchard Granite Beacon Silverline Ironwood Harbor Redwood Liberty Cascade Delta Omega Phoenix Premier United National Global Pacific Highland Meridian Trident".split()
_BUSINESS = "Logistics Solutions Consulting Foods Packaging Engineering Software Media Partners Systems Medical Plastics Construction Electronics Capital Design Freight Energy Marketing Textiles Industries Group".split()
_FORMS = {"Inc.": ("Inc", "Incorporated", "", "inc."), "LLC": ("L.L.C.", "", "LLC"), "Corp.": ("Corporation", "Corp", ""), "Ltd": ("Limited", "Ltd.", ""), "": ("",)}  # fmt: skip
"""Legal forms, and how else they are written."""


@dataclass(eq=False)
class Firm:
    stem: str
    business: str
    form: str
    domain: str
    switchboard: str
    city: str
    mailbox: str
    """How its people's addresses are made."""


@dataclass(eq=False)
class Employee:
    family: str
    given: str
    firm: Firm
    mobile: str
    private: str
    known: set[str] = field(default_factory=set)


class Sales(Maker[Employee]):
    """Whom a firm sells to: colleagues behind one switchboard, who share a mailbox, leave, and are written in many ways."""

    def __init__(self, seed: str, *, again: bool = True) -> None:
        super().__init__(seed, again=again)
        self.firms: list[Firm] = []

    def turn(self) -> None:
        if not self.firms or self.chance(0.15):
            self.firms.append(self._firm())
        # what came first is rather the larger
        firm = self.firms[int(len(self.firms) * self.random.random() ** 1.5)]
        way, one = self.random.random(), self._employee(firm)
        if way < 0.94:
            self.add(one)
        elif way < 0.97:
            self.add(one, self._employee(firm, one.family), near="family firm")
        elif way < 0.9735:
            self.add(one, self._employee(firm, one.family, one.given), near="father and son")
        else:
            self.add(one, self._employee(self.one_of(self.firms), one.family, one.given), near="namesakes")

    def _firm(self) -> Firm:
        stem, business = self.one_of(_STEMS) if self.chance(0.5) else surname(self.random, "en"), self.one_of(_BUSINESS)
        name = letters(stem) + self.one_of(("", letters(business)[:5], letters(business)))
        domain = self.own(f"{name}@{self.one_of(('com', 'com', 'net', 'io', 'co'))}", object()).replace("@", ".")
        stem += self.random.choices(("", f" & {surname(self.random, 'en')}", " & Sons"), (80, 14, 6))[0]
        phone = f"+1 {self.random.randrange(201, 989)}{self.random.randrange(200, 999)}{self.number(3)}0"
        city, mailbox = town(self.random, "en").name, self.one_of(("f.l", "fl", "f"))
        return Firm(stem, business, self.one_of(list(_FORMS)), domain, phone, city, mailbox)

    def _employee(self, firm: Firm, family: str = "", given: str = "") -> Employee:
        given, family = given or given_name(self.random, "en", self.chance(0.5)), family or surname(self.random, "en")
        mobile = f"+1 {self.random.randrange(201, 989)}{self.random.randrange(200, 999)}{self.number(4)}"
        who = Employee(family, given, firm, mobile, "")
        who.private = self.own(f"{letters(given)}.{letters(family)}@{self.one_of(MAIL['en'])}", who)
        who.known = self.some({"mobile": 0.45, "phone": 0.6, "email": 0.85, "role": 0.06})
        return who

    def entry(self, who: Employee, first: bool, done: list[str]) -> Row:
        again, firm = not first, who.firm
        if again and self.chance(0.12):
            done.append("new-job")
            firm = self.one_of(self.firms)
        row = {"name": self.said(who.given, who.family, first, done), "city": firm.city if self.chance(0.7) else ""}
        if "email" in who.known and (first or self.chance(0.75)):
            row["email"] = self._mailbox(who, firm)
            if self.chance(0.1):
                done.append("second-mail")
                row["email"] = who.private
            elif again and self.chance(0.04):
                done.append("mail-typo")
                row["email"] = self.typo(row["email"].split("@")[0]) + "@" + row["email"].split("@")[1]
        if "phone" in who.known and (first or self.chance(0.7)):
            extension = self.one_of((" x", " ext. ")) + self.number(3) if self.chance(0.3) else ""
            row["phone"] = self.spelled(firm.switchboard) + extension
        if "mobile" in who.known and (first or self.chance(0.7)):
            slip = again and self.chance(0.05)
            row["mobile"] = self.spelled(self.digit_off(who.mobile) if slip else who.mobile)
            done += ["digit"] * slip
        if first or self.chance(0.85):
            row["company"] = self._company(firm, first)
        return row

    def _mailbox(self, who: Employee, firm: Firm) -> str:
        if "role" in who.known:
            return f"{self.one_of(('info', 'sales', 'office'))}@{firm.domain}"
        given, family = letters(who.given), letters(who.family)
        local = {"f.l": f"{given}.{family}", "fl": given[0] + family, "f": given}[firm.mailbox]
        return self.own(f"{local}@{firm.domain}", who)

    def _company(self, firm: Firm, first: bool) -> str:
        name = f"{firm.stem} {firm.business}"
        if first and self.chance(0.6):
            return f"{name} {firm.form}".strip()
        way = self.random.random()
        if way < 0.12:
            name = name.upper()
        elif way < 0.20:
            name = firm.stem
        elif way < 0.30:
            name = name.replace("&", "and")
        elif way < 0.35:
            name = self.typo(name)
        return f"{name} {self.one_of(_FORMS[firm.form])}".strip()


_SIGNS = "华 鼎 盛 鑫 泰 宏 达 恒 瑞 丰 信 嘉 隆 通 源 创 博 天 金 新 海 东 方 中 联 科 远 诚 美 德 康 凯 安 佳 腾 飞 星 润 众 利 兴 和 亿 万 昌 顺 永 正 大 龙".split()
_TRADES = dict(pair.split(":") for pair in "贸易:Trading 科技:Technology 电子:Electronics 机械:Machinery 服饰:Garment 食品:Food 化工:Chemical 建材:Building_Materials 物流:Logistics 网络科技:Network_Technology 信息技术:Information_Technology 医疗器械:Medical_Devices 家居用品:Household 包装材料:Packaging 国际贸易:International_Trading 文化传播:Culture_Media 餐饮管理:Catering_Management 汽车配件:Auto_Parts 塑料制品:Plastics 实业:Industrial".split())  # fmt: skip
_LEGAL = {"有限公司": "有限责任公司", "有限责任公司": "有限公司", "股份有限公司": "股份公司"}
_AREA_CODES = dict(city.split(":") for city in CITIES["zh"])


@dataclass(eq=False)
class Company:
    sign: str
    """What the name is known by."""
    trade: str
    seat: str
    """The town of the name; a branch's name has its head office's."""
    city: str
    form: str
    style: str
    code: str
    phone: str
    mobile: str
    domain: str
    address: str
    known: set[str]
    branch: str = ""
    shop: str = ""


class Companies(Maker[Company]):
    """Chinese companies: groups, branches and chains with one website, shops, namesakes elsewhere, one bookkeeper of several."""

    def company(self, sign: str = "", trade: str = "", city: str = "") -> Company:
        sign = sign or "".join(self.random.sample(_SIGNS, 2 if self.chance(0.85) else 3))
        trade = trade or zipf(self.random, list(_TRADES), 0.3)
        city = city or town(self.random, "zh").name
        more = self.one_of(("", "-" + letters(city)[:2], "china", "group"))
        domain = self.own(f"{letters(sign)}{more}@{self.one_of(('com', 'cn', 'com.cn'))}", object()).replace("@", ".")
        form = self.random.choices(list(_LEGAL), (85, 8, 7))[0]
        style = self.random.choices(("{0}{1}{2}", "{0}市{1}{2}", "{1}（{0}）{2}"), (70, 20, 10))[0]
        code = f"91{self.random.randrange(110000, 659000)}MA{''.join(self.random.choices('0123456789ABCDEFGHJKLMNPQRTUWXY', k=8))}"
        known = self.some({"code": 0.35, "phone": 0.7, "email": 0.45, "address": 0.6, "website": 0.25, "mobile": 0.3})
        phone, mobile, address = self._landline(city), self.chinese_mobile(), self._address()
        return Company(sign, trade, city, city, form, style, code, phone, mobile, domain, address, known)

    def _landline(self, city: str) -> str:
        area = _AREA_CODES[city]
        return f"{area}-{self.random.randint(2, 8)}{self.number(7 if len(area) == 3 else 6)}"

    def _address(self) -> str:
        room = f"{self.one_of(('国际', '科技', '创新', '金融'))}大厦{self.random.randrange(2, 30)}0{self.random.randrange(1, 9)}室"
        return f"{self.one_of(STREETS['zh'])}{self.random.randrange(1, 999)}号{self.one_of(('', '', room))}"

    def turn(self) -> None:
        way, one = self.random.random(), self.company()
        if way < 0.76:
            self.add(one)
        elif way < 0.84:
            cities = self.random.sample(list(_AREA_CODES), self.random.randint(1, 3))
            self.add(one, *(self._branch(one, city) for city in cities if city != one.city), near="branches")
        elif way < 0.90:
            elsewhere = self.one_of([city for city in _AREA_CODES if city != one.city])
            self.add(one, self.company(one.sign, one.trade, elsewhere), near="one name in two towns")
        elif way < 0.95:
            sister = self.company(one.sign, self.one_of([trade for trade in _TRADES if trade != one.trade]), one.city)
            sister.domain = one.domain
            sister.address = one.address if self.chance(0.5) else sister.address
            sister.phone = one.phone if self.chance(0.4) else sister.phone
            self.add(one, sister, near="sister firms")
        elif way < 0.97:
            one.sign += self.one_of("火锅 便利店 药房 美容 烘焙 奶茶".split())
            self.add(*self._chain(one), near="chain")
        else:
            others = [one, *(self.company() for _ in range(self.random.randint(1, 2)))]
            for other in others:
                other.mobile = one.mobile
                other.known.add("mobile")
            self.add(*others, near="one bookkeeper")

    def _branch(self, head: Company, city: str) -> Company:
        own = self.company(head.sign, head.trade, city)
        own.seat, own.style, own.form, own.domain = head.seat, head.style, head.form, head.domain
        own.code = head.code if self.chance(0.15) else own.code
        own.branch = city + self.one_of(("分公司", "分公司", "办事处"))
        return own

    def _chain(self, one: Company) -> list[Company]:
        out = []
        for street in self.random.sample(STREETS["zh"], self.random.randint(2, 4)):
            shop = self.company(one.sign, one.trade, one.city)
            shop.phone = one.phone if self.chance(0.3) else shop.phone
            shop.shop, shop.domain = f"{street}店", one.domain
            shop.address = f"{street}{self.random.randrange(1, 500)}号"
            out.append(shop)
        return out

    def entry(self, who: Company, first: bool, done: list[str]) -> Row:
        again, known = not first, who.known
        row = {"kind": "company", "name": self._name(who, first, done)}
        if "code" in known and (first or self.chance(0.7)):
            slip = again and self.chance(0.05)
            row["credit_code"] = who.code[:-3] + self.number(1) + who.code[-2:] if slip else who.code
            done += ["code"] * slip
        if "phone" in known and (first or self.chance(0.7)):
            row["phone"] = self._phone(who, again, done)
        if "mobile" in known and (first or self.chance(0.6)):
            row["mobile"] = self.spelled(who.mobile)
        if "email" in known and (first or self.chance(0.75)):
            row["email"] = f"{self.one_of(('info', 'sales', 'admin', 'service'))}@{who.domain}"
        if "website" in known and (first or self.chance(0.6)):
            row["website"] = f"www.{who.domain}"
        if "address" in known and (first or self.chance(0.7)):
            row["address"] = who.address
            if again and self.chance(0.1):
                done.append("moved")
                row["address"] = self._address()
            elif again and self.chance(0.2):
                row["address"] = who.address.partition("号")[0] + "号"
            row["address"] = (f"{who.city}市" if self.chance(0.4) else "") + row["address"]
        row["city"] = self.random.choices(("", who.city, f"{who.city}市", reading(who.city)), (20, 60, 14, 6))[0]
        return row

    def _phone(self, who: Company, again: bool, done: list[str]) -> str:
        other = partial(self._landline, who.city)
        phone = self.number_now(who.phone, other, done, new=0.08, slip=0.05) if again else who.phone
        extension = f"转{self.number(3)}" if self.chance(0.2) else ""
        area, _, rest = phone.partition("-")
        ways = (phone, area + rest, f"{area} {rest}", f"+86-{area[1:]}-{rest}", f"({area}){rest}", phone + extension)
        return self.one_of(ways)

    def _name(self, who: Company, first: bool, done: list[str]) -> str:
        if who.shop:
            marks = ("（{}）", "({})") if first or self.chance(0.8) else ("{}",)
            return who.sign + self.one_of(marks).format(who.shop)
        short = who.style.format(who.seat, who.sign, who.trade)
        full = short + who.form + who.branch
        if first or self.chance(0.45):
            return full
        ways = {
            "no-form": short + who.branch, "no-town": who.sign + who.trade + who.form + who.branch, "short": who.sign + who.trade + who.branch,
            "sign-only": who.sign + who.branch, "english": self._english(who), "other-form": short + _LEGAL[who.form] + who.branch,
            "brackets": f"{who.sign}({who.seat}){who.trade}{who.form}{who.branch}", "typo": full.replace(who.sign, self.misheard(who.sign)),
            "note": full + self.one_of(("（老客户）", f" {surname(self.random, 'zh')}经理")),
        }  # fmt: skip
        done.append(self.random.choices(list(ways), (18, 16, 16, 8, 14, 8, 8, 7, 5))[0])
        return ways[done[-1]]

    def _english(self, who: Company) -> str:
        sign, trade, seat = reading(who.sign), _TRADES[who.trade].replace("_", " "), reading(who.seat)
        ways = (f"{seat} {sign} {trade} Co., Ltd.", f"{sign} {trade} Co., Ltd", f"{sign} {trade} ({seat}) Co.,Ltd")
        name = self.one_of(ways)
        return f"{name} {reading(who.city)} Branch" if who.branch else name

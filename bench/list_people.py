"""Lists of persons: a Chinese seller's, a shop's in Germany, France and Spain, and leads of whom one has a name and a mail address."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from bench.list_maker import Maker, Row
from bench.list_names import (
    ESTATES,
    MAIL,
    STREETS,
    given_name,
    letters,
    near_names,
    plain,
    reading,
    surname,
    town,
)


class Home(NamedTuple):
    city: str
    postcode: str
    address: str


@dataclass(eq=False)
class Person:
    land: str
    family: str
    given: str
    woman: bool
    birthday: str
    home: Home
    phone: str
    email: str = ""
    wechat: str = ""
    known: set[str] = field(default_factory=set)
    """Fields that the list has of this person, in one of the entries at least."""
    later: "Person | None" = None
    """Whose surname and home a later entry may have: after a wedding, a move."""


class Persons(Maker[Person]):
    def person(self, land: str, like: Person | None = None, *, family: str = "", given: str = "", woman: bool | None = None,
               born: tuple[int, int] = (1945, 2004)) -> Person:  # fmt: skip
        """Of the home of ``like``, where given."""
        woman = self.chance(0.55) if woman is None else woman
        given = given or given_name(self.random, land, woman)
        who = Person(land, family or surname(self.random, land), given, woman, self.birthday(*born), like.home if like else self.home(land), self.phone(land))  # fmt: skip
        who.email = self.own(self.mailbox(who), who)
        return who

    def home(self, land: str) -> Home:
        where, street, number = town(self.random, land), self.one_of(STREETS[land]), self.random.randint(1, 150)
        address = f"{street} {number}"
        if land == "zh":
            flat = f"{self.random.randrange(1, 20)}幢{self.random.randrange(1, 4)}单元{self.random.randrange(1, 25)}0{self.random.randrange(1, 5)}"
            address = f"{street}{number * 4}号{self.one_of(ESTATES)}{flat}"
        elif land in ("en", "fr"):
            address = f"{number} {street}"
        elif land == "es":
            address += f", {self.random.randrange(1, 8)}º {self.one_of('ABCD')}"
        return Home(where.name, self.one_of(where.postcodes), address)

    def phone(self, land: str) -> str:
        if land == "zh":
            return self.chinese_mobile()
        if land == "en":
            return f"+1 {self.random.randrange(201, 989)}{self.random.randrange(200, 999)}{self.number(4)}"
        country, heads = {"de": ("+49", "151 160 170 171 175 176 30 40 89 221"), "fr": ("+33", "6 6 7 1 4"), "es": ("+34", "6 6 7 9")}[land]  # fmt: skip
        return f"{country} {self.one_of(heads.split())}{self.number(8)}"

    def mailbox(self, who: Person) -> str:
        given, family = letters(who.given, who.land == "de"), letters(who.family.split()[0], who.land == "de")
        if who.land == "zh" and self.chance(0.6):
            return f"{self.random.randrange(10**7, 10**10)}@qq.com"
        word = self.one_of("sonne tiger luna star chat gato sky blue dragon guitar".split()) + str(
            self.random.randrange(10, 9999)
        )
        ways = (f"{given}.{family}", f"{given[0]}{family}{who.birthday[2:4]}", given + who.birthday[2:4], word)
        return f"{self.random.choices(ways, (40, 20, 15, 25))[0]}@{self.one_of(MAIL[who.land])}"


class Seller(Persons):
    """Friends and customers of somebody who sells by WeChat, half of them from one town."""

    def customer(self, like: Person | None = None, *, family: str = "", given: str = "", woman: bool | None = None,
                 born: tuple[int, int] = (1950, 2004)) -> Person:  # fmt: skip
        who = self.person("zh", like, family=family, given=given, woman=woman, born=born)
        if like is None and self.chance(0.35):
            who.home = who.home._replace(city="杭州")
        spoken = reading(who.family + who.given).lower()
        handles = (
            spoken + who.birthday[:4],
            who.phone,
            f"wxid_{self.random.getrandbits(48):012x}",
            f"happy{spoken}{self.number(3)}",
        )
        who.wechat = self.random.choices(handles, (35, 25, 25, 15))[0]
        who.wechat = who.wechat if who.wechat.isdigit() else self.own(who.wechat, who)
        who.known = self.some(
            {"wechat": 0.6, "email": 0.18, "birthday": 0.35, "address": 0.5, "city": 0.8, "gender": 0.5}
        )
        return who

    def turn(self) -> None:
        way, first = self.random.random(), self.customer()
        woman = first.woman
        if way < 0.80:
            self.add(first)
        elif way < 0.85:
            self._one_phone("couple", first, self.customer(first, woman=not woman), 1)
        elif way < 0.87:
            other = self.customer(family=first.family, given=first.given, woman=woman)
            other.home = other.home._replace(city=first.home.city)
            self.add(first, other, near="namesakes")
        elif way < 0.90:
            names = near_names(self.random, woman)
            one = self.customer(given=names[0], woman=woman, born=(1975, 1995))
            other = self.customer(one, family=one.family, given=names[1], woman=woman, born=(1975, 1995))
            self._one_phone("siblings", one, other, 0.3)
        elif way < 0.94:
            child = self.customer(first, family=first.family, born=(1985, 2003))
            self._one_phone("parent", first, child, 0.35)
        elif way < 0.98 and self.rows:
            first.phone = "".join(filter(str.isdigit, self.one_of(self.rows)["phone"]))[-11:] or first.phone
            self.add(first, near="number given away")
        else:
            self.add(first)

    def _one_phone(self, near: str, first: Person, second: Person, share: float) -> None:
        if self.chance(share):
            second.phone = first.phone
            second.known -= {"wechat"} if second.wechat.isdigit() else set()
        self.add(first, second, near=near)

    def entry(self, who: Person, first: bool, done: list[str]) -> Row:
        again, known = not first, who.known
        row = dict.fromkeys(("phone", "wechat", "email", "birthday", "address", "city"), "")
        row |= {"name": self._name(who, done), "gender": ("女" if who.woman else "男") if "gender" in known else ""}
        if self.chance(0.97 if first else 0.87):
            phone = self.number_now(who.phone, self.chinese_mobile, done, new=0.10) if again else who.phone
            row["phone"] = self.spelled(phone)
        else:
            done.append("no-phone")
        for name, value in (("wechat", who.wechat), ("email", who.email), ("birthday", who.birthday)):
            if name in known and (first or self.chance(0.65)):
                row[name] = value
        if row["birthday"] and again and self.chance(0.06):
            row["birthday"] = self._done(done, "birthday", self.date_off(who.birthday))
        if "city" in known and (first or self.chance(0.75)):
            city = who.home.city
            row["city"] = self.random.choices((city, f"{city}市", reading(city)), (80, 14, 6))[0]
        if "address" in known and (first or self.chance(0.6)):
            row["address"] = who.home.address
            if again and self.chance(0.12):
                row["address"] = self._done(done, "moved", self.home("zh").address)
            elif self.chance(0.3):
                row["address"] = self.one_of((row["address"].replace("幢", "栋"), row["address"].partition("号")[2]))
            row["address"] = f"{who.home.city}市{row['address']}" if self.chance(0.25) else row["address"]
        return row

    @staticmethod
    def _done(done: list[str], what: str, value: str) -> str:
        done.append(what.replace(" ", "-"))
        return value

    def _name(self, who: Person, done: list[str]) -> str:
        way, name = self.random.random(), who.family + who.given
        if way < 0.76:
            return name
        if way < 0.88:
            titles = (
                ("{}姐", "{}女士", "小{}", "{}阿姨", "{}老师")
                if who.woman
                else ("{}哥", "{}先生", "老{}", "小{}", "{}总")
            )
            more = (
                self.one_of((who.home.city, f"（{who.home.city}）", "（老客户）", "（团购）"))
                if self.chance(0.2)
                else ""
            )
            return self._done(done, "nickname", self.one_of(titles).format(who.family) + more)
        if way < 0.93:
            family, given = reading(who.family), reading(who.given)
            return self._done(
                done,
                "letters",
                self.one_of((f"{family} {given}", f"{given} {family}", f"{family.lower()}{given.lower()}")),
            )
        if way < 0.96:
            return self._done(done, "given-only", who.given * (3 - len(who.given)))
        return self._done(done, "typo", self.misheard(name))


class Shop(Persons):
    """Customers of a shop that sends parcels: households, wives who changed their name, homes left."""

    lands: tuple[str, ...] = ("de", "de", "fr", "es")

    def customer(self, land: str = "", like: Person | None = None, *, family: str = "", given: str = "", woman: bool | None = None,
                 born: tuple[int, int] = (1940, 2004)) -> Person:  # fmt: skip
        who = self.person(land or self.one_of(self.lands), like, family=family, given=given, woman=woman, born=born)
        who.known = self.some({"email": 0.8, "phone": 0.65, "birthday": 0.5, "address": 0.85})
        who.later = self.person(who.land)
        return who

    def turn(self) -> None:
        way, one = self.random.random(), self.customer()
        if way < 0.83:
            self.add(one)
        elif way < 0.90:
            family = "" if one.land == "es" else one.family
            self._household("couple", one, self.customer(one.land, one, family=family, woman=not one.woman), 0.6)
        elif way < 0.94:
            one = self.customer(one.land, born=(1945, 1970))
            self._household("parent", one, self._relative(one, (1975, 2004)), 0.6)
        elif way < 0.9435:
            one = self.customer(one.land, woman=False, born=(1945, 1970))
            son = self.customer(one.land, one, family=one.family, given=one.given, woman=False, born=(1975, 2004))
            self._household("father and son", one, son, 0.5)
        elif way < 0.95:
            twin = self._relative(one)
            twin.birthday = one.birthday
            for who in (one, twin):
                who.known |= {"birthday"}
            self._household("twins", one, twin, 0.7)
        elif way < 0.98:
            self._household("siblings", one, self._relative(one), 0.6)
        elif way < 0.99:
            other = self.customer(one.land, family=one.family, given=one.given, woman=one.woman)
            other.home = other.home._replace(city=one.home.city)
            self.add(one, other, near="namesakes")
        else:
            self.add(one)

    def _relative(self, one: Person, born: tuple[int, int] = (1940, 2004)) -> Person:
        """Of one surname and home, and not of one name."""
        while (other := self.customer(one.land, one, family=one.family, born=born)).given == one.given:
            pass
        return other

    def _household(self, near: str, one: Person, other: Person, phone: float) -> None:
        for name, share in (("phone", phone), ("email", 0.12)):
            if name in one.known and self.chance(share):
                setattr(other, name, getattr(one, name))
                other.known |= {name}
        other.known = other.known - {"address"} | (one.known & {"address"})
        self.add(one, other, near=near)

    def entry(self, who: Person, first: bool, done: list[str]) -> Row:
        again, known, later = not first, who.known, who.later or who
        german, home = who.land == "de", who.home
        row = {"name": self._name(who, later.family, first, done)}
        if "email" in known and (first or self.chance(0.8)):
            row["email"] = who.email
            if again and self.chance(0.10):
                done.append("second-mail")
                row["email"] = self.own(f"{letters(who.given, german)}{self.number(3)}@gmail.com", who)
            elif again and self.chance(0.04):
                done.append("mail-typo")
                row["email"] = "@".join((self.typo(who.email.split("@")[0]), who.email.split("@")[1]))
        if "phone" in known and (first or self.chance(0.7)):
            other = partial(self.phone, who.land)
            row["phone"] = self.spelled(self.number_now(who.phone, other, done, new=0.10) if again else who.phone)
        if again and self.chance(0.13):
            done.append("moved")
            home = later.home
        if "birthday" in known and (first or self.chance(0.7)):
            slip = again and self.chance(0.07)
            row["birthday"] = self.date_off(who.birthday) if slip else who.birthday
            done += ["birthday"] * slip
        if "address" in known and (first or self.chance(0.85)):
            row["address"] = self._street(home.address)
        row["postcode"] = home.postcode if row.get("address") or self.chance(0.6) else ""
        row["city"] = (plain(home.city, german) if self.chance(0.2) else home.city) if self.chance(0.9) else ""
        return row

    def _street(self, text: str) -> str:
        if not self.chance(0.3):
            return text
        for long, short in (("straße", "str."), ("Straße", "Str."), ("avenue", "av."), ("boulevard", "bd"), ("Calle", "C/"), ("Avenida", "Avda.")):  # fmt: skip
            text = text.replace(long, short)
        return plain(text, german=True)

    def _name(self, who: Person, married: str, first: bool, done: list[str]) -> str:
        given, family, german = who.given, who.family, who.land == "de"
        way = 1.0 if first else self.random.random()
        if who.land == "es" and way < 0.25:
            family = family.split()[0]
            done.append("one-surname")
        elif who.land != "es" and who.woman and way < 0.10:
            family = married if way < 0.08 else f"{family}-{married}"
            done.append("married")
        way = 1.0 if first else self.random.random()
        if way < 0.06:
            given = f"{given[0]}."
            done.append("initial")
        elif way < 0.12:
            given, family = (self.typo(given), family) if self.chance(0.5) else (given, self.typo(family))
            done.append("typo")
        elif way < 0.45 and ("-" in given or " " in given):
            given = self.one_of((given.replace("-", " "), given.replace("-", " ").split()[0]))
            done.append("double-given")
        way = self.random.random()
        if way < 0.34:
            given, family = plain(given, german and way < 0.22), plain(family, german and way < 0.22)
        elif way < 0.38:
            given, family = given.upper(), family.upper()
        title = {"de": ("Herr ", "Frau "), "fr": ("M. ", "Mme "), "es": ("Sr. ", "Sra. ")}[who.land][who.woman]
        order = (
            f"{given} {family}"
            if self.chance(0.88)
            else f"{family}, {given}"
            if self.chance(0.6)
            else f"{family} {given}"
        )
        return title + order if self.chance(0.04) else order


class Leads(Persons):
    """Names and mail addresses from newsletters, webinars and fairs; sometimes of a free mailbox, sometimes of a firm."""

    def turn(self) -> None:
        way, one = self.random.random(), self._lead()
        if way < 0.94:
            self.add(one)
        elif way < 0.96:
            self.add(one, self._lead(one.family, one.given), near="namesakes")
        elif way < 0.98:
            other = self._lead(one.family)
            other.email = one.email
            self.add(one, other, near="couple")
        else:
            group = [one, self._lead(), self._lead()]
            for who in group:
                who.email = f"info@{letters(one.family)}group.com"
            self.add(*group, near="role mailbox")

    def _lead(self, family: str = "", given: str = "") -> Person:
        land = "en" if family.isascii() and (family or self.chance(0.88)) else "zh"
        who = self.person(land, family=family, given=given)
        if self.chance(0.4):
            firm = letters(surname(self.random, "en")) + self.one_of(("corp.com", "group.com", ".com", ".io"))
            who.email = self.own(f"{who.email.split('@')[0]}@{firm}", who)
        who.later = replace(who, email=self.own(self.mailbox(who), who))
        return who

    def entry(self, who: Person, first: bool, done: list[str]) -> Row:
        if who.land == "zh":
            name = who.family + who.given if self.chance(0.7) else f"{reading(who.given)} {reading(who.family)}"
        else:
            name = self.said(who.given, who.family, first, done)
        way = 1.0 if first else self.random.random()
        if way > 0.5:
            return {"name": name, "email": who.email}
        (local, domain), second = who.email.split("@"), who.later.email if who.later else ""
        slips = {"second-mail": second, "plus": f"{local}+{self.one_of(('news', 'expo', '1'))}@{domain}", "mail-typo": f"{self.typo(local)}@{domain}",
                 "domain-typo": f"{local}@{self.typo(domain.split('.')[0])}.{domain.split('.', 1)[1]}", "upper": who.email.upper(), "no-mail": ""}  # fmt: skip
        done.append(self.random.choices(list(slips), (18, 10, 10, 5, 3, 4))[0])
        return {"name": name, "email": slips[done[-1]]}

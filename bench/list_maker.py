"""What all made-up customer lists have in common: choices, slips of the hand, and rows with their truth."""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from bench.list_names import NICKNAMES, SOUND_ALIKE

Row = dict[str, str]
Who = TypeVar("Who")
_Value = TypeVar("_Value")

COLUMNS = ("kind", "name", "phone", "mobile", "email", "wechat", "website", "company", "birthday", "gender", "address",
           "postcode", "city", "credit_code", "truth", "entry", "done", "near")  # fmt: skip
"""``truth`` names the customer, ``entry`` is which one of them this is, ``done`` what went wrong in it, ``near`` whom the
customer is easily taken for."""
_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wa qes wrd etf ryg tuh yij uok ipl ol qsz adwx sfec dgrv fhtb gjyn hkum jli ko xas zcsd xvdf cbfg vngh bmhj njk".split(), strict=True))  # fmt: skip
_AREAS = "138 139 137 136 135 150 151 152 158 159 182 183 187 188 130 131 132 155 156 186 133 153 180 181 189".split()


class Maker(ABC, Generic[Who]):
    """A list: one subclass for each kind of business."""

    times: tuple[int, ...] = (79, 17, 4)
    """Of hundred customers, how many are there once, twice, three times."""
    national = True
    """Phones may stand without their country."""

    def __init__(self, seed: str, *, again: bool = True) -> None:
        self.random = random.Random(seed)
        self.again = again
        self.rows: list[Row] = []
        self.customers = self.groups = 0
        self.taken: dict[str, object] = {}

    @abstractmethod
    def turn(self) -> None:
        """The next customer or, where they belong together, customers."""

    @abstractmethod
    def entry(self, who: Who, first: bool, done: list[str]) -> Row:
        """What somebody typed of a customer; what went wrong is added to ``done``."""

    def make(self, count: int) -> list[Row]:
        while len(self.rows) < count:
            self.turn()
        self.random.shuffle(self.rows)
        return self.rows[:count]

    def add(self, *people: Who, near: str = "") -> None:
        """Customers, each entered once or again; ``near``: why they are easily taken for each other."""
        self.groups += bool(near)
        for who in people:
            self.customers += 1
            times = self.random.choices(range(1, len(self.times) + 1), self.times)[0] if self.again else 1
            for number in range(times):
                done: list[str] = []
                row = dict.fromkeys(COLUMNS, "") | self.entry(who, number == 0, done)
                told = {"truth": str(self.customers), "entry": str(number), "done": " ".join(done)}
                self.rows.append(row | told | {"near": near and f"{near}:{self.groups}"})

    # -- choices ---------------------------------------------------------------------------------

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def one_of(self, values: Sequence[_Value]) -> _Value:
        return self.random.choice(values)

    def number(self, digits: int) -> str:
        return f"{self.random.randrange(10**digits):0{digits}}"

    def some(self, shares: dict[str, float]) -> set[str]:
        """Which fields are known of somebody."""
        return {name for name, share in shares.items() if self.chance(share)}

    def birthday(self, least: int = 1945, most: int = 2004) -> str:
        pick = self.random.randint
        return f"{pick(least, most)}-{pick(1, 12):02}-{pick(1, 28):02}"

    def chinese_mobile(self) -> str:
        return self.one_of(_AREAS) + self.number(8)

    def own(self, address: str, owner: object) -> str:
        """A mailbox or handle belongs to one; whoever wants it later gets a number."""
        local, at, domain = address.lower().partition("@")
        number = 1
        while self.taken.setdefault(address, owner) is not owner:
            number += 1
            address = f"{local}{number}{at}{domain}"
        return address

    def number_now(
        self, phone: str, other: Callable[[], str], done: list[str], *, new: float, slip: float = 0.04
    ) -> str:
        """Entered again, somebody's number may be ``other``, or have a digit wrong."""
        if self.chance(new):
            done.append("new-phone")
            return other()
        if self.chance(slip):
            done.append("digit")
            return self.digit_off(phone)
        return phone

    # -- slips -----------------------------------------------------------------------------------

    def typo(self, text: str) -> str:
        places = [at for at, char in enumerate(text) if at and char.isascii() and char.isalpha()]
        if not places:
            return text
        at, way = self.one_of(places), self.random.randrange(4)
        if way == 0:
            return text[:at] + text[at + 1 :]
        if way == 1:
            return text[:at] + text[at] + text[at:]
        if way == 2 and text[at + 1 : at + 2].isalpha() and text[at] != text[at + 1]:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        return text[:at] + self.one_of(_KEYS[text[at].lower()]) + text[at + 1 :]

    def misheard(self, text: str) -> str:
        """Another character of the same sound, where there is one."""
        for at in self.random.sample(range(len(text)), len(text)):
            for group in SOUND_ALIKE:
                if text[at] in group:
                    return text[:at] + self.one_of(group.replace(text[at], "")) + text[at + 1 :]
        return text

    def digit_off(self, text: str) -> str:
        """One of the later digits is another one, or two change places."""
        at = self.one_of([at for at, char in enumerate(text) if char.isdigit()][4:-1])
        if self.chance(0.5) and text[at + 1].isdigit() and text[at] != text[at + 1]:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        return text[:at] + str((int(text[at]) + self.random.randint(1, 9)) % 10) + text[at + 1 :]

    def date_off(self, date: str) -> str:
        year, month, day = map(int, date.split("-"))
        way = self.random.random()
        if way < 0.45 and day <= 12 and month != day:
            return f"{year}-{day:02}-{month:02}"
        if way < 0.7:
            return f"{year + self.one_of((-10, -1, 1, 10))}-{month:02}-{day:02}"
        return f"{year}-{month:02}-{(day % 28) + 1:02}"

    def spelled(self, phone: str) -> str:
        """Of Chinese mobiles: 138…, +86 138 …; of others (``+49 30…``) with and without country, spaces, brackets."""
        if not phone.startswith("+"):
            ways = (phone, f"{phone[:3]} {phone[3:7]} {phone[7:]}", f"{phone[:3]}-{phone[3:7]}-{phone[7:]}", f"+86{phone}", f"+86 {phone}", f"86{phone}", f"0086{phone}")  # fmt: skip
            return self.random.choices(ways, (60, 9, 6, 8, 8, 5, 4))[0]
        country, rest = phone.split(" ")
        if country == "+1":
            head, middle, tail = rest[:3], rest[3:6], rest[6:]
            if self.national and self.chance(0.65):
                return self.one_of((f"({head}) {middle}-{tail}", f"{head}-{middle}-{tail}", f"{head}.{middle}.{tail}", rest))  # fmt: skip
            return self.one_of((f"+1 {head} {middle} {tail}", f"+1 ({head}) {middle}-{tail}", f"+1-{head}-{middle}-{tail}", f"+1{rest}"))  # fmt: skip
        pairs = " ".join(rest[3 + at : 5 + at] for at in range(0, len(rest) - 3, 2))
        abroad = f"00{country[1:]} {rest[:3]} {rest[3:]}"
        return self.one_of((phone, country + rest, abroad, f"{country} {rest[:3]} {pairs}"))

    def said(self, given: str, family: str, first: bool, done: list[str]) -> str:
        """An English name as somebody else writes it."""
        name = f"{given} {family}"
        way = 0.0 if first and self.chance(0.9) else self.random.random()
        if way < 0.55:
            return name
        if way < 0.67 and given in NICKNAMES:
            done.append("nickname")
            return f"{NICKNAMES[given]} {family}"
        ways = {"initial": f"{given[0]}. {family}", "swapped": f"{family}, {given}", "middle": f"{given} {self.one_of('ABCDEJLMRST')}. {family}",
                "title": f"{self.one_of(('Mr.', 'Dr.', 'Ms.'))} {name}", "upper": name.upper(), "typo": self.typo(name)}  # fmt: skip
        done.append(self.random.choices(list(ways), (18, 18, 16, 7, 5, 16))[0])
        return ways[done[-1]]

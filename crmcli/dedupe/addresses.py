"""Addresses in a form in which spellings of one place meet: 435 S. La Cienega Blvd. → 435 s la cienega blvd."""

import re

from crmcli.normalize.text import fold, word_set

_SHORT = {
    "street": "st", "str": "st", "road": "rd", "avenue": "ave", "av": "ave", "boulevard": "blvd", "blv": "blvd",
    "drive": "dr", "lane": "ln", "place": "pl", "court": "ct", "circuit": "cct", "crescent": "cres", "square": "sq",
    "highway": "hwy", "parkway": "pkwy", "terrace": "tce", "close": "cl", "north": "n", "south": "s", "east": "e",
    "west": "w", "suite": "ste", "apartment": "apt", "saint": "st", "first": "1st", "second": "2nd", "third": "3rd",
    "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip
_WORDS = re.compile(r"[^\W_]+")
_NUMBERS = re.compile(r"[0-9]+")


def address_key(text: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in _WORDS.findall(fold(text)))


def numbers(key: str) -> str:
    """The numbers of an address, which tell neighbours apart."""
    return " ".join(_NUMBERS.findall(key))


def street(key: str) -> str:
    """The address without its numbers."""
    return " ".join(_NUMBERS.sub(" ", key).split())


CITIES = word_set(
    "上海市 北京市 广州市 深圳市 杭州市 成都市 武汉市 南京市 西安市 重庆市 苏州市 天津市 长沙市 郑州市 青岛市 "
    "宁波市 东莞市 佛山市 合肥市 昆明市 沈阳市 大连市 济南市 厦门市 福州市 无锡市 哈尔滨市 长春市 石家庄市 "
    "南昌市 贵阳市 南宁市 太原市 兰州市 海口市 温州市 常州市 珠海市 中山市 惠州市 嘉兴市 绍兴市 金华市 台州市 "
    "泉州市 烟台市 徐州市 南通市 浙江省 江苏省 广东省 四川省 山东省 河南省 河北省 湖南省 湖北省 福建省 安徽省 "
    "江西省 陕西省 山西省 辽宁省 吉林省 云南省 贵州省 甘肃省 海南省 "
)
_PLACES = sorted([*CITIES, *(city[:-1] for city in CITIES)], key=lambda place: (-len(place), place))
_STARTS, _ENDS = tuple({place[:2] for place in _PLACES}), tuple({place[-2:] for place in _PLACES})
_BRANCH = re.compile("(分公司|子公司|总公司|总部)$")


def company_core(key: str) -> str:
    """A company key without the town that it begins with or names in the middle: 深圳华为技术 → 华为技术."""
    if key.isascii() or not (key.startswith(_STARTS) or key.endswith(_ENDS)):
        return _BRANCH.sub("", key) or key
    for place in _PLACES:
        rest = key.removeprefix(place)
        if rest != key and len(rest) >= 2:
            return company_core(rest)
        if len(key) - len(place) >= 3 and key.endswith(place):
            return company_core(key.removesuffix(place))
    return _BRANCH.sub("", key) or key

"""Countries by the names people write, as ISO 3166 codes: where a local phone number is at home."""

_NAMES = {
    "CN": "china 中国 中华人民共和国 prc mainland-china 中国大陆 chn",
    "HK": "hong-kong 香港 中国香港 hkg",
    "MO": "macau macao 澳门 中国澳门",
    "TW": "taiwan 台湾 中国台湾 twn",
    "US": "united-states united-states-of-america usa us u.s. u.s.a. america 美国",
    "CA": "canada 加拿大 can",
    "GB": "united-kingdom uk great-britain britain england scotland wales 英国 gbr",
    "IE": "ireland eire 爱尔兰 irl",
    "AU": "australia 澳大利亚 澳洲 aus",
    "NZ": "new-zealand 新西兰 nzl",
    "DE": "germany deutschland 德国 deu",
    "AT": "austria österreich 奥地利",
    "CH": "switzerland schweiz suisse 瑞士",
    "FR": "france 法国 fra",
    "BE": "belgium belgique belgië 比利时",
    "NL": "netherlands the-netherlands holland nederland 荷兰",
    "LU": "luxembourg 卢森堡",
    "ES": "spain españa 西班牙 esp",
    "PT": "portugal 葡萄牙",
    "IT": "italy italia 意大利 ita",
    "DK": "denmark danmark 丹麦",
    "SE": "sweden sverige 瑞典",
    "NO": "norway norge 挪威",
    "FI": "finland suomi 芬兰",
    "IS": "iceland 冰岛",
    "PL": "poland polska 波兰",
    "CZ": "czechia czech-republic 捷克",
    "HU": "hungary 匈牙利",
    "RO": "romania 罗马尼亚",
    "GR": "greece 希腊",
    "TR": "turkey türkiye 土耳其",
    "RU": "russia russian-federation 俄罗斯",
    "UA": "ukraine 乌克兰",
    "JP": "japan 日本 jpn",
    "KR": "south-korea korea republic-of-korea 韩国 kor",
    "SG": "singapore 新加坡 sgp",
    "MY": "malaysia 马来西亚",
    "TH": "thailand 泰国",
    "VN": "vietnam viet-nam 越南",
    "PH": "philippines 菲律宾",
    "ID": "indonesia 印度尼西亚 印尼",
    "IN": "india 印度 ind",
    "PK": "pakistan 巴基斯坦",
    "AE": "united-arab-emirates uae 阿联酋",
    "SA": "saudi-arabia 沙特阿拉伯 沙特",
    "IL": "israel 以色列",
    "EG": "egypt 埃及",
    "ZA": "south-africa 南非",
    "NG": "nigeria 尼日利亚",
    "KE": "kenya 肯尼亚",
    "BR": "brazil brasil 巴西 bra",
    "MX": "mexico méxico 墨西哥",
    "AR": "argentina 阿根廷",
    "CL": "chile 智利",
    "CO": "colombia 哥伦比亚",
}
_CODES = {name.replace("-", " "): code for code, names in _NAMES.items() for name in names.split()}


def region(country: str) -> str | None:
    """``CN`` for 中国 or China; a two-letter code as it is; None for what is not known."""
    name = " ".join(country.casefold().split())
    found = _CODES.get(name)
    if found is None and len(name) == 2 and name.upper() in _NAMES:
        return name.upper()
    return found

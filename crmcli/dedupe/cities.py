"""Towns and districts in a form in which spellings meet: 上海市 and Shanghai, Köln and Koeln, Munich and München."""

from collections import Counter

from crmcli.dedupe.columns import Column
from crmcli.dedupe.spellings import plain
from crmcli.normalize.names import is_cjk, pinyin
from crmcli.normalize.text import fold

_NAMES = {
    "hong kong": "香港", "macau": "澳门", "macao": "澳门", "taipei": "台北", "kaohsiung": "高雄", "taichung": "台中",
    "hsinchu": "新竹", "urumqi": "乌鲁木齐", "hohhot": "呼和浩特", "lhasa": "拉萨", "harbin": "哈尔滨",
    "ordos": "鄂尔多斯", "kashgar": "喀什", "peking": "北京", "canton": "广州", "amoy": "厦门", "tsingtao": "青岛",
    "臺北": "台北", "臺中": "台中", "臺南": "台南", "澳門": "澳门",
    "munich": "munchen", "cologne": "koln", "nuremberg": "nurnberg", "hanover": "hannover", "vienna": "wien",
    "geneva": "geneve", "genf": "geneve", "lucerne": "luzern", "basle": "basel", "rome": "roma", "milan": "milano",
    "florence": "firenze", "venice": "venezia", "naples": "napoli", "turin": "torino", "genoa": "genova",
    "lisbon": "lisboa", "seville": "sevilla", "prague": "praha", "warsaw": "warszawa", "cracow": "krakow",
    "moscow": "moskva", "copenhagen": "kobenhavn", "gothenburg": "goteborg", "brussels": "bruxelles",
    "brussel": "bruxelles", "antwerp": "antwerpen", "ghent": "gent", "bruges": "brugge", "the hague": "den haag",
    "athens": "athina", "bucharest": "bucuresti", "belgrade": "beograd", "nyc": "new york", "new york city": "new york",
}  # fmt: skip
"""Where a town is called otherwise abroad: not by its reading, not by its spelling."""
_ENDS = ("新区", "自治州", "地区", "市", "县", "區", "区", "縣")


def city_key(text: str) -> str:
    """北京市 → 北京; Köln, Koeln, Cologne → koln."""
    key = " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
    if not key.isascii() and not any(map(is_cjk, key)):
        key = pinyin(key)
    key = _NAMES.get(key, key)
    if key.isascii():
        key = plain(key)
        return "".join(_NAMES.get(key, key).split())
    for end in _ENDS:
        if len(key) > len(end) + 1 and key.endswith(end):
            key = key.removesuffix(end)
            break
    return _NAMES.get(key, key)


def one_script(column: Column) -> Column:
    """Chinese values as their reading, where the same list has that in Latin letters and no two towns are read so."""
    latin = {value for value in column.values if value.isascii()}
    if not latin or len(latin) == len(column.values):
        return column
    read = {value: "".join(pinyin(value, "company").split()) for value in column.values if not value.isascii()}
    often = Counter(read.values())
    spelled = {value: reading for value, reading in read.items() if reading in latin and often[reading] == 1}
    return column.derive(lambda value: spelled.get(value, value))

"""Names, towns and streets for made-up customer lists, about as frequent as real ones."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

from crmcli.normalize.names import pinyin

_ZH = dict(zip(
    "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 邓 冯 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 黎 史 陶 贺 毛 郝 顾 龚 邵 万 覃 武 钱 戴 严 莫 孔 欧阳 上官 司徒".split(),
    [715, 719, 683, 543, 453, 312, 227, 206, 202, 188, 142, 131, 125, 124, 124, 118, 117, 116, 112, 100, 94, 87, 81, 79, 71, 69, 68, 68, 65, 64, 64, 62, 60, 59, 58, 57, 56, 55, 54, 50, 49, 49, 48, 47, 46, 46, 46, 44, 44, 43, 42, 42, 41, 40, 39, 38, 36, 35, 34, 34, 34, 33, 32, 31, 30, 29, 29, 29, 28, 27, 26, 26, 26, 26, 25, 25, 24, 24, 24, 24, 24, 23, 23, 22, 22, 22, 21, 21, 21, 20, 20, 19, 19, 18, 18, 18, 18, 12, 3, 2], strict=True,
))  # fmt: skip
"""Surnames, and how many of ten thousand have each."""
_ZH_GIVEN = {
    True: ("芳 娜 敏 静 丽 艳 娟 霞 燕 玲 红 梅 英 萍 婷 莉 慧 洁 琳 雪 颖 丹 倩 蕾 琴 平 兰 云 华 秀",
           "秀英 桂英 玉兰 秀兰 桂兰 淑英 凤英 秀珍 玉梅 海燕 晓燕 丽娜 丽华 婷婷 静怡 欣怡 梓涵 诗涵 雨欣 佳怡 思雨 晓丽 春梅 冬梅 雪梅 爱华 建华 文静 美玲 慧敏 雅婷 梦瑶",
           "丽 晓 秀 玉 雅 梦 思 雨 佳 欣 诗 文 海 春 小 美 慧 淑 雪 婉 子 梓 若 紫 可 艺 语 静 红 艳 金 月 凤 彩 瑞", "芳 娜 敏 静 丽 艳 娟 霞 燕 玲 红 梅 英 萍 婷 莉 慧 琳 雪 颖 丹 倩 怡 涵 瑶 琪 妍 欣 悦 萱 洁 茹 琴 云 珍 华 蓉 兰"),
    False: ("伟 强 磊 军 勇 杰 涛 超 明 刚 平 辉 鹏 华 飞 鑫 波 斌 宇 浩 凯 健 俊 帅 峰 亮 龙 建 林 东",
            "志强 建国 建华 建军 志伟 志明 国强 海涛 文杰 俊杰 浩然 子轩 宇轩 浩宇 家豪 晓东 晓明 永强 国庆 德华 明辉 卫东 学军 海波 少华 嘉伟 振华 文斌 宏伟 志刚 金龙 立军 新华 俊峰 天宇 一鸣",
            "志 建 国 文 海 俊 浩 子 宇 家 晓 小 永 明 德 天 嘉 振 宏 立 新 玉 学 卫 金 成 少 世 正 光 泽 景 一 思 瑞 承 庆 春 东 荣", "强 国 华 军 伟 明 涛 杰 然 轩 宇 豪 东 辉 平 波 斌 刚 龙 峰 鸣 林 超 鹏 飞 鑫 健 亮 磊 勇 阳 生 良 祥 文 民 凯 博 诚 远"),
}  # fmt: skip
"""Of women and of men: one character, two that are usual, first and second of two."""
SOUND_ALIKE = "丽莉利 婷亭 伟炜玮 静靖婧 杰洁 玲凌灵 军君钧 燕艳雁 涛韬 霞夏 明铭鸣 辉晖 华桦骅 平萍苹 红虹宏洪 建健 志智 晓小筱 文雯 欣昕鑫心 宇雨羽禹 佳嘉家 浩昊皓 轩萱宣 子梓紫 怡依宜 涵晗 俊峻骏 敏闽 芳方 娜纳 琳林霖 倩茜 强墙 磊蕾 刚钢 斌彬滨 慧惠 瑶遥 悦月越 琪祺 妍研 盛胜 恒衡 信鑫 瑞锐 张章 徐许 余于 付傅 石史 江姜 程陈 吴武 何贺".split()
_COMMON = {
    "en": "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Lewis Robinson Walker Young Allen King Wright Scott Nguyen Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts Kim Patel Cohen Murphy Kelly".split(),
    "de": "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Meier Lehmann Schmid Maier Köhler Herrmann König Walter Huber Weiß Groß Günther Jäger".split(),
    "fr": "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Lefèvre Faure Mercier Guérin Garnier François Clément Lemaître Bélanger".split(),
    "es": "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias".split(),
}  # fmt: skip
_PARTS = {
    "en": (",,,,Mac,Mc,O',Van ".split(","), "Ash Black Brad Brook Cald Carl Clif Cran Dal Elm Farn Fair Glad Gran Hal Hart Hol Kirk Lang Lock Mid Nor Oak Pem Rad Red Sel Stan Stock Thorn Wal War Wes Whit Win".split(), ",,er,en,le,a,ing".split(","), "ford burn well ton ley worth man field by croft sby stead combe ham son more land wood bridge".split()),
    "de": (",,,Alt,Klein,Neu,Ober".split(","), "Stein Rosen Eichen Buch Linden Berg Wald Hoch Nieder Kirch Stroh Hager Kessel Winter Sommer Birken Brunn Gold Silber Fel Krons Reich Sand Ham Pol Tram Wein Zell Schön Dorn Marten Kalt Bran Ott".split(), [""], "berger müller hauer mann bach feld egger hofer dorf stein thal meier kamp brink häuser rath".split()),
    "fr": (",,,,,,,,,,,,,De ,Le ".split(","), "Bel Char Du Fer Gar Lam Mar Mor Per Rou Sau Ver Bou Cha Del Gui Jou Mal Pou Tri".split(), "ber chi don gar lan mon nar pel rel sar tel val".split(), "t teau din let er ard on ier aud ot in eau".split()),
    "es": ([""], "Al Bar Cas Den Es Fon Gal Hur Iz Lar Men Nav Or Pal Qui Rib Sal Tor Ur Vil Zar".split(), "a e i o u an er on".split(), "ga rro sa lde to nes ro ya rte ndo".split()),
}  # fmt: skip
"""Of what the many rare surnames are made."""
_COMMON_SHARE = {"en": 0.15, "de": 0.12, "fr": 0.10, "es": 0.45}
_GIVEN = {
    "en": {False: "James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel Matthew Anthony Mark Steven Andrew Paul Joshua Kenneth Kevin Brian Timothy Ronald Jason George Edward Jeffrey Ryan Jacob Nicholas Gary Eric Jonathan Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank Jack Dennis Aaron Adam Nathan Henry Peter Kyle Walter Ethan Keith Roger Noah".split(),
           True: "Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Dorothy Amy Kathleen Angela Emma Brenda Nicole Anna Samantha Katherine Christine Rachel Carolyn Janet Maria Olivia Heather Helen Catherine Diane Julie Victoria Joyce Lauren Kelly Ruth Hannah Megan".split()},
    "de": {False: "Thomas Michael Andreas Peter Stefan Christian Hans Klaus Jürgen Wolfgang Markus Martin Frank Uwe Bernd Matthias Jörg Alexander Jan Sebastian Daniel Tobias Florian Lukas Felix Jonas Maximilian Paul Leon Karl-Heinz Hans-Peter Günter Heinz Björn Ralf Sven Dirk Kai Jens".split(),
           True: "Maria Ursula Monika Petra Sabine Andrea Claudia Susanne Birgit Karin Christine Gabriele Anna Julia Katharina Stefanie Nicole Sandra Sarah Laura Lena Lisa Anna-Lena Eva-Maria Anne Martina Renate Heike Silke Kerstin Käthe Hannah Sophie Marie Emma Mia Bärbel".split()},
    "fr": {False: "Jean Pierre Michel Philippe Alain Nicolas Jean-Pierre Jean-Luc Christophe Laurent François Frédéric Stéphane Éric Sébastien Julien Thomas Antoine Guillaume Hugo Lucas Louis Jérôme Benoît Thierry Pascal Didier".split(),
           True: "Marie Nathalie Isabelle Sylvie Catherine Françoise Monique Sophie Céline Marie-Claude Anne-Sophie Julie Camille Émilie Aurélie Chloé Léa Manon Hélène Valérie Sandrine Véronique Brigitte Élodie Laurence Pauline Zoé".split()},
    "es": {False: "Antonio,Manuel,José,Francisco,David,Juan,José Antonio,Javier,Daniel,José Luis,Francisco Javier,Carlos,Jesús,Alejandro,Miguel,José Manuel,Rafael,Miguel Ángel,Pedro,Pablo,Ángel,Sergio,Fernando,Jorge,Luis,Alberto,Álvaro,Diego,Raúl,Iván,Óscar".split(","),
           True: "María Carmen,María,Carmen,Ana María,Laura,María Pilar,Isabel,Josefa,María Dolores,María Teresa,Ana,Marta,Cristina,María Ángeles,Lucía,María José,María Isabel,Pilar,Elena,Sara,Paula,Raquel,Mercedes,Beatriz,Nuria,Silvia,Julia,Irene,Rocío,Begoña".split(",")},
}  # fmt: skip
NICKNAMES = dict(pair.split(":") for pair in (
    "James:Jim Robert:Bob John:Jack Michael:Mike David:Dave William:Bill Richard:Rick Joseph:Joe Thomas:Tom Christopher:Chris Charles:Charlie Daniel:Dan Matthew:Matt Anthony:Tony Steven:Steve Andrew:Andy Joshua:Josh Kenneth:Ken Timothy:Tim Jeffrey:Jeff Nicholas:Nick Jonathan:Jon Benjamin:Ben Samuel:Sam Gregory:Greg Alexander:Alex Patrick:Pat Edward:Ed Nathan:Nate Patricia:Pat Jennifer:Jen Elizabeth:Liz Barbara:Barb Susan:Sue Jessica:Jess Margaret:Peggy Kimberly:Kim Deborah:Debbie Stephanie:Steph Rebecca:Becky Cynthia:Cindy Katherine:Kate Catherine:Cathy Christine:Chris Victoria:Vicky Samantha:Sam Amanda:Mandy Melissa:Mel"
).split())  # fmt: skip
CITIES = {
    "zh": "上海:021 北京:010 深圳:0755 广州:020 杭州:0571 成都:028 武汉:027 南京:025 苏州:0512 西安:029 重庆:023 天津:022 郑州:0371 长沙:0731 宁波:0574 东莞:0769 青岛:0532 厦门:0592 济南:0531 合肥:0551 福州:0591 温州:0577 昆明:0871 大连:0411 沈阳:024".split(),
    "en": "New York,Chicago,Houston,Phoenix,San Diego,Dallas,Austin,Columbus,Charlotte,San Francisco,Seattle,Denver,Nashville,Boston,Portland,Atlanta,Miami,Raleigh,Kansas City,Salt Lake City".split(","),
    "de": "Berlin,Hamburg,München,Köln,Frankfurt am Main,Stuttgart,Düsseldorf,Leipzig,Nürnberg,Hannover,Münster,Göttingen".split(","),
    "fr": "Paris,Marseille,Lyon,Toulouse,Nice,Nantes,Montpellier,Saint-Étienne,Orléans".split(","),
    "es": "Madrid,Barcelona,Valencia,Sevilla,Zaragoza,Málaga,Bilbao,Cádiz,A Coruña".split(","),
}  # fmt: skip
"""The large ones first; the Chinese ones with their area code."""
_TOWN_PARTS = {
    "de": ("Stein Rosen Eichen Buch Linden Berg Wald Hoch Nieder Kirch Stroh Hager Kessel Winter Birken Brunn Gold".split(), "dorf,heim,hausen,stadt,burg,bach,ingen,felden,rode,au,heim am See,burg (Oder)".split(",")),
    "fr": ("Saint-,Mont,Ville,Château,Bois-,La ,Le ".split(","), "Martin Pierre neuf Denis fort Loup Roche Maur Cloud Brie Ouen Lô".split()),
    "es": ("Villa,San ,Torre,Puerto ,Fuente,Castro".split(","), "nueva Juan vieja real Pedro blanca mayor Vicente verde lobos".split()),
}  # fmt: skip
STREETS = {
    "zh": "人民路 中山路 解放路 建设路 文三路 文一西路 南京西路 淮海中路 天河路 和平路 长江路 朝阳北路 学院路 滨江大道 科技路 新华街 光明路 湖滨路 延安路 体育东路 北京路 胜利街".split(),
    "en": "Main St,Oak Ave,Maple Dr,Cedar Ln,Park Ave,Washington Blvd,Lake St,Hill Rd,Elm St,2nd Ave,Sunset Blvd,River Rd,Commerce St,Industrial Pkwy,Market St".split(","),
    "de": "Hauptstraße Bahnhofstraße Schulstraße Gartenstraße Dorfstraße Bergstraße Birkenweg Lindenstraße Kirchstraße Waldstraße Ringstraße Schillerstraße Goethestraße Mühlenweg Amselweg Königsallee Mozartstraße Rosenweg".split(),
    "fr": "rue de la République,avenue Victor Hugo,rue Pasteur,rue des Écoles,boulevard Gambetta,rue du Moulin,place de l'Église,rue Jean Jaurès,chemin des Vignes,rue de Verdun".split(","),
    "es": "Calle Mayor,Calle Real,Avenida de la Constitución,Calle San José,Calle del Carmen,Avenida de Andalucía,Calle Nueva,Plaza de España,Calle Cervantes".split(","),
}  # fmt: skip
ESTATES = "阳光花园 绿城桂花园 万科城 世纪花园 金色家园 翠苑一区 碧桂园 锦绣江南 丽景苑 滨江一号 水岸名都 东方花城 幸福里".split()
MAIL = {
    "zh": "163.com 126.com sina.com gmail.com".split(),
    "en": "gmail.com gmail.com gmail.com yahoo.com hotmail.com outlook.com icloud.com aol.com".split(),
    "de": "gmx.de web.de gmail.com t-online.de freenet.de outlook.de".split(),
    "fr": "orange.fr free.fr gmail.com wanadoo.fr laposte.net".split(),
    "es": "gmail.com hotmail.es telefonica.net yahoo.es".split(),
}  # fmt: skip


class Town(NamedTuple):
    name: str
    postcodes: tuple[str, ...]
    """One in a small town, many in a large one."""


def zipf(random: Random, values: Sequence[str], exponent: float = 0.6) -> str:
    return random.choices(values, cum_weights=_ranks(len(values), exponent))[0]


@cache
def _ranks(count: int, exponent: float) -> list[float]:
    return list(accumulate(1 / (at + 2) ** exponent for at in range(count)))


def surname(random: Random, land: str) -> str:
    if land == "zh":
        return random.choices(list(_ZH), cum_weights=_chinese())[0]
    if land == "es":
        return f"{_surname(random, land)} {_surname(random, land)}"
    return _surname(random, land)


@cache
def _chinese() -> list[int]:
    return list(accumulate(_ZH.values()))


def _surname(random: Random, land: str) -> str:
    if random.random() < _COMMON_SHARE[land]:
        return zipf(random, _COMMON[land])
    prefix, head, middle, tail = map(random.choice, _PARTS[land])
    name = prefix + head + middle + tail
    return name if prefix[-1:] in ("", " ", "c", "'") else name.capitalize()


def given_name(random: Random, land: str, woman: bool) -> str:
    if land != "zh":
        return zipf(random, _GIVEN[land][woman])
    one, two, heads, tails = (_split(text) for text in _ZH_GIVEN[woman])
    way = random.random()
    if way < 0.36:
        return zipf(random, one if way < 0.17 else two, 0.8)
    return zipf(random, heads) + zipf(random, tails)


def near_names(random: Random, woman: bool) -> tuple[str, str]:
    """Two given names of brothers or sisters, who have one character in common."""
    _, _, heads, tails = (_split(text) for text in _ZH_GIVEN[woman])
    head = random.choice(heads)
    first, second = random.sample(tails, 2)
    return head + first, head + second


@cache
def _split(text: str) -> list[str]:
    return text.split()


def town(random: Random, land: str) -> Town:
    """Sizes by Zipf's law."""
    known = _towns(land)
    return random.choices(known, cum_weights=_ranks(len(known), 0.6 if land in ("zh", "en") else 1.0))[0]


@cache
def _towns(land: str) -> list[Town]:
    """The same in every list."""
    if land not in _TOWN_PARTS:
        return [Town(name.partition(":")[0], ("",)) for name in CITIES[land]]
    random, out, (heads, tails) = Random(f"towns {land}"), list[Town](), _TOWN_PARTS[land]
    large = CITIES[land]
    for at in range(400):
        name = large[at] if at < len(large) else random.choice(heads) + random.choice(tails)
        first = random.randrange(1000, 52000)
        out.append(Town(name, tuple(f"{first + number:05}" for number in range(max(1, 60 // (at + 1))))))
    return out


@cache
def reading(text: str) -> str:
    """中国 → Zhongguo."""
    return pinyin(text).replace(" ", "").capitalize()


def plain(text: str, german: bool = False) -> str:
    """Without accents; the German way ä is ae."""
    if german:
        for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue")):
            text = text.replace(umlaut, letters)
    return "".join(
        char for char in unicodedata.normalize("NFD", text.replace("ß", "ss")) if not unicodedata.combining(char)
    )


def letters(text: str, german: bool = False) -> str:
    """As it stands in a mail address."""
    text = plain(text if text.isascii() or text[0] < "一" else reading(text), german)
    return "".join(char for char in text.lower() if char.isalnum())

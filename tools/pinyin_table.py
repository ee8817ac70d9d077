"""Writes crmcli/normalize/pinyin_table.py: ``python -m tools.pinyin_table``.

pypinyin knows every reading but takes longer to import than a whole command may last, so its plain
readings are written out once. What it cannot know (how a character is read *as a surname*) and what
its phrase book would load 47,000 phrases for stands here by hand.
"""

import textwrap
from pathlib import Path

FIRST, LAST = 0x4E00, 0x9FFF
OFFSET = 0x100  # code points from here on are printable letters, none of them combining
TARGET = Path(__file__).parents[1] / "crmcli" / "normalize" / "pinyin_table.py"

SURNAMES = """
单 shan 單 shan 曾 zeng 仇 qiu 解 xie 区 ou 區 ou 查 zha 朴 piao 樸 piao 覃 qin 盖 ge 蓋 ge 种 chong
种 chong 员 yun 員 yun 贠 yun 缪 miao 繆 miao 宓 mi 卜 bu 翟 zhai 黑 he 折 she 繁 po 召 shao 祭 zhai
隗 wei 能 nai 秘 bi 乜 nie 乐 yue 樂 yue 阚 kan 闞 kan 郇 xun 粘 nian 藏 zang 么 yao 都 du 佴 nai
句 gou 炅 gui 哈 ha 洗 xian 冼 xian 朝 chao 重 chong 长 chang 車 che 车 che 尉 wei 適 kuo 撒 sa
尉迟 yu,chi 尉遲 yu,chi 万俟 mo,qi 萬俟 mo,qi 长孙 zhang,sun 長孫 zhang,sun 澹台 tan,tai 澹臺 tan,tai
单于 chan,yu 單于 chan,yu 乐正 yue,zheng 樂正 yue,zheng 子车 zi,ju 子車 zi,ju 宰父 zai,fu
"""

WORDS = """
重庆 chong,qing 重慶 chong,qing 长沙 chang,sha 長沙 chang,sha 长春 chang,chun 長春 chang,chun
长安 chang,an 長安 chang,an 长江 chang,jiang 長江 chang,jiang 长城 chang,cheng 長城 chang,cheng
长乐 chang,le 长治 chang,zhi 长兴 chang,xing 长宁 chang,ning 长清 chang,qing 长垣 chang,yuan
长葛 chang,ge 长丰 chang,feng 长青 chang,qing 长白 chang,bai 长虹 chang,hong 长征 chang,zheng
长远 chang,yuan 长期 chang,qi 长江 chang,jiang 长海 chang,hai 长岛 chang,dao 长生 chang,sheng
天长 tian,chang 延长 yan,chang 厦门 xia,men 廈門 xia,men 西藏 xi,zang 成都 cheng,du 首都 shou,du
都市 du,shi 都江堰 du,jiang,yan 朝阳 chao,yang 朝陽 chao,yang 六安 lu,an 蚌埠 beng,bu 番禺 pan,yu
乐清 yue,qing 铅山 yan,shan 洪洞 hong,tong 单县 shan,xian 涡阳 guo,yang 东阿 dong,e 泌阳 bi,yang
大埔 da,bu 阿胶 e,jiao 会稽 kuai,ji 会计 kuai,ji 會計 kuai,ji 银行 yin,hang 銀行 yin,hang
行业 hang,ye 行長 hang,zhang 行长 hang,zhang 商行 shang,hang 车行 che,hang 中行 zhong,hang
建行 jian,hang 农行 nong,hang 工行 gong,hang 招行 zhao,hang 音乐 yin,yue 音樂 yin,yue 乐器 yue,qi
乐队 yue,dui 重新 chong,xin 重阳 chong,yang 单位 dan,wei 单车 dan,che 查询 cha,xun 查理 cha,li
解放 jie,fang 解决 jie,jue 区域 qu,yu 大夫 dai,fu 朝鲜 chao,xian 人参 ren,shen 海参 hai,shen
效率 xiao,lv 便宜 pian,yi 空调 kong,tiao 调味 tiao,wei 调料 tiao,liao 模具 mu,ju 还原 huan,yuan
宝藏 bao,zang 藏族 zang,zu 龟兹 qiu,ci 吐蕃 tu,bo 浣熊 huan,xiong 可汗 ke,han 薄荷 bo,he
"""


def readings(text: str) -> dict[str, str]:
    """``字 zi 词语 ci,yu`` → {"字": "zi", "词语": "ci yu"}."""
    words = text.split()
    return {word: reading.replace(",", " ") for word, reading in zip(words[::2], words[1::2], strict=True)}


def plain_readings() -> list[str]:
    """What pypinyin says without tones for each character of the block; "" where it has none."""
    from pypinyin import Style, lazy_pinyin

    return ["".join(lazy_pinyin(chr(code), style=Style.NORMAL, errors="ignore")) for code in range(FIRST, LAST + 1)]


def unlike_plain(said: dict[str, str], plain: list[str]) -> dict[str, str]:
    """Without the characters that sound like this anyway; words stay, or their first character would win."""
    return {
        word: reading
        for word, reading in said.items()
        if len(word) > 1 or reading != " ".join(plain[ord(char) - FIRST] for char in word)
    }


def chunks(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def as_words(syllables: list[str]) -> str:
    """The lines of one string constant, so nothing is built at import but its split."""
    lines = textwrap.wrap(" ".join(syllables), 96)
    return "\n".join(f'    "{line} "' for line in lines)


def as_dict(said: dict[str, str]) -> str:
    return "\n".join(f'    "{word}": "{reading}",' for word, reading in said.items())


def source() -> str:
    plain = plain_readings()
    syllables = ["-", *sorted({reading for reading in plain if reading})]
    number = {syllable: chr(OFFSET + at) for at, syllable in enumerate(syllables)}
    table = "".join(number[reading or "-"] for reading in plain)
    lines = "\n".join(f'    "{line}"' for line in chunks(table, 96))
    return f'''"""Readings of Chinese characters. Written by tools/pinyin_table.py; do not edit.

``TABLE`` has one letter for each character from U+{FIRST:04X} to U+{LAST:04X}; the letter's code point less
``OFFSET`` is the place of the reading in ``SYLLABLES``; place 0 means that there is none.
"""

OFFSET = 0x{OFFSET:X}

_WORDS = (
{as_words(syllables)}
)
SYLLABLES = tuple(_WORDS.split())

TABLE = (
{lines}
)

# How these are read as a surname, where that differs from the table.
SURNAMES = {{
{as_dict(unlike_plain(readings(SURNAMES), plain))}
}}

# Words in names and places whose characters, read one by one, would sound otherwise. Some undo a surname.
PHRASES = {{
{as_dict(readings(WORDS))}
}}
'''


if __name__ == "__main__":
    TARGET.write_text(source(), encoding="utf-8")

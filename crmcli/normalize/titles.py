"""Mr and 先生, Dr and 医生, Jr and 老板: what stands around a name without being one."""

from crmcli.normalize.surnames import family_length
from crmcli.normalize.text import word_set

TITLES_BEFORE = word_set(
    "mr mrs ms miss mx mister dr doctor prof professor sir madam dame rev hon mme mlle monsieur herr "
    "frau sr sra señor señora"
)
TITLES_AFTER = word_set("jr sr ii iii iv phd md esq dds dvm mba cpa")

# After these a name may be anything that two characters can spell: 玛丽女士.
_COURTESY = word_set("先生 女士 小姐 太太 夫人 同志 小朋友")
# After these it must begin with a surname: 王经理, not 客户经理.
_OFFICES = word_set(
    "副总经理 总经理 副经理 经理 總經理 經理 董事长 董事長 副董事长 总裁 副总裁 总监 總監 副总 主任 "
    "副主任 主管 助理 老师 老師 医生 醫生 医师 大夫 护士 教授 副教授 博士 律师 "
    "律師 会计 會計 工程师 工程師 老板 老闆 老板娘 店长 店長 厂长 校长 院长 部长 处长 科长 局长 书记 "
    "秘书 师傅 師傅 教练 同学 同學 阿姨 叔叔 大哥 大姐"
)
# 总 ends no given name, so 张伟总 is 张伟; the others do, so before them only a surname may stand:
# 王工 is 王, 李建工 is himself.
_SHORT_OFFICES = "总總董工"
_MEN = word_set("mr mister sir monsieur herr señor senor 先生 叔叔 大哥")
_WOMEN = word_set("mrs ms miss madam dame mme mlle frau sra señora senora 女士 小姐 太太 夫人 阿姨 大姐 老板娘")
_GENERATIONS = word_set("jr sr ii iii iv")
TITLE_ENDS = frozenset(title[-1] for title in (*_COURTESY, *_OFFICES)) | frozenset(_SHORT_OFFICES)


def contradict(one: str, other: str) -> bool:
    """Two people by their titles alone: Mr and Mrs Green, 王先生 and 王太太, Carter II and III."""
    if one == other:
        return False
    mine, others = _said(one), _said(other)
    return any(a and b and a != b for a, b in zip(mine, others, strict=True))


def _said(name: str) -> tuple[str, str]:
    """Man or woman, and which of a family's generations, as far as titles tell."""
    words = name.casefold().replace(".", " ").split() or [""]
    told = {words[0]} if words[-1].isascii() else {words[0], words[-1][-2:], words[-1][-3:]}
    sex = "m" if told & _MEN else "f" if told & _WOMEN else ""
    return sex, words[-1] if len(words) > 1 and words[-1] in _GENERATIONS else ""


def without_latin_titles(words: list[str]) -> list[str]:
    start, end = 0, len(words)
    while end - start > 1 and words[start] in TITLES_BEFORE:
        start += 1
    while end - start > 1:
        if words[end - 1] in TITLES_AFTER:
            end -= 1
        elif end - start > 2 and words[end - 2 : end] == ["ph", "d"]:
            end -= 2
        else:
            break
    return words[start:end]


def without_chinese_title(key: str) -> str:
    while True:
        rest = _title_off(key)
        if rest == key:
            return key
        key = rest


def _title_off(key: str) -> str:
    """The name less one title, where that clearly is one; else the name itself."""
    for length in (4, 3, 2):
        title, rest = key[-length:], key[:-length].rstrip()
        if title in _COURTESY and (len(rest) > 1 or family_length(rest)):
            return rest
        if title in _OFFICES and _may_hold_office(rest):
            return rest
    rest = key[:-1].rstrip()
    if key[-1] in "总總" and _may_hold_office(rest):
        return rest
    return rest if key[-1] in _SHORT_OFFICES and _is_surname(rest) else key


def _may_hold_office(rest: str) -> bool:
    return (len(rest) <= 4 and family_length(rest) > 0) or (rest.isascii() and len(rest) > 1)


def _is_surname(text: str) -> bool:
    return 0 < len(text) == family_length(text)

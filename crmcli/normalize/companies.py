"""Names of companies without their legal form, in both languages."""

from crmcli.normalize.text import PUNCTUATION, fold, join_cjk, quick_table, squeeze, word_set

_CHINESE_FORMS = word_set(
    "股份有限责任公司 有限责任公司 股份有限公司 有限责任股份公司 有限公司 股份公司 集团公司 责任公司 "
    "集团 公司 有限責任公司 集團公司 集團 特殊普通合伙 普通合伙 有限合伙 合伙企业 "
    "个人独资企业 个体工商户 株式会社 株式會社 有限会社 合同会社 주식회사"
)
_BRANCHES = ("分公司", "子公司", "总公司", "總公司", "母公司")
_CHINESE_FORM_ENDS = frozenset(form[-1] for form in _CHINESE_FORMS)
_FORMS_BEFORE = ("株式会社", "株式會社", "有限会社", "주식회사")

_LATIN_FORMS = word_set(
    "ltd limited inc incorporated llc llp lp lllp plc corp corporation co company cos gmbh mbh ag kg "
    "kgaa ohg ug eg ev se sa sas sarl sasu srl spa snc sl slu bv nv vof cv ab hb as asa aps oy oyj pty "
    "pte pvt private sdn bhd kk gk ltda eireli zrt kft sro doo dd ooo oao zao pjsc jsc tbk cvba bvba "
    "a/s p/s k/s and und et"
)
_PLAIN_FORMS = word_set(
    "ltd limited inc incorporated llc llp plc corp corporation gmbh kgaa sarl sasu srl bv bvba oyj pty bhd ltda eireli "
    "kft zrt ooo oao zao pjsc"
)
"""Those that are no name, initial or word besides."""
_PLAIN_ENDS = (*_CHINESE_FORMS, *_BRANCHES)

_BRACKETS = dict.fromkeys(map(ord, '()[]{}<>《》【】「」"“”'), " ")
_COMPANY_MARKS = PUNCTUATION | _BRACKETS | {ord("&"): " and ", ord("＆"): " and ", ord("+"): " and "}
_MARKS_OUT = quick_table(_COMPANY_MARKS)
_COMPANY_MARK_SET = frozenset(map(chr, _COMPANY_MARKS))


def company_key(text: str) -> str:
    """ACME Co., Ltd. → acme; 华为（深圳）技术有限公司 → 华为深圳技术."""
    folded = fold(text)
    marked = not _COMPANY_MARK_SET.isdisjoint(folded)
    words = folded.translate(_MARKS_OUT).split() if marked else folded.split()
    if not words:
        return squeeze(folded)
    while True:
        words = _without_latin_forms(words)
        key = " ".join(words) if folded.isascii() else _without_chinese_forms(join_cjk(words))
        rest = key.split()
        if rest == words or folded.isascii() or len(words) == len(rest) == 1:
            return key
        words = rest


def has_legal_form(name: str) -> bool:
    """Whether a name says beyond doubt that it is a company's: … Ltd., … GmbH, …有限公司, …分公司; given folded."""
    last = name.rsplit(None, 1)[-1:]
    if last and last[0].strip(".,()") in _PLAIN_FORMS:
        return last[0] != name
    return not name.isascii() and name.endswith(_PLAIN_ENDS) and len(name) > 4


def is_company(kind: str, key: str) -> bool:
    """Who is said to be one, or has the name of one beyond doubt; ``key``: of the name."""
    return kind == "company" or has_legal_form(key)


def _without_latin_forms(words: list[str]) -> list[str]:
    start, end = 0, len(words)
    while end - start > 1 and words[start] == "the":
        start += 1
    while end - start > 1:
        if words[end - 1] in _LATIN_FORMS:
            end -= 1
        elif (spelled := _spelled_form(words[start:end])) and spelled < end - start:
            end -= spelled
        else:
            break
    return words[start:end]


def _spelled_form(words: list[str]) -> int:
    """How many single letters at the end spell a legal form, as ``s a`` does, which was S.A."""
    if len(words[-1]) != 1:
        return 0
    for length in (4, 3, 2):
        tail = words[-length:]
        if all(len(word) == 1 for word in tail) and "".join(tail) in _LATIN_FORMS:
            return length
    return 0


def _without_chinese_forms(key: str) -> str:
    while True:
        rest = _chinese_form_off(key)
        if rest == key:
            return key
        key = rest


def _chinese_form_off(key: str) -> str:
    for form in _FORMS_BEFORE:
        if key.startswith(form) and len(key) > len(form):
            return key.removeprefix(form).lstrip()
    if key[-1] not in _CHINESE_FORM_ENDS or key.endswith(_BRANCHES):
        return key
    # The longest first, so that 有限责任公司 does not leave 有限责任 behind.
    for length in range(min(9, len(key) - 1), 1, -1):
        if key[-length:] in _CHINESE_FORMS:
            return key[:-length].rstrip()
    return key

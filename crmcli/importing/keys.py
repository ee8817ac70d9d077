"""By what a row knows its customer: ``--key external,phone+name``, tried in this order."""

from crmcli.errors import Invalid

Key = frozenset[str]
PARTS = ("external", "uid", "phone", "email", "wechat", "qq", "whatsapp", "name", "company")
"""What a key may consist of; the first of these that it has finds customers, the others must agree."""
_CHINESE = {
    "编号": "external", "电话": "phone", "手机": "phone", "邮箱": "email", "微信": "wechat", "姓名": "name",
    "公司": "company",
}  # fmt: skip
DEFAULT: tuple[Key, ...] = tuple(map(frozenset, (("external",), ("uid",), ("phone", "name"), ("email", "name"))))
DIRECT = ("phone", "email")
"""Kinds of contact points that (with the name) tell who somebody is."""
CONTACTS = ("phone", "email", "wechat", "qq", "whatsapp")


def parse(text: str | None) -> tuple[Key, ...]:
    """A phone alone is an identity only where the user says so. Raises Invalid for what is no key."""
    if text is None:
        return DEFAULT
    found = [_key(word) for word in text.replace("，", ",").replace("、", ",").split(",") if word.strip()]
    if not found:
        raise Invalid("import.bad_key", value=text, choices=", ".join(PARTS))
    return tuple(found)


def _key(word: str) -> Key:
    parts = [_CHINESE.get(part.strip(), part.strip().casefold()) for part in word.split("+")]
    if any(part not in PARTS for part in parts) or parts == ["company"]:
        raise Invalid("import.bad_key", value=word.strip(), choices=", ".join(PARTS))
    return frozenset(parts)


def finder(key: Key) -> str:
    return next(part for part in PARTS if part in key)


def kinds(keys: tuple[Key, ...]) -> tuple[str, ...]:
    """Contact points that are looked up for these keys; phones and e-mails always are."""
    return tuple(kind for kind in CONTACTS if kind in DIRECT or any(finder(key) == kind for key in keys))


def by_name(keys: tuple[Key, ...]) -> bool:
    return any(finder(key) == "name" for key in keys)

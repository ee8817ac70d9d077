"""The ways to reach somebody: a kind and a text → (value as entered, key)."""

from crmcli.errors import Invalid
from crmcli.normalize.emails import email
from crmcli.normalize.phones import phone
from crmcli.normalize.text import decimals, encodable, fold, printable, squeeze

KINDS = (
    "phone",
    "mobile",
    "fax",
    "email",
    "wechat",
    "qq",
    "weibo",
    "whatsapp",
    "telegram",
    "line",
    "linkedin",
    "facebook",
    "instagram",
    "douyin",
    "website",
    "other",
)
_PHONES = frozenset(["phone", "mobile", "fax", "whatsapp"])

# Where each network keeps its people: what may stand before the name in a copied address.
_HOSTS = {
    "weibo": ("weibo.com/u/", "weibo.com/n/", "weibo.com/", "m.weibo.cn/u/", "m.weibo.cn/"),
    "telegram": ("t.me/", "telegram.me/"),
    "line": ("line.me/ti/p/",),
    "linkedin": ("linkedin.com/in/", "linkedin.com/company/", "linkedin.com/", "cn.linkedin.com/in/"),
    "facebook": ("facebook.com/", "m.facebook.com/", "fb.com/"),
    "instagram": ("instagram.com/",),
    "douyin": ("douyin.com/user/", "douyin.com/"),
}


def contact(kind: str, text: str, region: str = "CN") -> tuple[str, str]:
    """(value, key) of a contact; a kind that is not known is treated as ``other``."""
    if kind in _PHONES:
        return phone(text, region)
    if kind == "email":
        return email(text)
    value = squeeze(text)
    if not value:
        raise _invalid(kind, text, "empty")
    if not encodable(value) or "\0" in value:
        raise _invalid(kind, text, "encoding")
    if kind == "qq":
        return _qq(value)
    return value, _key(kind, squeeze(fold(value))) or fold(value)


def _key(kind: str, folded: str) -> str:
    if kind == "website":
        return website_key(folded)
    return _network_key(folded, _HOSTS[kind]) if kind in _HOSTS else folded


def _invalid(kind: str, text: str, reason: str) -> Invalid:
    return Invalid("normalize.invalid_contact", kind=kind, value=printable(text), reason=f"normalize.reason_{reason}")


def website_key(folded: str) -> str:
    """https://www.Example.com/ → example.com; the same page by any of its addresses."""
    rest = folded.partition("://")[2] if "://" in folded else folded
    while rest.startswith("www."):
        rest = rest.removeprefix("www.")
    return rest.rstrip("/?#")


def _qq(value: str) -> tuple[str, str]:
    """A QQ number, also out of its mail address or from a spreadsheet that took it for a number."""
    key = decimals(fold(value)).removeprefix("qq").lstrip(":： ").removesuffix("@qq.com").removesuffix(".0")
    if not (key.isascii() and key.isdigit() and 5 <= len(key) <= 12):
        raise _invalid("qq", value, "qq")
    return value.removesuffix(".0"), key


def _network_key(folded: str, hosts: tuple[str, ...]) -> str:
    """https://weibo.com/u/123?from=x, weibo.com/u/123/ and @123 → 123."""
    rest = website_key(folded).lstrip("@")
    for host in hosts:
        if rest.startswith(host):
            return _network_key(rest.removeprefix(host).partition("?")[0], hosts)
    return rest.strip("/@ ")

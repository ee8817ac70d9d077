"""Mail addresses taken apart; without numpy, for what must start at once."""

from crmcli.normalize.text import word_set

_GMAIL = ("gmail.com", "googlemail.com")
_ROLES = word_set("info sales office contact admin mail hello support service kontakt post team hr enquiries")


def domain(email: str) -> str:
    return email.partition("@")[2]


def mailbox(email: str) -> str:
    """Where it arrives: without plus tag, and without the dots that Gmail ignores."""
    local, _, host = email.partition("@")
    local = local.partition("+")[0]
    return f"{local.replace('.', '')}@gmail.com" if host in _GMAIL else f"{local}@{host}"


def local_part(email: str) -> str:
    """The part before the @ where it names somebody; an office's says nothing without its domain."""
    local = email.partition("@")[0].partition("+")[0]
    return "" if local in _ROLES or len(local) < 5 else local

"""The contact log: what was said, when, through which channel. Notes are in it, but are no contact."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from crmcli.domain.texts import checked
from crmcli.errors import Invalid
from crmcli.normalize.days import to_day

CHANNELS = ("call", "visit", "meeting", "wechat", "email", "message", "video", "event")
"""Channels with a word in both languages; any other short word is possible too."""

_CHANNEL_WORDS = {
    "phone": "call", "tel": "call", "电话": "call", "来电": "call", "去电": "call", "通话": "call",
    "拜访": "visit", "上门": "visit", "走访": "visit", "到店": "visit",
    "meet": "meeting", "会议": "meeting", "面谈": "meeting", "见面": "meeting", "开会": "meeting",
    "weixin": "wechat", "微信": "wechat", "wx": "wechat",
    "mail": "email", "e-mail": "email", "邮件": "email", "邮箱": "email", "电子邮件": "email",
    "sms": "message", "text": "message", "短信": "message", "消息": "message", "信息": "message",
    "视频": "video", "视频会议": "video", "活动": "event", "展会": "event",
}  # fmt: skip

TEXT_LIMIT = 10_000
SHORT_LIMIT = 500
_CHANNEL_LIMIT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """``kind`` is contact, note or social; ``direction`` in (they to us) or out; ``duration`` in minutes."""

    TABLE: ClassVar[str] = "interactions"
    id: int | None = None
    customer_id: int
    kind: str = "contact"
    at: str
    day: int
    channel: str | None = None
    direction: str | None = None
    subject: str | None = None
    content: str | None = None
    outcome: str | None = None
    place: str | None = None
    participants: str | None = None
    duration: int | None = None
    satisfaction: int | None = None
    sale_id: int | None = None
    complaint_id: int | None = None
    deal_id: int | None = None
    created_at: str


def contact(
    customer_id: int,
    content: str,
    *,
    at: datetime,
    now: datetime,
    channel: str | None = None,
    incoming: bool = False,
    duration: int | None = None,
    satisfaction: int | None = None,
    **details: str | None,
) -> Interaction:
    """A contact that took place; ``details`` are subject, outcome, place and participants.

    Invalid for a moment in the future: what is yet to come is a task.
    """
    if at > now:
        raise Invalid("interaction.in_future", at=f"{at:%Y-%m-%d %H:%M}")
    if duration is not None and duration < 0:
        raise Invalid("negative", field="--duration", value=duration)
    if satisfaction is not None and not 1 <= satisfaction <= 5:
        raise Invalid("not_a_choice", option="--satisfaction", value=satisfaction, choices="1, 2, 3, 4, 5")
    short: dict[str, Any] = {n: checked(n, v, SHORT_LIMIT) if v else None for n, v in details.items()}
    return Interaction(
        customer_id=customer_id,
        at=at.isoformat(timespec="seconds"),
        day=to_day(at.date()),
        channel=channel_name(channel) if channel else None,
        direction="in" if incoming else "out",
        content=_content(content),
        duration=duration,
        satisfaction=satisfaction,
        created_at=now.isoformat(timespec="seconds"),
        **short,
    )


def note(customer_id: int, content: str, *, now: datetime) -> Interaction:
    """A remark about a customer, which is no contact."""
    stamp = now.isoformat(timespec="seconds")
    day = to_day(now.date())
    return Interaction(
        customer_id=customer_id, kind="note", at=stamp, day=day, content=_content(content), created_at=stamp
    )


def channel_name(word: str) -> str:
    """The channel meant by a word of either language; an unknown word stays, in lower case."""
    name = " ".join(word.casefold().split())
    if not name:
        raise Invalid("interaction.empty_channel")
    return checked("--channel", _CHANNEL_WORDS.get(name, name), _CHANNEL_LIMIT)


def _content(written: str) -> str:
    found = checked("content", written, TEXT_LIMIT)
    if not found:
        raise Invalid("interaction.empty")
    return found

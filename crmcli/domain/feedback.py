"""A score that a customer gave us, with a comment. Values in, values out."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crmcli.domain.interactions import TEXT_LIMIT, channel_name
from crmcli.domain.texts import checked
from crmcli.errors import Invalid
from crmcli.normalize.days import to_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """``sale_id`` and ``complaint_id`` say what it is about, where it is about one."""

    TABLE: ClassVar[str] = "feedback"
    id: int | None = None
    customer_id: int
    kind: str
    score: int
    comment: str | None = None
    channel: str | None = None
    sale_id: int | None = None
    complaint_id: int | None = None
    at: str
    day: int
    created_at: str


RANGES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7), "review": (1, 5)}
"""Kind → the lowest and the highest score; more is better in all of them."""
KINDS = tuple(RANGES)
KIND_WORDS = {
    "推荐分": "nps", "推荐": "nps", "净推荐值": "nps", "满意度": "csat", "省力度": "ces", "费力度": "ces",
    "评价": "review", "评分": "review", "点评": "review",
}  # fmt: skip


def give(
    customer_id: int,
    score: int,
    *,
    kind: str = "nps",
    comment: str = "",
    channel: str | None = None,
    sale_id: int | None = None,
    complaint_id: int | None = None,
    at: datetime,
    now: datetime,
) -> Feedback:
    """Feedback given at ``at`` (not in the future), written down at ``now``; Invalid for a score out of range."""
    low, high = RANGES[kind]
    if not low <= score <= high:
        raise Invalid("feedback.out_of_range", kind=f"words.{kind}", value=score, low=low, high=high)
    if at > now:
        raise Invalid("feedback.in_future", at=f"{at:%Y-%m-%d %H:%M}")
    return Feedback(
        customer_id=customer_id,
        kind=kind,
        score=score,
        comment=checked("comment", comment, TEXT_LIMIT) or None,
        channel=channel_name(channel) if channel else None,
        sale_id=sale_id,
        complaint_id=complaint_id,
        at=at.isoformat(timespec="seconds"),
        day=to_day(at.date()),
        created_at=now.isoformat(timespec="seconds"),
    )

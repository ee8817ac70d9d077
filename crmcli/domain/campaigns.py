"""A campaign: whom it is for, through which channel, at what cost. Values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from crmcli.errors import Invalid
from crmcli.normalize.days import from_day
from crmcli.normalize.text import squeeze


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """``query`` says whom it is for; ``cost`` is minor units of the base currency; names differ, case aside."""

    TABLE: ClassVar[str] = "campaigns"
    id: int | None = None
    name: str
    channel: str | None = None
    query: str | None = None
    message: str | None = None
    cost: int | None = None
    starts_day: int | None = None
    ends_day: int | None = None
    status: str = "planned"
    created_at: str
    updated_at: str


NAME_LIMIT = 100
STATUSES = ("planned", "running", "done", "cancelled")
STATUS_WORDS = {
    "计划": "planned", "计划中": "planned", "未开始": "planned", "进行中": "running", "进行": "running",
    "已结束": "done", "结束": "done", "已完成": "done", "完成": "done", "已取消": "cancelled", "取消": "cancelled",
}  # fmt: skip
STEPS = ("sent", "opened", "clicked", "replied", "converted")
"""How far a member went; each has its moment in ``<step>_at``."""


def campaign_name(text: str) -> str:
    """A name in one line; digits alone would be an id."""
    name = squeeze(text)
    if not name or len(name) > NAME_LIMIT or not name.isprintable() or name.isdecimal():
        raise Invalid("campaign.bad_name", value=text)
    return name


def create(name: str, values: Mapping[str, Any], *, at: datetime) -> Campaign:
    """A campaign with checked ``values``."""
    stamp = at.isoformat(timespec="seconds")
    return _in_order(Campaign(name=campaign_name(name), **values, created_at=stamp, updated_at=stamp))


def revise(campaign: Campaign, values: Mapping[str, Any], *, at: datetime) -> Campaign:
    """The campaign with other values; the same one if nothing differs."""
    changed = _in_order(replace(campaign, **values))
    return campaign if changed == campaign else replace(changed, updated_at=at.isoformat(timespec="seconds"))


def _in_order(campaign: Campaign) -> Campaign:
    first, last = campaign.starts_day, campaign.ends_day
    if first is not None and last is not None and last < first:
        raise Invalid("campaign.ends_before_start", starts=from_day(first), ends=from_day(last))
    return campaign

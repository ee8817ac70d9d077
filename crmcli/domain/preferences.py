"""What a customer likes, dislikes, needs or must avoid, and how we know. Values in, values out."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from crmcli.domain.interactions import SHORT_LIMIT, TEXT_LIMIT
from crmcli.domain.texts import checked
from crmcli.errors import Invalid
from crmcli.normalize.text import squeeze


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """One for each customer, kind and text, case aside; ``at`` is when it was learned."""

    TABLE: ClassVar[str] = "preferences"
    id: int | None = None
    customer_id: int
    kind: str
    text: str
    source: str
    note: str | None = None
    at: str
    created_at: str


KINDS = ("like", "dislike", "need", "avoid")
KIND_WORDS = {
    "喜欢": "like", "喜好": "like", "爱": "like", "不喜欢": "dislike", "讨厌": "dislike", "需要": "need",
    "需求": "need", "忌": "avoid", "忌口": "avoid", "忌讳": "avoid", "避免": "avoid", "过敏": "avoid",
}  # fmt: skip
SOURCES = ("said", "observed", "inferred")
SOURCE_WORDS = {
    "自述": "said", "亲口": "said", "本人说的": "said", "观察": "observed", "观察到": "observed", "推测": "inferred",
    "推断": "inferred",
}  # fmt: skip


def learn(
    customer_id: int,
    text: str,
    *,
    kind: str = "like",
    source: str = "said",
    note: str | None = None,
    at: datetime,
    now: datetime,
) -> Preference:
    """A preference learned at ``at`` (not in the future), written down at ``now``."""
    if at > now:
        raise Invalid("prefer.in_future", at=f"{at:%Y-%m-%d %H:%M}")
    clean = checked("text", squeeze(text), SHORT_LIMIT)
    if not clean:
        raise Invalid("prefer.no_text")
    return Preference(
        customer_id=customer_id,
        kind=kind,
        text=clean,
        source=source,
        note=checked("note", note or "", TEXT_LIMIT) or None,
        at=at.isoformat(timespec="seconds"),
        created_at=now.isoformat(timespec="seconds"),
    )

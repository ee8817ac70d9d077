"""What is known of a contact point: that it was verified, or that messages bounce."""

from dataclasses import replace
from datetime import datetime

from crmcli.domain.customers import ContactPoint

STALE_DAYS = 365
"""A verification counts for so long."""


def verified(point: ContactPoint, at: datetime) -> ContactPoint:
    """Somebody answered there; an earlier bounce is past."""
    return replace(point, verified_at=at.isoformat(timespec="seconds"), bounced_at=None)


def bounced(point: ContactPoint, at: datetime) -> ContactPoint:
    """Nobody can be reached there, whatever was verified before."""
    return replace(point, verified_at=None, bounced_at=at.isoformat(timespec="seconds"))


def unknown(point: ContactPoint) -> ContactPoint:
    return replace(point, verified_at=None, bounced_at=None)

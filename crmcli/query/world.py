"""What the words of a query are read against."""

from datetime import date
from typing import NamedTuple


class World(NamedTuple):
    """Today, the base currency, and where phone numbers without a country code are at home."""

    today: date
    currency: str
    region: str

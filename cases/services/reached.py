"""What monitors have reached later than somebody made sure of it: an editor takes it over at once."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from cases.services.outcomes import Confirmed
from directory.service import Service
from locales import daytime

SINCE = timedelta(days=90)
"""How long what monitors told is looked back for."""


def later(confirmed: Iterable[Confirmed], services: Mapping[str, Service]) -> dict[str, date]:
    """Services that are still there, each with the day in Kazakhstan on which a monitor reached it last."""
    days = {one.service: daytime.day(one.on) for one in confirmed if one.service in services}
    return {own: day for own, day in days.items() if (services[own].assured or date.min) < day}

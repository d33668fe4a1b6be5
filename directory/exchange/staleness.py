"""What nobody has verified for long: the last verification is older than so many days, or there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from directory.service import FRESH, Service

DAYS = FRESH.days


@dataclass(frozen=True, slots=True)
class Stale:
    """A service to make sure of; `since` is None where nobody ever has."""

    service: Service
    since: date | None


def stale(services: Mapping[str, Service], today: date, days: int = DAYS) -> tuple[Stale, ...]:
    """Services not verified for more than `days`: never verified ones, then the oldest; no defunct ones."""
    last = today - timedelta(days=days)
    found: Iterable[Stale] = (
        Stale(service, service.assured)
        for service in services.values()
        if service.status != "defunct" and (service.assured is None or service.assured < last)
    )
    return tuple(sorted(found, key=lambda one: (one.since or date.min, one.service.id)))

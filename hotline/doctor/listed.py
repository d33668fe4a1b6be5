"""The directory's services, for its editor: what people told and nobody has looked at, what has grown old."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from cases.services import checks, corrections
from directory.exchange import staleness
from directory.service import Service
from hotline.doctor import finding
from hotline.doctor.finding import Finding
from locales import daytime
from store.transaction import Transaction

PATIENCE = timedelta(days=7)
"""How long a correction may wait for the editor."""


def findings(tx: Transaction, services: Mapping[str, Service], now: datetime) -> Iterator[Finding]:
    """Look at corrections, re-checks, and at how fresh and how reachable the services are."""
    waiting = corrections.waiting(tx, before=now - PATIENCE)
    yield finding.of(
        "corrections",
        f"no correction of a service has waited for more than {PATIENCE.days} days",
        f"corrections of services that wait for more than {PATIENCE.days} days: {waiting}. "
        "hotline directory corrections"
        if waiting
        else "",
        mark="look",
    )
    again = len(checks.open_ones(tx))
    yield finding.of(
        "rechecks",
        "no service is to be looked at again",
        f"services to be looked at again: {again}. hotline directory checks" if again else "",
        mark="look",
    )
    old = len(staleness.stale(services, daytime.day(now)))
    silent = sum(not one.phones for one in services.values() if one.status != "defunct")
    yield finding.of(
        "services",
        f"services: {len(services)}, all made sure of lately, all with a phone",
        f"services: {len(services)}, nobody has made sure of {old} for {staleness.DAYS} days: hotline "
        f"directory stale; without a phone: {silent}: hotline directory gaps says what to collect first"
        if old or silent
        else "",
        mark="look",
    )

"""Services that somebody should make sure of."""

from dataclasses import replace
from datetime import date

from directory.exchange import staleness
from directory.service import Service

TODAY = date(2026, 11, 22)


def test_never_verified_come_first_then_the_oldest_and_closed_ones_do_not() -> None:
    service = Service("a", {"ru": "А"})
    those = (
        replace(service, id="fresh", assured=date(2026, 5, 26)),
        replace(service, id="old", assured=date(2025, 1, 1)),
        replace(service, id="due", assured=date(2026, 5, 25)),
        replace(service, id="closed", status="defunct"),
        service,
    )
    found = staleness.stale({one.id: one for one in those}, TODAY)

    assert [(one.service.id, one.since) for one in found] == [
        ("a", None), ("old", date(2025, 1, 1)), ("due", date(2026, 5, 25)),
    ]  # fmt: skip

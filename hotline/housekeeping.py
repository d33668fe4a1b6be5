"""Housekeeping: what has had its time goes, and what is to go later is planned. Once an hour."""

from datetime import datetime, timedelta

from cases import linking, retention
from cases.services import lookups
from conversations import person, pickup, pointed, tally, trace, weekly
from conversations.fieldwork import mornings
from locales import daytime
from store import duties, lanes, updates
from store.seal import Keys
from store.transaction import Transaction

SETTLED_LIVE = timedelta(days=7)
FORMER_LIVES = timedelta(days=7)  # a copy from before an upgrade: decision 14
UPDATES_REMEMBERED = timedelta(days=7)  # Telegram itself keeps them 24 hours at most


def sweep(tx: Transaction, keys: Keys, now: datetime) -> None:
    """Delete what has had its time in every table, and plan the erasure of cases and media."""
    person.sweep(tx, now)
    pickup.sweep(tx, before=now - person.DRAFT_LIVES)
    trace.sweep(tx, now=now)
    pointed.sweep(tx, now=now)
    tally.sweep(tx, now=now)
    linking.sweep(tx, now)
    duties.sweep(tx, before=now - SETTLED_LIVE)
    terms = retention.in_force(daytime.day(now))
    undelivered = now - terms.undelivered
    lanes.drop_undelivered(tx, before=undelivered)
    updates.sweep_asides(tx, before=undelivered)  # wrong in `hotline check` for a month, and never mended
    updates.forget(tx, before=now - UPDATES_REMEMBERED)
    retention.sweep(tx, now)
    sealed, deleted = now - terms.look_up, now - terms.look_up_box
    lookups.sweep(tx, keys, sealed_before=sealed, deleted_before=deleted, now=now)
    retention.plan(tx, keys, now)
    mornings.plan(tx, keys, now)
    weekly.plan(tx, keys, now)

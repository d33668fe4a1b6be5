"""Times of referral, dated data (`terms_kz.toml`)."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from cases.provisions import Row
from cases.referrals.errors import ReferralsUnsound

FILE = Path(__file__).with_name("terms_kz.toml")


class Terms(Row, frozen=True, kw_only=True):
    """How long a link lives, when is reminded (working days), when a service counts as not verified."""

    link_days: int
    remind_working_days: int
    unverified_months: int


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    terms: list[Terms]


@cache
def in_force(day: date) -> Terms:
    """Give the terms of that day.

    Raises:
        ReferralsUnsound: the file cannot be meant, or has not exactly one row for the day.
    """
    try:
        rows = msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), _File).terms
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise ReferralsUnsound(f"{FILE.name}: {fault}") from fault
    found = [row for row in rows if row.holds_on(day)]
    if len(found) != 1:
        raise ReferralsUnsound(f"{FILE.name}: {len(found)} rows hold on {day}")
    return found[0]

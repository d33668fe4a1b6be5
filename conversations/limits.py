"""How much one account may do before a person looks first. Nothing is ever refused in silence.

Defaults: 3 reports an hour, 10 a day; 5 unknown receipts an hour from one account, 1,000 in all. Content of
severity 4 is never held.
"""

from datetime import datetime, timedelta

MESSAGES_A_MINUTE = 30
"""Of one account, before it is asked to slow down."""
REPORTS = ((timedelta(hours=1), 3), (timedelta(days=1), 10))
WRONG_RECEIPTS = 5
WRONG_RECEIPTS_IN_ALL = 1000
"""Unknown receipts within `AN_HOUR` after which none is looked up any more, right or wrong."""
ADDITIONS = 20
"""Additions to one case within `AN_HOUR`."""
MEGABYTES_BROUGHT = 500
"""Of files that pages brought within `AN_HOUR`, of everybody together: after it none is read any more. In the
72 hours that a draft lives they fill 36 GB at most."""
AN_HOUR = timedelta(hours=1)

Limit = tuple[tuple[timedelta, int], ...]


def reached(moments: tuple[int, ...], limit: Limit, now: datetime) -> bool:
    """Tell whether as many of these moments (milliseconds) as the limit allows lie in one of its spans."""
    return any(sum(one > _ms(now - span) for one in moments) >= most for span, most in limit)


def added(moments: tuple[int, ...], limit: Limit, now: datetime) -> tuple[int, ...]:
    """Give the moments with now added, without those that no longer count."""
    return (*counting(moments, limit, now), _ms(now))


def counting(moments: tuple[int, ...], limit: Limit, now: datetime) -> tuple[int, ...]:
    """Give those of the moments that still count."""
    longest = max(span for span, _ in limit)
    return tuple(one for one in moments if one > _ms(now - longest))


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)

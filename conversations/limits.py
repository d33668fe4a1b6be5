"""How much one account may do before a person looks first. Nothing is ever refused in silence.

Defaults of DESIGN 4: 3 reports an hour, 10 a day; 5 unknown receipts an hour. Content of severity 4 is
never held.
"""

from datetime import datetime, timedelta

REPORTS = ((timedelta(hours=1), 3), (timedelta(days=1), 10))
RECEIPTS = ((timedelta(hours=1), 5),)

Limit = tuple[tuple[timedelta, int], ...]


def reached(moments: tuple[int, ...], limit: Limit, now: datetime) -> bool:
    """Tell whether as many of these moments (milliseconds) as the limit allows lie in one of its spans."""
    return any(sum(one > _ms(now - span) for one in moments) >= most for span, most in limit)


def added(moments: tuple[int, ...], limit: Limit, now: datetime) -> tuple[int, ...]:
    """Give the moments with now added, without those that no longer count."""
    longest = max(span for span, _ in limit)
    return (*(one for one in moments if one > _ms(now - longest)), _ms(now))


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)

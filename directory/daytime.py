"""The day and the clock of the places in the directory, by the zone that their schedules are written in."""

from datetime import UTC, date, datetime, timedelta, timezone

from directory.hsds import hours

_HERE = timezone(timedelta(hours=hours.ZONE))


def here(moment: datetime) -> datetime:
    """The moment as the clocks there show it; one without a zone is taken for one of UTC."""
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).astimezone(_HERE)


def day(moment: datetime) -> date:
    """The day that people there have then."""
    return here(moment).date()

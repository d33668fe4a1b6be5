"""The day and the clock of Kazakhstan: here, and nowhere else above `directory/`, stands its zone."""

from datetime import date, datetime, timedelta, timezone

from locales import errors

# All of Kazakhstan has kept UTC+5 since 1 March 2024; older zone files still give Almaty UTC+6.
KAZAKHSTAN = timezone(timedelta(hours=5), "UTC+5")


def here(moment: datetime) -> datetime:
    """The moment as the clocks of Kazakhstan show it.

    Raises:
        NaiveMoment: a moment without time zone.
    """
    if moment.tzinfo is None:
        raise errors.NaiveMoment(moment.isoformat())
    return moment.astimezone(KAZAKHSTAN)


def day(moment: datetime) -> date:
    """The day that people in Kazakhstan have then: from 19:00 UTC on it is the next one.

    Raises:
        NaiveMoment: a moment without time zone.
    """
    return here(moment).date()

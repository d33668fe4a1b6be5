"""The plain facts of a case in words: what lists and heads of pages say of it without any key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases import clocks, queue
from cases.case import CaseRow
from cases.law import Law
from conversations import notices
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text

STATES: Mapping[str, Text] = {
    "received": Text("case.state.new", "New"),
    "acknowledged": Text("status.received", "Received"),
    "accepted": Text("case.state.in_work", "In work"),
    "closed": Text("status.closed", "Closed"),
}
WORK: Mapping[str, Text] = {
    "farm": Text("work.farm", "Fields and animals"),
    "industry": Text("work.industry", "Building and industry"),
    "services": Text("work.services", "Trade and services"),
    "home": Text("work.home", "Home and family"),
    "school": Text("work.school", "Sent by the school"),
    "worst": Text("work.worst", "Worst forms"),
    "other": Text("ans.other", "Something else"),
    "several": Text("work.several", "Several kinds"),
    "unknown": Text("work.unknown", "Not known yet"),
}
AGES: Mapping[str, Text] = {
    "several": Text("case.age.several", "Different ages"),
    "unknown": Text("work.unknown", "Not known yet"),
}
PLACE, KIND, AGE = Text("lbl.where", "Place"), Text("lbl.what", "Work"), Text("lbl.age", "Age")
LATE = Text("case.late", "Overdue since {date}")
ESCALATED = Text("case.escalated", "Passed up: nobody confirmed in time")
LATE_BY = Text("case.late_by", "Overdue by {time}, since {date}")
LEFT = Text("case.left", "{time} left")
DAY = Text("case.day", "Day {n} of {total}")
BY = Text("case.by", "By {date}")
ACKNOWLEDGED = Text("case.acknowledged", "Received on {date}")
CLOSED = Text("case.closed", "Closed on {date}")
PASSED_BY = Text(
    "case.passed_by",
    "If nobody confirms or passes it on by the end of {date}, the case goes to the body above.",
)
_HOUR, _DAY = 60, 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Deadline:
    """How a case stands with its deadline, in words.

    `day`: on which working day of how many it is, or how many hours are left; "" where nothing is left.
    """

    text: str
    day: str = ""
    late: bool = False
    date: str = ""  # the bare date, where it is still to come


def state(row: CaseRow, speaker: Speaker) -> str:
    """Give the state of a case; accepted ones are in work."""
    code = "accepted" if row.state == "acknowledged" and row.accepted_at else row.state
    return speaker.say(STATES[code])


def climbed(row: CaseRow, speaker: Speaker) -> str:
    """Say that a case was passed up because nobody confirmed in time; "" where it was not, or where it was
    confirmed since.
    """
    return speaker.say(ESCALATED) if row.level and row.state == "received" else ""


def passed_by(at: datetime | None, speaker: Speaker) -> str:
    """Say on which day an unconfirmed case goes up, although its deadline is later; "" where it does not."""
    return "" if at is None else speaker.say(PASSED_BY, date=formatting.date(at, speaker.catalogue.language))


def work(code: str, speaker: Speaker) -> str:
    """Give the name of a group of work."""
    known = WORK.get(code)
    return code if known is None else speaker.say(known)


def ages(band: str, speaker: Speaker) -> str:
    """Give a band of ages."""
    known = AGES.get(band)
    if known is not None:
        return speaker.say(known)
    return "18+" if band == "adult" else band.replace("<", "< ").replace("-", "–")


def place(row: CaseRow, speaker: Speaker) -> str:
    """Give the district of a case."""
    return speaker.place(row.territory) if row.territory else speaker.say(WORK["unknown"])


def day(moment: datetime, language: str) -> str:
    """Give the day of a moment, as the clocks of the country have it."""
    return formatting.date(moment, language)


def deadline(row: CaseRow, now: datetime, law: Law, speaker: Speaker) -> Deadline:
    """Say until when somebody has to acknowledge, and on which working day of how many it is, or how long is
    left of a term in hours; or what was done.
    """
    language = speaker.catalogue.language
    if row.closed_at is not None and row.state == "closed":
        return Deadline(speaker.say(CLOSED, date=formatting.date(row.closed_at, language)))
    if row.acknowledged_at is not None:
        return Deadline(speaker.say(ACKNOWLEDGED, date=formatting.date(row.acknowledged_at, language)))
    if row.due_at is None:
        return Deadline("")
    until = notices.deadline(row, speaker)
    total = notices.WORKING_DAYS.get(row.urgency, 0)
    if queue.is_late(row, now):
        over = speaker.say(LATE_BY, time=_time(now - row.due_at, speaker), date=until)
        return Deadline(speaker.say(LATE, date=until) if total else over, late=True)
    if total:
        said = speaker.say(DAY, n=_day(row, now, law), total=total)
    else:
        said = speaker.say(LEFT, time=_time(row.due_at - now, speaker))
    return Deadline(speaker.say(BY, date=until), said, date=until)


def _time(length: timedelta, speaker: Speaker) -> str:
    """Give a length of time in words, rounded down: in minutes below an hour, in days from two days on."""
    count, minutes = speaker.catalogue.count, int(length.total_seconds()) // 60
    if minutes < _HOUR:
        return count("n.minutes", "{n} minute", "{n} minutes", max(1, minutes))
    if minutes < 2 * _DAY:
        return count("n.hours", "{n} hour", "{n} hours", minutes // _HOUR)
    return count("n.days", "{n} day", "{n} days", minutes // _DAY)


def _day(row: CaseRow, now: datetime, law: Law) -> int:
    """Give on which working day of its term a case is; the day of filing counts as the first."""
    total = notices.WORKING_DAYS[row.urgency]
    assert row.due_at is not None
    today, last = clocks.local(now, law).date(), clocks.local(row.due_at, law).date()
    left = next(
        (ahead for ahead in range(total) if clocks.working_day_after(today, ahead + 1, law) > last), total
    )
    return max(1, total - left)

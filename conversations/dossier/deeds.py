"""The history of a case in sentences: what was done, by which role or department, and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from sqlalchemy import RowMapping

from conversations.house import House
from locales import formatting
from locales.texts import Text

WHO: Mapping[str, Text] = {
    "reporter": Text("history.reporter", "Reporter"),
    "service": Text("history.service", "Automatically"),
    "officer": Text("desk.role.officer", "Officer"),
    "operator": Text("desk.role.operator", "Operator"),
    "coordinator": Text("desk.role.coordinator", "Coordinator"),
    "organisation": Text("history.organisation", "Organisation that was asked to help"),
    "editor": Text("desk.role.editor", "Editor of the directory"),
    "admin": Text("desk.role.admin", "Administrator"),
    "monitor": Text("history.monitor", "Monitor"),
    "teacher": Text("history.teacher", "Teacher"),
}
HOTLINE = Text("history.hotline", "Hotline")
DEEDS: Mapping[str, Text] = {
    "filed": Text("history.filed", "Report filed"),
    "forwarded": Text("history.forwarded", "Sent to: {about}"),
    "held": Text("history.held", "Held back, until released, from: {about}"),
    "delivered": Text("history.delivered", "Delivered to: {about}"),
    "acknowledged": Text("history.acknowledged", "Receipt confirmed: {about}"),
    "accepted": Text("history.accepted", "Accepted for work"),
    "taken": Text("history.taken", "An officer took the case"),
    "given back": Text("history.given_back", "The officer gave the case back"),
    "note added": Text("history.note", "Note added"),
    "note taken back": Text("history.note_back", "Note taken back"),
    "opened": Text("history.opened", "Case read"),
    "medium opened": Text("history.file_opened", "File opened"),
    "medium kept": Text("history.file_kept", "File received"),
    "medium erased": Text("history.file_erased", "File erased"),
    "asked": Text("history.question", "Question sent to the reporter"),
    "answered": Text("history.answered", "The reporter answered"),
    "judged anew": Text("history.judged_anew", "Judged anew by the whole report"),
    "added": Text("history.added", "The reporter added something"),
    "still going on": Text("history.still", "The reporter says that it goes on"),
    "stopped": Text("history.stopped", "The reporter says that it has stopped"),
    "wants to be told": Text("history.wants_told", "The reporter wants to be told"),
    "link deleted": Text("history.way_deleted", "The way to the reporter was deleted"),
    "link erased": Text("history.way_deleted", "The way to the reporter was deleted"),
    "escalated": Text("history.escalated", "Passed up to: {about}"),
    "released": Text("history.released", "Opened for: {about}"),
    "let know": Text("history.let_know", "Told without waiting: {about}"),
    "confirmed": Text("history.confirmed", "The operator confirmed the report"),
    "declined": Text("history.declined", "Declined by: {about}"),
    "rerouted": Text("history.rerouted", "Passed on to: {about}"),
    "closed": Text("history.closed", "Case closed"),
    "reopened": Text("history.reopened", "Case opened again"),
    "urgency": Text("history.urgency", "Urgency changed"),
    "linked": Text("history.linked", "Linked with another case"),
    "unlinked": Text("history.unlinked", "Link with another case removed"),
    "question proposed": Text("history.proposed", "Question proposed in own words"),
    "question asked": Text("history.proposal_decided", "The operator decided on the question"),
    "question returned": Text("history.proposal_decided", "The operator decided on the question"),
    "register taken out": Text(
        "history.register", "Taken out with the register of children in difficult life situations"
    ),
    "pack exported": Text("history.exported", "Materials for an inspection taken out"),
    "form 1 printed": Text("history.form1", "Form 1 printed"),
    "form 2 printed": Text("history.form2", "Form 2 printed"),
    "erased": Text("history.erased", "Content erased"),
    "sealed": Text("history.sealed", "Sealed for another department too"),
    "transcribed": Text("history.transcribed", "Voice message written down"),
    "needs noted": Text("history.needs", "The follow-up found new needs"),
    "follow-up begun": Text("history.follow_up", "Follow-up begun"),
    "follow-up asked": Text("history.follow_up_asked", "A question of the follow-up was asked"),
    "follow-up reminded": Text("history.follow_up_reminded", "The follow-up was reminded of"),
    "follow-up link made": Text("history.follow_up_link", "A link for a question of the follow-up was made"),
    "checked": Text("history.checked", "The follow-up was answered"),
    "closing proposed": Text("history.closing_proposed", "Closing proposed to the coordinator"),
    "closing sent back": Text("history.closing_back", "The coordinator sent the closing back"),
    "registered": Text("history.registered", "Number of the department’s own register noted"),
    "done": Text("history.done", "Task done"),
    "measure kept": Text("history.measure", "Measure for the child noted"),
    "measure agreed": Text("history.measure_agreed", "The family's agreement was noted"),
    "measure not agreed": Text("history.measure_refused", "The family does not agree, or not yet"),
    "measure taken back": Text(
        "history.measure_back", "The family took its agreement back: the organisation reads nothing any more"
    ),
    "receiver barred": Text("history.barred", "Noted: whoever would take the child in is the threat"),
    "receiver free": Text("history.unbarred", "Taken back: whoever would take the child in is the threat"),
    "measure letter refused": Text(
        "history.measure_letter", "The letter to an organisation could not be delivered"
    ),
    "measure sent": Text("history.measure_sent", "Measure sent to an organisation"),
    "measure accepted": Text("history.measure_accepted", "An organisation takes a measure on"),
    "measure cannot": Text("history.measure_cannot", "An organisation cannot take a measure on"),
    "measure done": Text("history.measure_done", "A measure is done"),
    "measure more": Text("history.measure_more", "An organisation needs to know more about a measure"),
    "measure replaced": Text("history.measure_replaced", "A measure was put aside"),
    "measure unanswered": Text("history.measure_unanswered", "An organisation has not answered in time"),
    "measure link opened": Text("history.link_opened", "The page behind a link was opened"),
    "check link opened": Text("history.link_opened", "The page behind a link was opened"),
    "visit submitted": Text("history.visit", "Results of a visit submitted"),
    "police alerted": Text("history.alerted", "Alarm raised during the visit"),
    "decision approved": Text("history.decision_approved", "Decision of the visit agreed to"),
    "decision sent back": Text("history.decision_returned", "Decision of the visit sent back"),
    "decision changed": Text("history.decision_changed", "Decided anew: withdrawn from work at once"),
}
TASK = Text("history.task", "Task given: {about}")
_ASKED = "asked: "
READINGS = frozenset({"opened", "medium opened", "measure link opened", "check link opened"})
"""What changes nothing: of a run of these, everybody's stands there once."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done; `times`: so often in a row, the last time at `moment`, first on `since`."""

    at: datetime
    day: str
    moment: str
    who: str
    what: str
    times: int = 1
    since: str = ""  # a day; "" where it is the same as that of `moment`
    is_reading: bool = False


def told(house: House, rows: Sequence[RowMapping], language: str) -> tuple[Deed, ...]:
    """Give the history of a case (`cases.history.of_case`) in words, the newest first.

    The same done by the same on one day stands there once, with how often; readings with nothing but
    readings between them do so over many days. Of what a reporter did only the day is told: the hour could
    tell who was free just then.
    """
    found: list[Deed] = []
    for row in rows:
        deed = _deed(house, row, language)
        before = next((one for one in _run(found, deed) if _is_same(one, deed)), None)
        if before is not None:
            found.remove(before)
            since = before.since or (before.day if before.day != deed.day else "")
            deed = replace(deed, times=before.times + 1, since=since)
        found.append(deed)
    return tuple(reversed(found))


def _run(found: Sequence[Deed], deed: Deed) -> Iterator[Deed]:
    """Give what may be one with this deed: a run of readings before a reading, else what stands last."""
    if not deed.is_reading:
        yield from (one for one in found[-1:] if one.day == deed.day)
    else:
        yield from takewhile(lambda one: one.is_reading, reversed(found))


def _is_same(one: Deed, other: Deed) -> bool:
    return (one.who, one.what) == (other.who, other.what)


def who(house: House, actor: str, language: str) -> str:
    """Give the name of an actor of the history: a role, or a department."""
    if actor in WHO:
        return house.speaker(language).say(WHO[actor])
    return _department(house, actor, language) or house.speaker(language).say(HOTLINE)


def _deed(house: House, row: RowMapping, language: str) -> Deed:
    day = formatting.date(row["at"], language)
    moment = day if row["actor"] == "reporter" else formatting.moment(row["at"], language)
    said = what(house, row["act"], row["about"], language)
    by, is_reading = who(house, row["actor"], language), row["act"].partition(":")[0] in READINGS
    return Deed(row["at"], day, moment, by, said, is_reading=is_reading)


def what(house: House, act: str, about: str, language: str) -> str:
    """Give an act of the history in words; `about` is the department that it was done to, or ""."""
    speaker, name = house.speaker(language), _department(house, about, language) or "–"
    if act.startswith(_ASKED):
        return speaker.say(TASK, about=name)
    text = next((DEEDS[one] for one in _shorter(act) if one in DEEDS), None)
    return act if text is None else speaker.say(text, about=name)


def _shorter(act: str) -> Iterator[str]:
    """The act as it is noted, then without what stands behind its colon."""
    yield act
    yield act.partition(":")[0]


def _department(house: House, code: str, language: str) -> str:
    known = house.directory.departments.find(code)
    return "" if known is None else known.name(language)

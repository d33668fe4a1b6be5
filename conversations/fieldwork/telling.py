"""What a teacher is told when it is done, and what one press does: all here, back, still absent."""

from collections.abc import Sequence
from datetime import timedelta

from cases.absences import absences, calendar, classes
from cases.absences.absences import Absence
from cases.absences.classes import SchoolClass
from cases.filing import Filed
from conversations import sentences
from conversations.fieldwork import absence_views, entrance, flagging, registering
from conversations.fieldwork.flagging import Flag, Flagged
from conversations.fieldwork.learning import Learned
from conversations.hearing import Hearing
from conversations.message import Message
from locales import daytime
from locales.texts import Text

LATELY = timedelta(days=30)
"""So long after a pupil is back the reason of the absence can be told."""
NO_PUPIL = Text("t.no_pupil", "There is no such number in this class: {numbers}")
NOTED = Text("t.noted", "Written down. Pupils: {n}.")
ONLY_NOTED = Text("t.only_noted", "No report was sent: this only counts in the figures.")
REPORTED = Text("t.reported", "Sent. Reports: {n}.")
CLASS_ALERT = Text(
    "t.class_alert",
    "Many of the class are absent: one alert goes to the district. It names only the district and the grade.",
)
ALL_NOTED = Text("t.all_noted", "Thank you. Written down: everyone in class is here today.")
BACK_NOTED = Text("t.back_noted", "Thank you. Written down: back at school.")
STILL_NOTED = Text("t.still_noted", "Written down: still absent.")
REASON_NOTED = Text("t.reason_noted", "Thank you. The reason has been written down.")
REASON_TOLD = Text("t.reason_told", "Those who work on the report are told of it.")
QUIET = Text(
    "t.morning_is_off",
    "We will not ask in the morning any more. You can turn it on again with /work.",
)
LOUD = Text("t.morning_is_on", "We will ask on school days of the season.")


def done(hearing: Hearing, flagged: Flagged) -> Message:
    """Say what became of a flag: written down, sent, and to whom."""
    say = hearing.speaker.say
    lines = [say(NOTED, n=len(flagged.absences))] if flagged.absences else []
    if flagged.filed:
        lines.append(_sent(hearing, flagged.filed, is_class=flagged.is_class))
    else:
        lines.append(say(ONLY_NOTED))
    return Message("\n".join(lines))


def _sent(hearing: Hearing, filed: Sequence[Filed], *, is_class: bool = False) -> str:
    say, language = hearing.speaker.say, hearing.speaker.catalogue.language
    receivers = dict.fromkeys(hearing.house.department(one.lead.code, language) for one in filed)
    first = say(CLASS_ALERT) if is_class else say(REPORTED, n=len(filed))
    return "\n".join([first, *(say(sentences.RECEIVER, department=one) for one in receivers)])


def learned(hearing: Hearing, done: Learned) -> Message:
    """Say what became of a reason that became known: written down, sent now, or told to who works on it."""
    say = hearing.speaker.say
    lines = [say(REASON_NOTED)]
    if done.filed:
        lines.append(_sent(hearing, done.filed))
    if done.moved is not None:
        lines.append(say(REASON_TOLD))
    return Message("\n".join(lines))


def press(hearing: Hearing, token: str) -> bool:
    """Do what a button of a morning's message says; False: it is none of those."""
    account = entrance.account(hearing)
    if token in (registering.QUIET, registering.LOUD):
        wanted = token == registering.LOUD
        classes.remind(hearing.tx, account, wanted=wanted)
        hearing.say(Message(hearing.speaker.say(LOUD if wanted else QUIET)))
        return True
    id = token.removeprefix(registering.HERE)
    of = next((one for one in _theirs(hearing) if one.id == id), None)
    if of is not None:
        everyone_present(hearing, of)
    return of is not None


def everyone_present(hearing: Hearing, of: SchoolClass) -> None:
    """Note that everybody is there; of those who were absent, ask whether they are back."""
    account = entrance.account(hearing)
    away = flagging.everyone_present(hearing.tx, hearing.house, of, account, now=hearing.now)
    if away:
        hearing.say(absence_views.also_back(hearing, of, away))
    else:
        hearing.remember(register=None)
        hearing.say(Message(hearing.speaker.say(ALL_NOTED)))


def told_again(hearing: Hearing, of: SchoolClass, ids: Sequence[str], *, is_back: bool) -> None:
    """Note of these absences of the class that they are over, or last."""
    say, keys = hearing.speaker.say, hearing.house.keys
    theirs = [one for one in absences.open_of_class(hearing.tx, keys, of.id) if one.id in ids]
    hearing.remember(register=None)
    if is_back:
        for one in theirs:
            flagging.back(hearing.tx, hearing.house, one, now=hearing.now)
        unknown = len(theirs) == 1 and absences.is_unknown(theirs[0].reasons)
        said = say(BACK_NOTED)
        hearing.say(absence_views.is_back(hearing, of, theirs[0], said) if unknown else Message(said))
        return
    filed = [filed for one in theirs for filed in _still(hearing, of, one).filed]
    said = say(STILL_NOTED)
    if filed:
        said = "\n".join([said, done(hearing, Flagged((), tuple(filed))).text])
    hearing.say(Message(said))


def told_of(hearing: Hearing, of: SchoolClass, id: str) -> Absence | None:
    """Give an absence of the class that lasts, or was over not long ago; None: there is none of this id."""
    keys, since = hearing.house.keys, daytime.day(hearing.now) - LATELY
    lasting = absences.open_of_class(hearing.tx, keys, of.id)
    over = absences.back_since(hearing.tx, keys, of.id, since)
    return next((one for one in (*lasting, *over) if one.id == id), None)


def _still(hearing: Hearing, of: SchoolClass, one: Absence) -> Flagged:
    today, law = daytime.day(hearing.now), hearing.office.law
    told = one.told(today, calendar.missed(one.since, today, law))
    address, language = hearing.incoming.address, hearing.speaker.catalogue.language
    wish = Flag(of, (), told, one.made_by, address.channel, language)
    return flagging.still(hearing.tx, hearing.house, wish, one, now=hearing.now)


def _theirs(hearing: Hearing) -> list[SchoolClass]:
    person, account = entrance.person(hearing), entrance.account(hearing)
    school = person.school if person is not None and person.role == "teacher" else ""
    return classes.of_teacher(hearing.tx, hearing.house.keys, account, school) if school else []

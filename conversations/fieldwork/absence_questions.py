"""The questions about absent pupils, asked by the engine from `teacher_absence.toml`, until they are sent."""

from datetime import date

from msgspec.structs import replace

from cases.absences import calendar, schools, seasons
from cases.absences.classes import SchoolClass
from conversations import rendering, sentences
from conversations.dialogue import engine, extraction
from conversations.dialogue.script import Script
from conversations.dialogue.session import Input, Session, Turn
from conversations.fieldwork import (
    absence_answers,
    absence_views,
    entrance,
    flagging,
    foreseeing,
    learning,
    registering,
    telling,
)
from conversations.fieldwork.flagging import Flag
from conversations.fieldwork.registering import Register
from conversations.hearing import Hearing
from conversations.message import Message
from conversations.rendering import Speaker
from locales import daytime, formatting
from locales.texts import Text
from store import identifiers

HELP_FIRST = Text("t.help_first", "This goes first to those who can help the family.")
NEAREST = Text("t.nearest_day", "There are no lessons on that day. Nearest school day: {date}.")
FUTURE = Text("t.future_day", "That day is still to come. Nearest school day: {date}.")
LAST_YEAR = Text("t.last_year", "That day is before this school year. First school day: {date}.")
DELETED = Text("bot.draft_deleted", "Everything you wrote has been deleted.")
_KINDS = {"button": "press", "text": "text", "edited": "edited"}


def begin(hearing: Hearing, register: Register, of: SchoolClass, day: date) -> None:
    """Begin the questions of who has been absent since that day.

    For a day without lessons the nearest school day is offered; one before the school year is its first.
    """
    today, law = daytime.day(hearing.now), hearing.office.law
    wanted = max(day, calendar.year_begins(today))
    nearest = calendar.nearest(wanted, today, law)
    if nearest != day:
        told = not_that_day(hearing.speaker, day, nearest, today)
        hearing.say(absence_views.since(hearing, register, told, "", offered=[nearest]))
        return
    school = schools.get(hearing.tx, hearing.house.keys, of.school)
    season = seasons.of_place(school.territory, today, hearing.house.directory.territories)
    missed = calendar.missed(day, today, law)
    given = absence_answers.begun(day, missed, season)
    script, before = _script(hearing), register.session
    if before is not None:  # only the day is another one
        fixed = (absence_answers.SINCE, absence_answers.DAYS)
        given |= {name: one for name, one in before.answers.items() if name not in fixed}
    draft = identifiers.token(hearing.house.entropy, size=6)
    turn = engine.begin(script, draft, hearing.house.lexicon, hearing.now, given=given)
    session = replace(turn.session, trail=(absence_answers.SINCE,))
    turn = engine.resume(script, session, hearing.house.lexicon, hearing.now)
    _go_on(hearing, replace(register, since=day.isoformat()), of, turn)


def learn(hearing: Hearing, of: SchoolClass, id: str) -> bool:
    """Ask for the reason of an absence, which is known now; False: there is no such absence in the class."""
    one = telling.told_of(hearing, of, id)
    if one is None:
        return False
    today, law = daytime.day(hearing.now), hearing.office.law
    school = schools.get(hearing.tx, hearing.house.keys, of.school)
    season = seasons.of_place(school.territory, one.since, hearing.house.directory.territories)
    days = one.days if one.back_on else max(one.days, calendar.missed(one.since, today, law))
    given = absence_answers.begun(one.since, days, one.season or season) | absence_answers.asked_before(one)
    draft = identifiers.token(hearing.house.entropy, size=6)
    script, lexicon = _script(hearing), hearing.house.lexicon
    turn = engine.begin(script, draft, lexicon, hearing.now, given=given)
    since = one.since.isoformat()
    register = Register(class_id=of.id, chosen=(one.pupil,), since=since, learns=one.id)
    _go_on(hearing, register, of, turn)
    return True


def not_that_day(speaker: Speaker, day: date, nearest: date, today: date) -> str:
    """Say why a day cannot be the first one that was missed, and which school day is nearest."""
    text = FUTURE if day > today else LAST_YEAR if day < calendar.year_begins(today) else NEAREST
    return speaker.say(text, date=formatting.date(nearest, speaker.catalogue.language))


def begin_on(hearing: Hearing, register: Register, of: SchoolClass, day: str) -> None:
    """Begin with a day that was offered; anything else asks for the day again."""
    try:
        chosen = date.fromisoformat(day)
    except ValueError:
        hearing.say(absence_views.since(hearing, register))
        return
    begin(hearing, register, of, chosen)


def hear_day(hearing: Hearing, register: Register, of: SchoolClass) -> None:
    """Take a typed day."""
    day = registering.day(hearing.incoming.text, daytime.day(hearing.now))
    if day is None:
        unclear = hearing.speaker.say(sentences.NOTICES["unclear"])
        hearing.say(absence_views.since(hearing, register, unclear, ""))
    else:
        begin(hearing, register, of, day)


def hear(hearing: Hearing, register: Register, of: SchoolClass) -> None:
    """Take what was said or pressed as an answer."""
    session = _current(hearing, register.session)
    if session is None:
        hearing.say(absence_views.since(hearing, register))
        return
    incoming = hearing.incoming
    kind = _KINDS.get(incoming.kind, "unclear")
    pressed = kind == "press"
    given = Input(
        kind,
        token=incoming.text if pressed else "",
        text="" if pressed else incoming.text,
        message=incoming.message,
    )
    turn = engine.advance(_script(hearing), session, given, hearing.house.lexicon, hearing.now)
    _go_on(hearing, register, of, turn)


def resume(hearing: Hearing, register: Register, of: SchoolClass) -> None:
    """Ask the open question again."""
    session = _current(hearing, register.session)
    if session is None:
        hearing.say(absence_views.since(hearing, register))
        return
    turn = engine.resume(_script(hearing), session, hearing.house.lexicon, hearing.now)
    _go_on(hearing, register, of, turn)


def _go_on(hearing: Hearing, register: Register, of: SchoolClass, turn: Turn) -> None:
    if turn.ending == "send":
        _send(hearing, register, of, turn.session)
    elif turn.ending == "delete":
        hearing.remember(register=None)
        hearing.say(Message(hearing.speaker.say(DELETED)))
    elif turn.session.step == absence_answers.SINCE:
        hearing.say(absence_views.since(hearing, replace(register, session=turn.session)))
    else:
        asks = replace(register, asks=registering.QUESTIONS, session=turn.session, listens=True)
        hearing.remember(register=asks)
        _ask(hearing, asks, of, turn)


def _ask(hearing: Hearing, register: Register, of: SchoolClass, turn: Turn) -> None:
    under = _under(hearing, register, of, turn)
    messages = rendering.render(_script(hearing), turn, hearing.speaker, under=under)
    protected = [replace(one, protect=True) for one in messages]
    if protected and turn.in_place and hearing.incoming.message is not None:
        hearing.change(protected)
    elif protected:
        hearing.say(*protected)


def _under(hearing: Hearing, register: Register, of: SchoolClass, turn: Turn) -> list[str]:
    """Give what stands under a question: help first; before sending also who, since when, who sees it."""
    say, step = hearing.speaker.say, turn.ask.step if turn.ask else ""
    if step not in (absence_answers.REASON, absence_answers.NOTE, "review"):
        return []
    if step == absence_answers.REASON:
        return [say(HELP_FIRST)]
    whose = absence_views.listed(of, register.chosen)
    lines = [say(sentences.LABEL_VALUE, label=of.label, value=whose)]
    if step == absence_answers.NOTE:  # the last question: from here it may be sent without a review
        lines += rendering.lines(_script(hearing), turn.session, hearing.speaker)
    today = daytime.day(hearing.now)
    told = absence_answers.told(dict(extraction.current(_script(hearing), turn.session)), today, today)
    language = hearing.speaker.catalogue.language
    around = foreseeing.lines(hearing.tx, hearing.house, of, told, language=language, now=hearing.now)
    return ["\n".join(lines), *around, say(HELP_FIRST)]


def _send(hearing: Hearing, register: Register, of: SchoolClass, session: Session) -> None:
    """Send it; of pupils whom somebody took out of the list meanwhile nothing is told any more."""
    chosen = tuple(one for one in register.chosen if of.pupil(one) is not None)
    if not chosen:
        hearing.say(absence_views.pupils(hearing, Register(class_id=of.id), of))
        return
    script = _script(hearing)
    given = dict(extraction.current(script, session))
    told = absence_answers.told(given, date.fromisoformat(register.since), daytime.day(hearing.now))
    address, language = hearing.incoming.address, hearing.speaker.catalogue.language
    account = entrance.account(hearing)
    wish = Flag(of, chosen, told, account, address.channel, language, given)
    if register.learns:
        _send_learned(hearing, register, wish)
        return
    done = flagging.flag(hearing.tx, hearing.house, wish, now=hearing.now)
    hearing.remember(register=None)
    hearing.say(telling.done(hearing, done))


def _send_learned(hearing: Hearing, register: Register, wish: Flag) -> None:
    """Write down the reason of an absence that became known; of one that is gone nothing is told."""
    one = telling.told_of(hearing, wish.of, register.learns)
    hearing.remember(register=None)
    if one is None:
        hearing.say(Message(hearing.speaker.say(sentences.NOTICES["old_button"])))
        return
    done = learning.learn(hearing.tx, hearing.house, wish, one, now=hearing.now)
    hearing.say(telling.learned(hearing, done))


def _script(hearing: Hearing) -> Script:
    return hearing.house.scripts[absence_answers.SCRIPT]


def _current(hearing: Hearing, session: Session | None) -> Session | None:
    """Give the session if the script is still the one that it was begun with."""
    return session if session is not None and session.digest == _script(hearing).digest else None

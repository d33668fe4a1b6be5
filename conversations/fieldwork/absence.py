"""A teacher says who is absent: class, pupils by number, first day, then the questions of a script.

class ─▶ pupils (pages of 8, or numbers) ─▶ first day ─▶ teacher_absence.toml ─▶ flagging

The class, the pupils and the days are lists that differ for everybody and change under the hand, which no
script can hold; everything that is asked alike of everybody is in the script, and the engine asks it.
"""

import re

from msgspec.structs import replace

from cases.absences import absences, classes
from cases.absences.classes import SchoolClass
from cases.absences.pupils import MOST, Line
from cases.absences.registers import listing
from cases.people import Person
from conversations import sentences
from conversations.fieldwork import absence_questions, absence_views, entrance, registering, telling
from conversations.fieldwork.registering import Press, Register
from conversations.hearing import Hearing
from conversations.message import Message
from locales import daytime

_CLASS_AND_NUMBER = re.compile(r"^(\d{1,2}\s?\w?)\D+(\d{1,2})\D*$")
_BESIDE = ("l:", "m:help", "m:language")


def begin(hearing: Hearing, lookup: str, person: Person) -> None:
    """Ask a teacher for the class, or show the only one; who has no school gets the link to their page."""
    if not person.school:
        hearing.say(entrance.link(hearing, lookup))
        return
    theirs = classes.of_teacher(hearing.tx, hearing.house.keys, lookup, person.school)
    if len(theirs) == 1:
        _show(hearing, Register(class_id=theirs[0].id), theirs[0])
    else:
        hearing.say(absence_views.which_class(hearing, theirs))


def is_waiting(hearing: Hearing) -> bool:
    """Tell whether the next words are an answer to what is asked here."""
    register = hearing.person.register
    return register is not None and register.listens and bool(register.asks)


def is_awaited(hearing: Hearing) -> bool:
    """Tell whether the question stays open: it is being answered, or what came changes nothing of it."""
    incoming, register = hearing.incoming, hearing.person.register
    if incoming.kind == "button":
        is_ours = incoming.text.startswith((registering.BUTTON, *_BESIDE))
        return is_ours or registering.owns(register, incoming.text)
    return incoming.kind != "command" or incoming.text in ("help", "language")


def leave(hearing: Hearing) -> None:
    """Listen no more: something else was begun. What was told stays, and its buttons work."""
    register = hearing.person.register
    if register is not None and register.listens:
        hearing.remember(register=replace(register, listens=False))


def again(hearing: Hearing) -> None:
    """Ask the open question again, in the language of now."""
    register = hearing.person.register or Register()
    of = _class(hearing, register.class_id)
    if register.asks == registering.NEW_CLASS or of is None:
        hearing.say(absence_views.new_class(hearing))
    elif register.asks == registering.SINCE:
        hearing.say(absence_views.since(hearing, register))
    elif register.asks == registering.QUESTIONS and register.session is not None:
        absence_questions.resume(hearing, register, of)
    else:
        _show(hearing, register, of)


def hear(hearing: Hearing) -> None:
    """Take what was said as the answer to the open question; what is no text is not understood here."""
    register, text = hearing.person.register or Register(), hearing.incoming.text
    of = _class(hearing, register.class_id)
    if register.asks == registering.NEW_CLASS:
        _hear_class(hearing, text)
    elif of is None:
        begin_anew(hearing)
    elif register.asks == registering.QUESTIONS and register.session is not None:
        absence_questions.hear(hearing, register, of)
    elif register.asks == registering.SINCE:
        absence_questions.hear_day(hearing, register, of)
    else:
        _hear_numbers(hearing, register, of, text)


def press(hearing: Hearing, token: str) -> None:
    """Do what a button says; one of something shown earlier only says so."""
    register = hearing.person.register
    if registering.owns(register, token) and register is not None:
        of = _class(hearing, register.class_id)
        if of is not None:
            absence_questions.hear(hearing, register, of)
        else:  # let go, or the class handed over, while the questions stood open
            begin_anew(hearing)
        return
    if token.startswith(registering.WHO) and open_class(hearing, token.removeprefix(registering.WHO)):
        return
    if telling.press(hearing, token):
        return
    pressed = registering.read(token)
    if register is None or pressed.view != register.view or not _act(hearing, register, pressed):
        hearing.say(Message(hearing.speaker.say(sentences.NOTICES["old_button"])))
        begin_anew(hearing)


def begin_anew(hearing: Hearing) -> None:
    """Begin with the class again; whoever is no teacher (any more) is told whom this is for."""
    person = entrance.person(hearing)
    if person is None or person.role != "teacher":
        hearing.remember(register=None)
        hearing.say(Message(hearing.speaker.say(entrance.NOT_YOURS)))
    else:
        begin(hearing, entrance.account(hearing), person)


def open_class(hearing: Hearing, id: str) -> bool:
    """Show the pupils of a class of theirs; False: it is none."""
    of = _class(hearing, id)
    if of is not None:
        _show(hearing, Register(class_id=of.id), of)
    return of is not None


def _act(hearing: Hearing, register: Register, pressed: Press) -> bool:
    """Do it; False, and nothing done, for a button that never was there."""
    offered = register.offered[pressed.place] if 0 <= pressed.place < len(register.offered) else ""
    if pressed.act == registering.LINK:
        hearing.say(entrance.link(hearing, entrance.account(hearing)))
        return True
    if pressed.act == registering.NEW:
        hearing.say(absence_views.new_class(hearing))
        return True
    if pressed.act == registering.CLASSES:
        _ask_class(hearing)
        return True
    of = _class(hearing, offered if pressed.act == registering.CLASS else register.class_id)
    return of is not None and _act_in(hearing, register, of, pressed, offered)


def _act_in(hearing: Hearing, register: Register, of: SchoolClass, pressed: Press, offered: str) -> bool:
    match pressed.act:
        case registering.CLASS:
            _show(hearing, Register(class_id=of.id), of)
        case registering.PAGE if pressed.place >= 0:
            _change(hearing, replace(register, page=pressed.place), of)
        case registering.PUPIL if offered:
            _turn(hearing, register, of, offered)
        case registering.TODAY if register.chosen:
            absence_questions.begin(hearing, register, of, daytime.day(hearing.now))
        case registering.OTHER_DAY if register.chosen:
            hearing.say(absence_views.since(hearing, register))
        case registering.DAY if offered:
            absence_questions.begin_on(hearing, register, of, offered)
        case registering.EVERYONE:
            telling.everyone_present(hearing, of)
        case registering.STILL | registering.BACK | registering.ALL_BACK | registering.ALL_STILL:
            is_back = pressed.act in (registering.BACK, registering.ALL_BACK)
            telling.told_again(hearing, of, register.offered, is_back=is_back)
        case registering.REASON if offered:
            return absence_questions.learn(hearing, of, offered)
        case _:
            return False
    return True


def _turn(hearing: Hearing, register: Register, of: SchoolClass, pupil: str) -> None:
    """Choose a pupil, or no longer; of one who is absent already, ask only whether it lasts."""
    known = absences.open_of_pupil(hearing.tx, hearing.house.keys, of.id, pupil)
    if known is not None:
        hearing.say(absence_views.lasting(hearing, register, of, known))
        return
    without = tuple(one for one in register.chosen if one != pupil)
    chosen = without if pupil in register.chosen else (*without, pupil)
    _change(hearing, replace(register, chosen=chosen), of)


def _hear_numbers(hearing: Hearing, register: Register, of: SchoolClass, text: str) -> None:
    known, unknown = absence_views.typed(text, of)
    say = hearing.speaker.say
    if not known and not unknown:
        _show(hearing, register, of, say(sentences.NOTICES["unclear"]), "")
        return
    away = absences.pupils_of(absences.open_of_class(hearing.tx, hearing.house.keys, of.id))
    new = tuple(one for one in dict.fromkeys(known) if one not in away)
    chosen = tuple(dict.fromkeys((*register.chosen, *new)))
    before = [say(telling.NO_PUPIL, numbers=", ".join(map(str, unknown))), ""] if unknown else []
    lasting = [away[one] for one in known if one in away]
    if lasting and not new and not unknown:
        hearing.say(absence_views.lasting(hearing, register, of, lasting[0]))
    else:
        _show(hearing, replace(register, chosen=chosen), of, *before)


def _hear_class(hearing: Hearing, text: str) -> None:
    """Make a class of numbers: "7А 25". The names may come later, on the page."""
    found, person = _CLASS_AND_NUMBER.match(text.strip()), entrance.person(hearing)
    number = int(found[2]) if found else 0
    if found is None or person is None or not person.school or not 0 < number <= MOST:
        unclear = hearing.speaker.say(sentences.NOTICES["unclear"])
        hearing.say(absence_views.new_class(hearing, unclear, ""))
        return
    if _is_there(hearing, person.school, found[1]):
        return
    made = classes.add(
        hearing.tx,
        hearing.house.keys,
        person.school,
        found[1],
        [Line("", number=one) for one in range(1, number + 1)],
        account=entrance.account(hearing),
        entropy=hearing.house.entropy,
        now=hearing.now,
    )
    _show(hearing, Register(class_id=made.id), made)


def _is_there(hearing: Hearing, school: str, label: str) -> bool:
    """Show the class of this label if it is theirs; say whom to ask if a colleague's; False: neither."""
    there = classes.of_school(hearing.tx, hearing.house.keys, school)
    same = [one for one in there if listing.is_same_class(one.label, label)]
    own = next((one for one in same if _class(hearing, one.id)), None)
    if own is not None:
        _show(hearing, Register(class_id=own.id), own)
    elif same:
        hearing.say(absence_views.new_class(hearing, hearing.speaker.say(absence_views.OTHERS), ""))
    return bool(same)


def _ask_class(hearing: Hearing) -> None:
    person = entrance.person(hearing)
    school = person.school if person is not None else ""
    account = entrance.account(hearing)
    theirs = classes.of_teacher(hearing.tx, hearing.house.keys, account, school)
    hearing.say(absence_views.which_class(hearing, theirs))


def _class(hearing: Hearing, id: str) -> SchoolClass | None:
    """Give the class of this id if it is theirs, in the school that is theirs now."""
    person = entrance.person(hearing)
    if not id or person is None or person.role != "teacher":
        return None
    theirs = classes.of_teacher(hearing.tx, hearing.house.keys, entrance.account(hearing), person.school)
    return next((one for one in theirs if one.id == id), None)


def _show(hearing: Hearing, register: Register, of: SchoolClass, *before: str) -> None:
    hearing.say(absence_views.pupils(hearing, register, of, *before))


def _change(hearing: Hearing, register: Register, of: SchoolClass) -> None:
    """Show it in place of the message whose button was pressed."""
    hearing.change([absence_views.pupils(hearing, register, of)])

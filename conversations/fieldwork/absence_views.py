"""What a teacher sees while saying who is absent: classes, pupils, the first day. Never a name."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from cases.absences import absences, calendar, classes
from cases.absences.absences import Absence
from cases.absences.classes import SchoolClass
from cases.absences.pupils import Pupil
from conversations import sentences
from conversations.fieldwork import entrance, registering
from conversations.fieldwork.registering import ON_PAGE, Register
from conversations.hearing import Hearing
from conversations.message import Button, Message
from locales import daytime, formatting
from locales.texts import Text
from store import identifiers

WHICH_CLASS = Text("t.class", "Which class?")
WHO_IS_ABSENT = Text("t.pupils", "Who is absent? You can choose several.")
NUMBERS = Text(
    "t.numbers",
    "You can also write numbers of the register, for example: 7 9 12. Do not write names.",
)
CHOSEN = Text("t.chosen", "Chosen: {pupils}")
MARKED_ABSENT = Text("t.marked_absent", "{pupil}: absent")
MORE = Text("t.more_pupils", "More pupils")
SINCE_TODAY = Text("t.since_today", "Absent since today")
SINCE_OTHER = Text("t.since_other", "Absent since another day")
ALL_PRESENT = Text("t.all_present", "Everyone is here")
OTHER_CLASS = Text("t.other_class", "Another class")
ADD_CLASS = Text("t.add_class", "Add a class")
NEW_CLASS = Text(
    "t.new_class",
    "Write the class and how many pupils it has, for example: 7А 25. Names are added on your page only.",
)
OTHERS = Text("t.others_class", "This class is here already, and is a colleague’s. Ask for it on your page.")
SINCE = Text("t.since", "Since which day?")
SINCE_SEPTEMBER = Text("t.since_sept", "Since 1 September")
TYPE_DAY = Text("t.type_day", "You can also write the day, for example: 20.11")
FIRST_DAY = Text("t.first_day", "First day missed: {date}")
STILL_ABSENT = Text("t.still_absent", "Still absent")
BACK = Text("t.back", "Back at school")
ALSO_BACK = Text("t.also_back", "These pupils were marked as absent. Are they back too?")
REASON_KNOWN = Text("t.reason_known", "The reason is known now")
MORNING_ON = Text("t.morning_on", "Ask me in the morning")
_OFFERED_DAYS = 3  # school days before today that can be pressed


def fresh(hearing: Hearing, register: Register) -> Register:
    """Remember it under a new name, so that the buttons of what was shown before do nothing."""
    view = identifiers.token(hearing.house.entropy, size=6)
    register = replace(register, view=view, listens=True)
    hearing.remember(register=register)
    return register


def which_class(hearing: Hearing, theirs: Sequence[SchoolClass], *before: str) -> Message:
    """Ask which class, the last used one first; a teacher without any is asked for one."""
    if not theirs:
        return new_class(hearing, *before)
    say = hearing.speaker.say
    register = fresh(hearing, Register(offered=tuple(one.id for one in theirs)))
    rows = [
        (Button(one.label, registering.make(register, registering.CLASS, place)),)
        for place, one in enumerate(theirs)
    ]
    rows.append((Button(say(ADD_CLASS), registering.make(register, registering.NEW)),))
    if not classes.is_reminded(hearing.tx, entrance.account(hearing)):
        rows.append((Button(say(MORNING_ON), registering.LOUD),))
    rows.append((Button(say(entrance.OPEN), registering.make(register, registering.LINK)),))
    return Message("\n".join([*before, say(WHICH_CLASS)]), tuple(rows))


def new_class(hearing: Hearing, *before: str) -> Message:
    """Ask for a class and how many pupils it has: enough to begin with numbers of the register."""
    register = fresh(hearing, Register(asks=registering.NEW_CLASS))
    open_page = Button(hearing.speaker.say(entrance.OPEN), registering.make(register, registering.LINK))
    return Message("\n".join([*before, hearing.speaker.say(NEW_CLASS)]), ((open_page,),))


def pupils(hearing: Hearing, register: Register, of: SchoolClass, *before: str) -> Message:
    """Show a page of the class: who is chosen, who is absent already, and what can be said of them."""
    lasting = absences.pupils_of(absences.open_of_class(hearing.tx, hearing.house.keys, of.id))
    present = of.present
    page = max(min(register.page, (len(present) - 1) // ON_PAGE), 0)
    shown = present[page * ON_PAGE : (page + 1) * ON_PAGE]
    ids = tuple(one.id for one in shown)
    register = fresh(hearing, replace(register, asks=registering.PUPILS, page=page, offered=ids))
    say = hearing.speaker.say
    text = [*before, f"{of.label}. {say(WHO_IS_ABSENT)}", say(NUMBERS)]
    if register.chosen:
        text.append(say(CHOSEN, pupils=listed(of, register.chosen)))
    buttons = [_pupil(hearing, register, one, place, lasting) for place, one in enumerate(shown)]
    rows = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    rows += [tuple(_pages(hearing, register, len(present))), *_done(hearing, register)]
    return Message("\n".join(text), tuple(row for row in rows if row), protect=True)


def since(hearing: Hearing, register: Register, *before: str, offered: Sequence[date] = ()) -> Message:
    """Ask for the first day that was missed; `offered`: the nearest school day to one that is none."""
    say, today, law = hearing.speaker.say, daytime.day(hearing.now), hearing.office.law
    language = hearing.speaker.catalogue.language
    first = calendar.year_begins(today)
    days = list(offered) or [
        *(calendar.before(today, law, number=number) for number in range(1, _OFFERED_DAYS + 1)),
        calendar.nearest(first, today, law),
    ]
    shown = tuple(dict.fromkeys(one.isoformat() for one in days))
    register = fresh(hearing, replace(register, asks=registering.SINCE, offered=shown))
    rows = []
    for place, one in enumerate(shown):
        is_first = one == first.isoformat() and f"{first:%m-%d}" == "09-01"
        label = say(SINCE_SEPTEMBER) if is_first else formatting.date(date.fromisoformat(one), language)
        rows.append((Button(label, registering.make(register, registering.DAY, place)),))
    return Message("\n".join([*before, say(SINCE), say(TYPE_DAY)]), tuple(rows))


def lasting(hearing: Hearing, register: Register, of: SchoolClass, one: Absence) -> Message:
    """Ask of a pupil who is absent already only whether it lasts."""
    say, pupil = hearing.speaker.say, of.pupil(one.pupil)
    register = fresh(hearing, replace(register, asks=registering.PUPILS, offered=(one.id,)))
    day = say(FIRST_DAY, date=formatting.date(one.since, hearing.speaker.catalogue.language))
    text = "\n".join([pupil.label if pupil else "", day]).strip()
    rows = (
        (Button(say(STILL_ABSENT), registering.make(register, registering.STILL, 0)),),
        (Button(say(BACK), registering.make(register, registering.BACK, 0)),),
        (Button(say(REASON_KNOWN), registering.make(register, registering.REASON, 0)),),
        (Button(say(sentences.WORDS["back"]), registering.make(register, registering.PAGE, register.page)),),
    )
    return Message(text, rows, protect=True)


def also_back(hearing: Hearing, of: SchoolClass, away: Sequence[Absence]) -> Message:
    """Ask whether those are back who were marked as absent, when everybody is said to be there."""
    say = hearing.speaker.say
    ids = tuple(one.id for one in away)
    register = fresh(hearing, Register(asks=registering.PUPILS, class_id=of.id, offered=ids))
    text = "\n".join([say(ALSO_BACK), listed(of, (one.pupil for one in away))])
    back = Button(say(BACK), registering.make(register, registering.ALL_BACK))
    still = Button(say(STILL_ABSENT), registering.make(register, registering.ALL_STILL))
    return Message(text, ((back,), (still,)), protect=True)


def is_back(hearing: Hearing, of: SchoolClass, one: Absence, said: str) -> Message:
    """Say that a pupil is back; where nobody knew the reason, it may be told now: the child can say it."""
    register = fresh(hearing, Register(asks=registering.PUPILS, class_id=of.id, offered=(one.id,)))
    label = hearing.speaker.say(REASON_KNOWN)
    return Message(said, ((Button(label, registering.make(register, registering.REASON, 0)),),))


def listed(of: SchoolClass, chosen: Iterable[str]) -> str:
    """Give pupils as a chat may name them, in the order of the register: "7 · А.Б., 9 · Б.Д."."""
    theirs = set(chosen)
    return ", ".join(one.label for one in of.pupils if one.id in theirs)


def typed(text: str, of: SchoolClass) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Give the pupils whose numbers were typed, and the numbers that nobody has; () for words."""
    words = text.replace(",", " ").replace(";", " ").split()
    if not words or not all(word.isdecimal() and len(word) < 4 for word in words):
        return (), ()
    by_number = {one.number: one.id for one in of.present}
    numbers = [int(word) for word in words]
    known = tuple(by_number[one] for one in numbers if one in by_number)
    return known, tuple(one for one in numbers if one not in by_number)


def _pupil(hearing: Hearing, register: Register, one: Pupil, place: int, away: dict[str, Absence]) -> Button:
    label = one.label
    if one.id in away:
        label = hearing.speaker.say(MARKED_ABSENT, pupil=label)
    elif one.id in register.chosen:
        label = hearing.speaker.say(sentences.MARKED, option=label)
    return Button(label, registering.make(register, registering.PUPIL, place))


def _pages(hearing: Hearing, register: Register, number: int) -> Iterable[Button]:
    say = hearing.speaker.say
    if register.page:
        label = say(sentences.WORDS["back"])
        yield Button(label, registering.make(register, registering.PAGE, register.page - 1))
    if (register.page + 1) * ON_PAGE < number:
        yield Button(say(MORE), registering.make(register, registering.PAGE, register.page + 1))


def _done(hearing: Hearing, register: Register) -> Iterable[tuple[Button, ...]]:
    say = hearing.speaker.say
    if register.chosen:
        acts = ((SINCE_TODAY, registering.TODAY), (SINCE_OTHER, registering.OTHER_DAY))
    else:
        acts = ((ALL_PRESENT, registering.EVERYONE), (OTHER_CLASS, registering.CLASSES))
    for text, act in acts:
        yield (Button(say(text), registering.make(register, act)),)

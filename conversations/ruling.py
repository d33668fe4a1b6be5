"""From what age which work is allowed, asked in the chat: an age, a few lines, a way to tell what is not so.

It tells the rules and their source, and never whether somebody's work is allowed.
"""

from datetime import date

from cases import ages, law
from cases.law import Law
from conversations import dialogues, menu, sentences, working_age
from conversations.dialogue.answers import Answer
from conversations.dialogue.script import Step
from conversations.hearing import Hearing
from conversations.message import Button, Message
from conversations.rendering import Speaker
from locales import daytime, formatting
from locales.texts import Text

ASK = Text("rules.ask_age", "How old is the child?")
UNDER = Text("opt.age_under", "Under {n} years")
AS_OF = Text("rules.as_of", "Rules updated: {date}")
SOURCE = Text("rules.source", "Source: {link}")
ADVICE = Text("rules.advice", "This explains the rules. It is not legal advice.")
NOT_FOLLOWED = Text("rules.not_followed", "This is not followed")
ANOTHER_AGE = Text("rules.another_age", "Another age")
BUTTON = "y:"
"""Before an age: y:15 shows what counts for it, y:15:r reports a child of it."""
_REPORT = ":r"


def ask(hearing: Hearing) -> None:
    """Ask for the age; a report that somebody is writing stays where it is."""
    speaker, years = hearing.speaker, _offered(law.in_force(daytime.day(hearing.now)))
    under = Button(speaker.say(UNDER, n=years[1]), f"{BUTTON}{years[0]}")
    exact = tuple(Button(str(one), f"{BUTTON}{one}") for one in years[1:])
    hearing.say(Message(speaker.say(ASK), ((under,), exact)))


def press(hearing: Hearing, token: str) -> None:
    """Show what counts for an age, or begin a report of a child of it."""
    told, _, act = token.removeprefix(BUTTON).partition(":")
    in_force = law.in_force(daytime.day(hearing.now))
    years = next((one for one in _offered(in_force) if str(one) == told), None)
    if years is None or act not in ("", _REPORT[1:]):
        hearing.say(Message(hearing.speaker.say(sentences.NOTICES["old_button"])), menu.menu(hearing.speaker))
    elif not act:
        hearing.say(shown(hearing, in_force, years))
    elif hearing.person.draft is not None:
        hearing.say(menu.unfinished(hearing.speaker, hearing.person.draft.draft))
    else:
        hearing.remember(awaits="")
        step = hearing.house.scripts[dialogues.REPORT].step("age")
        dialogues.begin(hearing, {step.name: _answer(step, years, working_age.youngest(in_force))})


def shown(hearing: Hearing, in_force: Law, years: int) -> Message:
    """Give the lines for an age, since when nobody has changed them, and where they come from."""
    speaker, page = hearing.speaker, ""
    if hearing.house.public_url:
        page = f"{hearing.house.public_url.rstrip('/')}/rules?lang={speaker.catalogue.language}"
    rows = (
        (Button(speaker.say(NOT_FOLLOWED), f"{BUTTON}{years}{_REPORT}"),),
        (Button(speaker.say(ANOTHER_AGE), "m:rules"),),
    )
    return Message("\n".join(told(in_force, years, speaker, page)), rows)


def told(in_force: Law, years: int, speaker: Speaker, page: str = "") -> list[str]:
    """Give the lines of one age. `page`: the address where all rules stand; without it the acts are named."""
    lines = working_age.of_age(in_force, years, speaker)
    acts = dict.fromkeys(ground.act for line in lines for one in line for ground in one.grounds)
    day: date = law.book().checked_on
    return [
        *(" ".join(one.words for one in line) for line in lines),
        "",
        speaker.say(AS_OF, date=formatting.date(day, speaker.catalogue.language)),
        speaker.say(SOURCE, link=page or "; ".join(acts)),
        speaker.say(ADVICE),
    ]


def _offered(in_force: Law) -> tuple[int, ...]:
    """The ages with a button. The first stands for all below the second."""
    youngest = working_age.youngest(in_force)
    return tuple(range(youngest - 1, ages.ADULT))


def _answer(step: Step, years: int, youngest: int) -> Answer:
    """The age as an answer of the report; below the youngest it is not known how old: every band of it."""
    if years >= youngest:
        return Answer(ages=(years,), text=str(years))
    bands = ((one.code, ages.parse(one.facts.get("age"))) for one in step.options)
    return Answer(codes=tuple(code for code, band in bands if band.known and band.known[-1] < youngest))

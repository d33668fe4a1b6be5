"""What is said when an answer is written down, and what can be told after it: why, what more is needed."""

from cases.followups import checks, telling
from cases.followups.answering import Answered
from conversations.followups import choices, words
from conversations.hearing import Hearing
from conversations.message import Button, Message
from locales import formatting
from locales.texts import Text

NOTED = Text("f.noted", "Thank you. It is written down: {answer}.")
ALREADY = Text("f.already", "Somebody has answered this before. Thank you.")
ONCE_MORE = Text("f.once_more", "Thank you. We will ask once more on {date}.")
TOLD_ON = Text(
    "f.told_on",
    "The department and the coordinator are being told. If you can, plan another visit to the child: /work",
)
MORE = Text("f.more", "Something more is needed")
WHICH = Text("f.needs_ask", "Does the child or the family need something more?")
TOLD = Text("f.need_told", "Written down: {need}. Whoever works on the case will see to it.")
BUTTON, WHY, NEED = "v:", "why", "need"


def of(hearing: Hearing, said: Answered) -> Message:
    """Thank for an answer; a child in work again: ask why. What is needed can be told after every answer."""
    say, known = hearing.speaker.say, said.check
    if said.again_on is not None:
        day = formatting.date(said.again_on, hearing.speaker.catalogue.language)
        return Message(say(ONCE_MORE, date=day))
    noted = say(NOTED, answer=say(words.ANSWERS[known.fact, known.answer]))
    token = f"{BUTTON}{known.token}:"
    more = (Button(say(MORE), f"{token}{NEED}"),)
    if known.fact != checks.WORK or known.answer != "yes":
        return Message(noted, (more,), protect=True)
    why = tuple((Button(say(words.WHY[one]), f"{token}{WHY}:{one}"),) for one in telling.BACK)
    text = "\n\n".join((noted, say(TOLD_ON), say(words.WHY_BACK)))
    return Message(text, (*why, more), protect=True)


def which_need(hearing: Hearing, token: str, told: str = "") -> Message:
    """Ask what is needed, a button for each need; `told`: the words of the one that was just written down."""
    found = choices.needs(hearing.speaker.catalogue.language)
    rows = tuple((Button(name, f"{BUTTON}{token}:{NEED}:{place}"),) for place, (_, name) in enumerate(found))
    before = hearing.speaker.say(TOLD, need=told) if told else ""
    text = "\n\n".join(filter(None, (before, hearing.speaker.say(WHICH))))
    return Message(text, rows, protect=True)

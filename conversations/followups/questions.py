"""What is asked beside an answer, step by step, as messages; and the way to our own page for free words."""

from datetime import timedelta

from cases.followups import amounts
from cases.followups.checks import Check
from cases.referrals import links
from conversations import referring, sentences
from conversations.dossier import fact_words
from conversations.fieldwork import entrance
from conversations.followups import begun as begun_ones
from conversations.followups import choices, words
from conversations.followups.begun import Begun
from conversations.hearing import Hearing
from conversations.message import Button, Message
from locales.texts import Text

BUTTON = "v:"
PAGE, STEP = "page", "s"
SKIPPED = "-"
LIGHT = (("yes", True), ("no", False))
QUESTIONS = {
    begun_ones.ACTIVITY: Text("q.what", "What work is the child doing?"),
    begun_ones.WEEK: Text(
        "f.ask_week", "How many hours a week does the child work? Please write a number, for example 10."
    ),
    begun_ones.LIGHT: Text("f.light_ask", "Is it light work in free time, with a parent’s consent?"),
    begun_ones.WHY: Text("f.why_could_not", "Why could it not be checked?"),
    begun_ones.DAYS: Text(
        "f.ask_days", "How many school days has the child missed? Please write a number, for example 3."
    ),
}
WRONG = {
    begun_ones.WEEK: Text(
        "f.bad_hours", "A week has {most} hours. Please write a number between 1 and {most}, for example 10."
    ),
    begun_ones.DAYS: Text("f.bad_days", "Please write a whole number from 0 to {most}, for example 3."),
}
NO_WORDS = Text(
    "f.no_words",
    "Please press a button. Words do not belong in this chat: they could name somebody."
    " There is a page for them.",
)
ON_PAGE = Text("f.on_page", "Write on our page")
PAGE_READY = Text(
    "f.page_ready",
    "On this page you can write in your own words. It opens for a day and takes one answer."
    " Please do not pass it on.",
)
OPENS = timedelta(days=1)


def put(hearing: Hearing, begun: Begun, before: str = "") -> Message:
    """Give the step that is asked now, with its buttons; `before`: what was wrong with the last words."""
    text = "\n\n".join(filter(None, (before, hearing.speaker.say(QUESTIONS[begun.asks]))))
    rows = [(Button(label, token),) for label, token in _options(hearing, begun)]
    skip = Button(hearing.speaker.say(sentences.WORDS["skip"]), token(begun, SKIPPED))
    page = Button(hearing.speaker.say(ON_PAGE), f"{BUTTON}{begun.token}:{PAGE}")
    return Message(text, (*rows, (skip,), (page,)), protect=True)


def wrong(hearing: Hearing, begun: Begun) -> Message:
    """Say what cannot be with the words that came, and ask again."""
    most = amounts.A_WEEK if begun.asks == begun_ones.WEEK else amounts.MOST_DAYS
    return put(hearing, begun, hearing.speaker.say(WRONG.get(begun.asks, NO_WORDS), most=most))


def token(begun: Begun, place: object) -> str:
    """Give the token of a button: the place of an option of the step, never what it says."""
    return f"{BUTTON}{begun.token}:{STEP}:{begun_ones.ALL.index(begun.asks)}:{place}"


def answers(hearing: Hearing, step: str) -> tuple[tuple[object, str], ...]:
    """Give what the buttons of a step stand for, with their words, in order."""
    say, speaker = hearing.speaker.say, hearing.speaker
    if step == begun_ones.ACTIVITY:
        return choices.of(hearing.house, speaker.catalogue.language).activities
    if step == begun_ones.LIGHT:
        names = (fact_words.YES, fact_words.NO)
        return tuple((value, say(name)) for (_, value), name in zip(LIGHT, names, strict=True))
    if step == begun_ones.WHY:
        return tuple((code, say(words.WHY[code])) for code in words.COULD_NOT)
    return ()


def page(hearing: Hearing, known: Check, verifier: str, account: str) -> Message:
    """Make a link to our own page for this verifier; earlier links to the check are void."""
    house, now = hearing.house, hearing.now
    told = {"asks": "", "verifier": verifier, "account": account, "tries": known.tries}
    behind = links.Behind(links.CHECK, known.id, known.case_number, told)
    made = links.make(hearing.tx, house.keys, behind, until=now + OPENS, entropy=house.entropy, now=now)
    button = Button(hearing.speaker.say(entrance.OPEN), link=referring.page(house, made))
    return Message(hearing.speaker.say(PAGE_READY), ((button,),), protect=True)


def _options(hearing: Hearing, begun: Begun) -> list[tuple[str, str]]:
    found = answers(hearing, begun.asks)
    return [(label, token(begun, place)) for place, (_, label) in enumerate(found)]

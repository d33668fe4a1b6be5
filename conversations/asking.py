"""A department's questions to a reporter whom it does not know: chosen in its group, put in their language.

The department sees a list of coded questions in the language of its group, and later that there is an answer.
The reporter sees the question in their own language and the name of the department. Neither learns more of
the other.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from cases import accused, case, progress, questions
from cases import forwarding as forwardings
from cases.forwarding import Forwarding
from cases.judgement import UNCONDITIONAL
from cases.questions import Asking, Question
from conversations import telling
from conversations.hearing import Hearing
from conversations.house import House
from conversations.message import Button, Message
from conversations.rendering import Speaker
from locales.texts import Text
from store import identifiers
from store.transaction import Transaction

BUTTON = "q:"
ASK = Text("dept.ask", "Ask the reporter")
WHICH = Text("ask.which", "Case {number}. What would you like to ask the reporter?")
NOT_ALLOWED = Text("ack.not_allowed", "Only members of this department can do this.")
OUTCOMES: Mapping[str, Text] = MappingProxyType(
    {
        "asked": Text("ask.asked", "The question is waiting for the reporter."),
        "before": Text("ask.before", "This has been asked before."),
        "enough": Text("ask.enough", "Questions without an answer: {n}. Please wait for the answers."),
        "closed": Text("ask.closed", "Case {number} is closed."),
    }
)
WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "where": Text("ask.where", "Where exactly is it?"),
        "when_there": Text("ask.when_there", "On which days and at what hours are the children there?"),
        "how_many": Text("ask.how_many", "How many children are there?"),
        "how_old": Text("ask.how_old", "About how old are the children?"),
        "what_work": Text("ask.what_work", "What exactly do the children do?"),
        "still": Text("ask.still", "Is it still going on?"),
        "photo": Text("ask.photo", "Can you send a photo of the place, if it is safe?"),
    }
)
"""The coded questions, as the department chooses and the reporter reads them."""

PHOTO_SAFETY = Text("q.media.safety", "Take a photo only if it is safe. Do not stop the child for a photo.")
FROM_DEPARTMENT = Text("push.question", "A question from the department:")
ASKED_BY = Text("follow.asked_by", "Department: {department}")
ANSWER = Text("follow.answer", "Answer the question")
MAY_ASK = frozenset({"lead", "owner", "escalated"})


def offer(one: Forwarding, speaker: Speaker) -> tuple[tuple[Button, ...], ...]:
    """Give the row with the button "Ask the reporter" for who reads the whole case, no row for the others."""
    if MAY_ASK.isdisjoint(one.roles):
        return ()
    return ((Button(speaker.say(ASK), f"{BUTTON}{one.token}"),),)


def press(hearing: Hearing, pressed: str) -> None:
    """Show the list of questions, or ask the chosen one, if this account may act for the department."""
    code, _, token = pressed.rpartition(":")
    house, address = hearing.house, hearing.incoming.address
    account = f"{address.channel}:{hearing.incoming.sender}"
    found = forwardings.by_token(hearing.tx, token)
    if (
        found is None
        or found.state != "acknowledged"
        or MAY_ASK.isdisjoint(found.roles)
        or not progress.entitled(hearing.tx, house.keys, found, address.channel, address.chat, account)
    ):
        hearing.toast = hearing.speaker.say(NOT_ALLOWED)
        return
    title = hearing.speaker.say(WHICH, number=found.case_number)
    offered = codes(hearing.tx, house, found.case_number)
    if code not in offered:
        rows = [Button(hearing.speaker.say(WORDS[one]), f"{BUTTON}{one}:{token}") for one in offered]
        hearing.say(Message(title, tuple((one,) for one in rows)))
        return
    became = ask(hearing.tx, house, found.case_number, Asking(found.department, code), hearing.now)
    hearing.toast = hearing.speaker.say(OUTCOMES[became], n=questions.MOST_OPEN, number=found.case_number)
    hearing.change([Message(f"{title}\n{hearing.speaker.say(WORDS[code])}\n\n{hearing.toast}")])


def codes(tx: Transaction, house: House, number: int) -> list[str]:
    """Give the codes that may be asked: no photo of a case of the worst forms, or where it may show abuse."""
    worst = case.get(tx, number).severity >= UNCONDITIONAL
    closed = worst or accused.locks_pictures(tx, house.keys, number)
    return [code for code in WORDS if not (closed and code == "photo")]


def ask(tx: Transaction, house: House, number: int, wish: Asking, now: datetime) -> questions.Asked:
    """Ask the reporter; who chose to be told gets the question at once, all others when they look.

    Raises:
        UnknownCase: there is no case of this number.
    """
    became = questions.ask(tx, house.keys, number, wish, token=identifiers.token(house.entropy), now=now)
    if became == "asked":
        id = questions.open_of(tx, number)[-1]
        question = questions.get(tx, house.keys, id)
        assert question is not None
        telling.tell(
            tx,
            house,
            number,
            f"question:{id}",
            say=lambda speaker: _pushed(house, speaker, question),
            now=now,
        )
    return became


def put(house: House, speaker: Speaker, question: Question) -> Message:
    """Give the question in the reporter's language, with the name of the department and nothing more."""
    words = speaker.say(WORDS[question.code]) if question.code in WORDS else question.words
    name = house.department(question.department, speaker.catalogue.language)
    by = speaker.say(ASKED_BY, department=name)
    safety = [speaker.say(PHOTO_SAFETY)] if question.code == "photo" else []
    return Message("\n".join([speaker.say(FROM_DEPARTMENT), words, *safety, by]))


def _pushed(house: House, speaker: Speaker, question: Question) -> Message:
    button = Button(speaker.say(ANSWER), "f:answer")
    return Message(put(house, speaker, question).text, ((button,),))

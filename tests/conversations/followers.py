"""What tests of the follow-up share: a report sent, its code, a group of the lead, and what is due to it."""

import re
from datetime import timedelta

from cases import enrolment, forwarding, history
from conversations import pointing, saying
from conversations.incoming import Incoming
from conversations.message import Message
from conversations.saying import Saying
from conversations.talk import Reception
from locales import catalogue
from locales.texts import Text
from store import duties
from tests.conversations.conftest import Talker, filed

YES, NO = "Yes, here", "No, stay anonymous"
GROUP = "group of the lead"


def send_report(talker: Talker, *, told: bool | None = None) -> str:
    """Send a report; `told`: what is answered to "May we write to you here?". Gives the code."""
    talker.send("command", "start", argument="r_cotton-d_613800000")
    talker.tap(_say(talker, Text("nav.send_now", "Send now")))
    if told is not None:
        label = Text("opt.contact_yes", YES) if told else Text("opt.contact_no", NO)
        talker.tap(_say(talker, label))
    return code_of(talker)


def code_of(talker: Talker) -> str:
    """Give the newest code that somebody was shown."""
    return str(re.findall(r"\d{4}-\d{4}-\d{4}-\d{4}", talker.screen())[-1])


def follow(talker: Talker, code: str) -> list[Message]:
    """Ask for the state of the report of this code."""
    talker.send("command", "status")
    if talker.read[-1].buttons:
        talker.send("button", "f:code")
    return talker.say(code)


def enrol_lead(talker: Talker, language: str = "en") -> str:
    """Enrol a page for the lead of the newest case; gives the lead's code."""
    lead = filed(talker.database)[0].lead
    with talker.database.transaction() as tx:
        chat = {"channel": "demo", "chat": GROUP, "language": language}
        enrolment.enrol(tx, talker.house.keys, department=lead, **chat, now=talker.now)
        pointing.catch_up(tx, talker.house, talker.now)
    return lead


def officer(talker: Talker, language: str = "en") -> Talker:
    """Give an officer in the enrolled page of the lead."""
    return Talker(talker.database, talker.house, GROUP, language, "demo", talker.now)


def press(officer: Talker, token: str) -> list[Message]:
    """Press a button in the group; gives what is said there."""
    incoming = Incoming(
        officer.address, "tapper", "button", token, language=officer.language, group=True, message=7
    )
    with officer.database.transaction() as tx:
        officer.heard = Reception(officer.house).hear_all(tx, [incoming], officer.now)
    return officer.news()


def acknowledge(talker: Talker, officer: Talker) -> None:
    """Acknowledge the newest case by the button of its lead."""
    press(officer, f"k:{lead_token(talker)}")


def lead_token(talker: Talker) -> str:
    """Give the token of the lead's forwarding of the newest case."""
    with talker.database.reading() as tx:
        return next(
            one.token
            for one in forwarding.of_case(tx, filed(talker.database)[0].number)
            if "lead" in one.roles
        )


def due(talker: Talker, **later: float) -> list[Saying]:
    """Give what the worker would carry by then, and settle it."""
    now = talker.now + timedelta(**later)
    with talker.database.transaction() as tx:
        claimed = duties.claim(tx, talker.house.keys, now=now, holder="probe")
        for one in claimed:
            duties.settle(tx, one.id, now=now)
    return [saying.decode(one.payload) for one in claimed if one.kind.startswith("say")]


def acts(talker: Talker, number: int = 1) -> list[str]:
    """Give what the history says was done by the reporter of a case."""
    with talker.database.reading() as tx:
        return [row["act"] for row in history.of_case(tx, number) if row["actor"] == "reporter"]


def words(language: str, context: str, english: str, **values: object) -> str:
    """Give a sentence as it is said in a language."""
    return catalogue.load(language).say(Text(context, english), **values)


def _say(talker: Talker, text: Text) -> str:
    return catalogue.load(talker.language).say(text)

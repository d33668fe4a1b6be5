"""A department's group: it receives pointers and acknowledges them. In any other group the bot says one
line and leaves.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from cases import case, enrolment, errors, progress
from cases import forwarding as forwardings
from conversations import (
    asking,
    colleagues,
    confirming,
    declining,
    notices,
    reaching,
    sending,
    tasks,
    tidings,
)
from conversations.hearing import Hearing
from conversations.message import Button, Message
from locales.texts import Text

ACKNOWLEDGE = "k:"
DONE = Text("ack.done", "Thank you. Case {number} is acknowledged.")
OWN_NUMBER = Text(
    "ack.own_number", "When you have registered it, please write your own number down at the desk: {link}"
)
ALREADY = Text("dept.acknowledged_by_other", "Already acknowledged.")
NOT_ALLOWED = Text("ack.not_allowed", "Only members of this department can do this.")
ENROLLED = Text("group.enrolled", "This chat now receives cases for: {department}")
PRIVATE_ONLY = Text("bot.private_only", "This bot answers only in a private chat.")
OPEN_PRIVATE = Text("bot.open_private", "Open a private chat")


def hear(hearing: Hearing) -> None:
    """Hear something said in a group."""
    incoming = hearing.incoming
    if incoming.kind in ("left", "moved"):
        _out_of_reach(hearing)
        return
    if incoming.kind == "button" and press(hearing, incoming.text):
        return
    address = incoming.address
    if not enrolment.all_at(hearing.tx, hearing.house.keys, address.channel, address.chat):
        _leave(hearing)
    elif incoming.kind in ("command", "joined"):
        codes = reaching.found(hearing.tx, hearing.house, address, hearing.now)
        names = ", ".join(
            hearing.house.department(code, hearing.speaker.catalogue.language) for code in codes
        )
        hearing.say(Message(hearing.speaker.say(ENROLLED, department=names)))


def press(hearing: Hearing, token: str) -> bool:
    """Hear a button of a department's message; False: it is none of them."""
    for beginning, act in BUTTONS.items():
        if token.startswith(beginning):
            act(hearing, token.removeprefix(beginning).replace("\0", ""))  # PostgreSQL looks for no such sign
            return True
    return False


def acknowledge(hearing: Hearing, token: str) -> None:
    """Acknowledge the pointer of this token, once, by somebody who may; then tell the reporter who chose
    it.
    """
    incoming, house, speaker = hearing.incoming, hearing.house, hearing.speaker
    address = incoming.address
    account = f"{address.channel}:{incoming.sender}"
    found = forwardings.by_token(hearing.tx, token)
    if found is None or not progress.entitled(
        hearing.tx, house.keys, found, address.channel, address.chat, account
    ):
        hearing.toast = speaker.say(NOT_ALLOWED)
        return
    try:
        done = progress.acknowledge(hearing.tx, token=token, actor=found.department, now=hearing.now)
    except errors.UnknownForwarding:
        hearing.toast = speaker.say(NOT_ALLOWED)
        return
    if not done.first:
        hearing.toast = speaker.say(ALREADY)
        return
    hearing.toast = speaker.say(DONE, number=done.number)
    row = case.get(hearing.tx, done.number)
    waiting, release = confirming.offer(hearing, found, speaker)
    own = _own_number(hearing, done.number) if done.now_acknowledged else ""
    words = "\n\n".join(filter(None, (hearing.toast, waiting, own)))
    hearing.change([notices.taken(speaker, row, words, (*release, *asking.offer(found, speaker)))])
    colleagues.change_others(hearing, found.id, notices.taken(speaker, row, hearing.toast))
    tidings.acknowledged(hearing.tx, house, done, hearing.now)


def _own_number(hearing: Hearing, number: int) -> str:
    """Ask for the number under which the body has registered it: at the desk, for those who work there."""
    house = hearing.house
    return hearing.speaker.say(OWN_NUMBER, link=f"{house.desk(number)}/follow-up") if house.public_url else ""


BUTTONS: Mapping[str, Callable[[Hearing, str], None]] = MappingProxyType(
    {
        ACKNOWLEDGE: acknowledge,
        asking.BUTTON: asking.press,
        declining.BUTTON: declining.press,
        f"{tasks.DONE}{confirming.CONFIRM}": confirming.confirm,
        f"{tasks.DONE}{confirming.RELEASE}": confirming.release,
        tasks.DONE: tasks.tick,
    }
)
"""What a button does, by the beginning of its token; the first that fits."""


def _out_of_reach(hearing: Hearing) -> None:
    """Follow a group that has moved; tell others what was meant for one that the bot was taken out of."""
    incoming, tx, house = hearing.incoming, hearing.tx, hearing.house
    if incoming.kind == "moved":
        reaching.moved(tx, house, incoming.address, incoming.text, hearing.now)
    else:
        reaching.lost(tx, house, incoming.address, hearing.now)


def _leave(hearing: Hearing) -> None:
    link = hearing.house.link()
    button = Button(hearing.speaker.say(OPEN_PRIVATE), link=link)
    hearing.say(Message(hearing.speaker.say(PRIVATE_ONLY), ((button,),) if link else ()))
    key = f"leave:{hearing.incoming.update}:{hearing.house.entropy(6).hex()}"
    sending.leave(hearing.tx, hearing.house.keys, hearing.incoming.address, key=key, now=hearing.now)

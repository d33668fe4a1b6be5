"""Two words that let others know earlier: the operator's confirmation, and the release of held copies."""

from collections.abc import Sequence
from datetime import datetime

from cases import case, confirming, progress
from cases import forwarding as forwardings
from cases import tasks as errands
from cases.forwarding import Forwarding
from cases.tasks import Errand
from conversations import notices, pointing, sending, tasks
from conversations.hearing import Hearing
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Button
from conversations.rendering import Speaker
from locales.texts import Text
from store import readdressing
from store.transaction import Transaction

CONFIRM, RELEASE = "c:", "r:"
CONFIRMED = Text("dept.confirmed", "Thank you. Case {number} goes on at once.")
SENT_ON = Text("dept.sent_on", "It has been sent on already.")
LET_KNOW = Text("dept.release", "Tell the others too")
HELD = Text("dept.held", "These wait for your word: {departments}")
RELEASED = Text("dept.released", "They are told now: {departments}")
OPERATOR = "OPERATOR"
MAY_RELEASE = frozenset({"POLICE_JUV", "CHILD_RIGHTS", "CHILD_RIGHTS_NAT"})


def confirm(hearing: Hearing, token: str) -> None:
    """Send what waits for the operator at once, without the sentence that nobody has confirmed it."""
    one, speaker, house = _theirs(hearing, token), hearing.speaker, hearing.house
    if one is None or not one.department.startswith(OPERATOR):
        hearing.toast = speaker.say(tasks.NOT_ALLOWED)
        return
    number = one.case_number
    is_first = let_go(hearing.tx, house, number, one.department, hearing.now)
    hearing.toast = speaker.say(CONFIRMED, number=number) if is_first else speaker.say(SENT_ON)


def let_go(tx: Transaction, house: House, number: int, actor: str, now: datetime) -> bool:
    """Send what waits for the operator's word at once, whoever gives it; False where nothing waits."""
    freed = confirming.confirm(tx, house.office_at(now), number, actor=actor, now=now)
    for waiting in freed:
        for chat in waiting.chats:
            lane = sending.lane(house.keys, Address(chat.channel, chat.chat))
            for other in freed:  # the chat's pointer may stand under any of the forwardings it is for
                readdressing.drop(tx, f"pointer:{other.id}:{lane}")
    pointing.send_again(tx, house, freed, now)
    return bool(freed)


def offer(hearing: Hearing, one: Forwarding, speaker: Speaker) -> tuple[str, tuple[tuple[Button, ...], ...]]:
    """Give what the lead is asked once it has acknowledged: a sentence and a row, empty if nobody waits."""
    held = _held(hearing, one) if _may_release(one) else ()
    if not held:
        return "", ()
    names = _names(hearing, held, speaker)
    row = (Button(speaker.say(LET_KNOW), f"{tasks.DONE}{RELEASE}{one.token}"),)
    return speaker.say(HELD, departments=names), (row,)


def release(hearing: Hearing, token: str) -> None:
    """Let those know who were held back, once; for each, somebody is asked to hand over the key."""
    one, speaker, house = _theirs(hearing, token), hearing.speaker, hearing.house
    if one is None or not _may_release(one) or one.state != "acknowledged":
        hearing.toast = speaker.say(tasks.NOT_ALLOWED)
        return
    number, now = one.case_number, hearing.now
    freed = confirming.let_go(hearing.tx, hearing.office, number, actor=one.department, now=now)
    if not freed:
        hearing.toast = speaker.say(SENT_ON)
        return
    pointing.send_again(hearing.tx, house, freed, now)
    for told in freed:
        errand = Errand(errands.RELEASE, one.department, number, told.department)
        tasks.ask(hearing.tx, house, errand, now)
    words = speaker.say(RELEASED, departments=_names(hearing, freed, speaker))
    hearing.toast = words[:200]
    hearing.change([notices.taken(speaker, case.get(hearing.tx, number), words)])


def _theirs(hearing: Hearing, token: str) -> Forwarding | None:
    """The forwarding of this button, if the account may act for its department in this chat."""
    address = hearing.incoming.address
    one = forwardings.by_token(hearing.tx, token)
    account = f"{address.channel}:{hearing.incoming.sender}"
    keys = hearing.house.keys
    may = one is not None and progress.entitled(hearing.tx, keys, one, address.channel, address.chat, account)
    return one if may else None


def _may_release(one: Forwarding) -> bool:
    return "lead" in one.roles and one.department.partition(":")[0] in MAY_RELEASE


def _held(hearing: Hearing, one: Forwarding) -> tuple[Forwarding, ...]:
    told = forwardings.of_case(hearing.tx, one.case_number)
    return tuple(other for other in told if other.state == "held")


def _names(hearing: Hearing, to: Sequence[Forwarding], speaker: Speaker) -> str:
    language = speaker.catalogue.language
    return ", ".join(hearing.house.department(one.department, language) for one in to)

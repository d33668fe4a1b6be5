"""Departments that are told by letter or by webhook: no buttons there, a way to the desk instead.

Their messages are the same duties as those of a chat, with the same states; what differs is here.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from cases import addressees, enrolment, errors, progress
from cases import forwarding as forwardings
from cases.forwarding import Forwarding
from cases.tasks import Task
from conversations import notices, sending, tidings
from conversations.docket import Docket, Kind
from conversations.house import House
from conversations.incoming import Address
from conversations.message import Message
from conversations.notices import Dated
from conversations.rendering import Speaker
from conversations.saying import Saying
from locales.texts import Text
from store.seal import Keys
from store.transaction import Transaction

MAIL = "mail"
WEBHOOK = "webhook"
CHANNELS = frozenset({MAIL, WEBHOOK})

PASSED_ON = Text("dept.passed_on", "Case {number} has been passed on to: {department}")
TRIAL = Text("outward.trial", "This is a trial message of the hotline. Nothing has to be done.")


def goes_out(channel: str) -> bool:
    """Tell whether this is a channel of letters or webhooks."""
    return channel in CHANNELS


def marks(keys: Keys, key: str, address: Address, *, about: int | None = None) -> tuple[str, str]:
    """Give id and thread of the docket of a duty of this key; `about` is the forwarding that it is about."""
    whose = f"{about}:{sending.lane(keys, address)}" if about is not None else key
    return keys.index("outward", key), keys.index("outward thread", whose)


def kind_of(to: Sequence[Forwarding], *, reminder: bool) -> Kind:
    """Give the kind of a pointer for these forwardings."""
    if reminder:
        return "reminder"
    return "escalated" if any("escalated" in one.roles for one in to) else "pointer"


def pointer(
    house: House, key: str, said: Saying, to: Sequence[Forwarding], told: tuple[Dated, str, Speaker, bool]
) -> Saying:
    """Give a pointer with its docket; `told`: the case, its district, the voice, and whether it reminds."""
    dated, district, speaker, reminder = told
    roles = tuple(dict.fromkeys(role for one in to for role in one.roles))
    answers = not {"lead", "escalated"}.isdisjoint(roles)
    number = to[0].case_number
    slip = Docket(
        *marks(house.keys, key, said.address, about=said.forwarding),
        kind=kind_of(to, reminder=reminder),
        title=speaker.say(notices.TITLE, number=number),
        case=number,
        link=house.desk(number),
        urgency=dated.urgency,
        district=district,
        roles=roles,
        answer_by=dated.due_at if answers and not reminder else None,
    )
    return replace(said, docket=slip)


def task(house: House, key: str, address: Address, task: Task, words: str) -> Docket:
    """Give the docket of a task that is shown with these words."""
    which = marks(house.keys, key, address)
    return Docket(*which, "task", words.partition(". ")[0], task.errand.number, house.desk())


def remark(house: House, key: str, said: Saying, one: Forwarding, words: str) -> Saying:
    """Give a remark about a forwarding with its docket and the way to the case."""
    link = house.desk(one.case_number)
    which = marks(house.keys, key, said.address, about=one.id)
    slip = Docket(*which, "remark", words, one.case_number, link)
    return replace(said, message=Message(f"{words}\n\n{link}"), docket=slip)


def passed_on(tx: Transaction, house: House, lead: Forwarding, now: datetime) -> None:
    """Tell the mailboxes and webhooks of those who declined that `lead` has the case now: once for each.

    In a chat the pointer itself changes; a letter cannot.
    """
    told = [one for one in forwardings.of_case(tx, lead.case_number) if one.state == "declined"]
    leads = {chat for one in addressees.with_chats(tx, house.keys, [lead]) for chat in one.chats}
    for one in addressees.with_chats(tx, house.keys, told):
        for chat in one.chats:
            if goes_out(chat.channel) and chat not in leads and one.id != lead.id:
                address, speaker = Address(chat.channel, chat.chat), house.speaker(chat.language)
                name = house.department(lead.department, chat.language)
                words = speaker.say(PASSED_ON, number=lead.case_number, department=name)
                key = f"taken:{one.id}:{lead.id}:{sending.lane(house.keys, address)}"
                title = speaker.say(notices.TITLE, number=lead.case_number)
                which = marks(house.keys, key, address, about=one.id)
                slip = Docket(*which, "taken", title, lead.case_number)
                said = Saying(address, Message(words), repeat=speaker.say(notices.REPEAT), docket=slip)
                sending.point(tx, house.keys, said, key=key, due_at=now, now=now)


def acknowledged(tx: Transaction, house: House, said: Saying, now: datetime) -> None:
    """Note that a webhook has answered that its department has the case, if it still stands for it.

    As from a button: the first forwarding is acknowledged, once, and the reporter told who chose it.
    """
    one = forwardings.get(tx, said.forwarding) if said.forwarding is not None else None
    if one is None or not _stands_for(tx, house, said.address, (one.department, one.receiver)):
        return
    try:
        done = progress.acknowledge(tx, token=one.token, actor=one.department, now=now)
    except errors.UnknownForwarding:
        return  # it was taken back while the pointer was on its way
    tidings.acknowledged(tx, house, done, now)


def trial(speaker: Speaker, address: Address, id: str) -> Saying:
    """Give a message that only shows that messages arrive; `id` is one that was never used."""
    words = speaker.say(TRIAL)
    return Saying(address, Message(words), docket=Docket(id, id, "trial", words), traced=False)


def _stands_for(tx: Transaction, house: House, address: Address, codes: Iterable[str]) -> bool:
    here = enrolment.departments_at(tx, house.keys, address.channel, address.chat)
    return not set(here).isdisjoint(codes)

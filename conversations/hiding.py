"""Leaving no trace: the quick exit under every question, /hide, the offer after sending, and "forget me".

To hide empties the chat and forgets what was begun. To be forgotten also cuts every link between this chat
and what was sent from it; the reports themselves stay, for they are about a child.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from cases import consent, erasure, people
from cases.services import tellers
from conversations import clearing, limits, pickup, reminding, sending, telling
from conversations.clearing import Clearing
from conversations.hearing import Hearing
from conversations.message import Button, Message
from conversations.person import Person
from conversations.reminding import Reminder
from conversations.rendering import Speaker
from locales.texts import Text
from store import identifiers

BUTTON = "h:"
LATER, FORGET, FORGET_SURE = "h:later", "h:forget", "h:forget:yes"

EXIT = Text("nav.hide", "Leave and delete")
HIDDEN = Text(
    "bot.hidden",
    "We deleted the messages that can be deleted. You can delete the rest of the chat yourself.",
)
HIDDEN_REST = Text(
    "bot.hidden_rest",
    "Some messages could not be deleted. To delete them yourself, open the menu of this chat and clear it.",
)
CLEARED = Text("bot.cleared", "The messages have been deleted.")
OFFER = Text(
    "hide.offer",
    "If somebody else uses this phone, you can delete this conversation. Write down your code first.",
)
REMIND_ME = Text("hide.later", "Remind me tomorrow")
WILL_REMIND = Text("hide.will_remind", "We will remind you in time.")
FORGET_ASK = Text(
    "forget.ask",
    "We delete this conversation, your unfinished report, and the link between this chat and your reports."
    " The reports that you sent stay, with your name if you gave it. You can find them only with your code.",
)
FORGET_YES = Text("forget.yes", "Yes, delete")
FORGOTTEN = Text(
    "bot.forgotten",
    "What we kept about this chat has been deleted. What you sent stays, without a link to this chat.",
)
FORGOTTEN_REST = Text(
    "bot.forgotten_rest",
    "What we kept about this chat has been deleted. What you sent stays, without a link to this chat."
    " Some messages could not be deleted: open the menu of this chat and clear it.",
)
STAFF_STAYS = Text("forget.staff", "Your role here stays. To end it, ask whoever invited you.")


def hide(hearing: Hearing) -> None:
    """Delete the draft and what is remembered of its writer, and have the chat cleared."""
    speaker, on_page = hearing.speaker, is_page(hearing)
    _clear(hearing, CLEARED if on_page else HIDDEN, HIDDEN_REST, speaker)


def ask_to_forget(hearing: Hearing) -> None:
    """Say what is deleted and what stays, and ask whether to go on."""
    speaker = hearing.speaker
    said = [speaker.say(FORGET_ASK)]
    if _is_staff(hearing):
        said.append(speaker.say(STAFF_STAYS))
    hearing.say(Message("\n\n".join(said), ((Button(speaker.say(FORGET_YES), FORGET_SURE),),)))


def forget(hearing: Hearing) -> None:
    """Delete everything that is about this person: as `hide`, and every link to what was sent from here.

    Their role, if they are staff, stays. So do counts against misuse, for a day at most: whoever could wipe
    them could guess receipts without end.
    """
    address = hearing.incoming.address
    for number in consent.told(hearing.tx, sending.lane(hearing.house.keys, address)):
        telling.end(hearing.tx, number, now=hearing.now)
    account = f"{address.channel}:{hearing.incoming.sender}"
    tellers.forget(hearing.tx, hearing.house.keys, account)
    _clear(hearing, FORGOTTEN, FORGOTTEN_REST, hearing.speaker, forget=True)


def press(hearing: Hearing, act: str) -> None:
    """Do what a button of this family says, behind its "h:"; what is unknown hides nothing."""
    match act:
        case "now":
            hide(hearing)
        case "later":
            _remind_later(hearing)
        case "forget":
            ask_to_forget(hearing)
        case "forget:yes":
            forget(hearing)


def with_exit(hearing: Hearing, messages: Sequence[Message]) -> list[Message]:
    """Give the messages with the quick exit under the last one; a page has its own."""
    *before, last = messages
    if is_page(hearing):
        return [*before, last]
    out = Button(hearing.speaker.say(EXIT), reminding.NOW)
    return [*before, replace(last, buttons=(*last.buttons, (out,)))]


def offer(hearing: Hearing) -> None:
    """Offer, after a report was sent, to delete the conversation now, or a reminder to do it in time."""
    if is_page(hearing):
        return
    speaker = hearing.speaker
    now = Button(speaker.say(reminding.DELETE), reminding.NOW)
    later = Button(speaker.say(REMIND_ME), LATER)
    hearing.say(Message(speaker.say(OFFER), ((now,), (later,))))


def remind_who_is_told(hearing: Hearing) -> None:
    """Plan the reminder for somebody who has just chosen to be told."""
    reminding.plan(hearing.tx, hearing.house.keys, _reminder(hearing, asked=False), now=hearing.now)


def _remind_later(hearing: Hearing) -> None:
    if reminding.plan(hearing.tx, hearing.house.keys, _reminder(hearing, asked=True), now=hearing.now):
        hearing.toast = hearing.speaker.say(WILL_REMIND)


def _reminder(hearing: Hearing, *, asked: bool) -> Reminder:
    return Reminder(hearing.incoming.address, hearing.speaker.catalogue.language, asked)


def _clear(hearing: Hearing, done: Text, rest: Text, speaker: Speaker, *, forget: bool = False) -> None:
    tx, keys, address = hearing.tx, hearing.house.keys, hearing.incoming.address
    staff = [speaker.say(STAFF_STAYS)] if forget and _is_staff(hearing) else []
    all_done, some_stayed = ("\n\n".join([speaker.say(text), *staff]) for text in (done, rest))
    draft = hearing.person.draft
    if draft is not None:
        erasure.drop_draft(tx, keys, f"{draft.script}:{draft.draft}")
    reminding.take_back(tx, keys, address)
    hearing.forget(_counts(hearing))
    key = identifiers.token(hearing.house.entropy)  # of the account, nothing is in it
    wish = Clearing(address, all_done, some_stayed, forget)
    clearing.ask(tx, keys, wish, key=key, now=hearing.now)


def _counts(hearing: Hearing) -> Person | None:
    """Give what must not be wiped: when reports were filed, as far as it still counts."""
    filed = limits.counting(hearing.person.filed, limits.REPORTS, hearing.now)
    return Person(hearing.incoming.address, filed=filed) if filed else None


def is_page(hearing: Hearing) -> bool:
    """Tell whether a page is talked with, which has a way out and links of its own."""
    return hearing.incoming.address.channel in pickup.CHANNELS


def _is_staff(hearing: Hearing) -> bool:
    account = f"{hearing.incoming.address.channel}:{hearing.incoming.sender}"
    return people.person(hearing.tx, hearing.house.keys, account) is not None

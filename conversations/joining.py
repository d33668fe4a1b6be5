"""Joining by a one-time invitation, from a link that somebody who may invite has given."""

from cases import errors, people
from conversations.fieldwork import entrance, working
from conversations.hearing import Hearing
from conversations.message import Message
from locales.texts import Text

JOINED = Text("invite.joined", "You have joined. Your role: {role}.")
INVITATION_EXPIRED = Text("invite.expired", "This invitation no longer works. Please ask for a new one.")
ROLES = {
    "officer": Text("role.officer", "officer of a department"),
    "teacher": Text("role.teacher", "teacher"),
    "monitor": Text("role.monitor", "monitor"),
}


def join(hearing: Hearing, token: str) -> None:
    """Make who speaks what the invitation says; teachers and monitors go on to their work at once."""
    account = f"{hearing.incoming.address.channel}:{hearing.incoming.sender}"
    address, language = hearing.incoming.address, hearing.speaker.catalogue.language
    reach = people.Reach(address.channel, address.chat, language)
    try:
        joined = people.join(hearing.tx, hearing.house.keys, token, account, hearing.now, reach)
    except errors.InvitationExpired:
        hearing.say(Message(hearing.speaker.say(INVITATION_EXPIRED)))
        return
    role = hearing.speaker.say(ROLES[joined.role]) if joined.role in ROLES else joined.role
    hearing.say(Message(hearing.speaker.say(JOINED, role=role)))
    if joined.role in entrance.ROLES:
        working.work(hearing)

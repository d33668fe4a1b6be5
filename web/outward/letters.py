"""Carries a saying as a letter to a department's mailbox: plain text, a coded pointer, a link to the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from conversations.message import Message
from conversations.saying import Saying
from web.outward import mail
from web.outward.errors import Later, MailNotSent, Refused
from web.outward.mail import Letter
from web.outward.pauses import Pauses
from web.outward.post import Post
from web.outward.taken import Taken

PATIENCE = 10.0
"""Seconds for one step of the conversation: all of them together end within a duty's lease."""
_UNREACHED = frozenset({"no_answer", "connection_refused", "host_unknown", "broke_off", "try_later"})


@dataclass(frozen=True, slots=True)
class ByMail:
    """Hands letters in at one server. `sender` writes them, unless the server's user is an address."""

    post: Post
    sender: str
    now: Callable[[], datetime]
    pauses: Pauses

    async def carry(self, said: Saying) -> Taken:
        """Hand in one letter.

        Raises:
            Refused: the mailbox is no more (`gone`), or the letter is not wanted.
            Later: try again.
        """
        with self.pauses.turn(self.post.host):
            try:
                await mail.send(self.post, self._letter(said), patience=PATIENCE)
            except MailNotSent as error:
                failure = error
            else:
                self.pauses.answered(self.post.host)
                return Taken()
        if failure.reason in _UNREACHED:
            self.pauses.failed(self.post.host)
        if failure.gone or failure.reason in ("recipient_refused", "letter_refused"):
            raise Refused(failure.reason, gone=failure.gone)
        raise Later(failure.reason, doubtful=failure.doubtful)

    def _letter(self, said: Saying) -> Letter:
        slip, text = said.docket, written(said.message)
        subject = slip.title if slip is not None else text.partition("\n")[0]
        marks = (slip.id, slip.thread) if slip is not None else ("", "")
        return Letter(said.address.chat, subject, f"{text}\n", self.now(), self.sender, *marks)


def written(message: Message) -> str:
    """Give a message as text alone: of its buttons only those that lead somewhere, by their address."""
    links = [f"{one.label}: {one.link}" for row in message.buttons for one in row if one.link]
    return "\n".join([message.text, *links])

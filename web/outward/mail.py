"""Mail: one plain letter at a time, handed in at the mail server of the settings."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import aiosmtplib

from web.outward import unsent
from web.outward.errors import MailNotSent
from web.outward.post import Post

PATIENCE = 30.0
"""Seconds for one step of the conversation with the mail server."""
_FAILURES = (aiosmtplib.SMTPException, OSError, ValueError)
_WE = "[127.0.0.1]"  # how we greet: the name of this machine is nobody's business (RFC 5321, 4.1.3)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written, to whom, and when.

    `sender` writes it; "": whoever signs in at the server, if that is an address, else it comes from where it
    goes to. `id` and `thread` are what its Message-ID and those that it answers are made of; "": by chance.
    """

    to: str
    subject: str
    text: str
    at: datetime
    sender: str = ""
    id: str = ""
    thread: str = ""


async def send(post: Post, letter: Letter, *, patience: float = PATIENCE) -> None:
    """Hand a letter in.

    Raises:
        MailNotSent: it was not taken; the reason is a code of ours, never the server's words.
    """
    sender = post.user if "@" in post.user else letter.sender or letter.to
    client = aiosmtplib.SMTP(
        hostname=post.host,
        port=post.port,
        local_hostname=_WE,
        timeout=patience,
        use_tls=post.safety == "tls",
        start_tls=post.safety == "starttls",  # True: no word without it
    )
    try:
        async with client:
            failure = await _failure(client, post, _message(letter, sender))
    except _FAILURES as error:
        failure = MailNotSent(unsent.reason_of(error, "connect"))
    if failure is not None:
        raise failure  # out here: the error's text may hold addresses


async def _failure(client: aiosmtplib.SMTP, post: Post, message: EmailMessage) -> MailNotSent | None:
    """Sign in and hand the letter in; give why it was not taken, None when it was."""
    step: unsent.Step = "login"
    try:
        if post.user:
            await client.login(post.user, post.password)
        step = "letter"
        await client.send_message(message)
    except _FAILURES as error:
        could_encrypt = post.safety == "none" and client.supports_extension("starttls")
        reason = unsent.reason_of(error, step, could_encrypt=could_encrypt)
        doubtful = step == "letter" and reason in unsent.WITHOUT_ANSWER
        return MailNotSent(reason, gone=unsent.is_gone(error), doubtful=doubtful)
    return None


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, _one_line(letter.subject)
    message["Date"] = format_datetime(letter.at)
    domain = sender.rpartition("@")[2]
    message["Message-ID"] = f"<{letter.id}@{domain}>" if letter.id else make_msgid(domain=domain)
    if letter.thread:  # names nobody's letter, but all about one case stand together by it (RFC 5322, 3.6.4)
        message["In-Reply-To"] = message["References"] = f"<{letter.thread}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note is to come back
    message.set_content(letter.text)
    return message


def _one_line(subject: str) -> str:
    """Give a subject without ends of lines, of whatever kind: with one the letter would never be taken."""
    return " ".join(subject.split())

"""Mail to whoever runs the house: one plain letter at a time, by the mail server of the settings."""

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
    """What is written, to whom, and when."""

    to: str
    subject: str
    text: str
    at: datetime


async def send(post: Post, letter: Letter, *, patience: float = PATIENCE) -> None:
    """Hand a letter in. It comes from the address it goes to, or from the user who signs in, if that is one.

    Raises:
        MailNotSent: it was not taken; the reason is a code of ours, never the server's words.
    """
    sender = post.user if "@" in post.user else letter.to
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
            reason = await _refusal(client, post, _message(letter, sender))
    except _FAILURES as error:
        reason = unsent.reason_of(error, "connect")
    if reason:
        raise MailNotSent(reason)  # out here: the error's text may hold addresses


async def _refusal(client: aiosmtplib.SMTP, post: Post, message: EmailMessage) -> str:
    """Sign in and hand the letter in; give the reason why it was not taken, "" when it was."""
    step: unsent.Step = "login"
    try:
        if post.user:
            await client.login(post.user, post.password)
        step = "letter"
        await client.send_message(message)
    except _FAILURES as error:
        could_encrypt = post.safety == "none" and client.supports_extension("starttls")
        return unsent.reason_of(error, step, could_encrypt=could_encrypt)
    return ""


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note is to come back
    message.set_content(letter.text)
    return message

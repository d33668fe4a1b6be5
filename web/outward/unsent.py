"""Why a letter was not taken: a code for the log, and what to do about it. Never the server's own words."""

import re
import socket
import ssl
from collections.abc import Iterator
from typing import Literal

from aiosmtplib import (
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

Step = Literal["connect", "login", "letter"]
"""How far it came: the connection with its TLS, the login, the letter itself."""

WHAT_TO_DO = {
    "host_unknown": "no such host is known: look at the host in HOTLINE_SMTP_URL, and at DNS",
    "connection_refused": "nothing listens there: look at host and port in HOTLINE_SMTP_URL",
    "no_answer": "nobody answers: look at host and port in HOTLINE_SMTP_URL and at the firewall. "
    "Port 465 is for smtps://, port 587 for smtp://",
    "no_starttls": "the server offers no STARTTLS there, and nothing is sent unencrypted: "
    "use its port 587, or write smtps:// if it speaks TLS from the start (port 465)",
    "no_tls": "the server does not speak TLS from the start there: write smtp:// with its port 587",
    "certificate": "the server's certificate is signed by nobody whom this machine knows, has run out, "
    "or is for another name: write the name that stands in it, or have the certificate renewed",
    "tls_wanted": "the server wants TLS before anything else, and on 127.0.0.1 we speak without: "
    "write smtps://, or the name in its certificate instead of 127.0.0.1",
    "login_refused": "it refuses user or password: look at both in HOTLINE_SMTP_URL, "
    "where @ is written %40, / is %2F and % is %25",
    "login_wanted": "it takes letters of known users only: put user and password into HOTLINE_SMTP_URL",
    "no_login": "it offers no login there: use its port for users, 587 or 465, or leave them out",
    "sender_refused": "it lets nobody write from our address: sign in with an address that is its own, "
    "which is written from then, or choose such a one as HOTLINE_ADMIN_EMAIL",
    "recipient_refused": "it takes no letters for HOTLINE_ADMIN_EMAIL: look at that address; "
    "if it is at another server, this one may want user and password first",
    "letter_refused": "it refuses the letter itself: ask who runs the mail server",
    "try_later": "it says: not now. It is busy, or makes strangers wait; try again in some minutes",
    "broke_off": "the connection broke off: try again, and look at the network",
    "unexpected": "it answers what nobody expects: is a mail server there at all?",
}
"""Each reason, and what a person does about it."""


WITHOUT_ANSWER = frozenset({"no_answer", "broke_off", "unexpected"})
"""Reasons that leave open whether a letter which was being handed in has been taken."""
_ENHANCED = re.compile(r"5\.(\d{1,3})\.(\d{1,3})\b", re.ASCII)
_NO_SUCH_MAILBOX = (550, 551, 553)


def is_gone(error: Exception) -> bool:
    """Tell whether there is no such mailbox, now or ever: RFC 5321, 4.2.2, and where it says more, RFC 3463.

    X.1.n: the address is wrong · X.2.1: the mailbox is shut · all else, such as a full one, is not that.
    """
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    answer = error.recipients[0]
    told = _ENHANCED.match(answer.message.strip())
    if told:
        return told[1] == "1" or (told[1], told[2]) == ("2", "1")
    return answer.code in _NO_SUCH_MAILBOX


def reason_of(error: Exception, step: Step, *, could_encrypt: bool = False) -> str:
    """Give the reason why this step failed so, one of `WHAT_TO_DO`.

    `could_encrypt`: the server offers STARTTLS, and nothing was encrypted yet.
    """
    broken = next((found for found in map(_of_line, _causes(error)) if found), "")
    if broken:
        return broken
    code = _code(error)
    if code:
        return _of_answer(code, error, step, could_encrypt=could_encrypt)
    if type(error) is SMTPException:  # the library's plain one: the server does not offer what is wanted
        return {"connect": "no_starttls", "login": "no_login"}.get(step, "unexpected")
    if isinstance(error, TimeoutError | OSError):
        return "no_answer" if step == "connect" else "broke_off"
    return "unexpected"


def _of_line(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "certificate"
    if isinstance(error, ssl.SSLError):
        return "no_tls"
    if isinstance(error, socket.gaierror):
        return "host_unknown"
    return "connection_refused" if isinstance(error, ConnectionRefusedError) else ""


def _of_answer(code: int, error: Exception, step: Step, *, could_encrypt: bool) -> str:
    """RFC 5321, 4.2.1: 4yz is for now, 5yz for good; 530: STARTTLS first (RFC 3207) or login (4954)."""
    if code in (530, 538):
        return "tls_wanted" if could_encrypt else "login_wanted"
    if 400 <= code < 500:
        return "try_later"
    if step == "login":
        return "login_refused"
    if isinstance(error, SMTPSenderRefused):
        return "sender_refused"
    if isinstance(error, SMTPRecipientsRefused):
        return "recipient_refused"
    return "letter_refused" if step == "letter" else "unexpected"


def _code(error: Exception) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return error.recipients[0].code
    if isinstance(error, SMTPResponseException) and not isinstance(error, SMTPServerDisconnected):
        return error.code
    return 0


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__

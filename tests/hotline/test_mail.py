"""Mail: handed in once, readable, encrypted wherever it leaves this machine, and silent about secrets."""

import asyncio
import inspect
import re
import socket
import ssl
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Literal

import aiosmtplib
import pytest

from tests.doubles.mailbox import Mailbox
from tests.hotline.test_worker import NOW
from web.outward import mail, post, unsent
from web.outward.errors import MailNotSent
from web.outward.mail import Letter
from web.outward.post import Post

LETTER = Letter("admin@hotline.example", "Ақау · Trouble", "Ештеңе сақталмайды.\n", NOW)


def send(server: Post, patience: float = 10) -> None:
    asyncio.run(mail.send(server, LETTER, patience=patience))


@pytest.fixture
def tls(tmp_path: Path) -> ssl.SSLContext:
    """A server's side of TLS, with a certificate that nobody has signed."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=127.0.0.1"
    more = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *words.split(), *more], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_a_letter_arrives_as_it_was_written() -> None:
    with Mailbox() as box:
        send(post.read(box.url))

        [letter] = box.letters
        assert box.envelopes == [(LETTER.to, [LETTER.to])]
    assert (letter["To"], letter["From"], letter["Subject"]) == (LETTER.to, LETTER.to, LETTER.subject)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == LETTER.text.splitlines()
    assert letter["Message-ID"].endswith("@hotline.example>")


@pytest.mark.parametrize("broken", ["\r\nBcc: all@hotline.example", "\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_subject_of_several_lines_becomes_one_line_and_no_header(broken: str) -> None:
    with Mailbox() as box:
        told = replace(LETTER, subject=f"Бөлім{broken} №2")
        asyncio.run(mail.send(post.read(box.url), told, patience=10))

        [letter] = box.letters
        assert box.envelopes == [(LETTER.to, [LETTER.to])]
    assert letter["Subject"] == " ".join(told.subject.split())
    assert letter["Bcc"] is None


def test_who_signs_in_with_an_address_writes_from_it() -> None:
    with Mailbox(user="bot@hotline.example", password="a password/with@signs") as box:
        server = Post("127.0.0.1", box.port, "none", box.user, box.password)
        send(server)

        assert box.envelopes == [("bot@hotline.example", [LETTER.to])]


def test_a_wrong_password_is_a_reason_without_words() -> None:
    with Mailbox(user="bot", password="right") as box, pytest.raises(MailNotSent) as refused:
        send(Post("127.0.0.1", box.port, "none", "bot", "canary"))

    assert refused.value.reason == "login_refused"
    assert "canary" not in str(refused.value)
    assert refused.value.__context__ is None


def test_nothing_is_handed_to_a_server_that_does_not_encrypt() -> None:
    with Mailbox(user="bot", password="canary") as box:
        with pytest.raises(MailNotSent, match="no_starttls"):
            send(Post("127.0.0.1", box.port, "starttls", "bot", "canary"))

        assert (box.letters, box.tries, box.signed_in) == ([], 0, [])


@pytest.mark.parametrize("safety", ["starttls", "tls"])
def test_nothing_is_handed_to_a_server_whose_certificate_nobody_signed(
    tls: ssl.SSLContext, safety: Literal["starttls", "tls"]
) -> None:
    with Mailbox(tls, wrapped=safety == "tls", user="bot", password="canary") as box:
        with pytest.raises(MailNotSent) as refused:
            send(Post("127.0.0.1", box.port, safety, "bot", "canary"))

        assert (box.letters, box.tries, box.signed_in) == ([], 0, [])
    assert refused.value.reason == "certificate"


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"MAIL": "550 canary@hotline.example is not yours"}, "sender_refused"),
        ({"MAIL": "451 Come again"}, "try_later"),
        ({"RCPT": "550 canary@hotline.example is unknown"}, "recipient_refused"),
        ({"RCPT": "450 Greylisted"}, "try_later"),
        ({"DATA": "554 No"}, "letter_refused"),
        ({"DATA": "451 Try again later"}, "try_later"),
    ],
)
def test_what_a_server_refuses_is_said_in_a_code(answers: dict[str, str], reason: str) -> None:
    with Mailbox(refusing=True, answers=answers) as box, pytest.raises(MailNotSent) as refused:
        send(post.read(box.url))

    assert refused.value.reason == reason
    assert "canary" not in str(refused.value)
    assert refused.value.__context__ is None


def test_a_server_for_known_users_wants_a_login_and_one_without_users_offers_none() -> None:
    wants = {"MAIL": "530 5.7.0 Authentication required"}
    with Mailbox(answers=wants) as box, pytest.raises(MailNotSent, match="login_wanted"):
        send(Post("127.0.0.1", box.port, "none"))
    with Mailbox() as box, pytest.raises(MailNotSent, match="no_login"):
        send(Post("127.0.0.1", box.port, "none", "bot", "canary"))


def test_a_server_that_wants_tls_and_one_that_does_not_know_it_are_told_apart(tls: ssl.SSLContext) -> None:
    with Mailbox(tls, strict=True) as box, pytest.raises(MailNotSent, match="tls_wanted"):
        send(Post("127.0.0.1", box.port, "none"))
    with Mailbox() as box, pytest.raises(MailNotSent, match="no_tls"):
        send(Post("127.0.0.1", box.port, "tls"))


def test_a_server_that_is_away_is_said() -> None:
    with Mailbox() as box:
        away = post.read(box.url)
    with pytest.raises(MailNotSent, match="connection_refused"):
        send(away)


def test_a_host_that_nobody_knows_is_said() -> None:  # by hand: no test asks a name server
    broken = aiosmtplib.SMTPConnectError("canary")
    broken.__cause__ = socket.gaierror(socket.EAI_NONAME, "canary")

    assert unsent.reason_of(broken, "connect") == "host_unknown"


def test_a_server_that_takes_the_call_and_says_nothing_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(MailNotSent, match="no_answer"):
            send(Post("127.0.0.1", port, "starttls"), patience=0.2)


def test_every_reason_says_what_to_do_in_one_line() -> None:
    source = inspect.getsource(unsent.reason_of) + inspect.getsource(unsent._of_answer)
    named = {
        word for word in re.findall(r'"([a-z_]+)"', source) if word not in ("connect", "login", "letter")
    }

    assert named <= set(unsent.WHAT_TO_DO)
    assert all(
        "\n" not in said and "@" not in said.replace("@ is", "") for said in unsent.WHAT_TO_DO.values()
    )

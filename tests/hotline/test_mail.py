"""Mail: handed in once, readable, encrypted wherever it leaves this machine, and silent about secrets."""

import asyncio
import ssl
import subprocess
from pathlib import Path
from typing import Literal

import pytest

from hotline import mail, post
from hotline.errors import MailNotSent
from hotline.mail import Letter
from hotline.post import Post
from tests.doubles.mailbox import Mailbox
from tests.hotline.test_worker import NOW

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


def test_who_signs_in_with_an_address_writes_from_it() -> None:
    with Mailbox(user="bot@hotline.example", password="a password/with@signs") as box:
        server = Post("127.0.0.1", box.port, "none", box.user, box.password)
        send(server)

        assert box.envelopes == [("bot@hotline.example", [LETTER.to])]


def test_a_wrong_password_is_a_reason_without_words() -> None:
    with Mailbox(user="bot", password="right") as box, pytest.raises(MailNotSent) as refused:
        send(Post("127.0.0.1", box.port, "none", "bot", "canary"))

    assert refused.value.reason == "SMTPAuthenticationError"
    assert "canary" not in str(refused.value)
    assert refused.value.__context__ is None


def test_nothing_is_handed_to_a_server_that_does_not_encrypt() -> None:
    with Mailbox(user="bot", password="canary") as box:
        with pytest.raises(MailNotSent):
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
    assert refused.value.reason in {"SMTPConnectError", "SSLCertVerificationError"}


def test_a_server_that_is_away_or_refuses_is_said() -> None:
    with Mailbox(refusing=True) as box:
        with pytest.raises(MailNotSent, match="SMTPDataError"):
            send(post.read(box.url))
        away = post.read(box.url)
    with pytest.raises(MailNotSent, match="SMTPConnectError"):
        send(away)

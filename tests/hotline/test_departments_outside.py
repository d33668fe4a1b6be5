"""Mailboxes and webhooks are enrolled, tried and ended at the terminal."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hotline.commands import departments
from hotline.errors import CommandRefused
from tests.doubles.mailbox import Mailbox
from tests.doubles.receiver import Receiver

CODE = "OPERATOR:KZ"


@pytest.fixture
def box(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with Mailbox() as here:
        there = {
            "DATABASE": f"sqlite:///{folder}/cases.db",
            "DIRECTORY": folder / "directory.db",
            "KEYS": folder / "keys",
            "PUBLIC_URL": "https://hotline.example",
            "SMTP_URL": here.url,
            "ADMIN_EMAIL": "hotline@hotline.example",
            "WEBHOOKS_HERE": "true",
        }
        for name, value in there.items():
            monkeypatch.setenv(f"HOTLINE_{name}", str(value))
        yield here


def run(*words: str) -> Result:
    return CliRunner().invoke(departments.app, words)


def refusal(*words: str) -> str:
    done = run(*words)
    assert isinstance(done.exception, CommandRefused), done.output
    return str(done.exception)


def test_a_mailbox_and_a_webhook_are_enrolled_tried_and_ended(box: Mailbox) -> None:
    with Receiver() as server:
        mailbox, webhook = ("--email", "duty@desk.example"), ("--webhook", server.url)
        assert "secret" not in run("enrol", CODE, *mailbox, "--language", "ru").output
        shown = run("enrol", CODE, *webhook).output
        server.secret = shown.partition("shown this once: ")[2].split()[0]
        again = run("enrol", CODE, *webhook).output
        tried = run("try", CODE)

        [told] = [one for one in json.loads(run("list", "--json").output) if one["code"] == CODE]
        assert told["channels"] == {"telegram": 1, "mail": 1, "webhook": 1}
        assert "secret" not in again
        assert (tried.exit_code, tried.output.count("it was taken")) == (0, 2)
        assert [one["kind"] for one in server.taken.values()] == ["trial"]
        assert server.forged == 0
        assert box.letters[0]["To"] == "duty@desk.example"
        assert box.letters[0].get_content().startswith("Это пробное сообщение")

        for way in (mailbox, webhook):
            assert run("end", CODE, *way).output.startswith("Ended")
            assert "Nothing of that" in refusal("end", CODE, *way)
        assert "no mailbox and no webhook" in refusal("try", CODE)


def test_a_new_secret_takes_the_place_of_the_old_one(box: Mailbox) -> None:
    with Receiver() as server:
        run("enrol", CODE, "--webhook", server.url)
        run("enrol", CODE, "--webhook", server.url, "--new-secret")
        run("try", CODE)

        assert (server.forged, server.requests) == (1, 1)


def test_what_a_trial_meets_is_said_in_a_sentence(box: Mailbox) -> None:
    box.answers["RCPT"] = "550 5.1.1 No such user"
    run("enrol", CODE, "--email", "duty@desk.example")
    done = run("try", CODE)

    assert (done.exit_code, done.output.startswith("mail: it takes no letters")) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Say one way"),
        (("--email", "a@b.example", "--telegram-chat", "-1"), "Say one way"),
        (("--email", "a@b.example, c@d.example"), "one mail address"),
        (("--email", "a@b.example\r\nBcc: c@d.example"), "one mail address"),
        (("--webhook", "http://desk.example/"), "https://"),
        (("--webhook", "https://10.0.0.1/"), "the name of the server"),
        (("--webhook", "https://u:canary@desk.example/"), "leave user and password out"),
    ],
)
def test_what_is_no_way_to_a_department_is_refused(box: Mailbox, words: tuple[str, ...], said: str) -> None:
    told = refusal("enrol", CODE, *words)

    assert said in told
    assert "canary" not in told


@pytest.mark.parametrize("missing", ["PUBLIC_URL", "SMTP_URL"])
def test_without_what_letters_need_no_mailbox_is_enrolled(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.delenv(f"HOTLINE_{missing}")
    if missing == "SMTP_URL":
        monkeypatch.delenv("HOTLINE_ADMIN_EMAIL")

    assert f"HOTLINE_{missing}" in refusal("enrol", CODE, "--email", "duty@desk.example")

"""`hotline departments try`: a trial message to the mailboxes and webhooks of a department."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence

import typer

from bot import errors as bot_errors
from cases import enrolment
from cases.enrolment import Chat
from conversations import outward
from conversations.incoming import Address
from hotline import outside
from hotline.commands import opened
from hotline.compose import Composed
from hotline.delivery import Carry
from hotline.errors import CommandRefused
from web.outward import unsent
from web.outward.errors import OutwardError

_LATER = {
    "certificate": "its certificate is signed by nobody known to this machine, has run out, or is another's",
    "no_tls": "it does not speak TLS there",
    "unreachable": "nothing answers there: look at the address, at DNS and at the firewall",
    "broke_off": "the answer did not come, or broke off",
    "redirects": "it leads elsewhere, and we follow nobody: enrol the address that it leads to",
    "gone": "it answers 410: there is nobody any more",
    "address_inside": "its name leads into a private network or to this machine",
}


def attempt(code: str) -> None:
    """Send a trial message to the department's mailboxes and webhooks, and say what came of it."""
    with opened.house() as house:
        department = house.directory.departments.find(code)
        if department is None:
            raise CommandRefused(f"There is no department {code}.")
        with house.database.reading() as tx:
            chats = enrolment.chats_of(tx, house.keys, [code]).get(code, ())
        out = [chat for chat in chats if outward.goes_out(chat.channel)]
        if not out:
            raise CommandRefused(
                f"{code} has no mailbox and no webhook. In a group, write /start to the bot."
            )
        results = asyncio.run(_tried(house, out))
    for chat, result in zip(out, results, strict=True):
        typer.echo(f"{chat.channel}: {result or 'it was taken'}")
    if any(results):
        raise typer.Exit(1)


async def _tried(house: Composed, chats: Sequence[Chat]) -> list[str]:
    carriers = outside.carriers(house)
    return [await _one(house, carriers, chat) for chat in chats]


async def _one(house: Composed, carriers: Mapping[str, Carry], chat: Chat) -> str:
    """Give why it was not taken, "" when it was."""
    carry = carriers.get(chat.channel)
    if carry is None:
        return "set HOTLINE_SMTP_URL and HOTLINE_ADMIN_EMAIL: letters go out by them"
    said = outward.trial(
        house.house.speaker(chat.language), Address(chat.channel, chat.chat), secrets.token_hex(16)
    )
    try:
        await carry(said)
    except (OutwardError, bot_errors.BotError) as error:
        told = unsent.WHAT_TO_DO if chat.channel == outward.MAIL else _LATER
        return told.get(error.reason, error.reason)
    return ""

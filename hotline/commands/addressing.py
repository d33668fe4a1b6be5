"""Where a department is told: its Telegram group, its mailbox, or its own system, as it was typed."""

import re
from dataclasses import dataclass
from typing import Annotated

import typer

from conversations import outward
from conversations.incoming import Address
from hotline import settings
from hotline.errors import CommandRefused
from hotline.settings import Settings
from web.outward import guard
from web.outward.errors import AddressRefused

TelegramChat = Annotated[
    str, typer.Option("--telegram-chat", help="id of the department's group, such as -1001234")
]
Email = Annotated[str, typer.Option("--email", help="the department's mailbox, such as duty@police.example")]
Webhook = Annotated[
    str, typer.Option("--webhook", help="the department's own system, such as https://desk.example/cases")
]


@dataclass(frozen=True, slots=True)
class Way:
    """What was typed: one of the three."""

    telegram_chat: str = ""
    email: str = ""
    webhook: str = ""


def read(way: Way, told: Settings) -> Address:
    """Give the address.

    Raises:
        CommandRefused: none was typed, or several, or it is none.
    """
    typed = [one for one in (way.telegram_chat, way.email, way.webhook) if one]
    if len(typed) != 1:
        raise CommandRefused("Say one way: --telegram-chat ID, --email ADDRESS or --webhook URL.")
    if way.telegram_chat:
        return Address("telegram", _chat(way.telegram_chat))
    if way.email:
        return Address(outward.MAIL, _mailbox(way.email))
    return Address(outward.WEBHOOK, _url(way.webhook, told))


def refuse_what_cannot_be_carried(address: Address, told: Settings) -> None:
    """Raise CommandRefused where the settings lack what letters and webhooks need."""
    if outward.goes_out(address.channel) and not told.public_url:
        raise CommandRefused("Set HOTLINE_PUBLIC_URL first: what is sent leads to the case at the desk.")
    if address.channel == outward.MAIL and not told.smtp_url.get_secret_value():
        raise CommandRefused("Set HOTLINE_SMTP_URL and HOTLINE_ADMIN_EMAIL first: letters go out by them.")


def _chat(typed: str) -> str:
    if not re.fullmatch(r"-?[1-9]\d{0,18}", typed, re.ASCII):
        raise CommandRefused("--telegram-chat is the number of the group, such as -1001234567890.")
    return typed


def _mailbox(typed: str) -> str:
    if len(typed) > 254 or not settings.MAILBOX.fullmatch(typed):
        raise CommandRefused("--email is one mail address, such as duty@police.example.")
    name, _, domain = typed.rpartition("@")
    return f"{name}@{domain.lower()}"


def _url(typed: str, told: Settings) -> str:
    try:
        return guard.read(typed, loopback=told.webhooks_here).url
    except AddressRefused as error:
        raise CommandRefused(f"--webhook: {guard.WHAT_TO_DO[error.reason]}.") from None

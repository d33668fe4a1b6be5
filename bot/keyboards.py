"""Buttons as Telegram wants them. The rows are decided by the message; here they are only kept."""

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot import errors
from conversations.message import Button, Message

TOKEN_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data: 1-64 bytes


def under(message: Message) -> InlineKeyboardMarkup | None:
    """Give the buttons under the message; None: it has none.

    Raises:
        ButtonUnfit: no label, a token over 64 bytes, or not exactly one of token and link.
    """
    if not message.buttons:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in message.buttons])


def below(message: Message) -> ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    """Give what happens under the input field: a "send my location" button, its removal, nothing (None)."""
    if message.place_button:
        button = KeyboardButton(message.place_button, request_location=True)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)
    return ReplyKeyboardRemove() if message.clear else None


def _button(button: Button) -> InlineKeyboardButton:
    if not button.label.strip():
        raise errors.ButtonUnfit("no label")
    if bool(button.token) == bool(button.link):
        raise errors.ButtonUnfit("needs a token or a link, not both")
    if (size := len(button.token.encode())) > TOKEN_BYTES:
        raise errors.ButtonUnfit(f"token of {size} bytes, at most {TOKEN_BYTES}")
    if button.link:
        return InlineKeyboardButton(button.label, url=button.link)
    return InlineKeyboardButton(button.label, callback_data=button.token)

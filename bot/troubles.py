"""What PTB's errors mean for a message that was on its way."""

from datetime import timedelta

import httpx
from telegram import error

from bot import errors, secrecy

# Words of Telegram's server (github.com/tdlib/td, telegram/MessagesManager, and tdlib/telegram-bot-api,
# Client.cpp) for a chat that the bot cannot reach any more.
_GONE = (
    "chat not found",
    "chat_not_found",
    "user not found",
    "peer_id_invalid",
    "user is deactivated",
    "group chat was deactivated",
    "chat was deleted",
    "bot was kicked",
    "bot is not a member",
    "have no rights to send",
    "not enough rights",
    "chat_write_forbidden",
    "chat_restricted",
    "need administrator rights",
)
_UNCHANGED = "message is not modified"
_UNEDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message not found",
)
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def is_unchanged(trouble: error.TelegramError) -> bool:
    """Tell whether an edit changed nothing: what should be seen is seen."""
    return isinstance(trouble, error.BadRequest) and _UNCHANGED in trouble.message.lower()


def is_uneditable(trouble: error.TelegramError) -> bool:
    """Tell whether the message to be changed is out of reach, so that a new one must be sent."""
    words = trouble.message.lower()
    return isinstance(trouble, error.BadRequest) and any(phrase in words for phrase in _UNEDITABLE)


def meaning(trouble: error.TelegramError, token: str) -> errors.BotError:
    """Give our word for PTB's: Refused, Later, Moved or TokenRefused."""
    words = secrecy.scrub(trouble.message, token)
    match trouble:
        case error.InvalidToken():
            return errors.TokenRefused()
        case error.ChatMigrated():
            return errors.Moved(str(trouble.new_chat_id))
        case error.RetryAfter():
            return errors.Later("asked to slow down", after=_wish(trouble))
        case error.Forbidden():
            return errors.Refused(words, gone=True)
        case error.BadRequest():
            return errors.Refused(words, gone=any(phrase in words.lower() for phrase in _GONE))
        case error.NetworkError():
            unsent = isinstance(trouble.__cause__, _UNSENT)
            return errors.Later(type(trouble.__cause__ or trouble).__name__, doubtful=not unsent)
    return errors.Later(type(trouble).__name__, doubtful=True)


def _wish(trouble: error.RetryAfter) -> timedelta:
    wish = trouble.retry_after  # an int of seconds, or a timedelta if PTB_TIMEDELTA is set
    return wish if isinstance(wish, timedelta) else timedelta(seconds=wish)

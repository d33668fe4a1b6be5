"""What can go wrong at Telegram's door.

BotError
├── TokenRefused        Telegram does not know the token: nothing can work
├── LineError           a request that we make for ourselves (polling, menu, answers to buttons)
│   ├── LineBroken      no answer, a 5xx, or an answer that cannot be read
│   ├── LineBusy        429: asked to wait
│   ├── LineConflict    409: somebody else polls with this token, or a webhook is set
│   └── LineRefused     any other refusal
├── NotCarried          a saying that did not arrive
│   ├── Refused         it never will
│   ├── Later           try again, not before `after`
│   └── Moved           the group has a new chat id
├── FileUnavailable     a file that somebody sent cannot be had, now or ever
└── ButtonUnfit         a button that Telegram would refuse
"""

from datetime import timedelta


class BotError(Exception):
    """Something went wrong between us and Telegram."""

    def __init__(self, reason: str = "") -> None:
        message = (type(self).__doc__ or "").strip()
        super().__init__(f"{message} ({reason})" if reason else message)
        self.reason = reason


class TokenRefused(BotError):
    """Telegram does not know this bot token: check HOTLINE_BOT_TOKEN and HOTLINE_TELEGRAM_URL."""


class LineError(BotError):
    """A request to Telegram did not succeed."""


class LineBroken(LineError):
    """Telegram could not be reached, or its answer could not be read."""


class LineBusy(LineError):
    """Telegram asks us to wait."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"{after.total_seconds():.0f} s")
        self.after = after


class LineConflict(LineError):
    """Somebody else receives with this token: a second process, or a webhook."""


class LineRefused(LineError):
    """Telegram refused the request."""


class FileUnavailable(BotError):
    """A file cannot be had from Telegram. `code`: "file_gone", or "file_size" when it is too large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotCarried(BotError):
    """The message did not arrive."""


class Refused(NotCarried):
    """Telegram will never take this message."""

    def __init__(self, reason: str, *, gone: bool) -> None:
        super().__init__(reason)
        self.gone = gone  # the chat itself is out of reach (blocked, kicked, deleted), not just this message


class Later(NotCarried):
    """The message should be tried again."""

    def __init__(
        self,
        reason: str,
        *,
        after: timedelta | None = None,
        doubtful: bool = False,
        sent: tuple[int, ...] = (),
    ) -> None:
        super().__init__(reason)
        self.after = after
        self.sent = sent  # messages of it that arrived
        self.doubtful = doubtful  # it may have arrived all the same


class Moved(NotCarried):
    """The group has become a supergroup with a new chat id."""

    def __init__(self, chat: str) -> None:
        super().__init__()
        self.chat = chat  # the new chat id; kept out of the message: chat ids are never logged


class ButtonUnfit(BotError):
    """Telegram would refuse this button."""

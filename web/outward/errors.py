"""What can go wrong on the way out of the house.

OutwardError
├── NotCarried          a saying that did not arrive
│   ├── Refused         it never will
│   └── Later           try again, not before `after`
├── MailNotSent         the mail server did not take a letter
└── AddressRefused      this is not an address at which a department's webhook may be
"""

from datetime import timedelta


class OutwardError(Exception):
    """Something went wrong on the way out. `reason` is a code, never an address or the other side's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{(type(self).__doc__ or '').strip()} ({reason})")
        self.reason = reason


class NotCarried(OutwardError):
    """The message did not arrive."""


class Refused(NotCarried):
    """The other side will never take this message."""

    def __init__(self, reason: str, *, gone: bool) -> None:
        super().__init__(reason)
        self.gone = gone  # the mailbox or the webhook itself is no more, not just this message


class Later(NotCarried):
    """The message should be tried again."""

    sent: tuple[int, ...] = ()  # it has no parts that could have arrived

    def __init__(self, reason: str, *, after: timedelta | None = None, doubtful: bool = False) -> None:
        super().__init__(reason)
        self.after = after  # their own wish; None: as long as usual
        self.doubtful = doubtful  # it may have arrived all the same


class MailNotSent(OutwardError):
    """The mail server did not take the letter."""

    def __init__(self, reason: str, *, gone: bool = False, doubtful: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone  # there is no such mailbox
        self.doubtful = doubtful  # it broke off while the letter was being handed in: it may have been taken


class AddressRefused(OutwardError):
    """No webhook can be there: the reason says why."""

"""What a page is told when what it sent is not heard at all; nothing of it was kept.

UploadRefused      a file: too large, too slow, or too many at once
TooManyNewcomers   somebody new, in a minute in which too many came
BadParameter       of a question to the API
Waits              a sign-in name that was tried too often
"""

from collections.abc import Mapping
from datetime import datetime

from locales.texts import Text


class UploadRefused(Exception):
    """A file was not heard, and nothing of it kept; `text` says so to whoever sent it."""

    def __init__(self, status: int, text: Text, values: Mapping[str, object] | None = None) -> None:
        """`status` of the answer; `values` fill the text."""
        super().__init__(text.context)
        self.status = status
        self.text = text
        self.values = dict(values or {})


class TooManyNewcomers(Exception):
    """Somebody new was not let in, because too many came in this minute."""


class BadParameter(Exception):
    """A parameter of a question to the API cannot be heard; `why` goes on after its name."""

    def __init__(self, parameter: str, why: str) -> None:
        super().__init__(why)
        self.parameter = parameter
        self.why = why


class Waits(Exception):
    """Nothing more is tried with this sign-in name before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until

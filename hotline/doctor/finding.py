"""What the doctor finds: one line, with a mark."""

from dataclasses import dataclass
from typing import Literal

Mark = Literal["ok", "look", "wrong"]
"""ok: nothing to do · look: a person should · wrong: it does not work, or somebody waits in vain."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `about` is its code, `text` says what is so and what to do."""

    mark: Mark
    about: str
    text: str


def of(about: str, fine: str, trouble: str = "", *, mark: Mark = "wrong") -> Finding:
    """Give the finding: `trouble` with its mark where there is any, else that it is `fine`."""
    return Finding(mark, about, trouble) if trouble else Finding("ok", about, fine)

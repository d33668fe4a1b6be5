"""The tokens of dialogue buttons: opaque, short, and worth nothing outside their own draft.

    d:<draft>:<step number>:<act>[argument]

The draft is random and belongs to one person's session, so a token of somebody else, of an older draft or
made up by hand finds nothing to change. At most 64 bytes, Telegram's limit for callback data.
"""

from msgspec import Struct

ACTS = {
    "o": "option",  # number of the option
    "+": "mark",  # number of the option to be marked: pressed twice it stays marked
    "-": "unmark",
    "t": "place",  # code of a territory
    "p": "page",
    "g": "go",  # number of the step to change
    "b": "back",
    "s": "skip",
    "n": "send",
    "d": "done",
    "l": "list",
    "y": "yes",
    "x": "no",
    "c": "change",
    "k": "delete",
    "u": "unknown",
}
_LETTERS = {act: letter for letter, act in ACTS.items()}


class Press(Struct, frozen=True):
    """A pressed dialogue button, read from its token."""

    draft: str
    step: int
    act: str
    argument: str = ""

    def number(self) -> int:
        """Give the argument as a number; -1 when it is none."""
        return int(self.argument) if self.argument.isascii() and self.argument.isdigit() else -1


def make(draft: str, step: int, act: str, argument: object = "") -> str:
    """Give the token of a button."""
    return f"d:{draft}:{step}:{_LETTERS[act]}{argument}"


def read(token: str) -> Press | None:
    """Read a token; None for anything that is not one of ours."""
    parts = token.split(":")
    if len(parts) != 4 or parts[0] != "d" or len(token) > 64:
        return None
    step, act = parts[2], parts[3]
    if not (step.isascii() and step.isdigit() and len(step) < 4 and act and act[0] in ACTS):
        return None
    return Press(parts[1], int(step), ACTS[act[0]], act[1:])

"""What comes while the look-up asks, and leaves the question open: help, the language, a changed message."""

from conversations.hearing import Hearing

_COMMANDS = frozenset({"help", "language"})
_BUTTONS = ("l:", "m:help", "m:language")
_UNHEARD = frozenset({"voice", "photo", "file", "other", "point", "edited"})


def is_beside(hearing: Hearing) -> bool:
    """Tell whether the question stays as it is: what is said next is the answer to it all the same.

    What is not understood here belongs to the report, if one is being written.
    """
    incoming = hearing.incoming
    if incoming.kind == "button":
        return incoming.text.startswith(_BUTTONS)
    if incoming.kind == "command":
        return incoming.text in _COMMANDS
    return incoming.kind in _UNHEARD and hearing.person.draft is None

"""What a page shows of the messages that wait for it: changed messages in their old place, presses quiet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from conversations.message import Button, Message
from conversations.pickup import Kept


@dataclass(frozen=True, slots=True)
class Shown:
    """One message on the page. `id` stays when a message is changed, `row` is that of the last change."""

    id: int
    row: int
    own: bool
    message: Message
    at: datetime


def own_words(words: str, token: str = "") -> Message:
    """The reader's own words, to be kept beside what is said to him; with a token, those of a button."""
    return Message(words, ((Button(words, token),),) if token else ())


def fold(kept: Sequence[Kept]) -> list[Shown]:
    """What the page shows, oldest first.

    A message that `replaces` another stands in its place. A press that only changed the pressed message
    (a tick set) leaves no bubble of its own.
    """
    shown: dict[int, Shown] = {}
    origin: dict[int, int] = {}
    quiet = _quiet(kept)
    for one in kept:
        target = one.message.replaces
        place = one.id if target is None else origin.get(target, target)
        origin[one.id] = place
        if one.id not in quiet:
            shown[place] = Shown(place, one.id, one.own, one.message, one.at)
    return list(shown.values())


def label_of(shown: Iterable[Shown], token: str) -> str:
    """What the button with this token said, in the newest message that has it; nothing if none has."""
    for one in reversed(list(shown)):
        for button in _buttons(one):
            if button.token == token:
                return button.label
    return ""


def live(shown: Sequence[Shown]) -> int:
    """The id of the message whose buttons are meant now: the newest that has any, unless the reader has
    said something since it was last changed. 0: none.
    """
    asking = max((one for one in shown if any(_buttons(one))), key=lambda one: one.id, default=None)
    said = max((one.row for one in shown if one.own), default=0)
    return asking.id if asking and asking.row > said else 0


def newest(shown: Sequence[Shown]) -> int:
    """The id of the message with which the last exchange begins: the reader's last words, else the first."""
    own = [one.id for one in shown if one.own]
    return own[-1] if own else next((one.id for one in shown if one.message.text or one.message.buttons), 0)


def place_button(shown: Sequence[Shown]) -> str:
    """What the "send my location" button under the input field says now; nothing: it is not there."""
    label = ""
    for one in sorted(shown, key=lambda each: each.row):
        label = "" if one.message.clear else one.message.place_button or label
    return label


def _buttons(one: Shown) -> Iterable[Button]:
    return () if one.own else (button for row in one.message.buttons for button in row)


def _quiet(kept: Sequence[Kept]) -> set[int]:
    quiet = set()
    for index, one in enumerate(kept):
        if not (one.own and one.message.buttons):
            continue
        answers = []
        for other in kept[index + 1 :]:
            if other.own or other.at != one.at:  # what one press causes is kept at one moment
                break
            answers.append(other)
        if answers and all(answer.message.replaces is not None for answer in answers):
            quiet.add(one.id)
    return quiet

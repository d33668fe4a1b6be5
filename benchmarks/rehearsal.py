"""A rehearsal of the walk with the real reception: what is said at each step, for the peers to say too."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from benchmarks import premises, walk
from benchmarks.crowd import Scribe
from benchmarks.walk import DRAFT, LANGUAGES, POINT, WALK, Said, Step
from conversations import person
from conversations.incoming import Address, Incoming, Kind
from conversations.message import Message
from hotline.compose import Composed
from tests.doubles.square import Square

Json = dict[str, Any]
_KINDS: dict[str, Kind] = {"begin": "button", "press": "button", "text": "text", "point": "point"}


@cache
def scribe() -> Scribe:
    """Hold a rehearsal in a house of its own; gives who knows what a crowd sends."""
    with premises.folder() as folder:
        settings = premises.told(folder)
        premises.found(settings)
        with premises.opened(settings) as composed:
            return Scribe(composed.house.scripts["citizen_report"], rehearse(composed, datetime.now(UTC)))


def rehearse(composed: Composed, now: datetime) -> Said:
    """Walk once in each language. Files a case each: use a house that is not measured."""
    square = Square(composed.database, composed.house, now)
    return {
        language: _walked(composed, square, 900_000_000 + number, language)
        for number, language in enumerate(LANGUAGES)
    }


def drafts_of(composed: Composed, users: list[int]) -> dict[int, str]:
    """Give the names of the drafts that these people have open."""
    senders = {person.index(composed.keys, _nobody(user)): user for user in users}
    with composed.database.reading() as tx:
        known = person.load(tx, composed.keys, senders)
    return {senders[sender]: one.draft.draft for sender, one in known.items() if one.draft}


def _walked(composed: Composed, square: Square, user: int, language: str) -> list[list[Json]]:
    said: list[list[Json]] = []
    draft, read = "", 0
    for step in WALK:
        more: Json = {"point": POINT} if step.kind == "point" else {}
        text = _text(composed, step, draft)
        [heard] = square.hear(square.say(user, _KINDS[step.kind], text, language=language, message=1, **more))
        if heard.aside:
            raise RuntimeError(f"{step} was put aside")
        draft = draft or drafts_of(composed, [user])[user]
        everything = square.read(user)
        said.append([_shaped(one.message, draft) for one in everything[read:]])
        read = len(everything)
    return said


def _text(composed: Composed, step: Step, draft: str) -> str:
    if step.kind in ("begin", "press"):
        return walk.token(composed.house.scripts["citizen_report"], step, draft)
    return step.value


def _shaped(message: Message, draft: str) -> Json:
    rows = [
        [{"label": one.label, "token": one.token.replace(draft, DRAFT)} for one in row]
        for row in message.buttons
    ]
    return {
        "text": message.text,
        "buttons": rows,
        "place_button": message.place_button,
        "clear": message.clear,
    }


def _nobody(user: int) -> Incoming:
    return Incoming(Address("telegram", str(user)), str(user), "other")

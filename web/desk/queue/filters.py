"""What somebody wants to see of the queue: read from the address, and offered as choices."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from cases import queue
from cases.queue import Place, Wish
from conversations import notices
from conversations.dossier import plain
from conversations.rendering import Speaker
from locales.texts import Text

STATES: Mapping[str, Text] = {
    "open": Text("queue.open", "All open ones"),
    "received": plain.STATES["received"],
    "acknowledged": plain.STATES["acknowledged"],
    "closed": plain.STATES["closed"],
}
WHOSE: Mapping[str, Text] = {
    "": Text("queue.all", "All"),
    "mine": Text("queue.mine", "Mine"),
    "nobody": Text("queue.nobodys", "Taken by nobody"),
}
ALL = WHOSE[""]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    chosen: bool


def read(said: Mapping[str, str]) -> Wish:
    """Give the wish of an address; what cannot be one is as if it were not there."""
    state, whose = said.get("state", ""), said.get("whose", "")
    return Wish(
        state=state if state in queue.STATES else "open",
        urgency=_known(said.get("urgency", ""), notices.URGENCIES),
        activity=_known(said.get("activity", ""), plain.WORK),
        whose=whose if whose in queue.WHOSE else "",
        overdue=said.get("overdue") == "1",
    )


def address(wish: Wish, after: Place | None = None) -> str:
    """Give the address of the queue with this wish, from this place on."""
    bare = Wish()
    asked: dict[str, Any] = {
        one.name: getattr(wish, one.name)
        for one in fields(Wish)
        if getattr(wish, one.name) != getattr(bare, one.name)
    }
    asked |= {"overdue": 1} if wish.overdue else {}
    asked |= {"after": str(after)} if after else {}
    return f"/desk/cases?{urlencode(asked)}" if asked else "/desk/cases"


def choices(wish: Wish, speaker: Speaker) -> dict[str, list[Choice]]:
    """Give the choices of every filter, in the words of a language."""
    urgencies = {code: notices.urgency(code, speaker) for code in notices.URGENCIES}
    work = {code: speaker.say(text) for code, text in plain.WORK.items()}
    everything = {"": speaker.say(ALL)}
    return {
        "state": _choices({code: speaker.say(text) for code, text in STATES.items()}, wish.state),
        "urgency": _choices(everything | urgencies, wish.urgency),
        "activity": _choices(everything | work, wish.activity),
        "whose": _choices({code: speaker.say(text) for code, text in WHOSE.items()}, wish.whose),
    }


def _choices(labels: Mapping[str, str], chosen: str) -> list[Choice]:
    return [Choice(code, label, code == chosen) for code, label in labels.items()]


def _known(code: str, known: Mapping[str, object]) -> str:
    return code if code in known else ""

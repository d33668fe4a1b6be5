"""What is remembered while somebody looks for help, and the buttons of it. Kept sealed with the person."""

from msgspec import Struct

BUTTON = "s:"
"""Before the token of every button of a look-up: s:<view>:<act>[number]."""

NEED, PLACE, LAST, REGIONS, SERVICE, MAP, LIST = "n", "p", "u", "r", "s", "m", "b"
NARROW, TICK, OF_AGE, DROP, DROP_ALL = "f", "t", "a", "d", "x"


class Search(Struct, frozen=True, omit_defaults=True):
    """One look-up. The buttons carry places in `offered`, so that they tell nothing to who reads them."""

    need: str = ""  # key of the button that was pressed, such as "need.shelter" …
    text: str = ""  # … or what was written instead
    named: bool = False  # the place stands in the text
    territory: str = ""  # code of KATO
    point: tuple[float, float] | None = None
    asks: str = ""  # what the next words are: "need", "place", "condition"; "" once the list is there
    within: str = ""  # the oblast whose districts are offered
    offered: tuple[str, ...] = ()  # territories to choose from, or services, as they were shown last
    view: str = ""  # random name of what was shown last: older buttons do nothing
    last: str = ""  # the territory of the look-up before this one
    only: tuple[str, ...] = ()  # conditions that are set, such as "free"
    speaks: str = ""  # the language that is to be spoken there
    ages: tuple[int, int] | None = None  # of the child, in years


class Press(Struct, frozen=True):
    """A pressed button of a look-up: an act and the place of what was meant; -1 for none."""

    view: str
    act: str
    place: int = -1


def make(search: Search, act: str, place: int | None = None) -> str:
    """Give the token of a button."""
    return f"{BUTTON}{search.view}:{act}{'' if place is None else place}"


def read(token: str) -> Press:
    """Read a token; one that is none of ours names a view that never was."""
    view, _, act = token.removeprefix(BUTTON).partition(":")
    number = act[1:]
    place = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else -1
    return Press(view, act[:1], place)

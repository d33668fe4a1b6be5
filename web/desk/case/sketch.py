"""A point among the nearest settlements: distances, directions, and where they stand in a small drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conversations.rendering import Speaker
from directory import nearby
from directory.nearby import Near
from directory.territory import Territories
from locales.texts import Text

WIDTH, HEIGHT = 360, 260
_MARGIN_X, _MARGIN_Y = 90, 36
_SCALES = (0.5, 1, 2, 5, 10, 20, 50, 100)  # km of the bar
KM = Text("svc.km", "{n} km")
WINDS: Mapping[str, Text] = {
    "n": Text("casepage.wind_n", "north"),
    "ne": Text("casepage.wind_ne", "north-east"),
    "e": Text("casepage.wind_e", "east"),
    "se": Text("casepage.wind_se", "south-east"),
    "s": Text("casepage.wind_s", "south"),
    "sw": Text("casepage.wind_sw", "south-west"),
    "w": Text("casepage.wind_w", "west"),
    "nw": Text("casepage.wind_nw", "north-west"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A settlement: its name, how far from it and in which direction the point lies; its place, in pixels."""

    name: str
    distance: str
    wind: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Sketch:
    """A drawing of WIDTH × HEIGHT pixels, north up, the point in its middle; `bar` is so many pixels long."""

    spots: tuple[Spot, ...]
    bar: int
    bar_text: str
    width: int = WIDTH
    height: int = HEIGHT


def draw(territories: Territories, point: Sequence[float], speaker: Speaker) -> Sketch | None:
    """Give the drawing of a point; None where the directory knows no settlement near it."""
    found = nearby.nearest(territories, point[0], point[1])
    if not found:
        return None
    scale = min(
        (WIDTH / 2 - _MARGIN_X) / max(0.1, *(abs(one.east) for one in found)),
        (HEIGHT / 2 - _MARGIN_Y) / max(0.1, *(abs(one.north) for one in found)),
    )
    bar = next((km for km in reversed(_SCALES) if km * scale <= WIDTH / 3), _SCALES[0])
    spots = tuple(_spot(one, scale, territories, speaker) for one in found)
    return Sketch(spots, round(bar * scale), _distance(bar, speaker))


def _spot(one: Near, scale: float, territories: Territories, speaker: Speaker) -> Spot:
    return Spot(
        territories.name(one.code, speaker.catalogue.language),
        _distance(round(one.km, 1), speaker),
        speaker.say(WINDS[one.wind]),
        round(WIDTH / 2 - one.east * scale),
        round(HEIGHT / 2 + one.north * scale),
    )


def _distance(km: float, speaker: Speaker) -> str:
    return speaker.say(KM, n=speaker.number(km))

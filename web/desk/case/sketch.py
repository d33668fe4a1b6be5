"""A point among the nearest settlements: distances, directions, and where they stand in a small drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from conversations.rendering import Speaker
from directory import nearby
from directory.nearby import Near
from directory.territory import Territories
from locales.texts import Text

WIDTH, HEIGHT = 360, 260
_MARGIN_X, _MARGIN_Y = 90, 36
_LETTER, _LINE, _HERE = 7, 12, 10  # pixels: a letter's width, a line's height, half of the point's mark
_BESIDE = (("middle", 0, -8), ("middle", 0, 17), ("start", 9, 4), ("end", -9, 4))
"""Where a name may stand beside its settlement: above, below, right, left."""
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
    """A settlement: its name, how far from it and in which direction the point lies; its place and that of
    its name, in pixels. `anchor`: which end of the name stands there, as SVG has it.
    """

    name: str
    distance: str
    wind: str
    x: int
    y: int
    name_x: int = 0
    name_y: int = 0
    anchor: str = "middle"


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
    spots = [_spot(one, scale, territories, speaker) for one in found]
    return Sketch(tuple(named(spots)), round(bar * scale), _distance(bar, speaker))


def _spot(one: Near, scale: float, territories: Territories, speaker: Speaker) -> Spot:
    return Spot(
        territories.name(one.code, speaker.catalogue.language),
        _distance(round(one.km, 1), speaker),
        speaker.say(WINDS[one.wind]),
        round(WIDTH / 2 - one.east * scale),
        round(HEIGHT / 2 + one.north * scale),
    )


def named(spots: Sequence[Spot]) -> list[Spot]:
    """Put each name where it covers least of the point, the settlements and the names before it."""
    middle = _Box(WIDTH // 2 - _HERE, HEIGHT // 2 - _HERE, WIDTH // 2 + _HERE, HEIGHT // 2 + _HERE)
    taken = [middle, *(_Box(one.x - 4, one.y - 4, one.x + 4, one.y + 4) for one in spots)]
    named: list[Spot] = []
    for one in spots:
        ways = [_way(one, *beside) for beside in _BESIDE]
        best = min(ways, key=lambda way: sum(_box(way).shared(other) for other in taken))
        taken.append(_box(best))
        named.append(best)
    return named


@dataclass(frozen=True, slots=True)
class _Box:
    left: int
    top: int
    right: int
    bottom: int

    def shared(self, other: "_Box") -> int:
        """Give how many pixels both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0, wide) * max(0, high)


def _way(one: Spot, anchor: str, right: int, down: int) -> Spot:
    return replace(one, name_x=one.x + right, name_y=one.y + down, anchor=anchor)


def _box(one: Spot) -> _Box:
    length = _LETTER * len(one.name)
    left = one.name_x - {"start": 0, "middle": length // 2, "end": length}[one.anchor]
    return _Box(left, one.name_y - _LINE, left + length, one.name_y + 3)


def _distance(km: float, speaker: Speaker) -> str:
    return speaker.say(KM, n=speaker.number(km))

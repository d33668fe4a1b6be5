"""The drawing of a point among the nearest settlements: their names stand beside each other."""

from web.desk.case import sketch
from web.desk.case.sketch import Spot


def test_no_name_covers_another_where_settlements_stand_close() -> None:
    close = [Spot(name, "", "", x, y) for name, x, y in (("Кеңесшіл", 174, 131), ("Атакент", 150, 138))]
    first, second = sketch.named(close)

    assert (first.anchor, first.name_x - first.x) == ("end", -9)  # above it is the point itself
    assert (second.anchor, second.name_y - second.y) == ("middle", 17)

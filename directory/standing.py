"""Of places that a text names equally well: what speaks against each, in points of the score.

Measured over other names of GeoNames and Who's On First (docs/PERFORMANCE.md). It orders, and takes no
place away.
"""

from directory import grammar
from directory.grammar import Form
from directory.territory import Territory
from directory.vocabulary import AROUND, INSIDE, OLD, SPELT

#: An old or other name: that of a town is remembered, that of a village may be wrong. Of a city by its old
#: name and a village by today's the city is likelier meant.
_OLD = {"oblast": 1.0, "city": 1.0, "district": 5.0, "settlement": 5.0, "rural_district": 5.0}
#: Without the word for its kind a smaller place is less likely meant, a village less than its district.
_SMALL = {"oblast": 0.0, "city": 0.0, "district": 2.0, "settlement": 3.5, "rural_district": 4.0}
_INSIDE = 1.0  # only a piece of the name: «Узунколь» of «Узункольский район»
_WRONG_FORM = 8.0  # «Актюбинск» said of «Актюбинская область»
_AROUND = 4.0  # only the name of the oblast that was around it
_SPELT = 0.25  # the name of today as others spell it: they mix up neighbours at times


def against(place: Territory, how: int, form: Form | None, *, with_kind: bool) -> float:
    """How much less a place is likely meant by a name; `how`: as in `vocabulary.names_of`.

    `form`: of the name as it was typed; `with_kind`: whether the kind of place was said beside it.
    """
    points = _OLD[place.level] if how & OLD else 0.0
    if how & INSIDE:
        points += _INSIDE
    if not with_kind:
        points += _SMALL[place.level]
    if how & AROUND:
        points += _AROUND
    if how & SPELT:
        points += _SPELT
    if form and grammar.contradicts(form, place):
        points += _WRONG_FORM
    return points

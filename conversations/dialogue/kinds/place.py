"""The question "where?": a point on the map, a name in any spelling, or region → district from a list.

A name that is both a city and a region is asked back, so is a name that several villages share, and so is a
point outside the country. What cannot be found leads to the list of regions; the words are always kept.
"""

from conversations.dialogue.answers import Answer, has_words
from conversations.dialogue.kinds.scene import Accepted, Asking, Outcome, Scene, Unclear
from conversations.dialogue.session import Ask, Choice, Inner, Notice
from conversations.dialogue.tokens import Press

PAGE = 20
REGIONS, DISTRICTS, WHICH, CITY_OR_OBLAST, OUTSIDE = (
    "regions",
    "districts",
    "which_place",
    "city_or_oblast",
    "outside",
)


def ask(scene: Scene) -> Ask:
    """Ask for the place, or what has to be asked back about it."""
    inner, name = scene.inner, scene.step.name
    if inner is None:
        known = scene.session.suggested
        near = (_button(scene, known),) if scene.lexicon.places.knows(known) else ()
        return Ask(name, choices=(*near, scene.word("list")))
    if inner.form == OUTSIDE:
        return Ask(name, form=OUTSIDE, choices=(scene.word("yes"), scene.word("no")))
    if inner.form in (WHICH, CITY_OR_OBLAST):
        listed = tuple(_button(scene, code) for code in inner.offered)
        return Ask(name, form=inner.form, choices=listed, nav=(scene.word("list"),))
    return _list(scene, inner)


def press(scene: Scene, pressed: Press) -> Outcome | None:
    """Understand a pressed place, "choose from the list", a page, or the answer about a point outside."""
    inner = scene.inner
    text, point = (inner.text, inner.point) if inner else ("", None)
    if pressed.act == "list":
        return Asking(Inner(REGIONS, text=text, point=point))
    if pressed.act == "page" and inner and inner.form in (REGIONS, DISTRICTS) and 0 <= pressed.number() < 99:
        return Asking(Inner(inner.form, inner.offered, text, point, page=pressed.number()), in_place=True)
    if pressed.act == "unknown" and inner and inner.form == DISTRICTS:
        return _accepted(inner.offered[0], text, point)
    if pressed.act == "place" and scene.lexicon.places.knows(pressed.argument):
        return _chosen(scene, pressed.argument, text, point)
    if inner and inner.form == OUTSIDE and pressed.act in ("yes", "no"):
        return _accepted("", text, point) if pressed.act == "yes" else Asking(None)
    return None


def hear(scene: Scene, text: str) -> Outcome:
    """Look for the place that the words name; raw words are kept whatever is found."""
    if not has_words(text):
        return Unclear(raw=text)
    inner = scene.inner
    point = inner.point if inner else None
    within = inner.offered[0] if inner and inner.form == DISTRICTS else ""
    found = scene.lexicon.places.ask(text, within)
    if found.kind == "none" and within:
        found = scene.lexicon.places.ask(text, "")
    if found.kind == "one":
        return _chosen(scene, found.places[0], text, point)
    if found.kind in ("choose", "city_or_oblast"):
        form = WHICH if found.kind == "choose" else CITY_OR_OBLAST
        return Asking(Inner(form, found.places, text, point))
    if scene.session.tries >= 2:
        return Accepted(Answer(text=_joined(inner, text), point=point, review=True), (Notice("note"),))
    return Asking(Inner(REGIONS, text=_joined(inner, text), point=point), (Notice("place"),))


def point(scene: Scene, at: tuple[float, float]) -> Outcome:
    """Understand a point on the map: its district, or the question whether it is really outside the
    country.
    """
    text = scene.inner.text if scene.inner else ""
    code = scene.lexicon.places.at(*at)
    return _accepted(code, text, at) if code else Asking(Inner(OUTSIDE, text=text, point=at))


def left_open(inner: Inner) -> Answer | None:
    """Give what has been said so far of a place that is not settled: a region, words, a point outside."""
    if inner.form == DISTRICTS:
        return Answer(place=inner.offered[0], text=inner.text, point=inner.point, message=inner.message)
    if inner.text or inner.point:
        return Answer(text=inner.text, point=inner.point, review=True, message=inner.message)
    return None


def _chosen(scene: Scene, code: str, text: str, point: tuple[float, float] | None) -> Outcome:
    if scene.lexicon.places.children(code):
        return Asking(Inner(DISTRICTS, (code,), text, point))
    return _accepted(code, text, point)


def _accepted(code: str, text: str, point: tuple[float, float] | None) -> Accepted:
    notice = Notice("place_is", place=code) if code else Notice("place_unknown")
    return Accepted(Answer(place=code, text=text, point=point), (notice,))


def _list(scene: Scene, inner: Inner) -> Ask:
    under = inner.offered[0] if inner.form == DISTRICTS else ""
    codes = scene.lexicon.places.children(under)
    first = inner.page * PAGE if inner.page * PAGE < len(codes) else 0
    nav: list[Choice] = []
    if len(codes) > PAGE:
        after = inner.page + 1 if first + PAGE < len(codes) else 0
        nav.append(scene.word("page", after, word="more_places"))
    if under:
        nav += [scene.word("unknown"), scene.word("list", word="back_list")]
    listed = tuple(_button(scene, code) for code in codes[first : first + PAGE])
    return Ask(scene.step.name, form=inner.form, choices=listed, nav=tuple(nav))


def _button(scene: Scene, code: str) -> Choice:
    return Choice(scene.token("place", code), place=code)


def _joined(inner: Inner | None, text: str) -> str:
    before = inner.text if inner else ""
    return text if not before or text == before else f"{before} / {text}"

"""How the open question is asked: by its kind, with the buttons that every question has."""

from collections.abc import Mapping

from msgspec.structs import replace

from conversations.dialogue.answers import Answer
from conversations.dialogue.kinds import media, numbers, options, place, review, words
from conversations.dialogue.kinds.scene import Kind, Scene
from conversations.dialogue.order import is_ready
from conversations.dialogue.session import Ask, Choice

KINDS: Mapping[str, Kind] = {
    "choice": options,
    "many": options,
    "number": numbers,
    "age": numbers,
    "place": place,
    "text": words,
    "day": words,
    "media": media,
    "review": review,
}
"""The module of each kind of question."""


def ask(scene: Scene) -> Ask:
    """Give the open question with its buttons."""
    inner = scene.inner
    if inner and inner.form == words.KEEP:
        asked = Ask(scene.step.name, form=words.KEEP, choices=(scene.word("yes"), scene.word("no")))
    else:
        asked = KINDS[scene.step.kind].ask(scene)
    return replace(asked, nav=(*asked.nav, *nav(scene)))


def nav(scene: Scene) -> tuple[Choice, ...]:
    """Give the buttons of the engine: skip, back, and send as soon as everything needed is answered."""
    step, session = scene.step, scene.session
    row: list[Choice] = []
    can_be_done = step.kind == "media" and session.media  # "done" stands there already
    if not step.required and step.kind != "review" and not can_be_done:
        row.append(scene.word("skip"))
    if session.trail or session.inner:
        row.append(scene.word("back"))
    if step.kind != "review" and is_ready(scene.script, session):
        row.append(scene.word("send"))
    return tuple(row)


def marked(scene: Scene) -> tuple[str, ...]:
    """Give what is marked in a question with several answers."""
    return options.marks(scene) if scene.step.kind == "many" else ()


def with_open(scene: Scene) -> dict[str, Answer]:
    """Give the answers with what is still open: marks not confirmed, words and places not yet understood.

    Newer words take the place of an answer that was being changed: an old one must not speak for them.
    """
    left = _left_open(scene)
    return scene.session.answers if left is None else {**scene.session.answers, scene.step.name: left}


def _left_open(scene: Scene) -> Answer | None:
    inner, answered = scene.inner, scene.step.name in scene.session.answers
    if inner is None:
        return None
    if scene.step.kind == "place":
        return place.left_open(inner) if answered else None
    codes = marked(scene)
    if inner.form == "marks":
        return Answer(codes=codes, skipped=not codes) if codes or answered else None
    if not inner.text:
        return None
    other = () if scene.step.option("other") is None else ("other",)
    return Answer(codes=codes or other, text=inner.text, review=True, message=inner.message)

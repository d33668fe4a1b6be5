"""How the open question is asked: by its kind, with the buttons that every question has."""

from collections.abc import Mapping
from dataclasses import replace

from conversations.dialogue.answers import Answer
from conversations.dialogue.kinds import numbers, options, place, review, words
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
    if not step.required and step.kind != "review":
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
    """Give the answers with what is still open: marks not confirmed, words not yet understood."""
    inner = scene.inner
    if inner is None or scene.step.name in scene.session.answers:
        return scene.session.answers
    codes = marked(scene)
    if inner.form == "did_you_mean":
        other = () if scene.step.option("other") is None else ("other",)
        left = Answer(codes=codes or other, text=inner.text, review=True)
    elif codes and inner.form == "marks":
        left = Answer(codes=codes)
    else:
        return scene.session.answers
    return {**scene.session.answers, scene.step.name: left}

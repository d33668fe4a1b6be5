"""What was entered of a call as answers to the script: understood by the same engine as in a chat.

There is no order: every question is answered from what stands in its fields. What is typed is matched in all
languages; what is not understood is kept as it was typed and marked for a person.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from conversations.dialogue import asking
from conversations.dialogue.answers import Answer
from conversations.dialogue.kinds import numbers, options
from conversations.dialogue.kinds.scene import Accepted, Asking, Outcome, Scene, Unclear
from conversations.dialogue.lexicon import Lexicon
from conversations.dialogue.order import offered
from conversations.dialogue.script import Option, Script, Step
from conversations.dialogue.session import Notice, Session
from conversations.phone.call import CHILD, Call

NOT_BY_PHONE = ("media", "review")
"""Kinds of questions that a call does not ask: files cannot be sent, reading back is a page of its own."""
_SELF = "self"


class Heard(Struct, frozen=True):
    """The answers of a call; `meant`: options that typed words may mean, by step; `unclear`: what would be
    understood instead.
    """

    session: Session
    meant: Mapping[str, tuple[str, ...]]
    unclear: Mapping[str, Notice]


def heard(script: Script, call: Call, lexicon: Lexicon, now: datetime) -> Heard:
    """Give what was entered as the engine understands it. Never refuses anything."""
    marks = [mark for text in call.words.values() for mark in lexicon.marks(script.name, text)]
    marks += [_SELF] if call.kind == CHILD else []
    session = Session(script.name, script.version, script.digest, call.draft, script.steps[-1].name)
    session = replace(session, marks=tuple(dict.fromkeys(marks)))
    meant: dict[str, tuple[str, ...]] = {}
    unclear: dict[str, Notice] = {}
    for step in script.steps:
        scene = Scene(script, session, step, lexicon, now)
        answer = _answer(scene, call, meant, unclear)
        if answer is not None:
            session = replace(session, answers={**session.answers, step.name: answer})
    return Heard(session, meant, unclear)


def is_asked(step: Step) -> bool:
    """Tell whether this question is asked in a call at all."""
    return step.kind not in NOT_BY_PHONE and not step.by_phone


def _answer(
    scene: Scene, call: Call, meant: dict[str, tuple[str, ...]], unclear: dict[str, Notice]
) -> Answer | None:
    step, text = scene.step, call.words.get(scene.step.name, "").strip()
    if step.by_phone:
        return Answer(codes=(step.by_phone,))
    if step.kind in NOT_BY_PHONE:
        return None
    if step.kind == "place":
        return Answer(place=call.place, text=text) if call.place or text else None
    if step.name == _SELF and call.kind == CHILD and not call.codes.get(_SELF):
        return Answer(codes=("yes",))
    chosen = _chosen(scene, call.codes.get(step.name, ()))
    if chosen:
        return Answer(codes=tuple(one.code for one in chosen), number=_number(step, chosen), text=text)
    if not text:
        return None
    return _settled(scene, text, asking.KINDS[step.kind].hear(scene, text), meant, unclear)


def _chosen(scene: Scene, codes: tuple[str, ...]) -> list[Option]:
    """Give the chosen options as far as they are on offer; beside others "none of these" counts nothing."""
    step = scene.step
    on_offer = offered(scene.script, scene.session, step) if step.options_of else step.options
    found = [one for one in on_offer if one.code in codes]
    if step.kind != "many":
        return found[:1]
    return [one for one in found if not one.alone] or found[:1]


def _number(step: Step, chosen: list[Option]) -> float | None:
    """Give the lower end of a chosen band, as a pressed chip does."""
    if step.kind not in ("number", "age"):
        return None
    return chosen[0].values.get("a", chosen[0].values.get("n"))


def _settled(
    scene: Scene,
    text: str,
    outcome: Outcome,
    meant: dict[str, tuple[str, ...]],
    unclear: dict[str, Notice],
) -> Answer:
    name = scene.step.name
    if isinstance(outcome, Accepted):
        return outcome.answer
    if isinstance(outcome, Unclear):
        unclear[name] = outcome.notice
        return Answer(text=text, review=True)
    inner = outcome.inner if isinstance(outcome, Asking) else None
    if inner is not None and inner.form == numbers.ADULT:
        return Answer(ages=inner.ages, text=text)
    if inner is not None and inner.form == options.MEANT:
        meant[name] = inner.offered
    other = () if scene.step.option("other") is None else ("other",)
    return Answer(codes=other, text=text, review=True)

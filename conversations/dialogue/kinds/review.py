"""The last question: send, change an answer, or delete. Nothing has been sent before it is answered."""

from conversations.dialogue.kinds.scene import Asking, Ended, Outcome, Scene, Unclear
from conversations.dialogue.script import Words
from conversations.dialogue.session import Ask, Choice, Inner
from conversations.dialogue.tokens import Press

CHANGE, SURE = "change", "delete_sure"


def ask(scene: Scene) -> Ask:
    """Show what can be done with the report, which answer to change, or whether to delete for sure."""
    name = scene.step.name
    if scene.inner and scene.inner.form == CHANGE:
        return Ask(name, form=CHANGE, choices=_changeable(scene))
    if scene.inner and scene.inner.form == SURE:
        return Ask(name, form=SURE, choices=(scene.word("yes"), scene.word("no")))
    words = (scene.word("send", word="send_review"), scene.word("change"), scene.word("delete"))
    return Ask(name, form="review", choices=words)


def press(scene: Scene, pressed: Press) -> Outcome | None:
    """Understand send, change, delete and their answers."""
    form = scene.inner.form if scene.inner else ""
    if pressed.act == "change":
        return Asking(Inner(CHANGE))
    if pressed.act == "delete":
        return Asking(Inner(SURE))
    if pressed.act == "go" and 0 <= pressed.number() < len(scene.script.steps):
        return Ended(go=scene.script.steps[pressed.number()].name)
    if form == SURE and pressed.act in ("yes", "no"):
        return Ended("delete") if pressed.act == "yes" else Asking(None)
    return None


def hear(scene: Scene, text: str) -> Outcome:
    """Typed words answer nothing here: the same buttons are shown again, for as long as it takes."""
    return Unclear(raw=text)


def _changeable(scene: Scene) -> tuple[Choice, ...]:
    """Give a button for every answer; what several questions ask about (the work) stands once."""
    listed: dict[Words, Choice] = {}
    for number, step in enumerate(scene.script.steps):
        if step.name in scene.session.answers and step.label is not None:
            listed.setdefault(step.label, Choice(scene.token("go", number), word=f"step:{step.name}"))
    return tuple(listed.values())

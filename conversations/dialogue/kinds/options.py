"""Questions with options: one (`choice`) or several (`many`). Options can be pressed or said."""

from conversations.dialogue.answers import Answer, has_words
from conversations.dialogue.kinds.scene import Accepted, Asking, Outcome, Scene, Unclear
from conversations.dialogue.lexicon import SURE
from conversations.dialogue.script import Option, Step
from conversations.dialogue.session import Ask, Inner, Notice
from conversations.dialogue.tokens import Press

MARKS = "marks"
MEANT = "did_you_mean"


def ask(scene: Scene) -> Ask:
    """Ask with all options; marked ones show their mark."""
    inner = scene.inner
    if inner and inner.form == MEANT:
        return _ask_meant(scene, inner)
    if scene.step.kind != "many":
        return Ask(scene.step.name, choices=scene.buttons())
    marked = marks(scene)
    choices = tuple(
        scene.button(one, "option" if one.alone else _turn(one, marked), marked=one.code in marked)
        for one in scene.options()
    )
    return Ask(scene.step.name, choices=choices, nav=(scene.word("done"),) if marked else ())


def press(scene: Scene, pressed: Press) -> Outcome | None:
    """Understand a pressed option, mark, "done", or the answer to "did you mean?"."""
    if pressed.act == "no" and scene.inner and scene.inner.form == MEANT:
        return Accepted(Answer(codes=marks(scene), text=scene.inner.text), (Notice("note"),))
    if pressed.act == "done" and scene.step.kind == "many":
        return Accepted(Answer(codes=marks(scene), skipped=not marks(scene)))
    option = scene.pressed(pressed.number())
    if option is None or pressed.act not in ("option", "mark", "unmark"):
        return None
    if pressed.act != "option":
        kept = tuple(code for code in marks(scene) if code != option.code and not _is_alone(scene, code))
        marked = (*kept, option.code) if pressed.act == "mark" else kept
        return Asking(Inner(MARKS, marked), in_place=True)
    return _taken(scene, option, scene.inner.text if scene.inner and scene.inner.form == MEANT else "")


def hear(scene: Scene, text: str) -> Outcome:
    """Understand typed words: an option (≥ 85), "did you mean?" (60–84), else a note in the person's
    words.
    """
    found = scene.lexicon.match(
        scene.script.name, scene.step.options_of or scene.step.name, scene.all_options(), text
    )
    sure = [code for code, score in found if score >= SURE]
    if len(sure) == 1 or (sure and scene.step.kind == "many"):
        return _said(scene, sure, text)
    if found:
        offered = tuple(code for code, _ in found[:3])
        return Asking(Inner(MEANT, offered, text=text, kept=marks(scene)))
    if not has_words(text):
        return Unclear(raw=text)
    other = next((one.code for one in scene.options() if one.code == "other"), "")
    codes = (other,) if other else marks(scene)
    return Accepted(Answer(codes=codes, text=text), (Notice("note"),))


def marks(scene: Scene) -> tuple[str, ...]:
    """Give the codes marked so far, or those of the answer that is being changed."""
    if scene.inner and scene.inner.form in (MARKS, MEANT) and scene.step.kind == "many":
        return scene.inner.offered if scene.inner.form == MARKS else scene.inner.kept
    before = scene.session.answers.get(scene.step.name)
    return before.codes if before and scene.step.kind == "many" else ()


def taken_back(step: Step, answers: dict[str, Answer], given: Answer) -> dict[str, Answer]:
    """Give the answers after this one; "stay anonymous" stands in the place of "by name" before it."""
    chosen = [option for code in given.codes if (option := step.option(code)) and option.sets]
    if not chosen:
        return answers
    left = {name: answer for name, answer in answers.items() if name != step.name}
    return left | {name: Answer(codes=(code,)) for one in chosen for name, code in one.sets.items()}


def _is_alone(scene: Scene, code: str) -> bool:
    option = scene.step.option(code)
    return option is not None and option.alone


def _said(scene: Scene, codes: list[str], text: str) -> Outcome:
    if scene.step.kind != "many":
        return Accepted(Answer(codes=(codes[0],), text=text))
    alone = [code for code in codes if (option := scene.step.option(code)) and option.alone]
    if alone:
        return Accepted(Answer(codes=(alone[0],), text=text))
    joined = tuple(dict.fromkeys((*marks(scene), *codes)))
    return Accepted(Answer(codes=joined, text=text))


def _taken(scene: Scene, option: Option, text: str) -> Outcome:
    if scene.step.kind == "many" and not option.alone:
        return Accepted(Answer(codes=tuple(dict.fromkeys((*marks(scene), option.code))), text=text))
    return Accepted(Answer(codes=(option.code,), text=text), said_of(option))


def said_of(option: Option) -> tuple[Notice, ...]:
    """Give what is said at once when the option is chosen."""
    return (Notice("says", words=option.says),) if option.says else ()


def _turn(option: Option, marked: tuple[str, ...]) -> str:
    return "unmark" if option.code in marked else "mark"


def _ask_meant(scene: Scene, inner: Inner) -> Ask:
    offered = [one for one in scene.all_options() if one.code in inner.offered]
    choices = (*(scene.button(one) for one in offered), scene.word("no", word="none_of_these"))
    return Ask(scene.step.name, form=MEANT, choices=choices)

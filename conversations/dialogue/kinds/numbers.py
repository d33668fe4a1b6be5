"""Questions for a number: how many, how many hours, how old. Chips can be pressed, numbers typed."""

from conversations.dialogue import answers, clocktimes, durations
from conversations.dialogue.answers import Answer
from conversations.dialogue.kinds import options
from conversations.dialogue.kinds.scene import Accepted, Asking, Outcome, Scene, Unclear
from conversations.dialogue.lexicon import SURE
from conversations.dialogue.session import Ask, Inner, Notice
from conversations.dialogue.tokens import Press

ADULT_FROM = 18
ADULT = "adult"
ADULT_IS_TOLD = (Notice("adult"), Notice("helpline"))


def ask(scene: Scene) -> Ask:
    """Ask with chips; for a typed age of 18 or more, ask whether the person is an adult."""
    if scene.inner and scene.inner.form == ADULT:
        return Ask(scene.step.name, form=ADULT, choices=(scene.word("yes"), scene.word("no")))
    return Ask(scene.step.name, choices=scene.buttons())


def press(scene: Scene, pressed: Press) -> Outcome | None:
    """Understand a pressed chip, or the answer to "is this person 18 or older?"."""
    if scene.inner and scene.inner.form == ADULT and pressed.act in ("yes", "no"):
        if pressed.act == "yes":
            return Accepted(Answer(ages=scene.inner.ages, text=scene.inner.text), ADULT_IS_TOLD)
        return Asking(None)
    option = scene.pressed(pressed.number()) if pressed.act == "option" else None
    if option is None:
        return None
    lower = option.values.get("a", option.values.get("n"))
    return Accepted(Answer(codes=(option.code,), number=lower))


def hear(scene: Scene, text: str) -> Outcome:
    """Understand a typed number inside the limits of the step, or the words of a chip."""
    chip = _chip(scene, text)
    if chip is not None:
        return chip
    return _ages(scene, text) if scene.step.kind == "age" else _number(scene, text)


def _chip(scene: Scene, text: str) -> Outcome | None:
    """Give the chip that the words mean. Words with digits are a number, never a chip."""
    if answers.numbers(text):
        return None
    found = options.hear(scene, text) if answers.has_words(text) else None
    sure = isinstance(found, Accepted) and found.answer.codes
    matched = scene.lexicon.match(scene.script.name, scene.step.name, scene.options(), text)
    return found if sure and matched and matched[0][1] >= SURE else None


def _number(scene: Scene, text: str) -> Outcome:
    found = answers.numbers(text)
    by_clock = clocktimes.length(text) if scene.step.fact == "hours_day" else None
    if by_clock is not None:
        found = [by_clock]
    if len(found) > 1:  # "10-13": the larger counts, the words are kept
        found = [max(found)]
    if found and text.strip()[:1] != "-" and scene.step.lowest <= found[0] <= scene.step.highest:
        return Accepted(Answer(number=found[0], text=text))
    return Unclear(_limits(scene), raw=text)


def _ages(scene: Scene, text: str) -> Outcome:
    found = answers.ages(text)
    if not found and durations.names_a_grade(text):
        return Accepted(Answer(text=text), (Notice("note"),))
    if not found or max(found) > 99 or text.strip().startswith("-"):
        return Unclear(_limits(scene), raw=text)
    if min(found) >= ADULT_FROM:
        return Asking(Inner(ADULT, ages=found, text=text))
    return Accepted(Answer(ages=found, text=text))


def _limits(scene: Scene) -> Notice:
    return Notice("number", {"min": scene.step.lowest, "max": scene.step.highest})

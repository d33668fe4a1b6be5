"""The question for photos, videos and voice messages: as many as one likes, then "done"."""

from conversations.dialogue.answers import Answer
from conversations.dialogue.conditions import holds
from conversations.dialogue.kinds import words
from conversations.dialogue.kinds.scene import Accepted, Outcome, Scene, Unclear
from conversations.dialogue.session import Ask
from conversations.dialogue.tokens import Press

VOICE_ONLY = "voice_only"


def ask(scene: Scene) -> Ask:
    """Ask for files; where no pictures may be sent, only for words and voice."""
    barred = scene.script.barred
    closed = barred is not None and holds(barred, scene.session.answers, scene.session.marks)
    nav = (scene.word("done"),) if scene.session.media else ()
    return Ask(scene.step.name, form=VOICE_ONLY if closed else "", nav=nav)


def press(scene: Scene, pressed: Press) -> Outcome | None:
    """Understand "done"."""
    return done(scene) if pressed.act == "done" else None


def hear(scene: Scene, text: str) -> Outcome:
    """Keep the words; "no" is an answer too."""
    said = scene.lexicon.agreement(text)
    if said:
        return done(scene) if said == "no" else Unclear()
    outcome = words.hear(scene, text)
    if not isinstance(outcome, Accepted):
        return outcome
    joined = " / ".join(filter(None, (_before(scene), text)))
    return Accepted(Answer(text=joined, number=len(scene.session.media) or None), outcome.notices)


def done(scene: Scene) -> Accepted:
    """Go on: what was sent and written so far is the answer."""
    text, many = _before(scene), len(scene.session.media)
    return Accepted(Answer(text=text, number=many or None, skipped=not text and not many))


def _before(scene: Scene) -> str:
    return scene.session.answers.get(scene.step.name, Answer()).text

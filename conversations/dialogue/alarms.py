"""What raises an alarm: words that are noticed wherever they are typed, and answers that speak of danger."""

from msgspec.structs import replace

from conversations.dialogue.conditions import holds
from conversations.dialogue.kinds.scene import Scene
from conversations.dialogue.session import Notice, Session


def alarmed(
    scene: Scene, session: Session, text: str, notices: tuple[Notice, ...]
) -> tuple[Session, tuple[Notice, ...]]:
    """Note the words that raise a mark; the first alarm adds the emergency sentence."""
    marks = scene.lexicon.marks(scene.script.name, text)
    after = replace(session, marks=tuple(dict.fromkeys((*session.marks, *marks)))) if marks else session
    if after.warned or not scene.script.alarm or not holds(scene.script.alarm, after.answers, after.marks):
        return after, notices
    return replace(after, warned=True), (*notices, Notice("emergency"))

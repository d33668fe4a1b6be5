"""Photos, videos and voice messages of a draft: taken at any question, which stays open as it was.

Where sexual exploitation is told, no photo and no video is taken: nobody may be made to send, to keep
or to look at one (docs/ABUSE_IMAGES.md).
"""

from msgspec import Struct
from msgspec.structs import replace

from conversations.dialogue import asking
from conversations.dialogue.alarms import alarmed
from conversations.dialogue.answers import LONGEST, Answer
from conversations.dialogue.conditions import holds
from conversations.dialogue.kinds.scene import Scene
from conversations.dialogue.lexicon import Lexicon
from conversations.dialogue.script import Script
from conversations.dialogue.session import Input, Notice, Session

MOST = 10
"""Files of one report (DIALOGUES 0)."""


class Taken(Struct, frozen=True):
    """What came of a file; `quiet`: it is one of an album, about which one sentence is enough."""

    session: Session
    notices: tuple[Notice, ...] = ()
    quiet: bool = False
    refused: bool = False


def take(scene: Scene, given: Input) -> Taken:
    """Take a file into the draft, or say why not. A refused one leaves the draft as it was."""
    session, refusal = scene.session, _refusal(scene, given)
    if refusal is not None:
        quiet = bool(given.album) and given.album == session.refused
        return Taken(replace(session, refused=given.album), () if quiet else (refusal,), quiet, refused=True)
    media, pictures = (*session.media, given.medium), session.pictures + given.picture
    session = replace(session, media=media, pictures=pictures)
    return Taken(session, (received(scene, session),), bool(given.album))


def received(scene: Scene, session: Session) -> Notice:
    """Say how many files there are, and where they were asked for, how to go on."""
    code = "files_more" if scene.step.kind == "media" else "files"
    return Notice(code, {"n": len(files(session))})


def noted(scene: Scene, session: Session, text: str) -> tuple[Session, tuple[Notice, ...]]:
    """Keep what was written under a file where nothing else is asked that it could answer."""
    step = scene.script.first_of("media")
    if step is None or not text:
        return session, ()
    before = session.answers.get(step.name, Answer()).text
    joined = " / ".join(filter(None, (before, text)))[:LONGEST]
    session = replace(session, answers={**session.answers, step.name: Answer(text=joined)})
    return alarmed(scene, session, text, ())


def captioned(scene: Scene, session: Session, text: str) -> tuple[Session, tuple[Notice, ...]]:
    """Notice what an edit says that belongs to no answer, such as words put under a photo later.

    Kept as under a file that comes now; at other questions it would answer the one for files unasked.
    """
    if scene.step.kind in ("media", "review"):
        return noted(scene, session, text)
    return alarmed(scene, session, text, ())


def files(session: Session) -> tuple[int, ...]:
    """Give the files that are no spoken answers."""
    spoken = {answer.medium for answer in session.answers.values()}
    return tuple(one for one in session.media if one not in spoken)


def bars_pictures(scene: Scene, text: str = "") -> bool:
    """Tell whether sexual exploitation was told: confirmed, only marked so far, or in `text`."""
    marks = (*scene.session.marks, *scene.lexicon.marks(scene.script.name, text))
    return scene.script.barred is not None and holds(scene.script.barred, asking.with_open(scene), marks)


def is_guarded(script: Script, session: Session) -> bool:
    """Tell whether pictures that came before it was known may show abuse."""
    return script.barred is not None and holds(script.barred, session.answers, session.marks)


def tells_of_abuse(script: Script, lexicon: Lexicon, text: str) -> bool:
    """Tell whether these words alone speak of what no pictures may be sent of."""
    return script.barred is not None and holds(script.barred, {}, lexicon.marks(script.name, text))


def _refusal(scene: Scene, given: Input) -> Notice | None:
    step = scene.script.first_of("media")
    if step is None:
        return Notice("file")
    if given.picture and bars_pictures(scene, given.text):
        return Notice("says", words=step.note)
    if given.refused is not None:
        return given.refused
    return Notice("file_count", {"n": MOST}) if len(scene.session.media) >= MOST else None

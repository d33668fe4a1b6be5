"""Whether a page may bring a file now: asked before any of it is read. Then it is heard like any other."""

from dataclasses import dataclass

from cases import file_limits, judgement
from conversations import dialogues, files, following, limits, tally
from conversations.dialogue import collecting
from conversations.dialogue.kinds.scene import Scene
from conversations.hearing import Hearing

ADDITION, ANSWER = "addition", "answer"


@dataclass(frozen=True, slots=True)
class Room:
    """What a page may do with files.

    `offered`: it shows a field for one. `taken`: one that comes is read; where sexual exploitation was told
    it is not. `full`: too much has come from everybody within the hour.
    """

    offered: bool = False
    taken: bool = False
    full: bool = False


NONE = Room()


def room(hearing: Hearing) -> Room:
    """Tell what this person may bring: to the question for files, or to the report that is being added to."""
    offered = _adds(hearing) or _draft(hearing)
    if offered is None:
        return NONE
    [brought] = tally.within(hearing.tx, (files.BROUGHT,), limits.AN_HOUR, now=hearing.now)
    return Room(offered, taken=True, full=brought >= limits.MEGABYTES_BROUGHT)


def _adds(hearing: Hearing) -> bool:
    """Tell whether something is added to a case. To one of the worst forms a page offers it only where the
    department asked, for a picture may show abuse; it is locked (`media.expect_for_case`).
    """
    awaits = hearing.person.awaits
    row = following.current(hearing) if awaits in (ADDITION, ANSWER) else None
    return row is not None and (awaits == ANSWER or row.severity < judgement.UNCONDITIONAL)


def _draft(hearing: Hearing) -> bool | None:
    """Tell whether the open question asks for a file; None: there is none open, or it may take no picture."""
    house, draft = hearing.house, hearing.person.draft
    script = house.scripts.get(draft.script) if draft else None
    if draft is None or script is None or script.digest != draft.digest or dialogues.is_expired(hearing):
        return None
    scene = Scene(script, draft, script.step(draft.step), house.lexicon, hearing.now)
    if collecting.bars_pictures(scene):
        return None
    return scene.step.kind == "media" and len(draft.media) < file_limits.MOST_FILES

"""What is said under a question: what the law asks, what Telegram sees, what would help an inspection."""

from dataclasses import dataclass
from datetime import datetime

from cases import appeals
from cases.evidence import Meter
from cases.law import Law
from conversations import grounds, menu, paths
from conversations.dialogue import extraction
from conversations.dialogue.script import Script
from conversations.dialogue.session import Session, Turn
from conversations.rendering import Speaker


@dataclass(frozen=True, slots=True)
class Occasion:
    """In which voice, under which law, where and when; `worst`: of the worst forms, if that is known."""

    speaker: Speaker
    law: Law
    channel: str
    now: datetime
    worst: bool | None = None


def under(script: Script, turn: Turn, occasion: Occasion) -> list[str]:
    """Give the lines under the open question, or under the overview when the place has just become known."""
    ask, session = turn.ask, turn.session
    speaker, law, now = occasion.speaker, occasion.law, occasion.now
    if ask is None or script.first_of("place") is None:
        return []
    if ask.form == "review":
        answers = dict(extraction.current(script, session))
        left = paths.left_to_do(speaker, appeals.in_force(now.date()), answers)
        return [
            *grounds.shown(grounds.meter(script, session, law, now, worst=occasion.worst), speaker),
            *left,
        ]
    if turn.placed:
        return grounds.lacking(grounds.meter(script, session, law, now, worst=occasion.worst), speaker)
    if ask.form:
        return []
    if ask.step == "path":
        grave = grounds.is_grave(script, session, law)
        return paths.explained(speaker, appeals.in_force(now.date()), grave=grave)
    if ask.step == "here" and occasion.channel == "telegram":
        return [speaker.say(menu.TELEGRAM_SEES), speaker.say(paths.STAYS_IN_CHAT)]
    return []


def after_sending(
    script: Script, session: Session, speaker: Speaker, found: Meter, now: datetime
) -> list[str]:
    """Give the lines after a report was sent: what could be added and where, what an appeal still lacks."""
    answers = dict(extraction.current(script, session))
    left = paths.left_to_do(speaker, appeals.in_force(now.date()), answers)
    lacking = grounds.lacking(found, speaker)
    later = [speaker.say(grounds.LATER, button=speaker.say(menu.FOLLOW_UP))] if lacking else []
    return [*lacking, *later, *left]

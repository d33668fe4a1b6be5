"""What is said under a question: what the law asks, what Telegram sees, what would help an inspection."""

from datetime import datetime

from msgspec import Struct

from cases import appeals
from cases.evidence import Meter
from cases.law import Law
from conversations import grounds, menu, paths
from conversations.dialogue import extraction
from conversations.dialogue.extraction import Told
from conversations.dialogue.script import Script
from conversations.dialogue.session import Turn
from conversations.rendering import Speaker
from locales import daytime


class Occasion(Struct, frozen=True):
    """In which voice, under which law, where and when.

    `worst`: of the worst forms, `told`: what the draft tells; where that is known already.
    """

    speaker: Speaker
    law: Law
    channel: str
    now: datetime
    worst: bool | None = None
    told: Told | None = None


def under(script: Script, turn: Turn, occasion: Occasion) -> list[str]:
    """Give the lines under the open question, or under the overview when the place has just become known."""
    ask, session = turn.ask, turn.session
    speaker, law, now = occasion.speaker, occasion.law, occasion.now
    if ask is None or script.first_of("place") is None:
        return []
    if ask.form == "review":
        told = occasion.told or extraction.told(script, session)
        left = paths.left_to_do(speaker, appeals.in_force(daytime.day(now)), told.answers)
        return [*grounds.shown(_meter(told, occasion), speaker), *left]
    if turn.placed:
        return grounds.lacking(_meter(occasion.told or extraction.told(script, session), occasion), speaker)
    if ask.form:
        return []
    if ask.step == "path":
        grave = grounds.is_grave(extraction.told(script, session), law)
        return paths.explained(speaker, appeals.in_force(daytime.day(now)), grave=grave)
    if ask.step == "here" and occasion.channel == "telegram":
        return [speaker.say(menu.TELEGRAM_SEES), speaker.say(paths.STAYS_IN_CHAT)]
    return []


def after_sending(told: Told, speaker: Speaker, found: Meter, now: datetime) -> list[str]:
    """Give the lines after a report was sent: what could be added and where, what an appeal still lacks."""
    left = paths.left_to_do(speaker, appeals.in_force(daytime.day(now)), told.answers)
    lacking = grounds.lacking(found, speaker)
    later = [speaker.say(grounds.LATER, button=speaker.say(menu.FOLLOW_UP))] if lacking else []
    return [*lacking, *later, *left]


def _meter(told: Told, occasion: Occasion) -> Meter:
    worst = grounds.is_grave(told, occasion.law) if occasion.worst is None else occasion.worst
    return grounds.meter(told, occasion.now, worst=worst)

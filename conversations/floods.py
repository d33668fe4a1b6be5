"""Too many messages of one account: heard all the same where something would be lost; else asked to wait.

Nothing is looked up for it: the count travels in what is remembered of the person, which is read and
written with every answer anyway. It begins anew with every minute by the clock.
"""

from datetime import datetime

from conversations import dialogues, menu
from conversations.hearing import Hearing
from conversations.message import Message
from locales.texts import Text

SLOW_DOWN = Text("err.slow_down", "Too many messages. Please wait a little.")

CEILING = 10
"""Times the limit that no person reaches: from there on only words of danger and safe exit are heard."""

CROWD = 32
"""Updates that come in together when a thousand people write at once. Then nobody chats with a machine:"""
IDLE = 5
"""words a minute that belong to no report, in a crowd; so that reports need not wait for small talk."""

_SCRIPT = "citizen_report"
_DANGER = "danger"
_SAID = ("text", "edited", "voice", "point", "photo", "file")
_SMALL_TALK = ("text", "other")
_HARMLESS = (
    "m:",
    "l:",
    "s:",
)  # buttons of the menu, the languages and a look-up: nothing is lost when they are not heard
_EXIT = "h:"
_HIDE = "hide"


def passes(hearing: Hearing) -> bool:
    """Count what came, and tell whether it is to be heard; asked to slow down is once a minute at most."""
    now, most = _minute(hearing.now), hearing.house.messages_a_minute
    minute, before, slowed = hearing.person.pace
    count = before + 1 if minute == now else 1
    heard = count <= most and not (count > IDLE and _is_idle_in_a_crowd(hearing))
    heard = heard or _must_be_heard(hearing, is_person=count <= most * CEILING)
    if not heard and slowed != now:
        hearing.say(slow_down(hearing))
        slowed = now
    hearing.count((now, count, slowed))
    return heard


def slow_down(hearing: Hearing) -> Message:
    """Ask to wait a little, and say whom to call meanwhile."""
    speaker = hearing.speaker
    return Message("\n\n".join([speaker.say(SLOW_DOWN), *menu.whom_to_call(speaker)]))


def _must_be_heard(hearing: Hearing, *, is_person: bool) -> bool:
    incoming = hearing.incoming
    if _is_exit(hearing) or _speaks_of_danger(hearing):
        return True
    if not is_person:
        return False
    if incoming.kind == "button":
        return not incoming.text.startswith(_HARMLESS)
    return _is_open(hearing) and incoming.kind in _SAID


def _is_idle_in_a_crowd(hearing: Hearing) -> bool:
    """Tell whether this is small talk, at a time when many others wait to be heard."""
    if hearing.batch.size < CROWD or hearing.incoming.kind not in _SMALL_TALK or _is_open(hearing):
        return False
    return not (hearing.incoming.text and dialogues.names_work(hearing))


def _is_open(hearing: Hearing) -> bool:
    person = hearing.person
    return person.draft is not None or bool(person.awaits) or bool(person.follows)


def _is_exit(hearing: Hearing) -> bool:
    incoming = hearing.incoming
    if incoming.kind == "button":
        return incoming.text.startswith(_EXIT)
    return incoming.kind == "command" and incoming.text == _HIDE


def _speaks_of_danger(hearing: Hearing) -> bool:
    incoming = hearing.incoming
    if incoming.kind not in _SAID:
        return False
    return _DANGER in hearing.house.lexicon.marks(_SCRIPT, incoming.text)


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60

"""Pages: closing a case with an outcome, as a duplicate, and opening it again."""

from cases import closing, errors
from cases.casework import ending, reopening
from cases.followups import closures
from cases.followups.errors import NotYet
from conversations import outcomes, tidings
from conversations.followups import words
from locales.texts import Text
from web.desk.acts import forms, relations
from web.desk.acts.doing import NOT_NOW, Became, Deed
from web.desk.acts.forms import Choice, Field, Form, Press, Sheet
from web.desk.caller import Caller
from web.desk.doors import Doors

DOORS = Doors()
CLOSE = Text("desk.act.close", "Close the case")
OUTCOME = Text("desk.act.outcome", "How did it end?")
CLOSE_TOLD = Text(
    "desk.act.close_told",
    "The reporter, if they chose to be told, learns that the work is finished, not how it ended."
    " You can undo this for ten minutes.",
)
NOT_YET = Text("f.not_yet", "The case cannot be closed like this yet.")
SAME_AS = Text("desk.act.duplicate", "The same as another case")
ORIGINAL = Text("desk.act.original", "Number of the other case")
ORIGINAL_CLOSED = Text(
    "desk.act.original_closed",
    "Case {number} is closed as a duplicate itself. Please name the case where the work goes on.",
)
DUPLICATE_TOLD = Text(
    "desk.act.duplicate_told",
    "This case is closed and linked with the other one, where the work goes on. You can undo this for ten"
    " minutes.",
)
REOPEN = Text("desk.act.reopen", "Open the case again")
REOPEN_TOLD = Text(
    "desk.act.reopen_told", "The reporter, if they chose to be told, learns that the work goes on."
)
WHY = Text("desk.act.why", "Why?")
REASONS = {
    "goes_on": Text("desk.reason.goes_on", "It goes on"),
    "new_facts": Text("desk.reason.new_facts", "Something new has become known"),
    "mistake": Text("desk.reason.mistake", "It was closed by mistake"),
}
"""Why a case is opened again: the codes of `reopening.REASONS`."""


def _close_form(deed: Deed) -> Form:
    say = deed.speaker.say
    choices = tuple(
        Choice(code, say(outcomes.WORDS[code])) for code in closing.OUTCOMES if code != ending.DUPLICATE
    )
    field = Field("outcome", say(OUTCOME), "radio", choices)
    return Form(say(CLOSE), (Press(say(CLOSE)),), (field,), said=(say(CLOSE_TOLD),))


def _closed(deed: Deed, caller: Caller) -> Became:
    outcome = caller.said("outcome")
    if outcome not in closing.OUTCOMES or outcome == ending.DUPLICATE:
        return deed.wrong(forms.NOTHING_CHOSEN)
    try:
        if _is_proposed(deed, outcome):
            return Became("close-proposed")
        if ending.close(deed.tx, deed.number, outcome, caller.officer, now=deed.now):
            tidings.closed(deed.tx, deed.house, deed.number, deed.now)
    except NotYet as hindered:
        why = (deed.speaker.say(words.HINDRANCES[code]) for code in hindered.hindrances)
        return Became(wrong=" ".join((deed.speaker.say(NOT_YET), *why)))
    return Became("close")


def _is_proposed(deed: Deed, outcome: str) -> bool:
    """A case that is followed up is closed by the coordinating body: everybody else proposes it."""
    if deed.caller.role == "coordinator":
        return False
    return closures.propose(deed.tx, deed.number, outcome, by=deed.actor, now=deed.now)


def _duplicate_form(deed: Deed) -> Form:
    say = deed.speaker.say
    field = Field("other", say(ORIGINAL), "number")
    return Form(say(SAME_AS), (Press(say(CLOSE)),), (field,), said=(say(DUPLICATE_TOLD),))


def _duplicated(deed: Deed, caller: Caller) -> Became:
    other = relations.theirs(deed, caller)
    if other is None:
        return deed.wrong(relations.UNKNOWN)
    try:
        closed = ending.duplicate(deed.tx, deed.number, other, caller.officer, now=deed.now)
    except errors.DuplicateRefused:
        return deed.wrong(ORIGINAL_CLOSED, number=other)
    if closed:
        tidings.closed(deed.tx, deed.house, deed.number, deed.now)
    return Became("close")


def _reopen_form(deed: Deed) -> Form:
    say = deed.speaker.say
    choices = tuple(Choice(code, say(REASONS[code])) for code in reopening.REASONS)
    field = Field("reason", say(WHY), "radio", choices)
    return Form(say(REOPEN), (Press(say(REOPEN)),), (field,), said=(say(REOPEN_TOLD),))


def _reopened(deed: Deed, caller: Caller) -> Became:
    reason = caller.said("reason")
    if not reason:
        return deed.wrong(forms.NOTHING_CHOSEN)
    try:
        is_open = reopening.reopen(deed.tx, deed.office, deed.number, reason, actor=deed.actor, now=deed.now)
    except errors.ReopeningRefused:
        return deed.wrong(forms.NOTHING_CHOSEN)
    if not is_open:
        return deed.refused(NOT_NOW)
    tidings.reopened(deed.tx, deed.house, deed.number, deed.now)
    return Became("reopen")


forms.hang(DOORS, Sheet("close", _close_form, _closed))
forms.hang(DOORS, Sheet("duplicate", _duplicate_form, _duplicated))
forms.hang(DOORS, Sheet("reopen", _reopen_form, _reopened))

"""Pages: a note, another urgency."""

from cases import errors
from cases.casework import noting, urgency
from cases.casework.urgency import Change
from cases.judgement import UNCONDITIONAL
from conversations import notices
from locales.texts import Text
from web.desk.acts import forms
from web.desk.acts.doing import NOT_NOW, Became, Deed
from web.desk.acts.forms import Choice, Field, Form, Press, Sheet
from web.desk.caller import Caller
from web.desk.doors import Doors

DOORS = Doors()
NOTE = Text("desk.act.note", "Write a note")
NOTE_READ_BY = Text(
    "desk.act.note_read_by",
    "Everybody who reads the whole case will read it, with the name of your department and the day."
    " The reporter will not. You can take it back for ten minutes.",
)
WORDS = Text("desk.act.words", "Note")
KEEP = Text("desk.act.keep", "Save")
URGENCY = Text("desk.act.urgency", "Change the urgency")
HOW_URGENT = Text("desk.act.how_urgent", "How urgent is it?")
WHY = Text("desk.act.why", "Why?")
PRESENT = Text("desk.act.urgency_now", "Now: {urgency}")
WORST = Text(
    "desk.act.urgency_worst",
    "The case tells of a worst form of child labour: it cannot be made less urgent.",
)
REASONS = {
    "danger": Text("desk.reason.danger", "A child is in danger"),
    "worse": Text("desk.reason.worse", "It is worse than reported"),
    "less": Text("desk.reason.less", "It is less grave than reported"),
    "facts": Text("desk.reason.facts", "What was reported has turned out otherwise"),
}
"""Why an urgency is changed: the codes of `urgency.REASONS`."""


def _note_form(deed: Deed) -> Form:
    say = deed.speaker.say
    field = Field("words", say(WORDS), "words", hint=say(NOTE_READ_BY), longest=noting.LONGEST)
    return Form(say(NOTE), (Press(say(KEEP)),), (field,))


def _noted(deed: Deed, caller: Caller) -> Became:
    try:
        noting.note(deed.tx, deed.office, deed.number, caller.officer, caller.said("words"), now=deed.now)
    except errors.WordsUnfit:
        return deed.wrong(forms.WORDS_MISSING, n=noting.LONGEST)
    return Became("note")


def _urgency_form(deed: Deed) -> Form:
    say, row = deed.speaker.say, deed.stands.case
    offered = urgency.offered(deed.office, row)
    choices = tuple(Choice(code, notices.urgency(code, deed.speaker)) for code in offered)
    reasons = tuple(Choice(code, say(text)) for code, text in REASONS.items())
    fields = (
        Field("urgency", say(HOW_URGENT), "radio", choices),
        Field("reason", say(WHY), "radio", reasons),
    )
    worst = say(WORST) if row.severity >= UNCONDITIONAL else ""
    now = say(PRESENT, urgency=notices.urgency(row.urgency, deed.speaker))
    if not offered:
        return Form(say(URGENCY), (), said=(now,), careful=worst)
    return Form(say(URGENCY), (Press(say(KEEP)),), fields, said=(now,), careful=worst)


def _urgency_changed(deed: Deed, caller: Caller) -> Became:
    wanted = Change(caller.said("urgency"), caller.said("reason"))
    if not (wanted.urgency and wanted.reason):
        return deed.wrong(forms.NOTHING_CHOSEN)
    try:
        urgency.change(deed.tx, deed.office, deed.number, wanted, caller.officer, now=deed.now)
    except errors.UrgencyRefused:
        return deed.refused(NOT_NOW)
    return Became("urgency")


forms.hang(DOORS, Sheet("note", _note_form, _noted))
forms.hang(DOORS, Sheet("urgency", _urgency_form, _urgency_changed))

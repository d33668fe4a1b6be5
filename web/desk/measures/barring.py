"""Page: whoever would take the child in is the threat. A person ticks it, no rule finds it (DOMAIN C-2)."""

from cases.referrals import receivers
from locales.texts import Text
from web.desk.acts import forms
from web.desk.acts.doing import Became, Deed
from web.desk.acts.forms import Choice, Field, Form, Press, Sheet
from web.desk.caller import Caller
from web.desk.doors import Doors

DOORS = Doors()
TITLE = Text("desk.act.receiver", "Who must not get the child")
ASKS = Text(
    "form1.receiver_threat", "Does the person who would take the child force, beat, sell or send it to beg?"
)
MEANS = Text(
    "desk.receiver.means",
    "If yes: the child is not handed over to this person, they are not told of the report, and their"
    " agreement is not asked. Organisations that help are told so too. The child-rights department decides"
    " who takes the child in.",
)
ANSWERS = {
    "yes": Text("measure.c.yes", "Yes"),
    "no": Text("desk.receiver.no", "No, or not known"),
}


def _form(deed: Deed) -> Form:
    say, is_barred = deed.speaker.say, receivers.is_barred(deed.tx, deed.number)
    choices = tuple(Choice(code, say(text)) for code, text in ANSWERS.items())
    field = Field("threat", say(ASKS), "radio", choices, value="yes" if is_barred else "no")
    return Form(say(TITLE), (Press(say(Text("desk.act.keep", "Save"))),), (field,), said=(say(MEANS),))


def _noted(deed: Deed, caller: Caller) -> Became:
    told = caller.said("threat")
    if told not in ANSWERS:
        return deed.wrong(forms.NOTHING_CHOSEN)
    change = receivers.bar if told == "yes" else receivers.unbar
    change(deed.tx, deed.number, by=deed.actor, now=deed.now)
    return Became("receiver")


forms.hang(DOORS, Sheet("receiver", _form, _noted))

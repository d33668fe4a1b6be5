"""Pages: forwarding a copy, and letting those know who wait for the case."""

from collections.abc import Iterable

from cases import errors, overlooked, release, tasks
from cases import forwarding as forwardings
from cases.casework import copying, permitted
from conversations import pointing
from directory.departments import Department
from locales.texts import Text
from web.desk.acts import forms
from web.desk.acts.doing import NOT_NOW, Became, Deed
from web.desk.acts.forms import Choice, Field, Form, Press, Sheet
from web.desk.caller import Caller
from web.desk.doors import Doors

DOORS = Doors()
FORWARD = Text("desk.act.forward", "Forward a copy")
TO_WHOM = Text("desk.act.to_whom", "To whom?")
FORWARD_TOLD = Text(
    "desk.act.forward_told",
    "They get what their department may read: some the whole case, others the place and the kind of work,"
    " without a word of the reporter. This cannot be undone: they are told at once.",
)
NOBODY = Text("desk.act.nobody", "There is no further department that may get it.")
RELEASE = Text("dept.release", "Tell the others too")
RELEASE_TOLD = Text(
    "desk.act.release_told",
    "These wait for the case. Once they have it, this cannot be undone.",
)
HELD = Text("desk.act.held", "Held back, so that nobody is warned too early")
NO_KEY = Text("desk.act.no_key", "Told already, and cannot read it yet")


def _forward_form(deed: Deed) -> Form:
    say = deed.speaker.say
    found = _departments(deed, copying.offered(deed.tx, deed.office, deed.number))
    if not found:
        return Form(say(FORWARD), (), said=(say(NOBODY),))
    field = Field("department", say(TO_WHOM), "radio", found)
    return Form(say(FORWARD), (Press(say(FORWARD)),), (field,), careful=say(FORWARD_TOLD))


def _forwarded(deed: Deed, caller: Caller) -> Became:
    to = caller.said("department")
    if not to:
        return deed.wrong(forms.NOTHING_CHOSEN)
    try:
        told = copying.forward(
            deed.tx, deed.office, caller.signed.unlocked, deed.number, to, actor=deed.actor, now=deed.now
        )
    except errors.ReleaseRefused:
        return deed.refused(NOT_NOW)
    pointing.send_again(deed.tx, deed.house, [told], deed.now)
    return Became("forward")


def _release_form(deed: Deed) -> Form:
    say = deed.speaker.say
    found = tuple(
        Choice(code, deed.name(code), hint=say(HELD if is_held else NO_KEY))
        for code, is_held in _waiting(deed).items()
    )
    if not found:
        return Form(say(RELEASE), (), said=(say(NOBODY),))
    field = Field("department", say(TO_WHOM), "check", found)
    return Form(say(RELEASE), (Press(say(RELEASE)),), (field,), careful=say(RELEASE_TOLD))


def _released(deed: Deed, caller: Caller) -> Became:
    waiting = _waiting(deed)
    chosen = [code for code in caller.lists.get("department", ()) if code in waiting]
    if not chosen:
        return deed.wrong(forms.NOTHING_CHOSEN)
    unlocked = caller.signed.unlocked
    try:
        for code in chosen:
            release.give(deed.tx, deed.office, unlocked, deed.number, code, actor=deed.actor, now=deed.now)
    except errors.ReleaseRefused:
        return deed.refused(NOT_NOW)
    fresh = [
        one
        for one in forwardings.of_case(deed.tx, deed.number)
        if waiting.get(one.department) and one.department in chosen
    ]
    pointing.send_again(deed.tx, deed.house, overlooked.receive(deed.tx, deed.office, fresh), deed.now)
    return Became("release")


def _waiting(deed: Deed) -> dict[str, bool]:
    """Give the departments that wait for the case, and whether each is held back."""
    held = [one.department for one in deed.stands.told if one.state == "held"]
    found = dict.fromkeys(held if permitted.may_release(deed.stands) else (), True)
    for task in tasks.open_of(deed.tx, deed.number):
        if task.errand.kind == tasks.RELEASE and task.errand.about not in held:
            found.setdefault(task.errand.about, False)
    return found


def _departments(deed: Deed, found: Iterable[Department]) -> tuple[Choice, ...]:
    return tuple(Choice(one.code, deed.name(one.code)) for one in found)


forms.hang(DOORS, Sheet("forward", _forward_form, _forwarded))
forms.hang(DOORS, Sheet("release", _release_form, _released))

"""Pages: passing a case on, forwarding a copy, and letting those know who wait for it."""

from collections.abc import Iterable, Iterator

from cases import errors, overlooked, release, rerouting, tasks
from cases import forwarding as forwardings
from cases.casework import copying, permitted
from cases.forwarding import Forwarding
from cases.rerouting import Wish
from conversations import colleagues, declining, pointing
from directory.departments import Department
from locales.texts import Text
from web.desk.acts import forms
from web.desk.acts.doing import NOT_NOW, Became, Deed
from web.desk.acts.forms import Choice, Field, Form, Press, Sheet
from web.desk.caller import Caller
from web.desk.doors import Doors

DOORS = Doors()
NOT_OURS = Text("dept.not_ours", "Not ours")
PASS_ON = Text("desk.act.pass_on", "Pass on to another department")
BODY = Text("desk.act.body", "The department, if another one answers for this")
PLACE = Text("desk.act.place", "The place, if it is another one")
PASSED_TOLD = Text(
    "desk.act.passed_told",
    "The case goes to the department chosen, and its time to answer begins anew. This cannot be undone:"
    " they are told at once.",
)
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


def _decline_form(deed: Deed) -> Form:
    say, lead = deed.speaker.say, _passed_by(deed)
    why = [
        Choice("other_body", say(declining.OTHER_BODY)),
        Choice("other_place", say(declining.OTHER_PLACE)),
    ]
    if lead.department != rerouting.desk(deed.office).code:
        why.append(Choice("not_for_departments", say(declining.TO_OPERATOR)))
    offered = rerouting.offered(deed.tx, deed.office, lead, deed.stands.case.territory)
    fields = (
        Field("reason", say(declining.WHY), "radio", tuple(why)),
        Field("department", say(BODY), "select", _departments(deed, offered)),
        Field("place", say(PLACE), "select", tuple(_places(deed))),
    )
    title = say(NOT_OURS if _declines(deed) else PASS_ON)
    return Form(title, (Press(say(PASS_ON)),), fields, careful=say(PASSED_TOLD))


def _declined(deed: Deed, caller: Caller) -> Became:
    lead, reason = _passed_by(deed), caller.said("reason")
    chosen = _chosen(deed, lead, caller, reason)
    if chosen is None:
        return deed.wrong(forms.NOTHING_CHOSEN)
    to, place = chosen
    wish = Wish(to, reason, deed.actor, place)
    try:
        if _declines(deed):
            done = rerouting.decline(deed.tx, deed.office, lead, wish, now=deed.now)
        else:
            done = rerouting.reroute(deed.tx, deed.office, deed.number, wish, now=deed.now)
    except errors.ReroutingRefused:
        return deed.refused(NOT_NOW)
    declining.told(deed.tx, deed.house, done, deed.now)
    colleagues.tell(deed.tx, deed.house, lead, colleagues.PASSED_ON, deed.now)
    return Became("decline")


def _chosen(deed: Deed, lead: Forwarding, caller: Caller, reason: str) -> tuple[str, str] | None:
    """Give the department, and the place where it is another; None while something is missing."""
    if reason == "not_for_departments":
        return rerouting.desk(deed.office).code, ""
    if reason == "other_body":
        offered = rerouting.offered(deed.tx, deed.office, lead, deed.stands.case.territory)
        code = caller.said("department")
        return (code, "") if code in {one.code for one in offered} else None
    place = caller.said("place")
    if reason != "other_place" or place not in {one.value for one in _places(deed)}:
        return None
    return rerouting.of_place(deed.tx, deed.office, lead, place).code, place


def _declines(deed: Deed) -> bool:
    """Tell whether it is the department itself that says so, before it has acknowledged."""
    return deed.stands.answers and deed.stands.case.state == "received" and not deed.stands.oversees


def _passed_by(deed: Deed) -> Forwarding:
    """Give the forwarding that is passed on: the caller's own, else the lead's."""
    if _declines(deed):
        return deed.stands.theirs[0]
    told = deed.stands.told
    return next((one for one in told if "lead" in one.roles and one.state != "declined"), told[0])


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


def _places(deed: Deed) -> Iterator[Choice]:
    language = deed.caller.language
    names = deed.house.directory.territories
    for region in names.oblasts(language):
        heading = names.name(region.code, language)
        for unit in declining.inside(deed.house, region, language):
            yield Choice(unit.code, names.name(unit.code, language), group=heading)


forms.hang(DOORS, Sheet("decline", _decline_form, _declined))
forms.hang(DOORS, Sheet("forward", _forward_form, _forwarded))
forms.hang(DOORS, Sheet("release", _release_form, _released))

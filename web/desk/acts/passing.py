"""Page: passing a case on, because another department answers for it, or it happens somewhere else.

Who probably answers instead is offered first; any other body of the place is in a short list; another place
is typed by its name, and chosen in a second step from what that name may mean.
"""

from collections.abc import Iterator

from cases import errors, rerouting
from cases.forwarding import Forwarding
from cases.rerouting import Wish
from conversations import colleagues, declining
from locales.texts import Text
from web.desk.acts import forms
from web.desk.acts.doing import NOT_NOW, Became, Deed
from web.desk.acts.forms import Choice, Field, Form, Press, Sheet
from web.desk.caller import Caller
from web.desk.doors import Doors
from web.desk.intake import places

DOORS = Doors()
NOT_OURS = Text("dept.not_ours", "Not ours")
PASS_ON = Text("desk.act.pass_on", "Pass on to another department")
WHICH_ONE = Text("desk.act.body", "Which department, if it is another one")
WHICH_ONE_HINT = Text(
    "desk.act.body_hint", "If it is another place as well, the department of this kind there gets the case."
)
WHERE = Text("desk.act.place", "District or town, if it is another place")
WHERE_HINT = Text(
    "desk.act.place_hint",
    "Type the name as you know it, old or new. In the next step you choose from what is found.",
)
FOUND = Text("desk.act.places_found", "Which place is it? The department below it will get the case.")
CHOOSE_PLACE = Text(
    "desk.act.choose_place",
    "Nothing has been sent yet. Please choose the place below and press the button once more.",
)
NO_PLACE = Text(
    "desk.act.no_place",
    "No place of this name has been found. Please spell it otherwise, or type the name of its district.",
)
PASSED_TOLD = Text(
    "desk.act.passed_told",
    "The case goes to the department chosen, and its time to answer begins anew. This cannot be undone:"
    " they are told at once.",
)
LIKELY = {
    "told": Text("desk.act.likely_told", "Has been told of this case already"),
    "above": Text("desk.act.likely_above", "The next level above"),
}
"""Why somebody probably answers instead: the codes of `rerouting.LIKELY`."""
_LONGEST = 100  # characters of the name of a place


def _form(deed: Deed) -> Form:
    say, caller, lead = deed.speaker.say, deed.caller, _passed_by(deed)
    offered = rerouting.offered(deed.tx, deed.office, lead, deed.stands.case.territory)
    bodies = tuple(Choice(one.code, deed.name(one.code)) for one in offered)
    found = tuple(_found(deed, lead, caller.said("where")))
    fields = [Field("reason", say(declining.WHICH_BODY), "radio", tuple(_answers(deed, lead)))]
    fields += [Field("department", say(WHICH_ONE), "select", bodies, hint=say(WHICH_ONE_HINT))]
    fields += [Field("where", say(WHERE), "line", hint=say(WHERE_HINT), longest=_LONGEST)]
    if found:
        fields += [Field("place", say(FOUND), "radio", found)]
        fields += [Field("looked", "", "hidden", value=caller.said("where"))]
    title = say(NOT_OURS if _declines(deed) else PASS_ON)
    lost = bool(caller.said("where")) and caller.said("reason") == "other_place" and not found
    return Form(
        title,
        (Press(say(PASS_ON)),),
        tuple(fields),
        careful=say(PASSED_TOLD),
        wrong=say(NO_PLACE) if lost else "",
    )


def _answers(deed: Deed, lead: Forwarding) -> Iterator[Choice]:
    """Who may answer: those who probably do, and the ways to somebody else."""
    say = deed.speaker.say
    for one, why in rerouting.likely(deed.tx, deed.office, lead, deed.stands.case.territory):
        yield Choice(one.code, deed.name(one.code), hint=say(LIKELY[why]))
    yield Choice("other_body", say(declining.OTHER_BODY))
    yield Choice("other_place", say(declining.OTHER_PLACE))
    if lead.department != rerouting.desk(deed.office).code:
        yield Choice("not_for_departments", say(declining.TO_OPERATOR))


def _found(deed: Deed, lead: Forwarding, words: str) -> Iterator[Choice]:
    """Districts and towns that the words may mean, each with the department that would get the case."""
    house, language = deed.house, deed.caller.language
    sites = places.meant(house, words[:_LONGEST], language)
    for code in dict.fromkeys(filter(None, (_unit(deed, one.code) for one in sites))):
        to = rerouting.of_place(deed.tx, deed.office, lead, code, body=_body(deed))
        yield Choice(code, house.directory.territories.full_name(code, language), hint=deed.name(to.code))


def _unit(deed: Deed, place: str) -> str:
    """Give the district, town or region that departments answer for, in which a place lies; "" for none."""
    names = deed.house.directory.territories
    known = {unit.code for region in names.oblasts() for unit in declining.inside(deed.house, region)}
    return next((unit.code for unit in names.path(place) if unit.code in known), "")


def _body(deed: Deed) -> str:
    """Give the kind of authority that was chosen; "" for the same as now."""
    return deed.caller.said("department").partition(":")[0]


def _declined(deed: Deed, caller: Caller) -> Became:
    lead, reason = _passed_by(deed), caller.said("reason")
    if reason == "other_place" and caller.said("where") and not _is_chosen(caller):
        return Became(asks=deed.speaker.say(CHOOSE_PLACE))
    wish = _wish(deed, lead, caller, reason)
    if wish is None:
        return deed.wrong(forms.NOTHING_CHOSEN)
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


def _is_chosen(caller: Caller) -> bool:
    """Tell whether a place was chosen from what these very words had found."""
    return bool(caller.said("place")) and caller.said("looked") == caller.said("where")


def _wish(deed: Deed, lead: Forwarding, caller: Caller, reason: str) -> Wish | None:
    """Give to whom the case is to go, and why; None while something is missing."""
    if reason == "not_for_departments":
        return Wish(rerouting.desk(deed.office).code, reason, deed.actor)
    if reason == "other_place":
        place = caller.said("place")
        if deed.house.directory.territories.find(place) is None or _unit(deed, place) != place:
            return None
        to = rerouting.of_place(deed.tx, deed.office, lead, place, body=_body(deed))
        return Wish(to.code, reason, deed.actor, place)
    to_code = caller.said("department") if reason == "other_body" else reason
    offered = rerouting.offered(deed.tx, deed.office, lead, deed.stands.case.territory)
    return Wish(to_code, "other_body", deed.actor) if to_code in {one.code for one in offered} else None


def _declines(deed: Deed) -> bool:
    """Tell whether it is the department itself that says so, before it has acknowledged."""
    return deed.stands.answers and deed.stands.case.state == "received" and not deed.stands.oversees


def _passed_by(deed: Deed) -> Forwarding:
    """Give the forwarding that is passed on: the caller's own, else the lead's."""
    if _declines(deed):
        return deed.stands.theirs[0]
    told = deed.stands.told
    return next((one for one in told if "lead" in one.roles and one.state != "declined"), told[0])


forms.hang(DOORS, Sheet("decline", _form, _declined))

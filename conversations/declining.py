"""“Not ours”: a department says why, and who answers instead, by pressing buttons under its pointer.

The same message asks for the reason, then for the body or the place; going back is possible at every step.
Nothing changes before the last press. Buttons carry the token of the pointer and a digest of the choice.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from cases import case, enrolment, errors, progress, rerouting
from cases import forwarding as forwardings
from cases.forwarding import Forwarding
from cases.rerouting import Rerouted, Wish
from conversations import colleagues, notices, outward, pointing, sentences, tasks
from conversations.hearing import Hearing
from conversations.house import House
from conversations.message import Button, Message
from conversations.notices import Manner
from conversations.rendering import Speaker
from directory.territory import Territory
from locales.texts import Text
from store.transaction import Transaction

BUTTON = "n:"
WHY = Text("dept.why_not", "Why is it not yours?")
OTHER_BODY = Text("dept.other_body", "Another body answers for this")
OTHER_PLACE = Text("dept.other_place", "It is another place")
TO_OPERATOR = Text("dept.to_operator", "Not for departments: back to the operator")
WHICH_BODY = Text("dept.which_body", "Who answers for it?")
ALREADY = Text("dept.acknowledged_by_other", "Already acknowledged.")
NOT_ALLOWED = Text("ack.not_allowed", "Only members of this department can do this.")

Rows = list[tuple[Button, ...]]


def press(hearing: Hearing, pressed: str) -> None:
    """Hear a button of "Not ours": from somebody who may act for the department, and while it is open."""
    token, _, choice = pressed.partition(":")
    house, address = hearing.house, hearing.incoming.address
    account = f"{address.channel}:{hearing.incoming.sender}"
    one = forwardings.by_token(hearing.tx, token)
    if one is None or not progress.entitled(
        hearing.tx, house.keys, one, address.channel, address.chat, account
    ):
        hearing.toast = hearing.speaker.say(NOT_ALLOWED)
        return
    answers = not rerouting.ANSWERS.isdisjoint(one.roles)
    if one.state not in ("open", "delivered") or not answers:
        hearing.toast = _speaker(hearing, one).say(ALREADY)
        return
    step = {"": _why, "b": _which_body, "p": _regions, "x": _pointer_again}.get(choice)
    if step is not None:
        hearing.change([step(hearing, one)])
    elif choice == "o":
        _pass_on(hearing, one, rerouting.desk(hearing.office).code, "not_for_departments")
    else:
        _chosen(hearing, one, choice)


def told(tx: Transaction, house: House, done: Rerouted, now: datetime) -> None:
    """Tell the new lead, and whoever has to do something about it; whoever declined is told nothing more."""
    pointing.take_back(tx, house, done.lead, now)
    outward.passed_on(tx, house, done.lead, now)
    pointing.send_again(tx, house, [done.lead], now)
    tasks.show(tx, house, done.asked, now)


def _why(hearing: Hearing, one: Forwarding) -> Message:
    speaker = _speaker(hearing, one)
    choices = [("b", OTHER_BODY), ("p", OTHER_PLACE)]
    choices += [("o", TO_OPERATOR)] if one.department != rerouting.desk(hearing.office).code else []
    rows: Rows = [(Button(speaker.say(text), f"{BUTTON}{one.token}:{code}"),) for code, text in choices]
    return _asked(one, speaker, speaker.say(WHY), rows, back="x")


def _which_body(hearing: Hearing, one: Forwarding) -> Message:
    speaker = _speaker(hearing, one)
    place = case.get(hearing.tx, one.case_number).territory
    found = rerouting.offered(hearing.tx, hearing.office, one, place)
    language = speaker.catalogue.language
    rows: Rows = [
        (_button(hearing, one, "b", department.code, department.name(language)),) for department in found
    ]
    return _asked(one, speaker, speaker.say(WHICH_BODY), rows, back="")


def _regions(hearing: Hearing, one: Forwarding) -> Message:
    speaker = _speaker(hearing, one)
    regions = hearing.house.directory.territories.oblasts(speaker.catalogue.language)
    rows = _paired(hearing, one, "r", regions, speaker)
    return _asked(one, speaker, speaker.say(sentences.FORMS["regions"]), rows, back="")


def _districts(hearing: Hearing, one: Forwarding, region: Territory) -> Message:
    speaker = _speaker(hearing, one)
    rows = _paired(hearing, one, "d", inside(hearing.house, region, speaker.catalogue.language), speaker)
    return _asked(one, speaker, speaker.say(sentences.FORMS["districts"]), rows, back="p")


def _pointer_again(hearing: Hearing, one: Forwarding) -> Message:
    speaker = _speaker(hearing, one)
    row = case.get(hearing.tx, one.case_number)
    names = {one.department: hearing.house.department(one.department, speaker.catalogue.language)}
    return notices.pointer(row, [one], speaker, Manner(row.territory, names))


def _chosen(hearing: Hearing, one: Forwarding, choice: str) -> None:
    """Do what was chosen last: what was never offered is as if it had not been pressed."""
    kind, digest = choice[:1], choice[1:]
    place = case.get(hearing.tx, one.case_number).territory
    regions = hearing.house.directory.territories.oblasts()
    if kind == "b":
        offered = rerouting.offered(hearing.tx, hearing.office, one, place)
        code = _meant(hearing, one, digest, (department.code for department in offered))
        if code:
            _pass_on(hearing, one, code, "other_body")
    elif kind == "r":
        code = _meant(hearing, one, digest, (region.code for region in regions))
        if code:
            region = hearing.house.directory.territories.get(code)
            hearing.change([_districts(hearing, one, region)])
    elif kind == "d":
        units = (unit.code for region in regions for unit in inside(hearing.house, region))
        code = _meant(hearing, one, digest, units)
        if code:
            to = rerouting.of_place(hearing.tx, hearing.office, one, code)
            _pass_on(hearing, one, to.code, "other_place", territory=code)


def _pass_on(hearing: Hearing, one: Forwarding, to: str, reason: str, *, territory: str = "") -> None:
    speaker = _speaker(hearing, one)
    wish = Wish(to, reason, one.department, territory)
    try:
        done = rerouting.decline(hearing.tx, hearing.office, one, wish, now=hearing.now)
    except errors.ReroutingRefused:
        hearing.toast = speaker.say(ALREADY)
        return
    name = hearing.house.department(done.lead.department, speaker.catalogue.language)
    hearing.toast = speaker.say(outward.PASSED_ON, number=done.number, department=name)[:200]
    row = case.get(hearing.tx, done.number)
    words = speaker.say(outward.PASSED_ON, number=done.number, department=name)
    hearing.change([notices.taken(speaker, row, words)])
    colleagues.change_others(hearing, one.id, notices.taken(speaker, row, words))
    told(hearing.tx, hearing.house, done, hearing.now)


def inside(house: House, region: Territory, language: str = "") -> Sequence[Territory]:
    """The districts of a region and its cities with services of their own, the region itself as the last."""
    children = house.directory.territories.children(region.code, language)
    return (*(unit for unit in children if unit.has_services), region)


def _paired(
    hearing: Hearing, one: Forwarding, kind: str, units: Sequence[Territory], speaker: Speaker
) -> Rows:
    names = hearing.house.directory.territories
    language = speaker.catalogue.language
    buttons = [_button(hearing, one, kind, unit.code, names.name(unit.code, language)) for unit in units]
    return [tuple(buttons[number : number + 2]) for number in range(0, len(buttons), 2)]


def _button(hearing: Hearing, one: Forwarding, kind: str, code: str, label: str) -> Button:
    return Button(label, f"{BUTTON}{one.token}:{kind}{_digest(hearing, one, code)}")


def _meant(hearing: Hearing, one: Forwarding, digest: str, codes: Iterable[str]) -> str:
    return next((code for code in codes if _digest(hearing, one, code) == digest), "")


def _digest(hearing: Hearing, one: Forwarding, code: str) -> str:
    return hearing.house.keys.index("choice", f"{one.token}:{code}")[:12]


def _asked(one: Forwarding, speaker: Speaker, question: str, rows: Rows, *, back: str) -> Message:
    title = speaker.say(notices.TITLE, number=one.case_number)
    token = f"{BUTTON}{one.token}:{back}" if back else f"{BUTTON}{one.token}"
    return Message(f"{title}\n\n{question}", (*rows, (Button(speaker.say(sentences.WORDS["back"]), token),)))


def _speaker(hearing: Hearing, one: Forwarding) -> Speaker:
    """The voice of the chat's own language: the message is there for everybody in it."""
    address = hearing.incoming.address
    chats = enrolment.chats_of(hearing.tx, hearing.house.keys, {one.department, one.receiver})
    for chat in (chat for theirs in chats.values() for chat in theirs):
        if (chat.channel, chat.chat) == (address.channel, address.chat):
            return hearing.house.speaker(chat.language)
    return hearing.speaker

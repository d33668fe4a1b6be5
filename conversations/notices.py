"""What is said to departments and reporters because something happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cases.case import CaseRow
from cases.evidence import Meter
from cases.filing import Filed
from cases.forwarding import Forwarding
from conversations import grounds, menu
from conversations.message import Button, Message
from conversations.rendering import Speaker
from locales import formatting
from locales.texts import Text


class Dated(Protocol):
    """A case with its urgency and its deadline: just filed, or read later."""

    @property
    def urgency(self) -> str:
        """U0 to U3."""

    @property
    def due_at(self) -> datetime | None:
        """When the lead should have acknowledged."""


TITLE = Text("pointer.title", "Case {number}")
REPEAT = Text("pointer.repeat", "Sent again: the first message may have reached you already.")
URGENCY = Text("pointer.urgency", "Urgency: {urgency}")
DISTRICT = Text("pointer.district", "District: {place}")
PLACE_UNKNOWN = Text("pointer.place_unknown", "The place is not known yet.")
ROLES = {
    "lead": Text("pointer.role_lead", "Your department is responsible for this case."),
    "copy": Text("pointer.role_copy", "For your information."),
    "owner": Text("pointer.role_owner", "Your department follows up this case."),
    "escalated": Text(
        "pointer.role_escalated",
        "Passed up to you: the department responsible has not confirmed in time.",
    ),
}
IN_PLACE_OF = Text("pointer.for", "Sent to you in place of: {department}")
UNCONFIRMED = Text("pointer.unconfirmed", "Not yet confirmed by an operator.")
ANSWER_BY = Text("pointer.answer_by", "Please confirm by: {date}")
ASKED = Text("pointer.asked", "Please press the button to confirm that you have received it.")
ASKED_AT_DESK = Text("pointer.at_desk", "Please open the case and confirm that you have received it: {link}")
REMINDER = Text("pointer.reminder", "Reminder: the time to confirm is over.")
LAST_DAY = Text(
    "pointer.last_day",
    "Reminder: working day {days} of {days}. Today is the last day to pass on a report that is not yours."
    " Please confirm it, or say that it is not yours.",
)
LINKED = Text("pointer.linked", "May be about the same place as case {number}.")
RECEIVED = Text("dept.acknowledge", "Received")
NOT_OURS = Text("dept.not_ours", "Not ours")
CONFIRM = Text("dept.confirm", "Confirm: plausible and placed")
URGENCIES = {
    "U0": Text("urgency.U0", "at once"),
    "U1": Text("urgency.U1", "within 24 hours"),
    "U2": Text("urgency.U2", "within {n} working days"),
    "U3": Text("urgency.U3", "within {n} working days"),
}
WORKING_DAYS = {"U2": 3, "U3": 10}

THANKS = Text("sent.thanks", "Thank you. Your report has been received.")
CODE = Text("sent.code", "Your code: {code}. Keep it to see the answer.")
SENT_TO = Text("sent.to", "Sent to: {department}. Answer due: {date}.")
SENT_TO_UNDATED = Text("review.to", "Who will receive it: {department}")
REVIEW_PILE = Text(
    "limits.review_pile",
    "Many reports came from here today. An operator will look at yours before it is forwarded.",
)
MAY_WE_WRITE = Text("contact.ask", "May we write to you here when there is an answer?")
YES_HERE = Text("opt.contact_yes", "Yes, here")
STAY_ANONYMOUS = Text("opt.contact_no", "No, stay anonymous")
WILL_WRITE = Text("contact.kept", "We will write to you here.")
TOLD = Text("push.received", "The department has your report.")
AGAIN = Text("push.reopened", "The work on your report goes on.")
FINISHED = Text("push.closed", "The work on your report is finished.")
STATUS = Text("follow.status", "Status: {status}. Date: {date}.")
NEXT = Text("follow.next", "Next step: {step}")
STATUSES = {
    "received": Text("status.sent", "Sent to the department"),
    "acknowledged": Text("status.received", "Received"),
    "accepted": Text("status.checking", "Being looked into"),
    "closed": Text("status.closed", "Closed"),
    "question": Text("status.question", "We have a question for you"),
}
NEXT_STEPS = {
    "received": Text("next.received", "The department will read your report."),
    "acknowledged": Text("next.acknowledged", "The department decides what to do."),
    "accepted": Text("next.checking", "The department is deciding how to help."),
    "closed": Text("next.closed", "If it happens again, please tell us."),
    "question": Text("next.question", "Please answer the question from the department."),
}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a pointer is given. `names` of departments are said only where the chat stands in for them."""

    territory: str
    names: Mapping[str, str]
    reminder: bool = False  # it was told before, and nobody has acknowledged
    confirm: bool = False  # the reader may confirm the report, so that others need not wait
    meter: Meter | None = None  # which things are known of the place, never what they are
    linked: tuple[int, ...] = ()  # cases that may be about the same place
    desk: str = ""  # the case at the desk, where the channel has no buttons; "": it has
    last_day: int = 0  # of so many working days to pass it on, in a reminder


def pointer(dated: Dated, to: Sequence[Forwarding], speaker: Speaker, manner: Manner) -> Message:
    """Give a chat's pointer to a case: no personal data, no word of the reporter.

    `to`: the forwardings that reach this chat, the lead's first; its buttons are the first one's.
    """
    territory, names = manner.territory, manner.names
    first = to[0]
    answers = not {"lead", "escalated"}.isdisjoint(first.roles)
    said = [speaker.say(TITLE, number=first.case_number)]
    said += [_reminder(speaker, manner)] if manner.reminder else []
    said.append(speaker.say(URGENCY, urgency=urgency(dated.urgency, speaker)))
    said.append(
        speaker.say(DISTRICT, place=speaker.place(territory)) if territory else speaker.say(PLACE_UNKNOWN)
    )
    said += dict.fromkeys(speaker.say(ROLES[role]) for one in to for role in one.roles)
    for one in to:
        if one.receiver != one.department:
            said.append(speaker.say(IN_PLACE_OF, department=names[one.department]))
    if manner.meter:
        said.append(grounds.coded(manner.meter, speaker))
    said += [speaker.say(LINKED, number=number) for number in manner.linked if answers or manner.confirm]
    if first.unconfirmed:
        said.append(speaker.say(UNCONFIRMED))
    if dated.due_at and answers and not manner.reminder:
        said.append(speaker.say(ANSWER_BY, date=deadline(dated, speaker)))
    if manner.desk:
        return Message("\n".join([*said, "", speaker.say(ASKED_AT_DESK, link=manner.desk)]))
    said += ["", speaker.say(ASKED)]
    rows = [[Button(speaker.say(RECEIVED), f"k:{first.token}")]]
    rows[0] += [Button(speaker.say(NOT_OURS), f"n:{first.token}")] if answers else []
    rows += [[Button(speaker.say(CONFIRM), f"w:c:{first.token}")]] if manner.confirm else []
    return Message("\n".join(said), tuple(map(tuple, rows)))


def _reminder(speaker: Speaker, manner: Manner) -> str:
    return speaker.say(LAST_DAY, days=manner.last_day) if manner.last_day else speaker.say(REMINDER)


def taken(
    speaker: Speaker, case: CaseRow, done: str, buttons: tuple[tuple[Button, ...], ...] = ()
) -> Message:
    """Give what stands in place of a pointer that has been acknowledged: the same facts, and what can be
    done now.
    """
    said = [speaker.say(TITLE, number=case.number)]
    said.append(speaker.say(URGENCY, urgency=urgency(case.urgency, speaker)))
    place = speaker.place(case.territory) if case.territory else ""
    said.append(speaker.say(DISTRICT, place=place) if place else speaker.say(PLACE_UNKNOWN))
    return Message("\n".join([*said, "", done]), buttons)


def sent(filed: Filed, speaker: Speaker, *, receiver: str, review_pile: bool, now: datetime) -> list[Message]:
    """Thank the reporter, say where the report went, and give the code in a message of its own, easy to copy.

    Where the lead is told later, or has no chat yet, it is not said that the report was sent.
    """
    waits = any("lead" in one.roles and (one.send_at > now or not one.chats) for one in filed.forwardings)
    thanks = [speaker.say(THANKS)]
    if filed.due_at and not waits:
        thanks.append(speaker.say(SENT_TO, department=receiver, date=deadline(filed, speaker)))
    else:
        thanks.append(speaker.say(SENT_TO_UNDATED, department=receiver))
    if review_pile:
        thanks += [speaker.say(REVIEW_PILE), *menu.whom_to_call(speaker)]
    return [Message("\n\n".join(thanks), clear=True), Message(speaker.say(CODE, code=filed.receipt))]


def may_we_write(speaker: Speaker, draft: str) -> Message:
    """Ask, after a report was sent without saying so, whether its reporter wants to be told."""
    yes, no = (
        Button(speaker.say(YES_HERE), f"t:y:{draft}"),
        Button(speaker.say(STAY_ANONYMOUS), f"t:n:{draft}"),
    )
    return Message(speaker.say(MAY_WE_WRITE), ((yes,), (no,)))


def acknowledged(speaker: Speaker, case: CaseRow) -> Message:
    """Tell the reporter, who chose to be told, that the department has the report."""
    return Message(f"{speaker.say(TOLD)}\n\n{_status(speaker, case)}")


def closed(speaker: Speaker, case: CaseRow) -> Message:
    """Tell the reporter, who chose to be told, that the case is closed; how it ended is not said."""
    return Message(f"{speaker.say(FINISHED)}\n\n{_status(speaker, case)}")


def reopened(speaker: Speaker, case: CaseRow) -> Message:
    """Tell the reporter, who chose to be told, that the work on the closed case goes on."""
    return Message(f"{speaker.say(AGAIN)}\n\n{_status(speaker, case)}")


def status(speaker: Speaker, case: CaseRow, *, asked: bool = False) -> Message:
    """Say how far a report is: state, date, next step; no name, no place, no finding.

    `asked`: a question to the reporter is open, and answering it is the next step.
    """
    return Message(_status(speaker, case, asked=asked))


def line(speaker: Speaker, case: CaseRow) -> str:
    """Give state and date in one line, by which a reporter tells own reports apart."""
    state = speaker.say(STATUSES[_state(case)])
    return speaker.say(STATUS, status=state, date=_since(speaker, case))


def urgency(code: str, speaker: Speaker) -> str:
    """Give the urgency in words."""
    return speaker.say(URGENCIES[code], n=WORKING_DAYS.get(code, 0))


def deadline(filed: Dated, speaker: Speaker) -> str:
    """Give the deadline: with the time of day where it runs in hours, else the day alone."""
    assert filed.due_at is not None
    if filed.urgency in WORKING_DAYS:
        return formatting.date(filed.due_at, speaker.catalogue.language)
    return formatting.moment(filed.due_at, speaker.catalogue.language)


def _state(case: CaseRow) -> str:
    """Give how far a case is, as its reporter is told: accepted is a step of its own."""
    if case.state == "acknowledged" and case.accepted_at is not None:
        return "accepted"
    return case.state if case.state in STATUSES else "received"


def _since(speaker: Speaker, case: CaseRow) -> str:
    moment = case.closed_at or case.accepted_at or case.acknowledged_at or case.filed_at
    return formatting.date(moment, speaker.catalogue.language)


def _status(speaker: Speaker, case: CaseRow, *, asked: bool = False) -> str:
    state = "question" if asked else _state(case)
    told = speaker.say(STATUS, status=speaker.say(STATUSES[state]), date=_since(speaker, case))
    return f"{told}\n{speaker.say(NEXT, step=speaker.say(NEXT_STEPS[state]))}"

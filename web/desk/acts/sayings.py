"""What is said on the page of a case after an act, by the code in its address (`?said=`)."""

from locales.texts import Text

SAYINGS = {
    "acknowledge": Text("desk.act.acknowledged", "Thank you. The case is acknowledged."),
    "take": Text("desk.act.taken", "The case is yours now. Your colleagues see that."),
    "give-back": Text("desk.act.given_back", "The case is free: somebody else can take it."),
    "accept": Text("desk.act.accepted", "Your department works on this case now. Its reporter sees that."),
    "confirm": Text("desk.act.confirmed", "Thank you. The case goes on at once."),
    "note": Text("desk.act.noted", "The note is kept. You can take it back for ten minutes."),
    "urgency": Text("desk.act.urgency_changed", "The urgency has been changed."),
    "receiver": Text("measure.noted", "Noted."),
    "link": Text("desk.act.linked", "The cases are linked."),
    "unlink": Text("desk.act.unlinked", "The link has been undone."),
    "close": Text("desk.act.closed", "The case is closed. You can undo this for ten minutes."),
    "close-proposed": Text("f.proposed", "The closing waits for the coordinator, who approves it."),
    "reopen": Text("desk.act.reopened", "The case is open again."),
    "decline": Text("desk.act.passed_on", "The case has been passed on."),
    "forward": Text("desk.act.forwarded", "A copy has been forwarded."),
    "release": Text("desk.act.released", "They have the case now."),
    "ask": Text("ask.asked", "The question is waiting for the reporter."),
    "propose": Text("desk.ask.proposed_now", "Your question is with the operator now."),
    "return": Text("desk.ask.returned_now", "The question has been returned to its department."),
    "undo": Text("desk.act.undone", "It has been undone."),
}

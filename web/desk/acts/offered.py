"""What somebody can do with a case now, for the page of the case (`desk/acts/acts.html`)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cases.casework import afterthought, permitted, standing
from cases.officers import SignedIn
from conversations.house import House
from locales.texts import Text
from store.transaction import Transaction
from web.desk.acts.sayings import SAYINGS


@dataclass(frozen=True, slots=True)
class Act:
    """One act: `path` is the last part of its address. `asks`: it has a page of its own, else one press."""

    path: str
    text: Text
    kind: str = ""  # of the button: main, danger or nothing
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Undo:
    """Something this person did within the last ten minutes: `act` is what the form sends."""

    act: str
    text: Text


@dataclass(frozen=True, slots=True)
class Acts:
    """Everything that can be done with the case of this number, in the order in which it is shown.

    `first` are the next steps, `more` the others. `holder` is the sign-in name of who works on it, "" for
    nobody. `reads_all`: their keys open the whole case. `sayings` has the sentence for each code with which
    an act leads back (`?said=`).
    """

    number: int
    first: tuple[Act, ...]
    more: tuple[Act, ...]
    undo: tuple[Undo, ...]
    holder: str
    reads_all: bool
    sayings: Mapping[str, Text]


FIRST = (
    Act("acknowledge", Text("dept.acknowledge", "Received"), "main"),
    Act("accept", Text("desk.act.accept", "Accept: we work on it"), "main"),
    Act("confirm", Text("dept.confirm", "Confirm: plausible and placed"), "main"),
    Act("take", Text("desk.act.take", "I take this case")),
    Act("ask", Text("dept.ask", "Ask the reporter"), asks=True),
    Act("note", Text("desk.act.note", "Write a note"), asks=True),
    Act("measures", Text("desk.act.measures", "Measures for the child"), asks=True),
    Act("reopen", Text("desk.act.reopen", "Open the case again"), asks=True),
    Act("close", Text("desk.act.close", "Close the case"), asks=True),
)
MORE = (
    Act("give-back", Text("desk.act.give_back", "Give the case back")),
    Act("urgency", Text("desk.act.urgency", "Change the urgency"), asks=True),
    Act("receiver", Text("desk.act.receiver", "Who must not get the child"), asks=True),
    Act("release", Text("dept.release", "Tell the others too"), asks=True),
    Act("forward", Text("desk.act.forward", "Forward a copy"), asks=True),
    Act("link", Text("desk.act.link", "Link with another case"), asks=True),
    Act("duplicate", Text("desk.act.duplicate", "The same as another case"), asks=True),
    Act("decline", Text("desk.act.pass_on", "Pass on to another department"), asks=True),
)
NOT_OURS = Act("decline", Text("dept.not_ours", "Not ours"), "danger", asks=True)
UNDO = {
    "urgency": Text("desk.undo.urgency", "Undo the change of urgency"),
    "close": Text("desk.undo.close", "Undo closing"),
    "note": Text("desk.undo.note", "Take my note back"),
}


def offered(tx: Transaction, house: House, signed: SignedIn, number: int, now: datetime) -> Acts:
    """Give the acts that are open to this officer.

    Raises:
        UnknownCase: there is no case of this number.
    """
    stands = standing.of(tx, house.office_at(now), signed, number, now=now)
    may = permitted.acts(stands)
    first = [act for act in FIRST if act.path in may]
    more = [act for act in MORE if act.path in may]
    if stands.answers and stands.case.state == "received" and not stands.oversees:
        first += [NOT_OURS for act in more if act.path == NOT_OURS.path]
        more = [act for act in more if act.path != NOT_OURS.path]
    first = [replace(act, kind="") if act.kind == "main" and at else act for at, act in enumerate(first)]
    recent = afterthought.open_ones(tx, number, officer=signed.officer.lookup, now=now)
    undo = tuple(Undo(one.act, UNDO[one.act.partition(":")[0]]) for one in recent)
    holder = stands.holder.name if stands.holder is not None else ""
    return Acts(number, tuple(first), tuple(more), undo, holder, stands.reads_all, SAYINGS)

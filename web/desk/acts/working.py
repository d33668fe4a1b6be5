"""One press each: take a case, give it back, accept it, confirm it."""

from cases.casework import accepting, taking
from conversations import confirming
from web.desk.acts import acknowledging, doing
from web.desk.acts.doing import Became, Deed
from web.desk.doors import Doors

DOORS = Doors()


def taken(deed: Deed) -> Became:
    """Take the case; one whose holder has left is nobody's."""
    gone = deed.stands.case.taken_by
    taking.take(deed.tx, deed.number, deed.caller.officer, free=gone, now=deed.now)
    return Became("take")


def given_back(deed: Deed) -> Became:
    """Give the case back."""
    theirs = deed.stands.case.taken_by
    taking.give_back(deed.tx, deed.number, deed.caller.officer, of=theirs, now=deed.now)
    return Became("give-back")


def accepted(deed: Deed) -> Became:
    """Accept the case."""
    acknowledging.acknowledged(deed)
    accepting.accept(deed.tx, deed.number, actor=deed.actor, now=deed.now)
    return Became("accept")


def confirmed(deed: Deed) -> Became:
    """Confirm the report: plausible and placed."""
    confirming.let_go(deed.tx, deed.house, deed.number, deed.actor, deed.now)
    return Became("confirm")


doing.hang(DOORS, "take", taken)
doing.hang(DOORS, "give-back", given_back)
doing.hang(DOORS, "accept", accepted)
doing.hang(DOORS, "confirm", confirmed)

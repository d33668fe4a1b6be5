"""An answer written down once it is whole, or an hour after it was begun: nothing pressed is lost."""

from datetime import datetime

import msgspec

from cases.followups import answering, checks, schedule
from cases.followups.answering import Answered
from cases.followups.checks import Check
from cases.followups.errors import AnsweredBefore, UnknownCheck
from conversations.followups import begun as begun_ones
from conversations.followups import following
from conversations.followups.begun import Begun
from conversations.house import House
from store import duties, readdressing
from store.duties import Claimed, Duty
from store.transaction import Transaction

_MARK = b"{"


def wait(tx: Transaction, house: House, known: Check, begun: Begun, account: str, now: datetime) -> None:
    """Have the answer written down in an hour, as far as it is told until now; in place of what waits."""
    named = key(known, begun.tries, account)
    readdressing.drop(tx, named)
    told = msgspec.json.encode(begun)
    duties.add(tx, house.keys, Duty(schedule.KIND, named, now + begun_ones.WAITS, told), now)


def drop(tx: Transaction, known: Check, tries: int, account: str) -> None:
    """Let nothing of this person wait any more."""
    readdressing.drop(tx, key(known, tries, account))


def key(known: Check, tries: int, account: str) -> str:
    """Give the key of the duty that writes down what this person has begun to answer."""
    return f"{schedule.KIND}:{known.id}:{tries}:{account[:16]}"


def is_begun(duty: Claimed) -> bool:
    """Tell whether this duty holds an answer that was begun."""
    return duty.payload.startswith(_MARK)


def settle(tx: Transaction, house: House, duty: Claimed, now: datetime) -> None:
    """Write down what waited for its rest; somebody else's answer, or an erased case, leaves it behind."""
    begun = msgspec.json.decode(duty.payload, type=Begun)
    try:
        known = checks.by_token(tx, begun.token)
        if known is not None:
            note(tx, house, known, begun, now)
    except (AnsweredBefore, UnknownCheck):
        return


def note(tx: Transaction, house: House, known: Check, begun: Begun, now: datetime) -> Answered:
    """Write the answer down, and tell who has to be told.

    Raises:
        AnsweredBefore, AnswerUnfit: as `answering.answer`.
    """
    if known.tries != begun.tries and begun.answer != "yes":
        raise AnsweredBefore  # it was tried since, and is asked anew
    said = answering.answer(
        tx,
        house.office_at(now),
        known.id,
        begun_ones.told(begun),
        verifier=begun.verifier,
        by=begun.verifier,
        now=now,
    )
    following.follow(tx, house, said, now)
    return said

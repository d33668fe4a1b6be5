"""New needs that were found at a check: whoever works on the case is asked to see which measures answer them.

The needs lie sealed beside the answer (`noted`); `cases.referrals.proposing` knows which measures.
"""

from collections.abc import Sequence
from datetime import datetime

from cases import case, history, parts, tasks
from cases.followups import errors, noted, verifying
from cases.followups.checks import Check
from cases.history import Entry
from cases.office import Office
from cases.tasks import Errand, Task
from directory import kinds
from store.transaction import Transaction

MOST = 40
"""So many parts one check may have: whoever presses on and on adds nothing more."""


def note(
    tx: Transaction,
    office: Office,
    known: Check,
    needs: Sequence[str],
    *,
    verifier: str,
    by: str,
    now: datetime,
) -> tuple[Task, ...]:
    """Note needs that are told after the answer; gives the task for whoever works on the case, if it is new.

    Raises:
        AnsweredBefore: the case was erased, or is over its measure of words.
        AnswerUnfit: one of them is no need.
    """
    if not needs or not set(needs) <= set(kinds.all_needs()):
        raise errors.AnswerUnfit
    mine = f"{noted.PREFIX}{known.id}:"
    many = sum(name.startswith(mine) for name in parts.names(tx, known.case_number))
    if case.get(tx, known.case_number).erased_at is not None or many >= MOST:
        raise errors.AnsweredBefore
    noted.keep(tx, office, known, {"answer": "", "needs": list(needs)}, verifier=verifier, now=now)
    history.note(tx, [Entry(by, "needs noted", known.case_number)], now=now)
    return ask(tx, office, known.case_number, now=now)


def ask(tx: Transaction, office: Office, number: int, *, now: datetime) -> tuple[Task, ...]:
    """Ask whoever works on the case to look at the measures; gives the task if it is new."""
    errand = Errand(tasks.NEEDS, verifying.working(tx, number), number)
    task = tasks.ask(tx, office.keys, errand, now=now)
    return () if task is None else (task,)

"""What waits: duties, updates, tasks and cases; numbers, kinds and codes only."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from cases import escalation, forwarding, tasks
from hotline import tally, troubles
from hotline.doctor import finding
from hotline.doctor.finding import Finding
from hotline.figures import TELEPHONE_WITHIN
from store import depth, duties
from store.transaction import Transaction


def findings(tx: Transaction, now: datetime) -> Iterator[Finding]:
    """Look at what should have been done by now."""
    waiting = duties.waiting(tx, now)
    since = waiting.oldest_due
    late = since is not None and now - since >= troubles.WAITING_AFTER
    yield finding.of(
        "due",
        f"duties due: {waiting.due}, none for long",
        f"something has been due since {since:%Y-%m-%d %H:%M} UTC: is the service running, Telegram in reach?"
        if since is not None and late
        else "",
    )
    yield _failing(tx)
    yield _aside(tx)
    yield from _cases(tx, now)


def _failing(tx: Transaction) -> Finding:
    counted: Counter[tuple[str, str]] = Counter()
    for one in depth.failing(tx):
        counted[one.kind, tally.code(one.reason)] += one.duties
    said = ", ".join(f"{number} × {kind} ({reason})" for (kind, reason), number in sorted(counted.items()))
    trouble = (
        f"tried five times or more: {said}. They are tried for ever; `other` is mostly a group that the "
        "bot was taken out of: hotline cases tasks"
    )
    return finding.of("failing", "nothing has failed five times", trouble if counted else "")


def _aside(tx: Transaction) -> Finding:
    lying = sum(depth.asides(tx).values())
    trouble = (
        f"updates put aside: {lying}. Tell the maintainers; after the fault is mended: hotline updates retry"
    )
    return finding.of("aside", "no update was put aside", trouble if lying else "")


def _cases(tx: Transaction, now: datetime) -> Iterator[Finding]:
    untold = forwarding.untold(tx)
    yield finding.of(
        "untold",
        "of every case somebody was told",
        f"cases of which no department was told: {untold}. Enrol a chat for the operator first: "
        "hotline departments enrol OPERATOR:KZ --telegram-chat ID"
        if untold
        else "",
    )
    overdue = escalation.overdue(tx, now)
    yield finding.of(
        "overdue",
        "every case was acknowledged in time",
        f"cases that nobody acknowledged in time: {overdue}. Telephone their departments: hotline cases list"
        if overdue
        else "",
    )
    late = tasks.waiting(tx, kind=tasks.TELEPHONE, before=now - TELEPHONE_WITHIN)
    yield finding.of(
        "telephone",
        "no call to the police is late",
        f"calls to the police not ticked for an hour: {late}. Call now: hotline cases tasks" if late else "",
    )
    number = tasks.waiting(tx)
    yield finding.of(
        "tasks",
        "nobody has a task to do",
        f"tasks that nobody has done: {number}: hotline cases tasks" if number else "",
        mark="look",
    )

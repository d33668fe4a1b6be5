"""What is done with each kind of duty: the one list that the worker works from."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from cases import escalation, retention
from cases.followups import schedule
from cases.referrals import referring as referral
from conversations import clearing, escalations, files, passing_on, referring, reminding, weekly
from conversations.fieldwork import mornings, visits
from conversations.followups import putting
from conversations.phone import call, ending
from hotline.clearing import Clearer
from hotline.compose import Composed
from hotline.delivery import Delivery
from hotline.fetching import Fetching
from hotline.outcome import Act, in_store
from hotline.weekly import Weekly

KINDS = (
    "say",
    "leave",
    escalation.KIND,
    clearing.KIND,
    reminding.KIND,
    files.FETCH,
    files.CONFIRM,
    retention.CASE,
    retention.MEDIUM,
    call.KIND,
    referral.KIND,
    mornings.KIND,
    visits.KIND,
    schedule.KIND,
    passing_on.KIND,
    weekly.KIND,
)
"""Every kind of duty, whole or up to its colon."""


def of_house(
    composed: Composed, delivery: Delivery, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Mapping[str, Act]:
    """Give the acts of this house by kind of duty; messages go out by `delivery`."""
    clearer = Clearer(composed.database, delivery, now)
    fetching = Fetching(composed.house, composed.database, now, delivery.fetchers)
    return {
        "say": delivery.act,
        "leave": delivery.act,
        escalation.KIND: in_store(lambda tx, duty, at: escalations.look(tx, composed.house, duty, at), now),
        clearing.KIND: clearer.act,
        reminding.KIND: in_store(lambda tx, duty, at: reminding.remind(tx, composed.house, duty, at), now),
        files.FETCH: fetching.act,
        files.CONFIRM: in_store(lambda tx, duty, at: files.confirm(tx, composed.house, duty, at), now),
        retention.CASE: in_store(retention.erase_case, now),
        retention.MEDIUM: in_store(retention.erase_medium, now),
        referral.KIND: in_store(lambda tx, duty, at: referring.look(tx, composed.house, duty, at), now),
        call.KIND: in_store(lambda tx, duty, at: ending.leave(tx, composed.house, duty, at), now),
        visits.KIND: in_store(lambda tx, duty, at: visits.look(tx, composed.house, duty, at), now),
        mornings.KIND: in_store(lambda tx, duty, at: mornings.ask(tx, composed.house, duty, at), now),
        weekly.KIND: Weekly(composed.house, composed.database, now).act,
        passing_on.KIND: in_store(lambda tx, duty, at: passing_on.look(tx, composed.house, duty, at), now),
        schedule.KIND: in_store(lambda tx, duty, at: putting.look(tx, composed.house, duty, at), now),
    }

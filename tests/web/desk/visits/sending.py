"""A visit that found a worst form and withdrew nobody: its decision awaits the coordinator."""

from cases.visits import drafts, submitting
from tests.cases.visits import filled
from tests.web.desk.office import Desk

SLAVERY = dict(filled.CHILD) | {"q19a": "found", "x_decision": "prevent", "x_decision_why": "No centre"}


def sent(desk: Desk, *, count: int = 11) -> int:
    """Let a monitor send it, with one child; gives its case. `count` tells several visits apart."""
    keys = desk.office.keys
    with desk.database.transaction() as tx:
        account = filled.monitor(tx, keys, f"telegram:47{count:02}")
        draft = drafts.begin(
            tx, keys, account, filled.PLAN, entropy=lambda size: bytes([count]) * size, now=desk.clock.now
        )
        drafts.add_child(tx, keys, draft.token, account, now=desk.clock.now)
        filled.answer(tx, keys, draft, 0, {"x_found": "yes"})
        whole = filled.answer(tx, keys, draft, 1, SLAVERY)
        return submitting.submit(tx, desk.office, whole, now=desk.clock.now).children[0].number

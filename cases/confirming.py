"""Confirmed by the operator: an unverified grave report goes out at once and does not wait (b.2 (vii)).

The operator can only let it go earlier, never hold it up: without a word it goes out as not confirmed.
"""

from datetime import datetime

from cases import addressees, forwarding, history, overlooked
from cases.forwarding import Forwarding
from cases.office import Office
from store.transaction import Transaction


def confirm(
    tx: Transaction, office: Office, number: int, *, actor: str, now: datetime
) -> tuple[Forwarding, ...]:
    """Let the forwardings go that wait for the operator; gives them with their chats, none if too late."""
    told = forwarding.of_case(tx, number)
    waiting = [one for one in told if one.unconfirmed and one.state == "open" and one.send_at > now]
    for one in waiting:
        forwarding.change(tx, one.id, unconfirmed=0, send_at=now)
    if not waiting:
        return ()
    history.note(tx, [history.Entry(actor, "confirmed", number)], now=now)
    ids = {one.id for one in waiting}
    fresh = [one for one in forwarding.of_case(tx, number) if one.id in ids]
    return addressees.with_chats(tx, office.keys, fresh)


def let_go(
    tx: Transaction, office: Office, number: int, *, actor: str, now: datetime
) -> tuple[Forwarding, ...]:
    """Have those told who were held back, because police or child-rights body say so (DOMAIN b.2 (i)).

    They hold no key: handing it over is asked for apart. Gives them with their chats.
    """
    ids = {one.id for one in forwarding.of_case(tx, number) if one.state == "held"}
    for one in sorted(ids):
        forwarding.change(tx, one, state="open", send_at=now)
    told = [one for one in forwarding.of_case(tx, number) if one.id in ids]
    entries = [history.Entry(actor, "let know", number, one.department) for one in told]
    history.note(tx, entries, now=now)
    return overlooked.receive(tx, office, told)

"""Acknowledging at the desk."""

from datetime import timedelta

from sqlalchemy import select

from cases import case, escalation, forwarding, history
from conversations import colleagues, pointed, saying
from conversations.incoming import Address
from conversations.message import Button, Message
from conversations.saying import Saying
from store import duties
from store.schema import duty
from store.transaction import Transaction
from tests.cases import told
from tests.web.desk.office import Desk

LEAD = "CHILD_RIGHTS:610000000"


def test_a_press_acknowledges_the_case_once_and_says_who_did_it_before(desk: Desk) -> None:
    desk.hire("aigul", LEAD)
    number = desk.file().number
    with desk.at("aigul") as aigul:
        first = aigul.press(f"/desk/cases/{number}/acknowledge")
        again = aigul.press(f"/desk/cases/{number}/acknowledge")

    assert (first.status_code, first.headers["Location"]) == (303, f"/desk/cases/{number}?said=acknowledge")
    assert again.status_code == 409
    assert desk.parts.house is not None
    assert desk.parts.house.department(LEAD, "en") in again.text
    with desk.database.reading() as tx:
        assert case.get(tx, number).state == "acknowledged"
        assert [row["act"] for row in history.of_case(tx, number)].count("acknowledged") == 1


def test_whoever_acknowledges_is_asked_under_which_number_their_own_register_has_it(desk: Desk) -> None:
    desk.hire("aigul", LEAD)
    number = desk.file().number
    kept = f"/desk/cases/{number}/follow-up/registered"
    with desk.at("aigul") as aigul:
        before = aigul.get(f"/desk/cases/{number}").text
        after = aigul.get(aigul.press(f"/desk/cases/{number}/acknowledge").headers["Location"]).text
        aigul.press(kept, own="17-4/52")
        follow_up = aigul.get(f"/desk/cases/{number}/follow-up").text

    assert kept not in before
    assert kept in after
    assert "17-4/52" in follow_up


def test_the_chats_that_have_the_pointer_hear_it_and_others_do_not(desk: Desk) -> None:
    desk.hire("aigul", LEAD)
    with desk.database.transaction() as tx:
        told.enrol(tx, desk.office.keys, LEAD)
    told_of, not_yet = desk.file().number, desk.file().number
    with desk.database.transaction() as tx:
        lead = forwarding.of_case(tx, told_of)[0]
        escalation.delivered(tx, desk.office, lead.id, desk.clock.now)
        _arrives(tx, desk, lead.token, lead.id, message=71)
        _arrives(tx, desk, lead.token, lead.id, message=77)  # a reminder
    with desk.at("aigul") as aigul:
        for number in (told_of, not_yet):
            aigul.press(f"/desk/cases/{number}/acknowledge")
    with desk.database.reading() as tx:
        heard = [
            row["key"] for row in tx.rows(select(duty.c.key).where(duty.c.key.startswith("colleagues:")))
        ]

        changed = [_said(tx, desk, key).message for key in heard]

    assert desk.parts.house is not None
    assert {key.split(":")[1] for key in heard} == {str(lead.id)}
    assert {(one.replaces, one.stays, one.buttons) for one in changed} == {(71, True, ()), (77, False, ())}
    words = desk.parts.house.speaker("kk").say(colleagues.ACKNOWLEDGED, number=told_of)
    assert all(words in one.text for one in changed)

    later = desk.clock.now + pointed.KEPT_FOR + timedelta(minutes=1)
    with desk.database.transaction() as tx:
        assert (pointed.sweep(tx, now=desk.clock.now), pointed.sweep(tx, now=later)) == (0, 2)


def _arrives(tx: Transaction, desk: Desk, token: str, forwarding: int, *, message: int) -> None:
    """What delivery notes when a pointer, or a word about the case, has reached the department's chat."""
    address = Address("telegram", f"chat:{LEAD}")
    pointer = Message("Case", ((Button("Received", f"k:{token}"),),))
    for said in (Saying(address, pointer, forwarding), Saying(address, Message("Added"), forwarding)):
        number = message if said.message is pointer else message + 1
        pointed.note(tx, desk.office.keys, said, (number - 1, number), now=desk.clock.now)


def _said(tx: Transaction, desk: Desk, key: str) -> Saying:
    row = tx.row(select(duty.c.payload).where(duty.c.key == key))
    assert row is not None
    return saying.decode(desk.office.keys.unseal(row["payload"], duties.context(key)))

"""Limits that hold nothing back in silence, and the receipt that shows how far a report is."""

from cases import enrolment, forwarding, progress
from conversations import pointing, saying, tidings
from conversations.incoming import Address
from store import duties
from tests.conversations.conftest import Talker, filed


def test_a_phone_number_is_not_kept(talker: Talker) -> None:
    talker.report_up_to_the_place()
    said = talker.send("contact")

    assert "We did not save it" in said[0].text


def test_the_fourth_report_within_an_hour_goes_to_the_operator_and_says_so(talker: Talker) -> None:
    for _ in range(4):
        talker.report_up_to_the_place()
        talker.tap("Send now")

    assert filed(talker.database)[0].lead.partition(":")[0] == "OPERATOR"
    assert "An operator will look" in talker.screen()


def test_the_worst_forms_are_never_held_up_by_the_limit(talker: Talker) -> None:
    for _ in range(3):
        talker.report_up_to_the_place()
        talker.tap("Send now")
    talker.report_up_to_the_place()
    talker.tap("Used for sex or for such photos or videos")
    talker.tap("Send now")

    newest = filed(talker.database)[0]
    assert (newest.severity, newest.lead) == (4, "POLICE_JUV:614400000")


def test_the_code_shows_how_far_the_report_is(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.tap("Send now")
    code = next(m.text for m in talker.read if "Your code: " in m.text).partition("code: ")[2][:19]
    stranger = Talker(talker.database, talker.house, name="another phone")
    stranger.send("command", "status")
    stranger.say(code.replace("-", " "))

    assert "Status: Sent to the department." in stranger.screen()


def test_five_wrong_codes_an_hour_are_enough(talker: Talker) -> None:
    talker.send("command", "status")
    answers = [talker.say(f"{n:016d}")[-1].text for n in range(7)]

    assert answers[:5] == ["This code was not found. Please check it and try again."] * 5
    assert answers[5:] == ["Too many messages. Please wait a little."] * 2


def test_after_three_taps_the_reporter_is_asked_once_whether_to_be_told(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.tap("Send now")
    hint, asked = talker.read[-2:]  # the answer takes the place of the question, and the hint stays
    assert "You can add this later" in hint.text
    assert asked.text == "May we write to you here when there is an answer?"
    yes = talker.token("Yes, here")
    assert [m.text for m in talker.send("button", yes)] == ["We will write to you here."]
    assert talker.send("button", yes) == []
    with talker.database.transaction() as tx:
        done = progress.acknowledge(tx, number=1, actor="desk", now=talker.now)
        tidings.acknowledged(tx, talker.house, done, talker.now)

    assert [m.text.splitlines()[0] for m in talker.news()] == ["The department has your report."]


def test_a_reporter_who_stays_anonymous_is_never_written_to(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.tap("Send now")
    no = talker.token("No, stay anonymous")
    yes = talker.token("Yes, here")
    talker.send("button", no)
    talker.send("button", yes)
    with talker.database.transaction() as tx:
        done = progress.acknowledge(tx, number=1, actor="desk", now=talker.now)
        tidings.acknowledged(tx, talker.house, done, talker.now)

    assert done.tell is None
    assert talker.news() == []


def test_a_case_filed_before_anybody_was_enrolled_is_told_once_somebody_is(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.tap("Send now")
    assert "Who will receive it: " in talker.read[-4].text  # nobody has a chat: "sent" would be untrue
    page = Address("demo", "office")
    with talker.database.transaction() as tx:
        lead = filed(talker.database)[0].lead
        enrolment.enrol(
            tx,
            talker.house.keys,
            department=lead,
            channel="demo",
            chat="office",
            language="en",
            now=talker.now,
        )
        assert pointing.catch_up(tx, talker.house, talker.now) >= 1
        assert pointing.catch_up(tx, talker.house, talker.now) == 0
        claimed = duties.claim(tx, talker.house.keys, now=talker.now, holder="probe")

    pointers = [saying.decode(one.payload) for one in claimed]
    assert {one.address for one in pointers} == {page}
    assert any("Your department is responsible" in one.message.text for one in pointers)


def test_a_chat_that_stands_for_several_departments_gets_one_pointer_with_the_leads_button(
    talker: Talker,
) -> None:
    with talker.database.transaction() as tx:
        for code in ("CHILD_RIGHTS:610000000", "EDU_OBL:610000000"):
            chat = {"channel": "demo", "chat": "office", "language": "en"}
            enrolment.enrol(tx, talker.house.keys, department=code, **chat, now=talker.now)
    talker.send("command", "start", argument="r_cotton-d_613800000")
    talker.tap("Does not go to school")
    talker.tap("Send now")
    with talker.database.transaction() as tx:
        claimed = duties.claim(tx, talker.house.keys, now=talker.now, holder="probe")
        office = Address("demo", "office")
        pointers = [said for one in claimed if (said := saying.decode(one.payload)).address == office]
        sent = forwarding.of_case(tx, 1)

    [pointer] = pointers
    assert len(pointer.also) >= 1
    lead = next(one for one in sent if "lead" in one.roles)
    assert pointer.message.buttons[0][0].token == f"k:{lead.token}"
    assert {pointer.forwarding, *pointer.also} == {one.id for one in sent if one.receiver}

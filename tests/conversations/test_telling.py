"""No word unasked: whatever happens with a case, only who chose it is told, and a child only neutrally."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cases import closing, forwarding, progress, schema
from cases.casework import reopening
from cases.questions import Asking
from conversations import asking, escalations, sending, telling, tidings
from conversations.message import Message
from store.schema import duty
from tests.conversations import followers
from tests.conversations.conftest import Talker
from tests.conversations.followers import words


def everything_happens(talker: Talker) -> list[Message]:
    """Drive each kind of event, as groups, commands and the worker do; give what the reporter was told."""
    followers.enrol_lead(talker)
    officer = followers.officer(talker)
    followers.acknowledge(talker, officer)
    followers.press(officer, f"q:where:{followers.lead_token(talker)}")
    with talker.database.transaction() as tx:
        lead = forwarding.of_case(tx, 1)[0].department
        for wish in (Asking(lead, "how_old"), Asking(lead, words="Which field?")):
            asking.ask(tx, talker.house, 1, wish, talker.now)
        again = progress.acknowledge(tx, number=1, actor="desk", now=talker.now)
        tidings.acknowledged(tx, talker.house, again, talker.now)
        closing.close(tx, 1, "helped", actor="desk", now=talker.now)
        tidings.closed(tx, talker.house, 1, talker.now)
        reopening.reopen(tx, talker.house.office, 1, "goes_on", actor="desk", now=talker.now)
        tidings.reopened(tx, talker.house, 1, talker.now)
        later = talker.now + timedelta(minutes=1)
        closing.close(tx, 1, "helped", actor="desk", now=later)
        tidings.closed(tx, talker.house, 1, later)
    carried = followers.due(talker, hours=72)
    return [one.message for one in carried if one.address == talker.address] + talker.news()


@pytest.mark.parametrize("answer", [None, False])
@pytest.mark.parametrize("channel", ["web", "telegram"])
def test_who_did_not_choose_it_is_told_nothing_whatever_happens(
    talker: Talker, channel: str, answer: bool | None
) -> None:
    phone = report_from(talker, channel, answer)

    assert everything_happens(phone) == []


@pytest.mark.parametrize("channel", ["web", "telegram"])
def test_who_chose_it_is_told_of_each_once(talker: Talker, channel: str) -> None:
    told = [message.text.splitlines() for message in everything_happens(report_from(talker, channel, True))]

    assert told[0][-1] == "Next step: The department decides what to do."  # it has been read by then
    assert [lines[0] for lines in told] == [
        "The department has your report.",
        *["A question from the department:"] * 3,
        "The work on your report is finished.",
        "The work on your report goes on.",
        "The work on your report is finished.",
    ]
    assert [lines[1] for lines in told[1:4]] == [
        "Where exactly is it?",
        "About how old are the children?",
        "Which field?",
    ]


@pytest.mark.parametrize(
    ("language", "itself"), [("kk", "мені мақта теруге қояды"), ("uz", "Meni paxta terishga")]
)
@pytest.mark.parametrize("denied", [False, True])
def test_a_child_that_writes_of_itself_reads_not_a_word_of_the_case(
    talker: Talker, language: str, itself: str, denied: bool
) -> None:
    talker.language = language
    talker.send("command", "start", argument="d_613800000")
    talker.say(itself)
    if denied:
        talker.tap(words(language, "ans.no", "No"))
    talker.tap(words(language, "nav.send_now", "Send now"))
    talker.tap(words(language, "opt.contact_yes", "Yes, here"))
    told = everything_happens(talker)

    neutral = words(language, "push.neutral", "You have an answer.")
    assert len(told) == 7
    assert [message.text == neutral for message in told] == [not denied] * 7
    if not denied:
        buttons = {(button.label, button.token) for one in told for row in one.buttons for button in row}
        assert buttons == {(words(language, "nav.show", "Show"), "m:status")}
        assert words(language, "status.closed", "Closed") in talker.send("button", "m:status")[-1].text


def report_from(talker: Talker, channel: str, answer: bool | None) -> Talker:
    """Report from a chat of this channel; `answer` as in `followers.send_report`. Nothing is due after it."""
    if channel == "web":
        followers.send_report(talker, told=answer)
        return talker
    phone = Talker(talker.database, talker.house, "77", "en", channel)
    phone.send("command", "start", argument="r_cotton-d_613800000")
    labels = {None: (), True: (followers.YES,), False: (followers.NO,)}[answer]
    for label in ("Send now", *labels):
        phone.read += [one.message for one in followers.due(talker)]
        phone.tap(label)
    followers.due(talker)
    return phone


def test_what_is_kept_of_a_reporter_says_whether_it_is_a_child_only_under_seal(talker: Talker) -> None:
    followers.send_report(talker, told=True)
    with talker.database.reading() as tx:
        [row] = tx.rows(schema.reporter_link.select())

    assert set(row) == {"case_number", "address", "language", "lookup"}
    lengths = {len(telling.seal_address(talker.house.keys, talker.address, own=own)) for own in (True, False)}
    assert lengths == {len(row["address"])}


@pytest.mark.parametrize("told", [None, False, True])
def test_not_ours_and_escalation_are_told_to_no_reporter(talker: Talker, told: bool | None) -> None:
    followers.send_report(talker, told=told)
    followers.enrol_lead(talker)
    officer = followers.officer(talker)
    token = followers.lead_token(talker)
    for pressed in (f"n:{token}", f"n:{token}:o"):
        followers.press(officer, pressed)
    with talker.database.transaction() as tx:
        states = [one.state for one in forwarding.of_case(tx, 1)]
        for days in (30, 60, 90):
            escalations.look_at(tx, talker.house, 1, talker.now + timedelta(days=days))
        [row] = tx.rows(schema.case.select())

    assert "declined" in states
    assert row["level"] > 0
    assert all(one.address != talker.address for one in followers.due(talker, days=99))
    assert talker.news() == []


def test_whoever_deletes_the_link_leaves_no_row_that_joins_their_chat_to_the_case(talker: Talker) -> None:
    phone = report_from(talker, "telegram", True)
    everything_happens(phone)
    with talker.database.transaction() as tx:
        told = select(duty.c.lane).where(duty.c.key.startswith("told:1:"))
        assert {row["lane"] for row in tx.rows(told)} == {sending.lane(talker.house.keys, phone.address)}
        telling.end(tx, 1, now=talker.now)
        assert tx.rows(told) == []

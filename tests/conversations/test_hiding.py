"""Quick exit, /hide, the reminder and "forget me": what is left in the chat, and in the database."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Table, func, select

from cases import people, schema
from cases.admission import schema as of_admission
from conversations import hiding, pickup, reminding
from conversations import schema as talking
from conversations.house import House
from locales import catalogue
from store.database import Database
from tests.conversations.conftest import Talker
from tests.doubles.correspondence import Post, Writer

SAY = catalogue.load("en").say
REMINDER = SAY(reminding.STILL_DELETABLE)


@pytest.fixture
def post(database: Database, house: House) -> Iterator[Post]:
    opened = Post(database, house)
    yield opened
    opened.close()


@pytest.fixture
def writer(post: Post) -> Writer:
    return Writer(post, "501")


def count(database: Database, table: Table) -> int:
    with database.reading() as tx:
        row = tx.row(select(func.count().label("many")).select_from(table))
    return int(row["many"]) if row else 0


def test_after_hide_one_neutral_message_is_left_and_no_draft(writer: Writer, database: Database) -> None:
    writer.begin()
    writer.send("command", "hide")

    assert writer.texts() == [SAY(hiding.HIDDEN)]
    assert len(writer.post.chat(writer.name)) == 1
    assert writer.remembered() is None
    assert writer.post.keyboards == set()


def test_hidden_twice_still_one_message_is_left(writer: Writer) -> None:
    writer.begin()
    writer.send("command", "hide", deliver=False)
    writer.send("command", "hide")

    assert writer.texts() == [SAY(hiding.HIDDEN)]


def test_what_was_still_on_its_way_is_not_said_any_more(writer: Writer) -> None:
    writer.send("command", "start", deliver=False)
    writer.send("command", "report", deliver=False)
    writer.send("command", "hide")

    assert writer.texts() == [SAY(hiding.HIDDEN)]


def test_what_could_not_be_deleted_is_said_with_the_way_to_do_it_oneself(writer: Writer) -> None:
    writer.begin()
    writer.post.undeletable.add(min(writer.post.chat(writer.name)))
    writer.send("command", "hide")

    assert writer.texts() == [SAY(hiding.HIDDEN_REST)]


def test_after_hide_a_new_report_can_be_begun(writer: Writer) -> None:
    writer.begin()
    writer.send("command", "hide")
    writer.begin()

    assert writer.draft


def test_counts_against_misuse_outlive_hide_for_a_day(writer: Writer) -> None:
    writer.report()
    writer.send("command", "hide")
    kept = writer.remembered()
    assert kept is not None
    assert (len(kept.filed), kept.ended, kept.draft, kept.language) == (1, "", None, "")
    writer.post.wait(hours=25)

    assert writer.remembered() is None


def test_after_sending_the_conversation_can_be_deleted_at_once(writer: Writer, database: Database) -> None:
    writer.report()
    writer.send("button", writer.tokens()[SAY(reminding.DELETE)])

    assert writer.texts() == [SAY(hiding.HIDDEN)]
    assert count(database, schema.case) == 1


def test_who_asked_is_reminded_before_the_47th_hour(writer: Writer) -> None:
    began = writer.post.now
    writer.report()
    heard = writer.send("button", writer.tokens()[SAY(hiding.REMIND_ME)])
    assert heard.toast == SAY(hiding.WILL_REMIND)
    writer.post.wait(hours=45)
    assert REMINDER not in writer.texts()
    writer.post.wait(hours=1)
    assert writer.texts()[-1] == REMINDER
    assert writer.post.now - began < timedelta(hours=47)
    writer.send("button", writer.tokens()[SAY(reminding.DELETE)])

    assert writer.texts() == [SAY(hiding.HIDDEN)]


def test_who_chose_to_be_told_is_reminded_too(writer: Writer) -> None:
    writer.report()
    wish = next(token for token in writer.tokens().values() if token.startswith("t:y"))
    writer.send("button", wish)
    writer.post.wait(hours=47)

    assert writer.texts().count(REMINDER) == 1


def test_nobody_else_is_ever_reminded(writer: Writer) -> None:
    anonymous = Writer(writer.post, "502")
    hidden = Writer(writer.post, "503")
    for one in (writer, anonymous, hidden):
        one.report()
    anonymous.send("button", next(one for one in anonymous.tokens().values() if one.startswith("t:n")))
    hidden.send("button", hidden.tokens()[SAY(hiding.REMIND_ME)])
    hidden.send("command", "hide")
    before = [one.texts() for one in (writer, anonymous, hidden)]
    writer.post.wait(hours=72)

    assert [one.texts() for one in (writer, anonymous, hidden)] == before


def test_a_reminder_that_comes_too_late_to_be_true_is_not_said(writer: Writer) -> None:
    writer.report()
    writer.send("button", writer.tokens()[SAY(hiding.REMIND_ME)])
    writer.post.now += timedelta(hours=47, minutes=30)  # the machine was off
    writer.post.deliver()

    assert REMINDER not in writer.texts()


def test_forgetting_is_explained_before_it_is_done(writer: Writer) -> None:
    writer.report()
    writer.send("command", "forget")

    assert writer.texts()[-1] == SAY(hiding.FORGET_ASK)
    assert writer.remembered() is not None


def test_forget_me_cuts_every_link_and_leaves_the_report(writer: Writer, database: Database) -> None:
    writer.report()
    writer.send("button", next(token for token in writer.tokens().values() if token.startswith("t:y")))
    assert count(database, schema.reporter_link) == 1
    writer.send("command", "forget")
    writer.send("button", writer.tokens()[SAY(hiding.FORGET_YES)])

    assert writer.texts() == [SAY(hiding.FORGOTTEN)]
    assert (count(database, schema.reporter_link), count(database, schema.case)) == (0, 1)
    assert count(database, talking.trace) == 0
    assert writer.rows() == {("session", writer.sender)}
    writer.post.wait(hours=25)
    assert writer.rows() == set()


def test_staff_are_told_that_their_role_stays(writer: Writer, database: Database, house: House) -> None:
    with database.transaction() as tx:
        token = people.invite(
            tx, house.keys, role="officer", territory="", entropy=house.entropy, now=writer.post.now
        )
    writer.send("command", "start", argument=f"inv_{token}")
    writer.send("command", "forget")
    assert SAY(hiding.STAFF_STAYS) in writer.texts()[-1]
    writer.send("button", writer.tokens()[SAY(hiding.FORGET_YES)])

    assert SAY(hiding.STAFF_STAYS) in writer.texts()[-1]
    assert count(database, of_admission.person) == 1


def test_hide_typed_in_the_web_chat_leaves_one_neutral_line(talker: Talker, database: Database) -> None:
    talker.report_up_to_the_place()
    talker.send("command", "hide")
    with database.reading() as tx:
        kept = pickup.waiting(tx, talker.house.keys, talker.address, 0)

    assert [one.message.text for one in kept] == [SAY(hiding.CLEARED)]
    assert count(database, talking.session) == 0


def test_a_page_has_no_second_quick_exit(talker: Talker) -> None:
    talker.report_up_to_the_place()

    labels = {button.label for one in talker.read for row in one.buttons for button in row}
    assert SAY(hiding.EXIT) not in labels

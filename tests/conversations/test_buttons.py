"""Buttons and drafts: double, stale, of somebody else; changing, deleting, going on."""

from conversations import person
from conversations.house import House
from conversations.incoming import Address, Incoming
from conversations.talk import Reception
from store.database import Database
from tests.conversations.conftest import Talker, content, filed


def test_language_changes_in_the_middle_without_losing_answers(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.send("button", "l:kk")
    talker.tap("Қазір жіберу")

    assert [row.language for row in filed(talker.database)] == ["kk"]
    assert content(talker.database, talker.house)["facts"]["activity"] == ["construction"]


def test_a_draft_survives_a_restart_and_can_be_continued(talker: Talker) -> None:
    talker.report_up_to_the_place()
    again = Talker(talker.database, talker.house, last=talker.last)
    again.send("command", "start")
    assert "unfinished report" in again.read[-1].text
    again.tap("Continue")
    again.tap("Send now")

    assert len(filed(talker.database)) == 1


def test_pressing_send_twice_files_once(talker: Talker) -> None:
    talker.report_up_to_the_place()
    send = talker.token("Send now")
    talker.send("button", send)
    again = talker.send("button", send)

    assert len(filed(talker.database)) == 1
    assert again == []


def test_pressing_an_answer_twice_changes_nothing(talker: Talker) -> None:
    talker.send("command", "report")
    token = talker.token("Building site")
    talker.send("button", token)

    assert talker.send("button", token) == []


def test_another_answer_to_an_earlier_question_goes_back_to_it(talker: Talker) -> None:
    talker.send("command", "report")
    market = talker.token("Market or street")
    talker.tap("Building site")
    said = talker.send("button", market)

    assert "earlier question" in said[-1].text
    assert "What work" in said[-1].text


def test_somebody_elses_button_changes_nothing(talker: Talker) -> None:
    talker.report_up_to_the_place()
    stranger = Talker(talker.database, talker.house, name="stranger")
    stranger.send("command", "report")
    stranger.send("button", talker.token("Send now"))

    assert filed(talker.database) == []


def test_delete_leaves_nothing_of_the_draft(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.send("command", "cancel")
    talker.tap("Delete my draft")
    with talker.database.reading() as tx:
        sender = person.index(talker.house.keys, Incoming(talker.address, talker.name, "other"))
        kept = person.load(tx, talker.house.keys, [sender])[sender]

    assert "has been deleted" in talker.screen()
    assert kept.draft is None


def test_an_answer_can_be_changed_from_the_review(talker: Talker) -> None:
    talker.report_up_to_the_place()
    for _ in range(20):
        if "Please check before sending" in talker.read[-1].text:
            break
        talker.tap("Skip")
    talker.tap("Change an answer")
    talker.tap("Work")
    talker.tap("Market or street")
    while "Please check before sending" not in talker.read[-1].text:
        talker.tap("Skip")

    assert "Work: Market or street" in talker.read[-1].text
    assert "Nothing has been sent yet." in talker.read[-1].text


def test_edited_words_replace_the_answer(talker: Talker) -> None:
    talker.send("command", "report")
    talker.send("text", "картошка", message=7)
    talker.send("edited", "хлопок", message=7)
    talker.send("point", point=(40.875, 68.517))
    talker.tap("Send now")

    assert content(talker.database, talker.house)["facts"]["activity"] == ["cotton"]


def test_a_batch_with_a_repeated_update_hears_it_once(database: Database, house: House) -> None:
    address = Address("web", "twice")
    one = Incoming(address, "twice", "command", "report", language="en", update=7)
    with database.transaction() as tx:
        Reception(house).hear_all(tx, [one, one], Talker(database, house).now)
    talker = Talker(database, house, name="twice")

    assert [message.text[:10] for message in talker.news()] == ["Hello! Her", "What work "]

"""What a reporter can do with a report after it was sent, from any chat that knows the code."""

from collections.abc import Callable
from typing import Any

import pytest

from cases import closing, parts, tasks
from conversations import files, following, limits, tidings
from conversations.incoming import Sent
from store import duties
from tests.conversations import followers
from tests.conversations.conftest import Talker, filed
from tests.conversations.followers import words
from tests.doubles import recovery

pytestmark = pytest.mark.both

ADD = "Add something"


def read_part(talker: Talker, part: str, number: int = 1) -> dict[str, Any]:
    with talker.database.reading() as tx:
        return parts.read(tx, recovery.unlocked(tx), number, part)


def another(talker: Talker, name: str = "another phone") -> Talker:
    return Talker(talker.database, talker.house, name, talker.language)


@pytest.mark.parametrize("language", ["kk", "uz", "ru", "ky", "en"])
def test_words_are_added_from_another_chat_in_ones_own_language(talker: Talker, language: str) -> None:
    talker.language = language
    code = followers.send_report(talker)
    stranger = another(talker)
    followers.follow(stranger, code.replace("-", " "))
    assert words(language, "status.sent", "Sent to the department") in stranger.screen()
    stranger.tap(words(language, "follow.add_button", "Add something"))
    assert stranger.read[-1].text == words(language, "follow.add", "What would you like to add?")
    said = stranger.say("Олар таңнан кешке дейін сонда")

    assert said[0].text == words(language, "follow.added", "Added to your report. Thank you.")
    assert read_part(talker, "addition:1")["text"] == "Олар таңнан кешке дейін сонда"
    assert followers.acts(talker) == ["filed", "added"]


def test_who_changes_the_language_may_still_add(talker: Talker) -> None:
    followers.follow(talker, followers.send_report(talker))
    talker.tap(ADD)
    talker.send("button", "l:ru")
    talker.say("ещё одно")

    assert read_part(talker, "addition:1")["text"] == "ещё одно"


def test_an_addition_keeps_its_day_and_not_its_time(talker: Talker) -> None:
    followers.follow(talker, followers.send_report(talker))
    talker.tap(ADD)
    talker.say("First")
    talker.wait(minutes=9)
    talker.say("Second")

    assert read_part(talker, "addition:1") == {"day": "2026-11-23", "text": "First"}
    assert read_part(talker, "addition:2") == {"day": "2026-11-23", "text": "Second"}


def test_the_lead_gets_one_pointer_for_many_additions_and_not_a_word_of_them(talker: Talker) -> None:
    code = followers.send_report(talker)
    followers.enrol_lead(talker)
    followers.due(talker)
    followers.follow(talker, code)
    talker.tap(ADD)
    for said in ("the boss is called N.", "he has a red car"):
        talker.say(said)

    assert followers.due(talker, seconds=1) == []
    [pointer] = followers.due(talker, minutes=5)
    assert pointer.message.text == "Case 1: the reporter has added something."
    assert pointer.address.chat == followers.GROUP


def test_that_it_goes_on_or_has_stopped_is_noted_once_and_told_to_the_lead(talker: Talker) -> None:
    code = followers.send_report(talker)
    followers.enrol_lead(talker)
    followers.acknowledge(talker, followers.officer(talker))
    followers.due(talker)
    followers.follow(talker, code)
    for label in ("It is still going on", "It is still going on", "It has stopped"):
        talker.tap(label)
        assert talker.read[-1].text == "Thank you. The department will be told."

    assert followers.acts(talker) == ["filed", "still going on", "stopped"]
    told = [one.message.text for one in followers.due(talker, minutes=5)]
    assert told == [
        "Case 1: the reporter says it is still going on.",
        "Case 1: the reporter says it has stopped.",
    ]


def test_an_hour_after_the_code_it_is_asked_for_again_kindly(talker: Talker) -> None:
    followers.follow(talker, followers.send_report(talker))
    talker.wait(minutes=61)
    talker.tap("It has stopped")

    assert talker.read[-1].text == "For your safety, please send your code once more."
    assert followers.acts(talker) == ["filed"]


def test_a_button_of_an_older_view_never_acts_on_another_report(talker: Talker) -> None:
    first, second = followers.send_report(talker), followers.send_report(talker)
    followers.follow(talker, first)
    old = talker.token("It has stopped")
    followers.follow(talker, second)
    said = talker.send("button", old)

    assert said[0].text == "This button belongs to an earlier question."
    assert [followers.acts(talker, number) for number in (1, 2)] == [["filed"], ["filed"]]


def test_no_button_names_the_case(talker: Talker) -> None:
    followers.follow(talker, followers.send_report(talker, told=True))
    tokens = [button.token for row in talker.read[-1].buttons for button in row]

    view = tokens[0].rpartition(":")[2]
    assert tokens == [
        *(f"f:{act}:{view}" for act in ("add", "still", "stopped", "unlink")),
        "f:code",
        "m:menu",
    ]


def test_the_chat_that_chose_to_be_told_needs_no_code(talker: Talker) -> None:
    followers.send_report(talker, told=True)
    said = talker.send("command", "status")

    assert "Status: Sent to the department." in said[-1].text
    assert another(talker).send("command", "status")[-1].text == "Send your code."


def test_who_chose_to_be_told_reads_which_day_it_is_of_those_for_passing_on(talker: Talker) -> None:
    followers.send_report(talker, told=True)
    said = []
    for hours in (0, 48, 72):
        talker.wait(minutes=hours * 60)
        said.append(talker.send("command", "status")[-1].text)

    assert ["Working day 2 of 3" in one for one in said] == [False, True, False]
    assert "Working day" not in said[0] + said[2]


def test_several_reports_of_one_chat_are_lines_without_a_number(talker: Talker) -> None:
    for _ in range(3):
        followers.send_report(talker, told=True)
    with talker.database.transaction() as tx:
        closing.close(tx, 2, "helped", actor="desk", now=talker.now)
    said = talker.send("command", "status")[-1]
    labels = [button.label for row in said.buttons for button in row]

    assert labels == [
        f"Status: {state}. Date: 23 Nov 2026."
        for state in ("Sent to the department", "Closed", "Sent to the department")
    ]
    assert "Status: Closed" in talker.send("button", "f:2")[-1].text
    assert talker.send("button", "f:9")[-1].text == "Which report? Choose one, or send a code."


def test_a_deleted_link_is_gone_with_what_was_on_its_way(talker: Talker) -> None:
    phone = Talker(talker.database, talker.house, "77", "en", "telegram")
    phone.send("command", "start", argument="r_cotton-d_613800000")
    for label in ("Send now", "Yes, here"):
        phone.read += [one.message for one in followers.due(talker)]
        phone.tap(label)
    phone.send("command", "status")
    phone.read += [one.message for one in followers.due(talker)]
    with talker.database.transaction() as tx:
        closing.close(tx, 1, "helped", actor="desk", now=talker.now)
        tidings.closed(tx, talker.house, 1, talker.now)
    phone.tap("Delete my link to the report")

    assert [one.message.text for one in followers.due(talker)] == [following.UNLINKED.english]
    assert followers.acts(talker)[-1] == "link deleted"
    phone.send("command", "status")
    assert [one.message.text for one in followers.due(talker)] == ["Send your code."]


def test_an_edited_message_is_an_addition_for_who_follows_and_nothing_for_others(talker: Talker) -> None:
    code = followers.send_report(talker)
    assert "There is no unfinished report." in talker.send("edited", "more", message=3)[-1].text
    followers.follow(talker, code)
    talker.send("edited", "not Saturday but Sunday", message=3)
    talker.send("edited", code, message=4)

    assert read_part(talker, "addition:1")["text"] == "not Saturday but Sunday"
    assert followers.acts(talker) == ["filed", "added"]


@pytest.mark.parametrize(
    "slip", [lambda code: code[:-1] + str((int(code[-1]) + 1) % 10), lambda code: code[:-2]]
)
def test_a_mistyped_code_is_no_addition_and_a_telephone_number_is_one(
    talker: Talker, slip: Callable[[str], str]
) -> None:
    code = followers.send_report(talker)
    followers.follow(talker, code)
    talker.tap(ADD)

    assert talker.say(slip(code))[-1].text.startswith("This code was not found.")
    assert followers.acts(talker) == ["filed"]
    talker.tap(ADD)
    talker.say("+7 (701) 000-00-00")
    assert read_part(talker, "addition:1")["text"] == "+7 (701) 000-00-00"


def test_words_of_danger_in_an_addition_bring_the_number_to_call(talker: Talker) -> None:
    followers.follow(talker, followers.send_report(talker))
    talker.tap(ADD)

    assert any("call 112 first" in message.text for message in talker.say("they are locked in and beaten"))


def test_more_additions_an_hour_than_the_limit_are_asked_to_wait(talker: Talker) -> None:
    followers.follow(talker, followers.send_report(talker))
    talker.tap(ADD)
    for number in range(limits.ADDITIONS):
        talker.say(f"line {number}")
    assert talker.say("one more")[-1].text == "Too many messages. Please wait a little."

    assert followers.acts(talker).count("added") == limits.ADDITIONS


def test_how_a_case_ended_is_not_told_to_the_reporter(talker: Talker) -> None:
    code = followers.send_report(talker)
    screens = []
    for outcome in ("helped", "not_confirmed"):
        with talker.database.transaction() as tx:
            closing.close(tx, filed(talker.database)[0].number, outcome, actor="desk", now=talker.now)
        screens.append(followers.follow(talker, code)[0].text)
        code = followers.send_report(talker)

    assert screens[0] == screens[1]
    assert "Status: Closed." in screens[0]
    assert "If it happens again, please tell us." in screens[0]


def test_a_closed_case_that_goes_on_is_a_task_for_the_operator(talker: Talker) -> None:
    code = followers.send_report(talker)
    with talker.database.transaction() as tx:
        closing.close(tx, 1, "helped", actor="desk", now=talker.now)
    followers.follow(talker, code)
    talker.tap("It has stopped")
    talker.tap("It is still going on")
    with talker.database.reading() as tx:
        open_ones = [(one.errand.kind, one.errand.number) for one in tasks.open_ones(tx)]

    assert open_ones == [("reopen", 1)]


@pytest.mark.parametrize("kind", ["photo", "voice"])
def test_a_file_is_fetched_for_the_case_with_the_words_under_it(talker: Talker, kind: str) -> None:
    followers.follow(talker, followers.send_report(talker))
    talker.tap(ADD)
    said = talker.send(kind, "the gate", sent=Sent(kind, "AgAC-1", size=9_000))

    assert said[0].text == "Added to your report. Thank you."
    assert read_part(talker, "addition:1") == {"day": "2026-11-23", "text": "the gate", "file": kind}
    with talker.database.transaction() as tx:
        claimed = duties.claim(tx, talker.house.keys, now=talker.now, holder="probe")
    [wanted] = [files.wanted_by(one) for one in claimed if one.kind == "fetch:web"]
    assert (wanted.kind, wanted.file) == (kind, "AgAC-1")


def test_what_cannot_be_added_is_said_and_begins_no_other_report(talker: Talker) -> None:
    followers.follow(talker, followers.send_report(talker))
    talker.tap(ADD)
    told = talker.send("file", sent=Sent("file", "BQAC-1", mime="application/pdf"))
    assert told[-1].text.startswith("This kind of file cannot be sent.")
    talker.say("He said so")

    assert read_part(talker, "addition:1")["text"] == "He said so"


def test_a_code_typed_as_an_addition_is_looked_up_and_handed_to_nobody(talker: Talker) -> None:
    first, second = followers.send_report(talker), followers.send_report(talker)
    followers.follow(talker, first)
    talker.tap(ADD)
    talker.say(second)

    assert "Status: Sent to the department." in talker.read[-1].text
    assert [followers.acts(talker, number) for number in (1, 2)] == [["filed"], ["filed"]]

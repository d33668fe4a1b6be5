"""The citizen's report, heard by the reception with a real database behind it."""

import pytest

from cases import forwarding
from tests.conversations.conftest import Talker, content, filed

pytestmark = pytest.mark.both


def test_three_taps_file_a_report(talker: Talker) -> None:
    talker.send("command", "report")
    taps = 0
    talker.tap("Building site")
    taps += 1
    talker.send("point", point=(40.875, 68.517))
    taps += 1
    talker.tap("Send now")
    taps += 1

    assert "Your code: " in talker.screen()
    assert [row.territory for row in filed(talker.database)] == ["614400000"]
    assert taps == 3


def test_before_the_first_send_button_the_reporter_sees_what_goes_to_whom(talker: Talker) -> None:
    talker.report_up_to_the_place()

    overview = talker.read[-2].text
    assert "Work: Building site" in overview
    assert "Who will receive it: " in overview
    assert "Nothing has been sent yet." in overview


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "мақта теріп жүр"),
        ("ru", "собирает хлопок"),
        ("uz", "paxta teryapti"),
        ("ky", "пахта терип жүрөт"),
    ],
)
def test_work_is_understood_in_the_persons_own_words(talker: Talker, language: str, words: str) -> None:
    talker.language = language
    talker.send("command", "report")
    talker.say(words)
    talker.send("point", point=(40.875, 68.517))
    talker.send("button", talker.read[-1].buttons[-1][0].token)

    assert content(talker.database, talker.house)["facts"]["activity"] == ["cotton"]


def test_words_without_a_menu_begin_a_report(talker: Talker) -> None:
    talker.say("дети моют машины на автомойке")

    assert "place on the map" in talker.read[-1].text


def test_danger_brings_the_emergency_number_once(talker: Talker) -> None:
    talker.report_up_to_the_place()
    before = talker.screen().count("call 112 first")
    talker.tap("Beaten or threatened")
    talker.tap("Done")
    talker.tap("Right now")

    assert (before, talker.screen().count("call 112 first")) == (1, 2)  # the first words say it too


def test_wrong_input_is_helped_twice_and_then_taken(talker: Talker) -> None:
    talker.send("command", "report")
    assert "did not understand" in talker.say("😀😀")[-1].text
    assert "For example: picking cotton" in talker.say("123")[-1].text
    talker.send("other")

    assert "Where is it happening?" in talker.read[-1].text


def test_a_voice_message_answers_any_question(talker: Talker) -> None:
    talker.send("command", "report")
    talker.send("voice", file="file-1")
    talker.send("voice", file="file-2")
    talker.tap("Send now")

    told = content(talker.database, talker.house)["answers"]["answers"]
    assert (told["what"]["voice"], told["where"]["voice"]) == ("file-1", "file-2")
    assert [row.lead for row in filed(talker.database)] == ["OPERATOR:KZ"]


@pytest.mark.parametrize(
    "text", ["а" * 4096, "😀" * 10_000, "‮перевёрнуто‬ ​​", "<b>жирно</b> *x* [y](tg://user?id=1)"]
)
def test_hostile_words_are_answered_and_kept_as_plain_text(talker: Talker, text: str) -> None:
    talker.report_up_to_the_place()
    said = talker.say(text)

    assert said
    assert not talker.heard[0].aside
    if len(text) < 1000:
        talker.tap("Send now")
        told = content(talker.database, talker.house)["answers"]["answers"]
        assert text.strip() in [answer["text"] for answer in told.values()]


def test_a_child_that_writes_about_itself_hears_that_it_is_not_its_fault(talker: Talker) -> None:
    talker.language = "kk"
    talker.send("command", "report")
    talker.say("мені мақта теруге мәжбүрлейді")
    talker.tap("Мақта")
    talker.send("point", point=(40.875, 68.517))
    while "Өзіңіз туралы" not in talker.read[-1].text:
        talker.tap("Өткізіп жіберу")
    talker.tap("Иә")

    assert "сен кінәлі емессің" in talker.screen()


def test_the_pointer_names_the_district_and_nothing_that_was_said(talker: Talker) -> None:
    talker.send("command", "report")
    talker.say("картошка у Канарейкина")
    talker.say("Атакент")
    talker.tap("Send now")
    with talker.database.reading() as tx:
        sent = forwarding.of_case(tx, 1)

    assert {role for one in sent for role in one.roles} >= {"lead", "owner"}

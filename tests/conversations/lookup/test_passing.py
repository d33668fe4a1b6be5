"""What comes beside an open question of the look-up: it stays open, and its answer reaches nobody else."""

import pytest

from conversations import hiding, menu, sentences
from conversations.lookup import correcting, looking, telling_back, views
from locales.texts import Text
from store.database import Database
from tests.conversations import followers
from tests.conversations.conftest import Talker, content
from tests.conversations.lookup.test_telling_back import (
    SECRET,
    SHELTER,
    open_card,
    press,
    said,
    stocked,
    tally,
    visitor,
    waiting,
)

__all__ = ["stocked", "visitor"]

BESIDE = [("command", "help"), ("command", "language"), ("button", "m:help"), ("edited", "психолог")]


def begin_to_correct(visitor: Talker) -> None:
    open_card(visitor)
    press(visitor, correcting.WRONG)
    press(visitor, correcting.PARTS["phone"])


def test_whoever_tells_how_it_went_is_still_asked_what_help_is_needed(visitor: Talker) -> None:
    open_card(visitor)
    visitor.wait(hours=2)
    visitor.send("button", menu.FIND_TOKEN)
    press(visitor, telling_back.OUTCOMES["reached"])

    assert visitor.say("doctor")[0].text == said(visitor, looking.WHERE)
    assert tally(visitor) == {"reached": 1}


@pytest.mark.parametrize(("kind", "text"), [*BESIDE, ("point", ""), ("voice", "")])
def test_the_question_what_is_needed_stays_open(visitor: Talker, kind: str, text: str) -> None:
    visitor.send("button", menu.FIND_TOKEN)
    visitor.send(kind, text, **({"point": (42.3, 69.6)} if kind == "point" else {}))

    assert visitor.say("doctor")[0].text == said(visitor, looking.WHERE)


def test_a_changed_message_makes_no_report_of_the_place_that_follows(visitor: Talker) -> None:
    visitor.send("button", menu.FIND_TOKEN)
    visitor.say("doctor")

    assert visitor.send("edited", "psychologist")[0].text == said(visitor, looking.WHERE)
    assert visitor.say("Шымкент")[0].text == said(visitor, sentences.NOTICES["place_is"], place="Shymkent")


@pytest.mark.parametrize(
    ("kind", "text"), [*BESIDE, ("voice", ""), ("photo", ""), ("file", ""), ("point", "")]
)
def test_words_of_a_correction_stay_awaited(visitor: Talker, kind: str, text: str) -> None:
    begin_to_correct(visitor)
    visitor.send(kind, text, **({"point": (42.3, 69.6)} if kind == "point" else {}))
    visitor.say(SECRET)

    assert waiting(visitor) == [(SHELTER.id, "phone", SECRET)]


def test_a_voice_message_instead_of_a_correction_is_not_understood(visitor: Talker) -> None:
    begin_to_correct(visitor)
    answered = visitor.send("voice", "ребёнка бьют, он в опасности")

    assert "112" in answered[0].text
    assert answered[1].text == said(visitor, views.NO_MEDIA, button=said(visitor, menu.REPORT))
    assert answered[2].text == said(visitor, correcting.WORDS)


def test_a_voice_message_goes_to_the_report_that_is_open(visitor: Talker) -> None:
    visitor.report_up_to_the_place()
    begin_to_correct(visitor)
    visitor.send("voice", file="voice")

    assert waiting(visitor) == [(SHELTER.id, "phone", "")]
    assert said(visitor, views.NO_MEDIA, button=said(visitor, menu.REPORT)) not in visitor.screen()


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_another_language_asks_the_open_question_again(visitor: Talker, language: str) -> None:
    visitor.send("button", menu.FIND_TOKEN)
    visitor.send("command", "language")
    visitor.language = language

    assert visitor.send("button", f"l:{language}")[-1].text.startswith(said(visitor, looking.NEED))


def test_words_of_a_correction_are_never_part_of_a_report(visitor: Talker, database: Database) -> None:
    visitor.send("command", "start", argument="r_cotton-d_613800000")
    begin_to_correct(visitor)
    visitor.say(SECRET)
    visitor.send("button", "m:continue")
    visitor.tap(said(visitor, Text("nav.send_now", "Send now")))

    assert waiting(visitor) == [(SHELTER.id, "phone", SECRET)]
    assert "Канарейка" not in str(content(database, visitor.house))


@pytest.mark.parametrize("is_correcting", [True, False])
def test_a_receipt_is_looked_up_and_not_kept_for_the_editor(visitor: Talker, is_correcting: bool) -> None:
    code = followers.send_report(visitor)
    if is_correcting:
        begin_to_correct(visitor)
    else:
        visitor.send("button", menu.FIND_TOKEN)
    answered = visitor.say(code)

    assert [words for _, _, words in waiting(visitor)] == [""] * is_correcting
    assert answered[0].text not in (said(visitor, correcting.THANKS), said(visitor, looking.WHERE))
    assert said(visitor, sentences.NOTICES["unclear"]) not in answered[0].text


@pytest.mark.parametrize("ends", [("command", "hide"), ("button", hiding.FORGET_SURE)])
def test_buttons_of_a_forgotten_card_only_say_so(visitor: Talker, ends: tuple[str, str]) -> None:
    begin_to_correct(visitor)
    tokens = {one.token for message in visitor.read for row in message.buttons for one in row}
    visitor.send(*ends)
    told = waiting(visitor)
    for token in sorted(token for token in tokens if token.startswith(("s:", telling_back.BUTTON))):
        visitor.wait(minutes=1)  # nobody is that quick
        for _ in range(2):
            assert visitor.send("button", token)[0].text == said(visitor, sentences.NOTICES["old_button"])

    assert (waiting(visitor), tally(visitor)) == (told, {})

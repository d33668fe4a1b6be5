"""/find with words, and what happens when something else than words comes while we ask."""

import pytest

from conversations import menu
from conversations.lookup import looking, views
from locales import catalogue, languages
from tests.conversations.conftest import Talker, filed
from tests.conversations.lookup.test_looking import SAFE_PLACE, labels

WORDS = {"kk": "психолог Шымкент", "ru": "психолог Шымкент", "en": "psychologist Shymkent"}
WORDS |= {"uz": "psixolog Shimkent", "ky": "психолог Шымкент"}


@pytest.mark.parametrize("language", languages.CODES)
def test_find_with_words_goes_to_the_list(talker: Talker, language: str) -> None:
    talker.language = language
    said = talker.send("command", "find", argument=WORDS[language])

    assert "150" in said[-1].text
    assert len(labels(said[-1])) > 5


def test_find_with_words_says_nothing_of_needs_first(talker: Talker) -> None:
    place, found = talker.send("command", "find", argument="психолог Шымкент")

    assert (place.text, "What help is needed?" in found.text) == ("Place: Shymkent", False)


def test_find_with_a_place_of_many_asks_which(talker: Talker) -> None:
    said = talker.send("command", "find", argument="психолог Абай")

    assert said[-1].text.startswith("There are several such places.")


def test_find_alone_asks_what_is_needed(talker: Talker) -> None:
    assert talker.send("command", "find")[-1].text.startswith("What help is needed?")


def test_find_with_words_of_danger_says_whom_to_call(talker: Talker) -> None:
    said = talker.send("command", "find", argument="ребёнка бьют, нужен приют")

    assert "112" in said[0].text


@pytest.mark.parametrize(
    ("language", "kind"),
    [*((code, "voice") for code in languages.CODES), *(("en", kind) for kind in ("photo", "file", "other"))],
)
def test_what_is_no_words_is_answered_kindly_and_the_question_stays(
    talker: Talker, language: str, kind: str
) -> None:
    talker.language, say = language, catalogue.load(language).say
    talker.send("button", "m:find")
    talker.tap(say(SAFE_PLACE))
    said = talker.send(kind)
    found = talker.say(WORDS[language].split()[1])[-1]

    report = say(menu.REPORT)
    assert said[0].text == say(views.NO_MEDIA, button=report)
    assert labels(said[0]) == [report]
    assert say(looking.WHERE) in said[1].text
    assert say(SAFE_PLACE) in found.text


def test_the_report_that_is_offered_then_begins(talker: Talker) -> None:
    talker.send("button", "m:find")
    talker.send("voice", file="v1")
    said = talker.tap("Report a working child")

    assert "What work is the child doing?" in said[-1].text


def test_a_voice_message_beside_an_open_report_belongs_to_it(talker: Talker) -> None:
    talker.send("command", "report")
    talker.send("button", "m:find")
    talker.send("voice", file="v1")

    assert "Please write in words here" not in talker.screen()
    assert filed(talker.database) == []

"""R33: what must be said before the first question, in every language and channel, and what was read."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases import parts, retention
from conversations import menu
from conversations.house import House
from locales import catalogue, languages
from tests.conversations.conftest import NOON, Talker
from tests.doubles import recovery

ALWAYS = {
    "not an emergency service": (menu.WELCOME[1], {}),
    "no name is needed": (menu.WELCOME[0], {}),
    "danger now: 112": (menu.EMERGENCY, {"number": "112"}),
    "children and families: 111": (menu.HELPLINE, {"number": "111"}),
    "who receives it": (menu.RECEIVER, {}),
    "no duty is replaced": (menu.DUTY, {}),
}
CHANNELS = ("telegram", "web")
"""Every door that a reporter can come through."""
RECORD = Path(__file__).parents[2] / "docs" / "first_words.json"
"""Every text that was ever said first, by its digest: what a report names can be shown word for word."""


def said(house: House, language: str, channel: str) -> str:
    return menu.first_words(house.speaker(language), channel, NOON.date()).text


def test_every_required_sentence_is_said_in_five_of_five_languages(
    house: House, figure: Callable[[str], None]
) -> None:
    missing = []
    for language in languages.CODES:
        for channel in CHANNELS:
            words, say = said(house, language, channel), catalogue.load(language).say
            missing += [
                (language, channel, what)
                for what, (text, values) in ALWAYS.items()
                if say(text, **values) not in words
            ]
            if (say(menu.TELEGRAM_SEES) in words) != (channel == "telegram"):
                missing.append((language, channel, "Telegram sees it"))
    whole = len(languages.CODES) * len(CHANNELS) * (len(ALWAYS) + 1)

    figure(f"R33: {whole - len(missing)} of {whole} required sentences said before question 1, 5 languages")
    assert missing == []


@pytest.mark.parametrize("language", languages.CODES)
def test_how_long_it_is_kept_is_what_the_terms_say(house: House, language: str) -> None:
    terms, count = retention.in_force(NOON.date()), catalogue.load(language).count
    hours = count("n.hours", "{n} hour", "{n} hours", terms.draft.total_seconds() / 3600)
    days = count("n.days", "{n} day", "{n} days", terms.content.days)
    words = said(house, language, "web")

    assert (hours in words, days in words) == (True, True)
    assert "{" not in words


@pytest.mark.parametrize("language", languages.CODES)
def test_the_sentences_are_translations_and_few(house: House, language: str) -> None:
    words = said(house, language, "telegram")
    english = [line for line in said(house, "en", "telegram").splitlines() if line]

    assert len([line for line in words.splitlines() if line]) == len(english) <= 9
    assert language == "en" or not set(english) & set(words.splitlines())


@pytest.mark.parametrize("language", languages.CODES)
@pytest.mark.parametrize("way", ["command", "words", "link"])
def test_nobody_is_asked_anything_before_the_first_words(talker: Talker, language: str, way: str) -> None:
    talker.language = language
    match way:
        case "command":
            talker.send("command", "report")
        case "words":
            talker.say("дети моют машины на автомойке")
        case _:
            talker.send("command", "start", argument="r_cotton")

    assert talker.read[0].text == said(talker.house, language, "web")
    assert talker.screen().count(talker.read[0].text) == 1


def test_a_report_keeps_which_first_words_its_reporter_had_read(talker: Talker) -> None:
    talker.language = "kk"
    talker.send("command", "report")
    talker.say("мақта")
    talker.send("point", point=(40.875, 68.517))
    talker.send("button", talker.read[-1].buttons[-1][0].token)

    with talker.database.reading() as tx:
        told: dict[str, Any] = parts.read(tx, recovery.unlocked(tx), 1, "reporter")
    assert told["first_words"] == menu.version(
        menu.first_words(talker.house.speaker("kk"), "web", NOON.date())
    )
    assert json.loads(RECORD.read_text("utf-8"))[told["first_words"]] == talker.read[0].text


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("language", languages.CODES)
def test_the_words_stand_in_the_record_under_their_digest(house: House, language: str, channel: str) -> None:
    words = menu.first_words(house.speaker(language), channel, NOON.date())
    recorded = json.loads(RECORD.read_text("utf-8"))

    new = {menu.version(words): words.text}
    assert new.items() <= recorded.items(), f"add to {RECORD.name}, keep the others: {json.dumps(new)}"

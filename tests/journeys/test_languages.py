"""A whole report in each of the five languages, typed and tapped, with every screen read."""

import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from conversations import grounds, menu, notices, paths, sentences
from locales import catalogue, extraction, languages
from locales.texts import Text
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram
from tests.journeys.conftest import Hotline

WORK = {"kk": "мақта теріп жүр", "ru": "собирает хлопок", "en": "picking cotton"}
WORK |= {"uz": "paxta teryapti", "ky": "пахта терип жүрөт"}
ZHETISAI = (40.7753, 68.3273)
NAME, ADDRESS = "Қанарейкина Айгүл", "Атакент, Абай, 5"
WHERE = Text("q.where", "Where is it happening?")
AGE = Text("q.age", "About how old?")
PATH = Text("q.path", "How would you like to report?")
APPEAL = Text("opt.path_appeal", "Signed appeal")
HERE = Text("opt.here_yes", "Continue here")
DANGER = Text("opt.d_no_school", "Does not go to school")
LONG = 20.0  # seconds: five people talk at once
CODE = re.compile(r"\d{4}-\d{4}-\d{4}-\d{4}")


@pytest.mark.parametrize(("bot", "whole"), [("polling", True), ("webhook", False)], indirect=["bot"])
def test_a_report_is_made_and_followed_in_every_language(
    bot: Hotline, telegram: Telegram, whole: bool
) -> None:
    """Five people at once: the whole walk one way, the shortest the other; a chat hears one word a second."""
    phones = {code: Phone(telegram, 700 + n, code) for n, code in enumerate(languages.CODES)}
    with ThreadPoolExecutor(len(phones)) as people:
        walks = [people.submit(walk, phone, language, whole) for language, phone in phones.items()]
    for one in walks:
        one.result()

    assert [fault for language, phone in phones.items() for fault in faults(phone, language)] == []
    rows = bot.json("cases", "list", "--json")
    assert sorted(row["language"] for row in rows) == sorted(languages.CODES)


def walk(phone: Phone, language: str, whole: bool) -> None:
    """From /start to /status, by whatever way updates are brought; not `whole`: sent as soon as it can be."""
    say = catalogue.load(language).say
    phone.type("/start")
    phone.wait_for(say(menu.WELCOME[0]))
    phone.tap(say(menu.REPORT))
    phone.wait_for(say(Text("q.what", "What work is the child doing?")))
    phone.type(WORK[language])
    phone.wait_for(say(WHERE))
    phone.send_point(*ZHETISAI)
    phone.wait_for(say(grounds.MISSING, things="|").partition("|")[0])
    phone.tap(say(DANGER))
    phone.tap(say(sentences.WORDS["done"]))
    if whole:
        answer_all(phone, language)
        phone.tap(say(sentences.WORDS["send_review"]))
    else:
        phone.tap(say(sentences.WORDS["send"]))
    found = CODE.search(phone.wait_for(say(notices.CODE, code="|").partition("|")[0], LONG))
    assert found is not None
    phone.wait_for(say(notices.MAY_WE_WRITE), LONG)
    phone.type("/status")
    phone.wait_for(say(Text("follow.ask_code", "Send your code.")), LONG)
    phone.type(found[0])
    phone.wait_for(say(notices.STATUSES["received"]), LONG)


def answer_all(phone: Phone, language: str) -> None:
    """From the danger to the review, with an age, and with a name for a signed appeal."""
    say = catalogue.load(language).say
    skip = say(sentences.WORDS["skip"])
    skip_to(phone, say(AGE), skip)
    phone.type("12")
    skip_to(phone, say(PATH), skip)
    phone.tap(say(APPEAL), limit=LONG)
    phone.wait_for(say(paths.STAYS_IN_CHAT), LONG)
    phone.tap(say(HERE), limit=LONG)
    phone.wait_for(say(Text("q.name", "Your surname and first name?")), LONG)
    phone.type(NAME)
    phone.wait_for(say(Text("q.address", "Your postal address?")), LONG)
    phone.type(ADDRESS)
    phone.wait_for(say(paths.SIGNATURE), LONG)


def skip_to(phone: Phone, question: str, skip: str) -> None:
    """Skip until this is asked."""
    for _ in range(20):
        if question in phone.see(skip, LONG):
            return
        phone.tap(skip)
    raise AssertionError(f"never asked: {question}")


@cache
def _english() -> frozenset[str]:
    """Read the sources once for all languages: it takes seconds."""
    return frozenset(
        text.english for text in extraction.in_house() if " " in text.english and "{" not in text.english
    )


def faults(phone: Phone, language: str) -> list[str]:
    """Read every message and label: no English, no empty label, no brace."""
    with phone.telegram.changed:
        shown = phone.telegram.chats.of(phone.chat)
        said = [one.text for one in shown]
        labels = [button["text"] for one in shown for button in one.buttons()]
    assert len(said) > 10
    english = _english() if language != "en" else frozenset()
    found = [f"brace: {text}" for text in [*said, *labels] if "{" in text or "}" in text]
    found += ["empty label" for label in labels if not label.strip()]
    found += [f"English: {one}" for one in english for text in [*said, *labels] if one in text]
    if language in ("kk", "ru", "ky"):
        words = {word for text in [*said, *labels] for word in re.findall(r"[A-Za-z]{2,}", text)}
        found += [f"Latin: {word}" for word in words - {"Telegram"}]
    return found

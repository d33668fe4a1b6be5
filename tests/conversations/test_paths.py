"""How far a reporter goes: the law in plain words, a name only after a warning, and sealed apart."""

from typing import Any

import pytest

from cases import parts
from conversations.house import House
from conversations.walking import Walk
from tests.conversations.conftest import NOON, Talker
from tests.conversations.test_nothing_dropped import change, skip_to
from tests.doubles import recovery

NAME, TELEPHONE, ADDRESS = "Канарейкина Айгүл", "+7 700 000 00 00", "Атакент, Абай көшесі, 5 үй"


def sealed(talker: Talker, number: int = 1) -> dict[str, Any]:
    """Give every part of a case, opened with the recovery key."""
    with talker.database.reading() as tx:
        keys = recovery.unlocked(tx)
        return {name: parts.read(tx, keys, number, name) for name in parts.names(tx, number)}


def choose(talker: Talker, path: str) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "path")
    talker.tap(path)


def test_each_path_says_what_a_body_must_do_and_when_that_was_read(talker: Talker) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "path")

    asked = talker.read[-1].text
    assert "considered only if it tells of a crime or a threat to public safety" in asked
    assert "registered on the day it arrives" in asked
    assert "within 3 working days" in asked
    assert "Rules as read on: " in asked
    assert "No name is needed" not in asked


def test_a_confidential_name_is_sealed_apart_and_stands_in_no_other_part(talker: Talker) -> None:
    choose(talker, "Confidential report")
    talker.tap("Continue here")
    talker.say(NAME)
    talker.say(TELEPHONE)
    assert f"Your name: {NAME}" in talker.read[-1].text
    talker.tap("Send")

    told = sealed(talker)
    assert told["sender"] == {
        "path": "confidential",
        "name": NAME,
        "reach": TELEPHONE,
        "missing": [],
        "law": "kz-2026.1",
    }
    others = {name: part for name, part in told.items() if name != "sender"}
    assert NAME not in str(others)
    assert "confidential" not in str(others)


def test_whoever_would_rather_not_stays_anonymous_without_a_trace_of_the_path(talker: Talker) -> None:
    choose(talker, "Signed appeal")
    talker.tap("Stay anonymous")
    review = talker.read[-1].text
    talker.tap("Send")

    assert "Kind of report: Anonymous signal" in review
    assert "signature" not in review
    assert "sender" not in sealed(talker)


def test_an_appeal_says_what_it_lacks_and_that_it_is_not_signed_yet(talker: Talker) -> None:
    choose(talker, "Signed appeal")
    talker.tap("Continue here")
    talker.say(NAME)
    talker.tap("Skip")
    review = talker.read[-1].text
    talker.tap("Send")

    assert "For an appeal this is still missing: Postal address." in review
    assert "An appeal also needs your signature, on paper or electronic." in review
    assert sealed(talker)["sender"]["missing"] == ["address"]


def test_a_whole_appeal_lacks_only_the_signature(talker: Talker) -> None:
    choose(talker, "Signed appeal")
    talker.tap("Continue here")
    talker.say(NAME)
    talker.say(ADDRESS)
    review = talker.read[-1].text

    assert "still missing" not in review
    assert "Do not write it here." in review


@pytest.mark.parametrize("words", ["Айгүл", "a@b.kz", "87000000000"])
def test_what_cannot_be_a_whole_name_is_asked_for_again(talker: Talker, words: str) -> None:
    choose(talker, "Signed appeal")
    talker.tap("Continue here")

    assert "surname and first name" in talker.say(words)[-1].text


def test_a_name_that_was_taken_as_it_is_counts_as_missing(talker: Talker) -> None:
    choose(talker, "Signed appeal")
    talker.tap("Continue here")
    for _ in range(3):
        talker.say("Айгүл")
    talker.say(ADDRESS)
    talker.tap("Send")

    assert sealed(talker)["sender"]["missing"] == ["name"]


def test_a_name_is_taken_back_by_changing_the_path(talker: Talker) -> None:
    choose(talker, "Confidential report")
    talker.tap("Continue here")
    talker.say(NAME)
    change(talker, "Kind of report")
    talker.tap("Anonymous signal")
    talker.tap("Send")

    told = sealed(talker)
    assert "sender" not in told
    assert NAME not in str(told)


def test_words_at_the_question_of_the_path_are_kept_for_the_coordinator_alone(talker: Talker) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "path")
    talker.say("сосед Канарейкин боится")
    skip_to(talker, "review")
    talker.tap("Send")

    told = sealed(talker)
    assert "Канарейкин" in str(told["reporter"])
    assert "Канарейкин" not in str({name: part for name, part in told.items() if name != "reporter"})


def test_a_worst_form_needs_no_name_and_says_so(talker: Talker) -> None:
    talker.report_up_to_the_place()
    talker.tap("Works off a debt")
    talker.tap("Done")
    skip_to(talker, "path")

    assert "What you describe may be a crime. No name is needed for it." in talker.read[-1].text


def test_in_telegram_a_name_is_typed_only_after_a_warning(house: House) -> None:
    walk = Walk(house, house.scripts["citizen_report"], "en", NOON)
    for line in ("Building site", "@40.875,68.517"):
        walk.step(line)
    while walk.turn.session.step != "path":
        walk.step("Skip")
    walk.step("Signed appeal")

    assert "Telegram can see what is written in this chat." in walk.screen
    assert "Your name will also stay in this chat until you delete it." in walk.screen


def test_the_paths_can_be_typed_in_every_language(house: House) -> None:
    spoken = {
        "аноним": "anonymous",
        "құпия": "confidential",
        "imzolanadigan murojaat": "appeal",
        "кайрылуу": "appeal",
    }
    step = house.scripts["citizen_report"].step("path")
    found = {
        words: house.lexicon.match("citizen_report", "path", step.options, words)[0][0] for words in spoken
    }

    assert found == spoken

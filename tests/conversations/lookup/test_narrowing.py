"""The list is narrowed: ticks change it in place, words are understood, and no condition is a dead end."""

from dataclasses import replace

import pytest

from conversations import sentences
from conversations.house import House
from conversations.lookup import conditions, listing, narrowing, views
from conversations.message import Message
from directory.service import Terms
from locales import catalogue, languages
from store.database import Database
from tests.conversations.conftest import Talker
from tests.conversations.lookup.test_looking import (
    MAKTAARAL,
    PLACES,
    SAFE_PLACE,
    SHELTER,
    find,
    labels,
    stocked,
    stocked_house,
)

__all__ = ["stocked", "stocked_house"]


def narrowed(talker: Talker) -> Message:
    """Look for a shelter, and open the conditions."""
    say = catalogue.load(talker.language).say
    find(talker, SAFE_PLACE, PLACES[talker.language])
    return talker.tap(say(listing.NARROW))[-1]


@pytest.fixture
def strict(database: Database, house: House) -> Talker:
    """Give somebody in a house with one shelter, for girls only, and nothing else."""
    only = replace(SHELTER, serves=(MAKTAARAL,), terms=Terms(sex="girls", free=False, youngest=7, oldest=17))
    return Talker(database, replace(house, directory=replace(house.directory, services={only.id: only})))


@pytest.mark.parametrize("language", languages.CODES)
def test_a_tick_narrows_the_list_in_place_in_every_language(stocked: Talker, language: str) -> None:
    stocked.language, say = language, catalogue.load(language).say
    screen = narrowed(stocked)
    free = say(conditions.TEXTS["free"])
    ticked = stocked.send("button", stocked.token(free), message=7)[-1]
    shown = stocked.tap(say(narrowing.SHOW))[-1]

    assert screen.text.startswith(say(narrowing.HOW))
    assert len(labels(screen)) == 7 + 4 + 1
    assert all(0 < len(label) <= 60 for label in labels(screen))
    assert ticked.replaces == 7
    assert say(sentences.MARKED, option=free) in labels(ticked)
    assert say(listing.CONDITIONS, text=free) in ticked.text
    assert say(listing.CONDITIONS, text=free) in shown.text
    assert say(listing.NARROW) in labels(shown)
    assert "{" not in stocked.screen()


def test_a_second_tick_takes_the_condition_back(stocked: Talker) -> None:
    narrowed(stocked)
    stocked.tap("Free of charge")
    again = stocked.tap("✓ Free of charge")[-1]

    assert "✓ Free of charge" not in labels(again)
    assert "Conditions:" not in again.text


def test_two_presses_in_a_hurry_are_both_meant(stocked: Talker) -> None:
    screen = narrowed(stocked)
    token = {button.label: button.token for row in screen.buttons for button in row}
    stocked.send("button", token["Open now"])
    said = stocked.send("button", token["For a girl"])[-1]

    assert "Conditions: Open now, For a girl" in said.text


def test_the_age_is_pressed_or_written(stocked: Talker) -> None:
    narrowed(stocked)
    pressed = stocked.tap("7–13 years")[-1]
    written = stocked.say("9")[-1]

    assert "Conditions: 7–13 years" in pressed.text
    assert "Conditions: Age: 9" in written.text
    assert "✓ 7–13 years" in labels(written)


def test_conditions_are_written_in_words(stocked: Talker) -> None:
    narrowed(stocked)
    said = stocked.say("бесплатно, для девочки 14 лет")[-1]

    assert "Conditions: Free of charge, For a girl, Age: 14" in said.text


def test_other_words_are_not_understood_and_the_conditions_stay(stocked: Talker) -> None:
    narrowed(stocked)
    stocked.tap("Free of charge")
    said = stocked.say("qqqq")

    assert said[0].text.startswith("Sorry, we did not understand.")
    assert "✓ Free of charge" in labels(said[-1])


def test_the_language_of_the_reader_can_be_asked_for(stocked: Talker) -> None:
    stocked.language = "kk"
    narrowed(stocked)
    said = stocked.tap("Тіл: Қазақша")[-1]

    assert "✓ Тіл: Қазақша" in labels(said)
    assert "Белгісіз, сұрап біліңіз: Тіл: Қазақша" in said.text


def test_conditions_in_the_first_words_are_kept(stocked: Talker) -> None:
    stocked.language = "ru"
    stocked.send("button", "m:find")
    said = stocked.say("бесплатный приют для девочки 12 лет Мактааральский район")[-1]

    assert "Условия: Бесплатно, Для девочки, Возраст: 12" in said.text
    assert "Приют «Проба»" in said.text


def test_the_condition_that_leaves_nothing_is_named_and_can_be_dropped(strict: Talker) -> None:
    narrowed(strict)
    strict.tap("For a boy")
    said = strict.tap("Show the list")[-1]
    dropped = strict.tap("Drop the condition: For a boy")[-1]

    assert said.text.startswith(
        "Nothing was found with these conditions.\nNothing meets this condition: For a boy\n\n"
    )
    assert said.text.endswith("You can always call 111.")
    assert "Приют «Проба»" in dropped.text


def test_where_no_single_condition_is_to_blame_all_can_be_dropped(strict: Talker) -> None:
    narrowed(strict)
    strict.tap("For a boy")
    strict.tap("Free of charge")
    said = strict.tap("Show the list")[-1]
    dropped = strict.tap("Drop all conditions")[-1]

    assert "Nothing meets" not in said.text
    assert "Приют «Проба»" in dropped.text
    assert "Conditions" not in dropped.text


def test_a_new_search_has_no_conditions(stocked: Talker) -> None:
    narrowed(stocked)
    stocked.tap("Free of charge")
    stocked.tap("Show the list")
    found = find(stocked, SAFE_PLACE, "Maktaaral district")

    assert "Conditions" not in found.text


def test_a_changed_language_shows_the_conditions_again(stocked: Talker) -> None:
    narrowed(stocked)
    stocked.tap("Free of charge")
    said = stocked.send("button", "l:ru")[-1]

    assert "✓ Бесплатно" in labels(said)


@pytest.mark.parametrize("act", ["t7", "t99", "t", "a4", "a", "d0", "x", "f", "b3"])
def test_buttons_made_up_by_hand_change_nothing(stocked: Talker, act: str) -> None:
    screen = narrowed(stocked)
    view = screen.buttons[0][0].token.split(":")[1]
    said = stocked.send("button", f"s:{view}:{act}")

    assert "Conditions" not in stocked.screen()
    assert said[0].text.startswith(("This button belongs", "A safe place"))


def test_old_conditions_do_nothing_beside_a_new_list(stocked: Talker) -> None:
    old = narrowed(stocked).buttons[0][0].token
    stocked.tap("Show the list")
    said = stocked.send("button", old)

    assert said[0].text == "This button belongs to an earlier question."
    assert views.NONE_FITS.english not in stocked.screen()

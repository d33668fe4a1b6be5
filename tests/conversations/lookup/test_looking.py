"""Looking for help: need, place, list and card, in every language, beside a report and without a trace."""

import re
from dataclasses import replace
from datetime import date

import pytest
from structlog.testing import capture_logs

from conversations import menu, sentences
from conversations.house import House
from conversations.lookup import card, correcting, listing, showing, telling_back
from conversations.message import Message
from directory.search import finding
from directory.service import Opening, Phone, Seat, Service, Terms
from locales import catalogue, languages
from locales.texts import Text
from store.database import Database
from tests.conversations.conftest import Talker, filed
from tests.conversations.followers import words

MAKTAARAL, SHYMKENT, TURKISTAN = "614400000", "790000000", "610000000"
NEAR_ATAKENT = (40.875, 68.517)
PLACES = {"kk": "Мақтаарал ауданы", "ru": "Мактааральский район", "en": "Maktaaral district"}
PLACES |= {"uz": "Maqtaaral tumani", "ky": "Мактаарал району"}
WORKING_WEEK = tuple(Opening(frozenset(range(5)), *hours) for hours in ((540, 780), (840, 1080)))

SHELTER = Service(
    "00000000-0000-5000-8000-000000000001",
    {"ru": "Приют «Проба»", "kk": "«Сынама» баспанасы"},
    needs=("shelter",),
    seats=(Seat(MAKTAARAL, (40.9, 68.5), {"ru": "Абая, 5"}),),
    serves=(MAKTAARAL,),
    about={"ru": "Ночлег и еда для детей. " * 60},
    phones=(Phone("8 (7253) 00-00-00", "12"),),
    openings=WORKING_WEEK,
    terms=Terms(7, 17, "girls", (), True, True, "by_request", ("POLICE_JUV",)),
    assured=date(2026, 11, 1),
)
REFUGE = replace(
    SHELTER,
    id="00000000-0000-5000-8000-000000000002",
    names={"en": "Refuge of the probe"},
    seats=(Seat(MAKTAARAL, None, {"ru": "Тайная, 7"}, hidden=True),),
    assured=date(2025, 1, 1),
)


@pytest.fixture(scope="module")
def stocked_house(house: House) -> House:
    """Give a house whose directory holds two services more, of which everything is told."""
    services = {**house.directory.services, **{one.id: one for one in (SHELTER, REFUGE)}}
    return replace(house, directory=replace(house.directory, services=services))


@pytest.fixture
def stocked(database: Database, stocked_house: House) -> Talker:
    """Give somebody in that house."""
    return Talker(database, stocked_house)


def labels(message: Message) -> list[str]:
    return [button.label for row in message.buttons for button in row]


def find(talker: Talker, need: Text, place: str) -> Message:
    """Look for a need in a place; gives the list."""
    say = catalogue.load(talker.language).say
    talker.send("button", menu.FIND_TOKEN)
    talker.tap(say(need))
    return talker.say(place)[-1]


SAFE_PLACE = listing.NEEDS[1]


@pytest.mark.parametrize("language", languages.CODES)
def test_help_is_found_in_every_language(stocked: Talker, language: str) -> None:
    stocked.language, say = language, catalogue.load(language).say
    stocked.send("command", "start")
    stocked.tap(say(menu.FIND_HELP))
    stocked.tap(say(SAFE_PLACE))
    found = stocked.say(PLACES[language])[-1]
    shown = stocked.tap(labels(found)[0])[-1]

    assert say(listing.SCOPES["district"]) in found.text
    assert found.text.endswith(say(card.ALWAYS, number="111"))
    name = "«Сынама» баспанасы" if language == "kk" else "Приют «Проба»"
    assert shown.text.startswith(name)
    for sentence in (
        say(card.CALL, phone="8 (7253) 00-00-00 (12)"),
        say(card.FREE),
        say(card.NO_PAPERS),
        say(card.VERIFIED, date="1 Nov 2026" if language == "en" else "01.11.2026"),
        say(card.ALWAYS, number="111"),
    ):
        assert sentence in shown.text
    assert "{" not in stocked.screen()
    below = (telling_back.HOW, correcting.WRONG, listing.NEW, listing.MENU)
    assert labels(shown) == [say(showing.MAP), say(sentences.WORDS["back_list"]), *map(say, below)]
    assert stocked.tap(say(sentences.WORDS["back_list"]))[-1].text == found.text


def test_the_card_read_aloud_in_kazakh(stocked: Talker) -> None:
    stocked.language = "kk"
    find(stocked, SAFE_PLACE, "Мақтаарал ауданы")
    shown = stocked.tap(labels(stocked.read[-1])[0])[-1].text

    assert re.sub(r"Ночлег.*…", "…", shown) == (
        "«Сынама» баспанасы\n\n"
        "Немен көмектеседі: …\n"
        "Кім жүгіне алады: Қыздар, 7–17 жас\n"
        "Жолдама береді: Кәмелетке толмағандардың істері жөніндегі инспекция – Мақтаарал ауданы\n"
        "Тегін\n"
        "Құжатсыз да көмектеседі\n\n"
        "Қоңырау шалу: 8 (7253) 00-00-00 (12)\n"
        "Жұмыс кестесі: Дс–Жм 09:00–13:00, 14:00–18:00\n"
        "Мекенжайы: Абая, 5, Мақтаарал ауданы, Түркістан облысы\n\n"
        "Тексерілген күні: 01.11.2026\n"
        "111 нөміріне әрқашан қоңырау шала аласыз."
    )


def test_a_hidden_address_is_never_told(stocked: Talker) -> None:
    find(stocked, SAFE_PLACE, "Maktaaral district")
    shown = stocked.tap(next(one for one in labels(stocked.read[-1]) if "Refuge" in one))[-1]

    assert "The address is not shown, for safety. Call: 8 (7253) 00-00-00" in shown.text
    assert "This was checked long ago. Please call first." in shown.text
    assert "Тайная" not in stocked.screen()
    assert "Refuge of the probe · Turkistan Region\n" in stocked.screen()


def test_a_point_tells_the_distance(stocked: Talker) -> None:
    stocked.send("button", menu.FIND_TOKEN)
    stocked.tap("A safe place to stay")
    found = stocked.send("point", point=NEAR_ATAKENT)[-1]

    assert re.match(r"1\. Приют «Проба» · .+ · 3 km$", labels(found)[0])
    assert not re.search(r"Refuge.* km", found.text)


def test_where_no_service_is_near_the_body_that_can_answer_is_named(talker: Talker) -> None:
    found = find(talker, listing.NEEDS[3], "Maktaaral district")

    assert "Nothing was found nearby. The nearest place that can help:\n" in found.text
    assert "Turkistan" in found.text.split("can help:\n")[1].split("\n")[0]
    assert "You can always call 111." in found.text
    for label in labels(found)[:-3]:
        shown = talker.tap(label)[-1].text
        assert "Call: " in shown or "Who answers for this here: " in shown
        talker.tap("Back to the list")


def test_words_that_name_the_place_are_not_asked_for_it(talker: Talker) -> None:
    talker.language = "ru"
    talker.send("button", menu.FIND_TOKEN)
    found = talker.say("психолог Шымкент")[-1]

    assert "Место: Шымкент" in talker.screen()
    assert "150" in found.text


def test_words_that_nobody_understands_bring_the_needs_again_and_a_number(talker: Talker) -> None:
    talker.send("button", menu.FIND_TOKEN)
    said = talker.say("абракадабра")[-1]

    assert said.text.startswith("Sorry, we did not understand.")
    assert "You can always call 111." in said.text
    assert words("en", *SAFE_PLACE) in labels(said)


def test_a_region_from_the_list_can_be_taken_whole(stocked: Talker) -> None:
    stocked.send("button", menu.FIND_TOKEN)
    stocked.tap("A safe place to stay")
    stocked.tap("Choose from the list")
    stocked.tap(next(one for one in labels(stocked.read[-1]) if one.startswith("T") and "rkistan" in one))
    found = stocked.tap("The whole region")[-1]

    assert "In this region (oblast):" in found.text
    assert "Приют «Проба»" in found.text


def test_the_last_place_is_offered_again(stocked: Talker) -> None:
    find(stocked, SAFE_PLACE, "Maktaaral district")
    stocked.tap("New search")
    stocked.tap("A psychologist")
    last = labels(stocked.read[-1])[0]

    assert last.startswith("The place chosen last time: Maktaaral")
    assert stocked.tap(last)[-2].text == "Place: Maktaaral District, Turkistan Region"


def test_an_unknown_place_leads_to_the_list_of_regions(talker: Talker) -> None:
    said = find(talker, SAFE_PLACE, "qqqq wwww")

    assert said.text.startswith("We could not find this place.")
    assert len(labels(said)) == 20


def test_a_report_that_was_begun_is_left_as_it_was(stocked: Talker) -> None:
    stocked.send("command", "report")
    stocked.tap("Building site")
    find(stocked, SAFE_PLACE, "Maktaaral district")
    stocked.send("button", "m:continue")
    stocked.send("point", point=NEAR_ATAKENT)
    stocked.tap("Send now")

    assert [row.territory for row in filed(stocked.database)] == [MAKTAARAL]


def test_a_report_begun_in_the_middle_takes_the_words(talker: Talker) -> None:
    talker.send("button", menu.FIND_TOKEN)
    talker.tap("A safe place to stay")
    talker.send("command", "report")
    said = talker.say("picking cotton")

    assert "Where is it happening?" in said[-2].text + said[-1].text


def test_a_changed_language_asks_the_open_question_again(talker: Talker) -> None:
    talker.send("button", menu.FIND_TOKEN)
    talker.tap("A safe place to stay")
    said = talker.send("button", "l:kk")

    assert said[0].text == "Көмек қай жерде керек?"


def test_words_of_danger_are_answered_with_the_emergency_number(talker: Talker) -> None:
    talker.send("button", menu.FIND_TOKEN)
    said = talker.say("ребёнка бьют, нужен приют")

    assert "112" in said[0].text


def test_a_button_of_an_earlier_search_opens_nothing(stocked: Talker) -> None:
    find(stocked, SAFE_PLACE, "Maktaaral district")
    old = stocked.read[-1].buttons[0][0].token
    find(stocked, listing.NEEDS[3], "Shymkent")
    said = stocked.send("button", old)

    assert said[0].text == "This button belongs to an earlier question."


@pytest.mark.parametrize(
    "token", ["s:", "s::s0", "s:x:p0", "s:{view}:p0", "s:{view}:s99", "s:{view}:²", "s:a:b:c"]
)
def test_buttons_made_up_by_hand_open_nothing(stocked: Talker, token: str) -> None:
    find(stocked, SAFE_PLACE, "Maktaaral district")
    view = stocked.read[-1].buttons[0][0].token.split(":")[1]
    said = stocked.send("button", token.format(view=view))

    assert said[0].text == "This button belongs to an earlier question."


def test_buttons_are_short_and_tell_nothing_and_nothing_is_logged(stocked: Talker) -> None:
    with capture_logs() as logs:
        find(stocked, SAFE_PLACE, "Maktaaral district")
        stocked.tap(labels(stocked.read[-1])[0])
    buttons = [one for message in stocked.read for row in message.buttons for one in row]

    assert logs == []
    assert all(len(one.token.encode()) <= 64 and len(one.label) <= 60 for one in buttons)
    tokens = [one.token for one in buttons if not one.link]
    assert all(re.fullmatch(r"[mh]:\w+|s:[\w-]{8}:[nprusbf]\d*|c:[\w-]{8}:[gw]", one) for one in tokens)
    assert all(len(message.text) < 4096 for message in stocked.read)


def test_a_long_text_is_cut_at_the_end_of_a_word(stocked: Talker) -> None:
    find(stocked, SAFE_PLACE, "Maktaaral district")
    shown = stocked.tap(labels(stocked.read[-1])[0])[-1]

    assert re.search(r"What they do: Ночлег .{600,} (Ночлег|и|еда|для|детей)…\n", shown.text)


def test_the_services_are_made_ready_once(house: House) -> None:
    assert isinstance(house.finder, finding.Finder)
    assert house.finder is house.finder

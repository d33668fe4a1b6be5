"""Where a service is on the map: a venue in Telegram, a page of OpenStreetMap in the web chat; no refuge."""

from dataclasses import replace

import pytest

from conversations.house import House
from conversations.lookup import showing
from conversations.message import Message, Pin
from directory.service import Seat
from store.database import Database
from tests.conversations.conftest import Talker
from tests.conversations.lookup.test_looking import MAKTAARAL, SHELTER, labels, stocked, stocked_house
from tests.doubles.square import Square

__all__ = ["stocked", "stocked_house"]

PERSON = 501
MAP, REFUGE_BUTTON = "Show on the map", "Refuge of the probe · Turkistan Region"
NEAR, FAR = Seat(MAKTAARAL, (40.9, 68.5)), Seat("790000000", (42.3, 69.6))
HIDDEN = Seat(MAKTAARAL, None, hidden=True)


@pytest.fixture
def square(database: Database, stocked_house: House) -> Square:
    """Give people on Telegram in that house."""
    return Square(database, stocked_house)


def tap(square: Square, label: str) -> Message:
    """Press the newest button whose label holds these words; gives the last message that comes."""
    tokens = square.tokens(PERSON)
    square.hear(square.say(PERSON, "button", next(tokens[one] for one in tokens if label in one)))
    return square.read(PERSON)[-1].message


def find(square: Square) -> None:
    square.hear(square.say(PERSON, "button", "m:find"))
    tap(square, "A safe place to stay")
    square.hear(square.say(PERSON, "text", "Maktaaral district"))


def test_in_telegram_the_map_comes_as_a_venue(square: Square) -> None:
    find(square)
    tap(square, "Проба")
    shown = tap(square, MAP)

    assert shown.pin == Pin(40.9, 68.5, "Приют «Проба»", "Абая, 5")
    assert labels(shown) == ["Back to the list", "New search", "Menu", "Leave and delete"]
    assert "Приют «Проба»" in tap(square, "Back to the list").text


def test_in_the_web_chat_the_map_is_a_page(stocked: Talker) -> None:
    stocked.send("button", "m:find")
    stocked.tap("A safe place to stay")
    stocked.tap(labels(stocked.say("Maktaaral district")[-1])[0])
    [link] = [one.link for row in stocked.read[-1].buttons for one in row if one.label == MAP]

    assert link == "https://www.openstreetmap.org/?mlat=40.90000&mlon=68.50000#map=17/40.90000/68.50000"


def test_a_refuge_has_no_button_and_none_made_by_hand_shows_it(square: Square) -> None:
    find(square)
    card = tap(square, "Refuge")
    assert MAP not in labels(card)

    token = next(one.token for row in card.buttons for one in row if one.label == "Back to the list")
    view = token.split(":")[1]
    for place in range(5):
        square.hear(square.say(PERSON, "button", f"s:{view}:m{place}"))
    pins = [one.message.pin for one in square.read(PERSON) if one.message.pin]

    assert all(pin.title == "Приют «Проба»" for pin in pins)
    assert "Тайная" not in str(square.read(PERSON))


@pytest.mark.parametrize(
    ("seats", "near", "shown"),
    [
        ((), None, None),
        ((Seat(MAKTAARAL),), None, None),
        ((NEAR, FAR), None, NEAR),
        ((FAR, NEAR), (40.8, 68.4), NEAR),
        ((NEAR, HIDDEN), None, None),
        ((replace(NEAR, hidden=True),), None, None),
    ],
)
def test_the_nearest_seat_is_shown_and_none_beside_a_hidden_one(
    seats: tuple[Seat, ...], near: tuple[float, float] | None, shown: Seat | None
) -> None:
    assert showing.seat_on_map(seats, near) == shown


def test_a_place_without_an_address_is_named_by_its_town(database: Database, stocked_house: House) -> None:
    bare = replace(SHELTER, seats=(NEAR,))
    services = {**stocked_house.directory.services, bare.id: bare}
    house = replace(stocked_house, directory=replace(stocked_house.directory, services=services))
    square = Square(database, house)
    find(square)
    tap(square, "Проба")
    shown = tap(square, MAP)

    assert shown.pin is not None
    assert shown.pin.address == "Maktaaral District, Turkistan Region"

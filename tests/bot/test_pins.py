"""Places on the map, and what is not to be passed on."""

from bot.carrier import Carried
from conversations.message import Message, Pin
from tests.bot.test_carrier import PERSON, YES, carry, telegram
from tests.doubles.telegram import Telegram

__all__ = ["telegram"]


def test_a_place_comes_on_the_map_with_its_buttons(telegram: Telegram) -> None:
    pin = Pin(40.9, 68.5, "Приют «Проба»", "Абая, 5")
    carried = carry(telegram, Message("in words", YES, pin=pin))

    [call] = telegram.calls("sendVenue")
    assert (call.fields["title"], call.fields["address"]) == ("Приют «Проба»", "Абая, 5")
    [shown] = telegram.chats.of(PERSON)
    assert [button["text"] for button in shown.buttons()] == ["Иә", "Жоқ"]
    assert carried == Carried(shown.message_id, (shown.message_id,))
    assert not telegram.calls("sendMessage")


def test_what_is_not_to_be_passed_on_is_protected(telegram: Telegram) -> None:
    pin = Pin(40.9, 68.5, "Приют", "Абая, 5")
    carry(telegram, Message("x", protect=True), Message("x", pin=pin, protect=True), Message("x"))

    calls = [*telegram.calls("sendMessage"), *telegram.calls("sendVenue")]
    assert ["protect_content" in call.fields for call in calls] == [True, False, True]

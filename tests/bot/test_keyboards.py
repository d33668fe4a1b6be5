"""Buttons keep their rows, and those that Telegram would refuse never leave the house."""

import pytest

from bot import errors, keyboards
from conversations.message import Button, Message


def test_rows_stay_as_the_message_has_them() -> None:
    rows = (
        (Button("Иә", "k:1"), Button("Жоқ", "k:2")),
        (Button("Білмеймін", "k:3"),),
        (Button("111", link="https://example.kz/111"),),
    )
    markup = keyboards.under(Message("?", rows))

    assert markup is not None
    assert [[button.text for button in row] for row in markup.inline_keyboard] == [
        ["Иә", "Жоқ"],
        ["Білмеймін"],
        ["111"],
    ]
    assert [button.callback_data for button in markup.inline_keyboard[0]] == ["k:1", "k:2"]
    assert markup.inline_keyboard[2][0].url == "https://example.kz/111"


def test_the_place_button_asks_for_the_place_once() -> None:
    markup = keyboards.below(Message("?", place_button="Орнымды жіберу"))

    assert markup is not None
    assert markup.to_dict() == {
        "keyboard": [[{"text": "Орнымды жіберу", "request_location": True}]],
        "one_time_keyboard": True,
        "resize_keyboard": True,
    }


def test_the_place_button_is_taken_away_again() -> None:
    markup = keyboards.below(Message("!", clear=True))

    assert markup is not None
    assert markup.to_dict() == {"remove_keyboard": True}


def test_a_message_without_buttons_has_no_keyboard() -> None:
    assert keyboards.under(Message("!")) is None
    assert keyboards.below(Message("!")) is None


@pytest.mark.parametrize(
    "button",
    [
        Button("x", "t" * 65),
        Button("x", "ә" * 33),
        Button(" ", "t"),
        Button("x"),
        Button("x", "t", "https://e.kz"),
    ],
)
def test_a_button_that_telegram_would_refuse_is_refused_here(button: Button) -> None:
    with pytest.raises(errors.ButtonUnfit):
        keyboards.under(Message("?", ((button,),)))


def test_a_token_of_64_bytes_is_just_right() -> None:
    assert keyboards.under(Message("?", ((Button("x", "ә" * 32),),))) is not None

"""A phone leaves in the middle of a report: what it shows afterwards, and what Telegram was asked for."""

from conversations import hiding, menu
from locales import catalogue
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram
from tests.journeys.conftest import Hotline

SAY = catalogue.load("en").say


def test_quick_exit_empties_the_chat_but_for_one_neutral_message(bot: Hotline, telegram: Telegram) -> None:
    phone = Phone(telegram, 301, "en")
    phone.type("/start")
    phone.tap(SAY(menu.REPORT))
    phone.tap("Building site")
    phone.wait_for("Where is it happening?")
    phone.type("behind the mill of Qanareika")
    phone.tap(SAY(hiding.EXIT))
    phone.wait_for(SAY(hiding.HIDDEN))

    assert phone.screen() == [SAY(hiding.HIDDEN)]
    assert telegram.chats.count(301) == 1
    assert phone.place_button() == ""


def test_what_telegram_does_not_delete_any_more_is_said(bot: Hotline, telegram: Telegram) -> None:
    phone = Phone(telegram, 302, "en")
    phone.type("/start")
    phone.wait_for(SAY(menu.TITLE))
    with telegram.changed:
        telegram.chats.ahead = 49 * 3600
    phone.type("/hide")
    phone.wait_for(SAY(hiding.HIDDEN_REST))
    with telegram.changed:
        telegram.chats.ahead = 0
    phone.type("/hide")
    phone.wait_for(SAY(hiding.HIDDEN))

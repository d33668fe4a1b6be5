"""A reporter and a department who never learn of each other write back and forth, by phones and commands."""

import re

from conversations import asking, following, notices, tracking
from conversations import departments as groups
from locales import catalogue
from locales.texts import Text
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram
from tests.journeys.conftest import Hotline

GROUP = -1001
LEAD = "CHILD_RIGHTS:610000000"
SEND_NOW = Text("nav.send_now", "Send now")
YES = Text("opt.contact_yes", "Yes, here")


def test_question_and_answer_travel_between_uzbek_and_russian_until_the_case_is_closed(
    bot: Hotline, telegram: Telegram
) -> None:
    say, russian = catalogue.load("uz").say, catalogue.load("ru").say
    enrolled = bot.run("departments", "enrol", LEAD, "--telegram-chat", str(GROUP), "--language", "ru")
    assert enrolled.returncode == 0, enrolled.stderr
    officer, citizen = Phone(telegram, 501, "ru", group=GROUP), Phone(telegram, 77, "uz")
    officer.add_bot()
    citizen.type("/start r_cotton-d_613800000")
    citizen.tap(say(SEND_NOW))
    code = re.search(
        r"\d{4}-\d{4}-\d{4}-\d{4}", citizen.wait_for(say(notices.CODE, code="|").partition("|")[0])
    )
    assert code
    citizen.tap(say(YES), stale=True)
    citizen.wait_for(say(notices.WILL_WRITE))

    officer.tap(russian(notices.RECEIVED))
    citizen.wait_for(say(notices.TOLD))
    officer.tap(russian(asking.ASK))
    query = officer.tap(russian(asking.WORDS["when_there"]))
    assert officer.wait_for_toast(query) == russian(asking.OUTCOMES["asked"])
    assert say(asking.WORDS["when_there"]) in citizen.wait_for(say(asking.FROM_DEPARTMENT))
    citizen.tap(say(following.ANSWER), stale=True)
    citizen.wait_for(say(asking.WORDS["when_there"]))
    citizen.type("Har kuni ertalab yettidan")
    citizen.wait_for(say(following.ANSWERED))

    asked = bot.run("cases", "ask", "1", given="Qaysi dala?\n")
    assert asked.returncode == 0, asked.stderr
    citizen.wait_for("Qaysi dala?")
    closed = bot.run("cases", "close", "1", "--outcome", "helped")
    assert (closed.returncode, closed.stdout) == (0, "Case 1 is closed.\n")
    citizen.wait_for(say(notices.FINISHED))

    stranger = Phone(telegram, 78, "uz")
    stranger.type("/status")
    stranger.wait_for(say(tracking.ASK_CODE))
    stranger.type(code[0])
    assert say(notices.STATUSES["closed"]) in stranger.wait_for(say(notices.NEXT_STEPS["closed"]))
    group = " ".join(officer.screen())
    assert "Har kuni" not in group
    assert code[0] not in group
    assert russian(groups.DONE, number=1) in group

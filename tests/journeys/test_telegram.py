"""From /start to "the department has your report", by a phone that taps what it sees, in three languages."""

import re

import pytest

from conversations import departments as groups
from conversations import menu, notices, sentences
from locales import catalogue
from locales.texts import Text
from tests.doubles.chats import Shown
from tests.doubles.phone import Phone
from tests.doubles.telegram import Telegram
from tests.journeys.conftest import Hotline

GROUP, OWNERS = -1001, -1002
DEPARTMENT = "CHILD_RIGHTS:610000000"
COTTON = Text("act.g_farm", "Cotton, fields or animals")
CONTACT_YES = Text("opt.contact_yes", "Yes, here")
AGE = Text("opt.age_range", "{a}–{b} years")
DONE = Text("nav.done", "Done")
NO_SCHOOL = Text("opt.d_no_school", "Does not go to school")
CONTACT = Text("q.contact", "May we write to you here if we have a question?")
ZHETISAI = (40.7753, 68.3273)


@pytest.fixture
def departments(bot: Hotline, telegram: Telegram) -> tuple[Phone, Phone]:
    """Two enrolled groups: the education unit of a district and the child rights body of its oblast."""
    for code, chat in (("EDU_LOC:613800000", GROUP), ("CHILD_RIGHTS:610000000", OWNERS)):
        done = bot.run("departments", "enrol", code, "--telegram-chat", str(chat), "--language", "ru")
        assert done.returncode == 0, done.stderr
    officers = Phone(telegram, 501, "ru", group=GROUP), Phone(telegram, 502, "ru", group=OWNERS)
    for officer in officers:
        officer.add_bot()
        officer.wait_for(catalogue.load("ru").say(groups.ENROLLED, department="|").partition("|")[0])
    return officers


@pytest.mark.parametrize(
    ("bot", "language"),
    [("polling", "kk"), ("polling", "ru"), ("polling", "en"), ("webhook", "kk")],
    indirect=["bot"],
)
def test_a_report_travels_to_a_department_and_its_answer_back(
    bot: Hotline, telegram: Telegram, departments: tuple[Phone, Phone], language: str
) -> None:
    say = catalogue.load(language).say
    officer, owner = departments
    citizen = Phone(telegram, 77, language)
    citizen.type("/start")
    citizen.wait_for(say(menu.WELCOME[0]))
    citizen.tap(say(menu.REPORT))
    citizen.tap(say(COTTON))
    citizen.wait_for(say(Text("q.where", "Where is it happening?")))
    assert citizen.place_button() == say(sentences.SHARE_PLACE)
    citizen.send_point(*ZHETISAI)
    citizen.wait_for(say(sentences.NOTHING_SENT))
    citizen.tap(say(sentences.WORDS["skip"]))
    citizen.tap(say(NO_SCHOOL))
    citizen.tap(say(DONE))
    _skip_to(citizen, say(CONTACT), say(sentences.WORDS["skip"]))
    citizen.tap(say(CONTACT_YES))
    citizen.tap(say(sentences.WORDS["skip"]))  # how far to go: it stays an anonymous signal
    citizen.tap(say(sentences.WORDS["send_review"]))
    citizen.wait_for(say(notices.THANKS))
    assert re.search(
        r"\d{4}-\d{4}-\d{4}-\d{4}", citizen.wait_for(say(notices.CODE, code="|").partition("|")[0])
    )

    russian = catalogue.load("ru").say
    owner.wait_for(russian(notices.TITLE, number=1))
    officer.wait_for(russian(notices.TITLE, number=1))
    pointer, token = _pointer(telegram, GROUP)
    query = officer.tap(russian(notices.RECEIVED))
    assert officer.wait_for_toast(query) == russian(groups.DONE, number=1)
    assert say(notices.TOLD) in citizen.wait_for(say(notices.TOLD))

    again = officer.press(token, pointer)
    assert officer.wait_for_toast(again) == russian(groups.ALREADY)
    rows = bot.json("cases", "list", "--json")
    assert [(row["state"], row["lead"], row["language"]) for row in rows] == [
        ("acknowledged", "EDU_LOC:613800000", language)
    ]


def _skip_to(phone: Phone, question: str, skip: str) -> None:
    for _ in range(15):
        if question in phone.see(skip):
            return
        phone.tap(skip)
    raise AssertionError(f"{question!r} was never asked: {phone.screen()[-3:]}")


def test_a_stranger_to_the_department_cannot_acknowledge(
    bot: Hotline, telegram: Telegram, departments: tuple[Phone, Phone]
) -> None:
    _, officer = departments
    citizen = Phone(telegram, 78, "en")
    citizen.type("/start r_cotton-d_613800000")
    citizen.tap("Send now")
    russian = catalogue.load("ru").say
    officer.wait_for(russian(notices.TITLE, number=1))
    _, token = _pointer(telegram, OWNERS)
    query = Phone(telegram, 79, "en").press(token)
    elsewhere = Phone(telegram, 80, "ru", group=-999)
    stolen = elsewhere.press(token)

    assert elsewhere.wait_for_toast(stolen) == russian(groups.NOT_ALLOWED)
    assert elsewhere.wait_for_toast(query) == catalogue.load("en").say(groups.NOT_ALLOWED)
    assert [row["state"] for row in bot.json("cases", "list", "--json")] == ["received"]


def test_once_officers_have_joined_only_they_acknowledge(
    bot: Hotline, telegram: Telegram, departments: tuple[Phone, Phone]
) -> None:
    _, member = departments
    link = bot.run(
        "people", "invite", "--role", "officer", "--territory", "610000000", "--department", DEPARTMENT
    )
    told = link.stdout.rpartition("Telegram: ")[2].strip()
    private = Phone(telegram, 555, "ru")
    private.type(told)
    private.wait_for("Ваша роль")
    late = Phone(telegram, 556, "ru")
    late.type(told)
    late.wait_for("больше не действует")
    citizen = Phone(telegram, 81, "en")
    citizen.type("/start r_cotton-d_613800000")
    citizen.tap("Send now")
    russian = catalogue.load("ru").say
    member.wait_for(russian(notices.TITLE, number=1))

    assert member.wait_for_toast(member.tap(russian(notices.RECEIVED))) == russian(groups.NOT_ALLOWED)
    officer = Phone(telegram, 555, "ru", group=OWNERS)
    done = officer.tap(russian(notices.RECEIVED), stale=True)
    assert officer.wait_for_toast(done) == russian(groups.DONE, number=1)


def test_in_a_group_that_is_not_enrolled_the_bot_says_one_line_and_leaves(
    bot: Hotline, telegram: Telegram
) -> None:
    stranger = Phone(telegram, 90, "ru", group=-777)
    stranger.add_bot()
    stranger.wait_for(catalogue.load("ru").say(groups.PRIVATE_ONLY))

    assert telegram.wait(lambda: telegram.calls("leaveChat", -777))


def test_bad_input_gets_a_clear_answer_and_the_next_one_is_served(bot: Hotline, telegram: Telegram) -> None:
    phone = Phone(telegram, 91, "en")
    phone.type("/report")
    phone.wait_for("What work")
    phone.send(sticker={"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1})
    phone.wait_for("did not understand")
    phone.send_contact()
    phone.wait_for("We did not save it")
    phone.send(poll={"id": "1", "question": "?", "options": []})
    phone.wait_for("For example")
    telegram.inject({"message": {"message_id": "x", "date": 1, "chat": {"id": 91, "type": "private"}}})
    telegram.inject({"brand_new_kind": {"x": 1}})
    phone.type("<b>хлопок</b> *x* [y](tg://user?id=1)")
    phone.wait_for("Where is it happening?")
    phone.type("x" * 4096)
    phone.wait_for("Too long")

    _, told = bot.health()
    assert told["updates_aside"] <= 2


@pytest.mark.parametrize("bot", ["polling", "webhook"], indirect=True)
def test_a_kill_in_the_middle_loses_no_answer(bot: Hotline, telegram: Telegram) -> None:
    phone = Phone(telegram, 92, "en")
    phone.type("/report")
    phone.tap("Building site")
    phone.wait_for("Where is it happening?")
    bot.kill()
    phone.send_point(*ZHETISAI)
    bot.serve()
    phone.wait_for("Nothing has been sent yet", limit=40)
    phone.tap("Send now")
    phone.wait_for("Your code")

    assert len(bot.json("cases", "list", "--json")) == 1


def test_nothing_personal_is_in_the_logs_or_the_database(bot: Hotline, telegram: Telegram) -> None:
    phone = Phone(telegram, 778899, "en")
    phone.type("/help")
    phone.wait_for(catalogue.load("en").say(menu.PRIVACY))  # what was promised is what is checked below
    phone.type("/report")
    phone.type("хлопок у Канарейкина")
    phone.wait_for("Where is it happening?")
    phone.type("Канарейкина балка")
    phone.wait_for("Which region")
    phone.send_contact()
    phone.wait_for("We did not save it")
    phone.send_point(*ZHETISAI)
    phone.tap("Send now")
    phone.wait_for("Your code")
    bot.stop()

    files = [path for path in bot.folder.rglob("*") if path.is_file()]
    assert any(path.name == "cases.db" for path in files)
    for path in files:
        content = path.read_bytes()
        for secret in (*phone.canaries, "778899", "Канарейкин", "AAprobe"):
            assert secret.encode() not in content, (path.name, secret)


def _pointer(telegram: Telegram, group: int) -> tuple[Shown, str]:
    """Give the newest message with a button in the group, and the token of that button."""
    with telegram.changed:
        shown = [one for one in telegram.chats.of(group) if one.buttons()][-1]
        return shown, str(shown.buttons()[0]["callback_data"])

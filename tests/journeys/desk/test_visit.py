"""The field on a small phone, in Kazakh: a monitor's visit with a lost connection, a teacher's class list."""

import re

from playwright.sync_api import FilePayload, Page, expect

from cases import case, people
from cases.admission import passes
from cases.people import Reach
from conversations.fieldwork import entrance
from locales import catalogue
from locales.texts import Text
from tests.journeys.desk.hall import PHONE, Hall

MAKTAARAL = "614400000"
OFFLINE = Text(
    "visit.offline",
    "No connection. What you typed stays here and is saved when the network is back. Do not close the page.",
)
LIST = (
    "Класс;ФИО;Пол;Год рождения\r\n"
    "7А;Абаев Нурсултан;м;2012\r\n7А;=HYPERLINK(1);ж;2013\r\n7А;Пак Олег;м;1950\r\n"
)
say = catalogue.load("kk").say


def test_two_children_one_in_a_worst_form_are_sent_from_a_phone_and_stand_at_the_desk(hall: Hall) -> None:
    phone = entered(hall)
    phone.goto("/field/visits/new")
    phone.select_option("#territory", MAKTAARAL)
    phone.fill("#place", "Канал бойындағы мақта егісі")
    for name, value in (("sector", "informal"), ("reason", "own"), ("role", "child_rights")):
        phone.check(f"input[name={name}][value={value}]")
    go_on(phone)
    visit = phone.url
    choose(phone, f"{visit}/0/found", x_found="yes")
    phone.goto(visit)
    phone.locator("form[action$=next-child] button").click()
    phone.wait_for_url("**/who")
    offline(phone)
    phone.check("input[name=q3][value=female]")
    go_on(phone)
    assert phone.url.endswith("/school")
    first = phone.url.rpartition("/")[0]
    choose(phone, f"{first}/worst", q19c="found")
    phone.locator("button[formaction]").click()  # drawn by the script: no page was loaded in between
    expect(phone.locator("#alarm .done")).to_be_visible()
    choose(phone, f"{first}/decision", x_decision="now", x_given="police")
    phone.goto(visit)
    phone.locator("form[action$=next-child] button").click()
    phone.wait_for_url("**/who")
    phone.fill("#f-x_age", "16")
    phone.check("input[name=q3][value=male]")
    go_on(phone)
    choose(phone, f"{phone.url.rpartition('/')[0]}/decision", x_decision="safe")
    phone.goto(f"{visit}/review")
    go_on(phone)
    assert phone.url == visit

    with hall.composed.database.reading() as tx:
        filed = case.listing(tx, limit=2)
    assert sorted(one.severity for one in filed) == [0, 4]
    for number in (one.number for one in filed):
        expect(phone.get_by_text(re.compile(rf"\b{number}\b")).first).to_be_visible()
    coordinator = hall.desk("coordinator", "kk", to="/desk/visits")
    for number in (one.number for one in filed):
        expect(coordinator.locator(f"td a[href='/desk/cases/{number}']")).to_be_visible()
    assert not any("мақта егісі" in text for text in coordinator.locator("main").all_inner_texts())


def test_a_teacher_who_was_invited_brings_a_list_and_flags_two_pupils(hall: Hall) -> None:
    phone = hall.page("kk", PHONE)
    phone.goto(invitation(hall))
    phone.get_by_role("button", name=say(entrance.OPEN)).last.click()
    phone.goto(phone.locator("a[href*='/field/enter/']").last.get_attribute("href") or "")
    phone.locator("form button.main").click()
    phone.wait_for_url("**/field/class")

    phone.goto("/field/class/upload")
    file = FilePayload(name="7a.csv", mimeType="text/csv", buffer=LIST.encode("cp1251"))
    phone.set_input_files("#file", files=file)
    load(phone, "main form button.main")
    expect(phone.get_by_text("=HYPERLINK(1)")).to_be_visible()
    phone.fill("input[name='born.4']", "2012")
    load(phone, "button[value=take]")
    load(phone, "a.row")
    for place in (0, 1):
        phone.locator("input[name=pupil]").nth(place).check()
    expect(phone.locator(".if-work")).to_be_hidden()
    phone.check("input[name=reason][value=work]")
    phone.check("input[name=who][value=family]")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    load(phone, "button[value=look]")
    load(phone, "button[value=send]")
    load(phone, "main a.button.main")
    expect(phone.locator("form[action$='/back']")).to_have_count(2)


def entered(hall: Hall) -> Page:
    """Give the phone of a monitor who has come from the chat by the link."""
    parts, now = hall.parts, hall.clock.now
    with hall.composed.database.transaction() as tx:
        told = {"role": "monitor", "territory": "610000000"}
        token = people.invite(tx, parts.keys, **told, entropy=parts.entropy, now=now)
        people.join(tx, parts.keys, token, "telegram:7", now, Reach("telegram", "7", "kk"))
        account = people.index(parts.keys, "telegram:7")
        link = passes.issue(tx, parts.keys, account, language="kk", entropy=parts.entropy, now=now)
    phone = hall.page("kk", PHONE)
    phone.goto(f"/field/enter/{link}")
    phone.locator("form button.main").click()
    phone.wait_for_url("**/field/visits")
    return phone


def offline(phone: Page) -> None:
    """Type an age without a network: it stays on the page, which says so, and is saved once there is one."""
    phone.context.set_offline(True)
    phone.fill("#f-x_age", "13")
    phone.keyboard.press("Tab")
    expect(phone.locator("#kept")).to_have_text(say(OFFLINE))
    press(phone)
    expect(phone.locator("#f-x_age")).to_have_value("13")
    phone.context.set_offline(False)
    expect(phone.locator("#kept")).not_to_have_text(say(OFFLINE))
    assert 'value="13"' in phone.request.get(phone.url).text()


def choose(phone: Page, address: str, **answers: str) -> None:
    """Tap answers on a screen; each is saved at once, and nothing is wider than the phone."""
    phone.goto(address)
    for id, code in answers.items():
        phone.check(f"input[name={id}][value={code}]")
        expect(phone.locator(f"input[name='was.{id}']")).to_have_value(code)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def press(phone: Page) -> None:
    """Press the one large button of the page."""
    phone.locator("main button.main:visible").last.click()


def go_on(phone: Page) -> None:
    """Press it, and wait for the page that comes."""
    with phone.expect_navigation():
        press(phone)


def invitation(hall: Hall) -> str:
    """Add a school at the desk and invite a teacher; gives the path of the web chat's link."""
    desk = hall.desk("coordinator", "kk", to="/desk/schools/new")
    desk.fill("#name", "№5 мектеп")
    desk.fill("#place", "жетісай")
    for _ in range(2):  # the place is chosen in between
        load(desk, "main form button.main")
    load(desk, "form.act button.main")
    return "/" + desk.locator("#on-page").input_value().rpartition("/")[2]


def load(page: Page, what: str) -> None:
    """Press what leads to another page, and wait for that."""
    with page.expect_navigation():
        page.locator(what).first.click()

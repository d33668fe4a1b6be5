"""The whole of monitoring as people do it: found, told, helped, asked after, closed, counted.

A teacher flags three pupils, a monitor finds two children, one of them in a worst form; a service of the
directory helps her; three facts are asked of three verifiers after a month and after three; the coordinator
approves, and the figures say so. Chats are those of the emulated Telegram, pages
are asked for by HTTP, and the months are handed in.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases import case
from cases.followups import checks
from conversations import digest, grounds, notices
from conversations.fieldwork import telling
from conversations.followups import thanks, words
from locales.texts import Text
from tests.doubles.telegram import Telegram
from tests.journeys.monitoring import cast as casts
from tests.journeys.monitoring import counted
from tests.journeys.monitoring.cast import Cast
from tests.journeys.monitoring.house import House
from tests.journeys.monitoring.officers import of_case, plain
from tests.journeys.monitoring.persons import CHILD, COTTON, NAMES, NOT_WORKING, PLACE, REGULARLY, WORK
from web.forms import first

CASE = Text("visit.case_number", "Case {number}")
ANSWERED = Text("pointer.referral", "Case {number}: an organisation has answered about a measure.")
SOLD, BROTHER = 4, 5
"""The numbers of their cases; those of the pupils are 1, 2 and 3."""
DAY, MONTH = "2026-10-12", datetime(2026, 11, 12, 8, tzinfo=UTC)
THREE_MONTHS, RELEASED = datetime(2027, 1, 12, 8, tzinfo=UTC), datetime(2027, 2, 1, 8, tzinfo=UTC)
FIGURES = {
    ("all", ""): "5",
    ("body", "EDU_LOC"): "3",
    ("outcome", "helped"): "1",
    ("result", "found"): "1",
    ("decision", "now"): "2",
    ("severity", "4"): "1",
    ("line", "16"): "1",
    ("became", "done"): "2",
    ("work_again", "no"): "4",
    ("at_school", "regularly"): "3",
    ("reason", "work"): "3",
    ("reported", "reported"): "3",
}
HIDDEN = (
    "body",
    "outcome",
    "result",
    "decision",
    "severity",
    "line",
    "became",
    "work_again",
    "at_school",
    "reason",
)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_children_are_found_helped_asked_after_and_counted(
    house: House,
    telegram: Telegram,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    cast = casts.assembled(house, telegram, language)
    pupils_are_missed(cast)
    children_are_found(cast)
    a_service_helps(cast)
    a_month_goes_by(cast)
    three_months_are_over(cast)
    it_is_counted(cast, monkeypatch, tmp_path)

    said = [shown.text for chat in telegram.chats.known for shown in telegram.chats.of(chat)]
    logged = "".join(capfd.readouterr())
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*")).decode(errors="replace")
    personal = {word for name in (CHILD, PLACE, *NAMES) for word in name.split()} - {"үй,"}
    assert len(said) > 50
    assert [word for word in personal if any(word in text for text in (*said, logged, kept))] == []


def pupils_are_missed(cast: Cast) -> None:
    """The department gets a pointer for each; at the desk it reads what was told, and who the child is."""
    teacher, education = cast.teacher, cast.education
    assert teacher.say(telling.REPORTED, n=3) in teacher.flag()
    cast.house.settle()
    assert cast.rights.told(1)
    for number in (1, 2, 3):
        pointer = education.receive(number)
        assert education.say(notices.ROLES["lead"]) in pointer
        known, _, missing = pointer.partition(education.say(grounds.THINGS["task"]))
        assert education.say(grounds.THINGS["place"]) in missing
        assert education.say(grounds.THINGS["place"]) not in known
    page = education.reads(1)
    assert [told for told in (teacher.say(WORK), teacher.say(COTTON), NAMES[0]) if told not in page] == []
    assert not education.may_open(SOLD)


def children_are_found(cast: Cast) -> None:
    """The police know at the alarm, before the visit is sent; then there are two cases, and form 1 of one."""
    monitor, police, began = cast.monitor, cast.police, cast.house.clock.now

    def alarmed() -> None:
        cast.house.settle()
        assert police.say(notices.ROLES["lead"]) in police.receive(SOLD)

    proposed, sent = monitor.visit(alarmed)
    for question, value in (("q16", "does_not_meet"), ("q17", "does_not_meet"), ("q18", "found")):
        assert f'name="{question}" value="{value}" checked' in proposed
    assert all(plain(monitor.say(CASE, number=one)) in plain(sent) for one in (SOLD, BROTHER))
    cast.house.settle()
    assert cast.rights.say(notices.ROLES["lead"]) in cast.rights.receive(BROTHER)
    assert not cast.education.told(SOLD)  # could warn somebody: held
    assert cast.house.clock.now == began
    with cast.house.composed.database.reading() as tx:
        found = [case.get(tx, number) for number in (SOLD, BROTHER)]
    assert [one.severity for one in found] == [4, 2]
    paper = " ".join(" ".join(cast.rights.prints(SOLD, 1, monitor.language)).split())
    for told in (CHILD, PLACE, monitor.say(first.TITLE), monitor.say(COTTON), "10–13"):
        assert told in paper


def a_service_helps(cast: Cast) -> None:
    """The rules propose, an officer chooses of the directory; the organisation answers without an account."""
    rights, language = cast.rights, cast.rights.language
    service, link = rights.refers(SOLD, "lawyer")
    assert service in cast.house.composed.house.shelf.services
    with cast.house.stranger(language) as organisation:
        assert CHILD not in organisation.get(link).text
        page = organisation.post(link, {"language": language}).text
        assert CHILD not in page
        assert "+7 700 000 00 00" in page
        for answer in ({"answer": "accepted"}, {"answer": "done", "day": DAY}):
            assert organisation.post(f"{link}/said", answer).status_code == 200
        assert organisation.get(link).status_code == 410
    rights.agrees(SOLD, "former_school")
    rights.follows(SOLD)
    for pupil in (1, 2):
        cast.education.follows(pupil)
    cast.house.settle()


def a_month_goes_by(cast: Cast) -> None:
    """Three facts of three verifiers: by a button, by a link, by hand; a pupil seen back answers for one."""
    monitor, teacher, rights = cast.monitor, cast.teacher, cast.rights
    teacher.sleeps_in()
    cast.house.until(MONTH)
    assert rights.say(ANSWERED, number=SOLD) in rights.group.screen()
    for number in (1, 2, SOLD, BROTHER):
        monitor.answer(number, NOT_WORKING)
    teacher.answer(1, REGULARLY)
    teacher.is_back("3 · Ғ.Е.")
    teacher.press(2, REGULARLY)
    teacher.phone.wait_for(teacher.say(thanks.ALREADY))
    link = rights.asks_by_link(SOLD, checks.SCHOOL)
    with cast.house.stranger(rights.language) as school:
        page = school.post(link, {"language": rights.language}).text
        assert rights.say(words.QUESTIONS[checks.SCHOOL]) in plain(page)
        assert school.post(f"{link}/said", {"answer": "regularly"}).status_code == 200
    rights.answers(SOLD, checks.MEASURE, "done")
    found, done = told(cast.house, SOLD), (checks.MEASURE, "done", "desk")
    assert found == [(checks.WORK, "no", "monitor"), (checks.SCHOOL, "regularly", "teacher"), done, done]
    assert told(cast.house, 2) == [(checks.WORK, "no", "monitor"), (checks.SCHOOL, "regularly", "teacher")]
    assert cast.police.closes(SOLD) == 422  # too early


def three_months_are_over(cast: Cast) -> None:
    """The next round; then the lead proposes, the coordinator approves a list, and the case is closed."""
    cast.house.until(THREE_MONTHS)
    assert cast.police.closes(SOLD) == 422  # nobody has looked after her since the first month
    cast.monitor.answer(SOLD, NOT_WORKING)
    cast.rights.answers(SOLD, checks.SCHOOL, "regularly")
    assert cast.police.closes(SOLD) == 303
    cast.coordinator.approves(SOLD)
    with cast.house.composed.database.reading() as tx:
        closed = case.get(tx, SOLD)
    assert (closed.state, closed.outcome) == ("closed", "helped")


def it_is_counted(cast: Cast, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The command and the desk count alike; of what is below five the public is told nothing."""
    house, coordinator, out = cast.house, cast.coordinator, folder / "digest.json"
    exact = counted.by_command(house, monkeypatch, out, exact=True)
    speaker = house.composed.house.speaker(coordinator.language)
    desk = counted.of_table(coordinator.counts("/desk/figures/digest/csv?period=2026-Q4"))
    wanted = {of: number for of, number in FIGURES.items() if of[0] in digest.TITLES}
    named = {(digest.title(speaker, table), code): number for (table, code), number in wanted.items()}
    assert {of: number for of, number in exact.items() if of in FIGURES} == FIGURES
    assert {of: number for of, number in desk.items() if of in named} == named
    house.until(RELEASED)
    public = counted.by_command(house, monkeypatch, out, exact=False)
    assert public["all", ""] == "5"
    assert [of for of, number in public.items() if of[0] in HIDDEN and number not in ("0", "<5")] == []
    assert {of[0] for of, number in public.items() if number == "<5"} >= set(HIDDEN)


def told(house: House, number: int) -> list[tuple[int, str, str]]:
    """Give what was answered about a case: fact, answer, who verified it."""
    found = of_case(house, number)
    return [(one.fact, one.answer, one.verifier) for one in found if one.answered_at is not None]

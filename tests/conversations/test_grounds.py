"""The evidence meter as reporters and departments see it."""

import pytest

from cases import enrolment
from conversations import grounds, saying
from conversations.dialogue import engine, extraction
from conversations.dialogue.session import Input
from conversations.house import House
from store import duties
from tests.conversations.conftest import NOON, Talker
from tests.conversations.test_nothing_dropped import skip_to


def test_the_overview_says_what_would_help_an_inspection_before_anything_is_sent(talker: Talker) -> None:
    talker.report_up_to_the_place()

    overview = talker.read[-2].text
    assert "For an inspection it would help to know: days and hours of work" in overview
    assert "the exact place" not in overview  # it was sent as a point on the map
    assert "Known for an inspection" not in overview


def test_the_review_says_what_is_known_and_what_is_missing(talker: Talker) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "age")
    talker.say("12")
    skip_to(talker, "times")
    talker.tap("In the evening")
    talker.tap("Done")
    skip_to(talker, "review")

    review = talker.read[-1].text
    known = "the exact place, days and hours of work, what exactly the child does, about how old the child is"
    assert f"Known for an inspection: {known}." in review
    assert "For an inspection it would help to know: a photo of the place, without faces." in review


@pytest.mark.parametrize("work", ["Somebody’s house or a family business", "Begging or something dangerous"])
def test_in_a_home_and_for_the_worst_forms_no_photo_is_asked_for(talker: Talker, work: str) -> None:
    talker.send("command", "report")
    talker.tap(work)
    if work.startswith("Begging"):
        talker.tap("Begging")
    talker.send("point", point=(40.875, 68.517))
    if not work.startswith("Begging"):
        talker.tap("Work in somebody’s house")
    skip_to(talker, "review")

    assert "a photo of the place" not in talker.read[-1].text


def test_what_is_missing_is_said_once_more_after_sending_with_the_way_to_add_it(talker: Talker) -> None:
    talker.report_up_to_the_place()
    before = len(talker.read)
    talker.tap("Send now")

    after = "\n".join(message.text for message in talker.read[before:])
    assert after.count("For an inspection it would help to know") == 1
    assert "You can add this later: “Check my report”." in after


def test_nobody_is_asked_for_the_name_of_the_child(talker: Talker) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "more")

    assert "Do not write the child’s name." in talker.read[-1].text


def test_a_department_reads_which_things_are_known_and_no_value_of_them(talker: Talker) -> None:
    office = {"channel": "demo", "chat": "office", "language": "en"}
    with talker.database.transaction() as tx:
        for one in talker.house.directory.departments.all():
            enrolment.enrol(tx, talker.house.keys, department=one.code, **office, now=talker.now)
    talker.report_up_to_the_place()
    skip_to(talker, "age")
    talker.say("12")
    talker.tap("Send now")

    with talker.database.transaction() as tx:
        claimed = duties.claim(tx, talker.house.keys, now=talker.now, holder="probe")
    pointers = [saying.decode(one.payload).message.text for one in claimed if one.kind == "say:demo"]
    known = "the exact place, what exactly the child does, about how old the child is"
    lines = {line for text in pointers for line in text.splitlines() if line.startswith("Known: ")}

    assert lines == {
        f"Known: {known}. Not known: days and hours of work, a photo of the place, without faces."
    }


def test_a_photo_is_known_and_a_spoken_answer_is_none(house: House) -> None:
    script = house.scripts["citizen_report"]
    turn = engine.begin(script, "walk", house.lexicon, NOON)
    for given in (Input("text", text="мойка машин"), Input("voice", file="v", medium=1)):
        turn = engine.advance(script, turn.session, given, house.lexicon, NOON)
    spoken = grounds.meter(extraction.told(script, turn.session), NOON, worst=False)
    seen = engine.advance(script, turn.session, Input("photo", medium=2, picture=True), house.lexicon, NOON)

    assert "photo" in spoken.missing
    assert "photo" in grounds.meter(extraction.told(script, seen.session), NOON, worst=False).known

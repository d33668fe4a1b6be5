"""A department asks a reporter whom it does not know, and gets an answer of whom it knows nothing."""

from dataclasses import replace
from typing import Any

import pytest

from cases import forwarding, parts, questions, schema
from cases.questions import Asking
from conversations import asking
from conversations.incoming import Sent
from tests.conversations import followers
from tests.conversations.conftest import Talker
from tests.conversations.followers import words
from tests.doubles import recovery

NOT_ALLOWED = "Only members of this department can do this."


@pytest.fixture
def officer(talker: Talker) -> Talker:
    """An officer in the Russian group of a lead that has acknowledged the only case; what was due is done."""
    followers.send_report(talker)
    followers.enrol_lead(talker, "ru")
    officer = followers.officer(talker, "ru")
    followers.acknowledge(talker, officer)
    followers.due(talker)
    return officer


def choose(officer: Talker, code: str) -> str:
    """Ask a coded question; gives the toast."""
    followers.press(officer, f"q:{code}:{followers.lead_token(officer)}")
    return officer.heard[-1].toast


def read_answer(talker: Talker, id: int = 1) -> dict[str, Any]:
    with talker.database.reading() as tx:
        return parts.read(tx, recovery.unlocked(tx), 1, f"answer:{id}")


@pytest.mark.parametrize("language", ["kk", "uz"])
def test_each_side_reads_the_question_in_its_own_language(
    talker: Talker, officer: Talker, language: str
) -> None:
    taken = officer.read[-1]
    assert [row[0].label for row in taken.buttons] == [words("ru", "dept.ask", "Ask the reporter")]
    listed = followers.press(officer, taken.buttons[0][0].token)[-1]
    labels = [row[0].label for row in listed.buttons]
    assert labels == [words("ru", text.context, text.english) for text in asking.WORDS.values()]
    followers.press(officer, listed.buttons[0][0].token)
    reporter = Talker(talker.database, talker.house, "at home", language)
    shown = followers.follow(reporter, followers.code_of(talker))[-1].text

    assert words(language, "status.question", "We have a question for you") in shown
    assert words(language, "ask.where", "Where exactly is it?") in shown
    lead = talker.house.department(lead_of(talker), language)
    assert words(language, "follow.asked_by", "Department: {department}", department=lead) in shown


def test_the_answer_is_sealed_and_the_department_gets_a_pointer_and_not_a_word(
    talker: Talker, officer: Talker
) -> None:
    assert choose(officer, "when_there") == words(
        "ru", "ask.asked", "The question is waiting for the reporter."
    )
    assert followers.due(talker) == []  # nobody chose to be told
    followers.follow(talker, followers.code_of(talker))
    talker.tap("Answer the question")
    assert "On which days" in talker.read[-1].text
    said = talker.say("From seven, never on Friday")

    assert said[0].text == "Thank you. The department will receive your answer."
    assert "Status: Received." in said[1].text
    assert read_answer(talker) == {
        "question": "when_there",
        "words": "",
        "text": "From seven, never on Friday",
    }
    [pointer] = followers.due(talker, minutes=5)
    assert pointer.message.text == words(
        "ru", "pointer.answered", "Case {number}: there is an answer to your question.", number=1
    )
    assert pointer.message.buttons == ()


def test_a_question_is_not_asked_twice_and_three_at_most_are_open(officer: Talker) -> None:
    asked = [choose(officer, code) for code in ("where", "where", "how_many", "how_old", "still")]

    waits = words("ru", "ask.asked", "The question is waiting for the reporter.")
    assert asked == [
        waits,
        words("ru", "ask.before", "This has been asked before."),
        waits,
        waits,
        words("ru", "ask.enough", "Questions without an answer: {n}. Please wait for the answers.", n=3),
    ]


def test_only_members_of_a_department_that_has_acknowledged_may_ask(talker: Talker, officer: Talker) -> None:
    stranger = Talker(talker.database, talker.house, "another group", "en", "demo")
    followers.press(stranger, f"q:where:{followers.lead_token(talker)}")
    assert stranger.heard[-1].toast == NOT_ALLOWED
    followers.send_report(talker)
    choose(officer, "where")  # the second case: nobody has acknowledged it

    assert officer.heard[-1].toast == words("ru", "ack.not_allowed", NOT_ALLOWED)


def test_only_who_reads_the_whole_case_is_offered_to_ask(talker: Talker) -> None:
    followers.send_report(talker)
    with talker.database.reading() as tx:
        lead = forwarding.of_case(tx, 1)[0]
    every: tuple[tuple[forwarding.Role, ...], ...] = (("lead",), ("copy", "owner"), ("escalated",), ("copy",))
    offered = [bool(asking.offer(replace(lead, roles=one), talker.house.speaker("kk"))) for one in every]

    assert offered == [True, True, True, False]


def test_who_chose_to_be_told_gets_the_question_with_a_button_that_names_nothing(talker: Talker) -> None:
    followers.send_report(talker, told=True)
    with talker.database.transaction() as tx:
        wish = Asking(lead_of(talker), "how_many")
        assert asking.ask(tx, talker.house, 1, wish, talker.now) == "asked"
    [pushed] = talker.news()
    assert pushed.text.splitlines()[:2] == ["A question from the department:", "How many children are there?"]
    assert [row[0].token for row in pushed.buttons] == ["f:answer"]
    talker.wait(hours=30)
    talker.send("button", "f:answer")
    talker.say("five")

    assert read_answer(talker)["text"] == "five"


def test_own_words_of_an_officer_are_sealed_until_they_are_answered(talker: Talker) -> None:
    code = followers.send_report(talker)
    with talker.database.transaction() as tx:
        wish = Asking(lead_of(talker), words="Which gate of the bazaar?")
        asking.ask(tx, talker.house, 1, wish, talker.now)
        [waiting] = questions.open_of(tx, 1)
        kept = bytes(tx.rows(schema.question.select())[0]["words"])
        assert b"bazaar" not in kept
    assert "Which gate of the bazaar?" in followers.follow(talker, code)[-1].text
    talker.tap("Answer the question")
    talker.say("The northern one")

    assert read_answer(talker, waiting)["words"] == "Which gate of the bazaar?"
    with talker.database.reading() as tx:
        assert tx.rows(schema.question.select())[0]["words"] is None


def test_a_photo_answers_a_question_and_nobody_asks_for_one_of_the_worst_forms(
    talker: Talker, officer: Talker
) -> None:
    choose(officer, "photo")
    followers.follow(talker, followers.code_of(talker))
    talker.tap("Answer the question")
    assert "Take a photo only if it is safe." in talker.read[-1].text
    talker.send("photo", sent=Sent("photo", "AgAC-1", size=9_000))

    assert read_answer(talker)["file"] == "photo"
    with talker.database.transaction() as tx:
        tx.update(schema.case, {"number": 1}, {"severity": 4})
    listed = followers.press(officer, f"q:{followers.lead_token(talker)}")[-1]
    assert len(listed.buttons) == len(asking.WORDS) - 1


def test_every_question_fits_a_button_in_every_language(talker: Talker) -> None:
    long = [
        (language, text.context)
        for language in talker.house.languages
        for text in asking.WORDS.values()
        if len(words(language, *text)) > 60
    ]

    assert long == []


def lead_of(talker: Talker) -> str:
    with talker.database.reading() as tx:
        return next(one.department for one in forwarding.of_case(tx, 1) if "lead" in one.roles)


def test_words_typed_without_pressing_answer_are_the_answer_where_the_chat_was_asked(
    talker: Talker,
) -> None:
    followers.send_report(talker)
    talker.tap("Yes, here")
    followers.enrol_lead(talker, "ru")
    officer = followers.officer(talker, "ru")
    followers.acknowledge(talker, officer)
    followers.due(talker)
    choose(officer, "when_there")
    talker.news()
    said = talker.say("From seven, never on Friday")

    assert said[0].text == "Thank you. The department will receive your answer."
    assert read_answer(talker)["text"] == "From seven, never on Friday"


def test_a_chat_that_was_asked_nothing_is_not_taken_to_answer(talker: Talker) -> None:
    followers.send_report(talker)
    talker.tap("Yes, here")

    assert "did not understand" in talker.say("From seven, never on Friday")[0].text

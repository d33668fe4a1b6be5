"""Where the line for children and families helps better than a report, it is offered; nothing is dropped."""

from tests.conversations.conftest import Talker
from tests.conversations.test_nothing_dropped import draft, skip_to

LINE = "Children and families can call 111 day and night."


def test_a_child_that_writes_about_itself_is_given_the_number_at_once(talker: Talker) -> None:
    talker.send("command", "report")
    talker.say("меня заставляют собирать хлопок")
    talker.send("point", point=(40.875, 68.517))
    skip_to(talker, "self")

    assert "You can call 111 at any time, it is free." in talker.tap("Yes")[0].text


def test_an_adult_is_given_the_number_and_what_was_written_is_kept(talker: Talker) -> None:
    talker.report_up_to_the_place()
    skip_to(talker, "age")
    talker.say("19")
    told = "\n".join(message.text for message in talker.tap("Yes"))

    assert LINE in told
    assert draft(talker).answers["age"].ages == (19,)


def test_somebody_who_only_has_a_question_is_given_the_number(talker: Talker) -> None:
    talker.say("Здравствуйте, у меня вопрос")
    answer = talker.say("а как получить пособие?")[0].text

    assert LINE in answer


def test_somebody_over_the_limit_is_given_the_number(talker: Talker) -> None:
    for _ in range(4):
        talker.report_up_to_the_place()
        talker.tap("Send now")

    thanks = next(one.text for one in reversed(talker.read) if "An operator will look" in one.text)
    assert LINE in thanks
